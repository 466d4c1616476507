"""Measuring a typer of edges on labeled pairs."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.run.vault import read_vault
from reweave.run.workspace import Workspace
from reweave.weave.evaluation.gold import GoldPair, locate, parse_gold, text_vault
from reweave.weave.evaluation.type_scores import ScoredPair, TypeReport, score
from reweave.weave.stated.phrases import RELATED
from reweave.weave.verdict import DUPLICATE, NONE, EdgeTyper


def specific_types(config: Config) -> list[str]:
    """Return the names of the configured types that say more than that two notes are related."""
    return [one.name for one in config.weave.types if one.name != RELATED]


def evaluate_types(workspace: Workspace, gold: Path, folder: Path, typer: EdgeTyper, sure: int) -> TypeReport:
    """Ask the typer about the pairs of the file `gold`, whose paths are relative to `folder`.

    Raises:
        ReweaveError: the file or a line of it is invalid, or the typer fails.
    """
    try:
        source = gold.read_bytes()
    except OSError as error:
        raise ReweaveError(f"cannot read: {error.strerror}", code="gold-unreadable", path=str(gold)) from error
    labels = (*specific_types(workspace.config), RELATED, DUPLICATE, NONE)
    pairs = parse_gold(source, str(gold), labels, sure)
    return TypeReport(tuple(_score(workspace, folder, pairs, str(gold), typer)), labels)


def _score(
    workspace: Workspace, folder: Path, pairs: Sequence[GoldPair], name: str, ask: EdgeTyper
) -> Iterator[ScoredPair]:
    """Ask about the pairs given by paths, and then about those given by texts."""
    notes = [pair for pair in pairs if not pair.is_text]
    if notes:
        vault = read_vault(workspace)
        below = folder.resolve().relative_to(workspace.root.resolve()).as_posix()
        places = locate(notes, vault, name, "" if below == "." else below)
        yield from score(vault, places, [(pair.label, pair.reverse) for pair in notes], ask)
    texts = [pair for pair in pairs if pair.is_text]
    if texts:
        vault, places = text_vault(texts, workspace.config)
        yield from score(vault, places, [(pair.label, pair.reverse) for pair in texts], ask)
