from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import ConfigFile, ListFormat
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit

if TYPE_CHECKING:
    from reweave.vault.vault import Vault
    from reweave.weave.rank.ranker import Ranker


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
    from reweave.run.vault import read_vault
    from reweave.run.workspace import open_workspace
    from reweave.verbosity import say
    from reweave.weave.rank.evaluation import count_trained_on, evaluate
    from reweave.weave.rank.ranker import Ranker

    notes = read_vault(open_workspace([vault], config))
    ranker = Ranker(notes)
    asked = _asked(ranker, notes, sources)
    found = list(evaluate(ranker, asked))
    known = count_trained_on(ranker, asked)
    if output_format == "json":
        print(links_json(found), end="")
        if warning := trained_here(found, known):
            say(warning)
    else:
        for line in links_lines(found, known):
            print(line)
    return Exit.DONE


def _asked(ranker: "Ranker", vault: "Vault", file: Path | None) -> list[int]:
    """Return the notes to ask; how many of the file have no links, or are copies, goes to stderr.

    Raises:
        ReweaveError: the file or a line of it is invalid, or no note is left to ask.
    """
    from reweave.run.source_list import read_source_list
    from reweave.text import count_of
    from reweave.verbosity import say
    from reweave.weave.rank.evaluation import linking

    able = linking(ranker)
    if file is not None:
        wanted = read_source_list(file, vault)
        originals = {ranker.place(ranker.claim(place)) for place in wanted}
        able = [place for place in able if place in originals]
        if left := len(wanted) - len(able):
            say(f"{file}: skipped {left:,} of {count_of(len(wanted), 'note')}: no links, or copies of other notes")
    if not able:
        raise ReweaveError(
            "nothing to measure: no note links to another note in the graph",
            code="nothing-to-measure",
            path=None if file is None else str(file),
        )
    return able
