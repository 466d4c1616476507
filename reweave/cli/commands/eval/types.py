from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import ConfigFile, ListFormat, UserConfigFile
from reweave.exit_codes import Exit


def types(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="The labeled pairs: JSON, one pair per line."),
    ],
    vault: Annotated[
        Path,
        typer.Option(
            "--vault", metavar="PATH", help="The vault that paths are relative to.", show_default="current directory"
        ),
    ] = Path(),
    by: Annotated[
        str, typer.Option("--typer", metavar="NAME", help="What to measure: 'stated' or one of your judges.")
    ] = "stated",
    precision: Annotated[
        float | None,
        typer.Option(
            "--precision", metavar="P", min=0, max=1, help="Print the lowest confidence that reaches this precision."
        ),
    ] = None,
    sure: Annotated[int, typer.Option("--sure", metavar="N", help="Skip lines whose `sure` is below N.")] = 0,
    config: ConfigFile = None,
    user_config: UserConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Measure edge typing on labeled pairs.

    Reports accuracy, macro-F1, the confusion matrix, and precision by coverage. Each line of GOLD is a JSON object with
    `source` and `target` (paths) or `source_text` and `target_text`, and `label`.

    Example:
    reweave eval types gold.jsonl --vault ~/vault
    """
    from reweave.run.edge_typers import find_judge, open_judge, stated_typer
    from reweave.run.type_evaluation import evaluate_types, specific_types
    from reweave.run.workspace import open_workspace

    workspace = open_workspace([vault], config)
    judge = None if by == "stated" else find_judge(workspace.config, by, user_config)
    ask = stated_typer() if judge is None else open_judge(workspace, judge)
    report = evaluate_types(workspace, gold, vault, ask, sure)
    if output_format == "json":
        from reweave.output.eval_types import typescore_json

        print(typescore_json(report), end="")
    else:
        from reweave.output.eval_types import threshold_lines, typescore_lines
        from reweave.weave.stated.phrases import RELATED

        typed = specific_types(workspace.config)
        for line in typescore_lines(report, typed):
            print(line)
        if precision is not None and judge is not None:
            for line in threshold_lines(report, (*typed, RELATED), judge.name, precision):
                print(line)
    return Exit.DONE
