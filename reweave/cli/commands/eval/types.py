from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import ConfigFile, ListFormat
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit

if TYPE_CHECKING:
    from reweave.run.workspace import Workspace
    from reweave.weave.evaluation.gold import GoldPair
    from reweave.weave.evaluation.type_scores import ScoredPair
    from reweave.weave.verdict import EdgeTyper


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
    ] = (Path()),
    by: Annotated[
        str, typer.Option("--typer", metavar="NAME", help="What to measure: 'stated' or a configured model.")
    ] = "stated",
    precision: Annotated[
        float | None,
        typer.Option(
            "--precision", metavar="P", min=0, max=1, help="Print the lowest confidence that reaches this precision."
        ),
    ] = None,
    sure: Annotated[int, typer.Option("--sure", metavar="N", help="Skip lines whose `sure` is below N.")] = 0,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Measure edge typing on labeled pairs.

    Reports accuracy, macro-F1, the confusion matrix, and precision by coverage. Each line of GOLD is a JSON object with
    `source` and `target` (paths) or `source_text` and `target_text`, and `label`.

    Example:
    reweave eval types gold.jsonl --vault ~/vault
    """
    from reweave.run.edge_typers import find_typer
    from reweave.run.workspace import open_workspace
    from reweave.weave.evaluation.gold import parse_gold
    from reweave.weave.evaluation.type_scores import TypeReport
    from reweave.weave.stated.phrases import RELATED
    from reweave.weave.verdict import DUPLICATE, NONE

    workspace = open_workspace([vault], config)
    typed = [one.name for one in workspace.config.weave.types if one.name != RELATED]
    labels = (*typed, RELATED, DUPLICATE, NONE)
    pairs = parse_gold(_read(gold), str(gold), labels, sure)
    report = TypeReport(tuple(_score(workspace, vault, pairs, str(gold), find_typer(by, workspace))), labels)
    if output_format == "json":
        from reweave.output.eval_types import typescore_json

        print(typescore_json(report), end="")
    else:
        from reweave.output.eval_types import threshold_lines, typescore_lines

        for line in typescore_lines(report, typed):
            print(line)
        if precision is not None and by != "stated":
            for line in threshold_lines(report, (*typed, RELATED), by, precision):
                print(line)
    return Exit.DONE


def _score(
    workspace: "Workspace", folder: Path, pairs: "Sequence[GoldPair]", name: str, ask: "EdgeTyper"
) -> "list[ScoredPair]":
    """Ask about the pairs of the vault, and then about those that are given by their texts."""
    from reweave.run.vault import read_vault
    from reweave.weave.evaluation.gold import locate, text_vault
    from reweave.weave.evaluation.type_scores import score

    found: list[ScoredPair] = []
    notes = [pair for pair in pairs if not pair.is_text]
    if notes:
        vault = read_vault(workspace)
        place = folder.resolve().relative_to(workspace.root.resolve()).as_posix()
        places = locate(notes, vault, name, "" if place == "." else place)
        found += score(vault, places, [pair.label for pair in notes], ask)
    texts = [pair for pair in pairs if pair.is_text]
    if texts:
        vault, places = text_vault(texts, workspace.config)
        found += score(vault, places, [pair.label for pair in texts], ask)
    return found


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ReweaveError(f"cannot read it: {error.strerror}", code="gold-unreadable", path=str(file)) from error
