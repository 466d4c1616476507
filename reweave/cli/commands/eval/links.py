from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import ConfigFile, ListFormat
from reweave.exit_codes import Exit


def links(
    vault: Annotated[
        Path, typer.Option("--vault", metavar="PATH", help="The vault.", show_default="current directory")
    ] = Path(),
    sources: Annotated[
        Path | None,
        typer.Option("--sources", metavar="FILE", help="Test only the notes listed in FILE, one path per line."),
    ] = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Measure how well hidden links are found.

    Hides the links of one note at a time, with every verbatim mention of the notes it links to, and reports how many
    the ranker finds again, compared with plain TF-IDF. `strict` also hides the links back to it. Notes that share a
    title count as one.

    Example:
    reweave eval links --vault ~/vault --output-format json
    """
    from reweave.output.eval_links import links_json, links_lines, trained_here
    from reweave.run.link_evaluation import evaluate_links
    from reweave.run.vault import read_vault
    from reweave.run.workspace import open_workspace
    from reweave.verbosity import say

    workspace = open_workspace([vault], config)
    report = evaluate_links(read_vault(workspace), sources, workspace.root)
    if output_format == "json":
        print(links_json(report.evaluations), end="")
        if warning := trained_here(report.evaluations, report.learned_from):
            say(warning)
    else:
        for line in links_lines(report.evaluations, report.learned_from):
            print(line)
    return Exit.DONE
