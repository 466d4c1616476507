"""Measuring the ranker on the links of a vault."""

from dataclasses import dataclass
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.text import count_of, quoted
from reweave.vault.vault import Vault
from reweave.verbosity import say
from reweave.weave.rank.evaluation import Evaluation, count_trained_on, evaluate, linking
from reweave.weave.rank.model import shipped
from reweave.weave.rank.ranker import Ranker


@dataclass(frozen=True, slots=True)
class LinkReport:
    """The figures of each protocol, and how many of the notes measured the model was trained on."""

    evaluations: list[Evaluation]
    learned_from: int


def evaluate_links(vault: Vault, sources: Path | None, root: Path) -> LinkReport:
    """Measure the ranker on the notes that have links, or on those listed in the file `sources`; `root` is the vault's.

    How many listed notes have no links, or are copies, goes to stderr.

    Raises:
        ReweaveError: the file or a line of it is invalid, or no note is left to measure.
    """
    ranker = Ranker(vault, shipped())
    measured = linking(ranker)
    if sources is not None:
        wanted = _listed_notes(sources, vault, root)
        originals = {ranker.place(ranker.claim(index)) for index in wanted}
        measured = [index for index in measured if index in originals]
        if left := len(wanted) - len(measured):
            say(f"{sources}: skipped {left:,} of {count_of(len(wanted), 'note')}: no links, or copies of other notes")
    if not measured:
        whose = "no note" if sources is None else "no listed note"
        raise ReweaveError(
            f"nothing to measure: {whose} links to another note in the graph",
            code="nothing-to-measure",
            path=None if sources is None else str(sources),
        )
    return LinkReport(list(evaluate(ranker, measured)), count_trained_on(ranker, measured))


def _listed_notes(file: Path, vault: Vault, root: Path) -> list[int]:
    """Return the indices of the notes that a file lists by their paths, absolute or relative to `root`, each once.

    Empty lines are ignored; other lines that are no path of a participant are counted on stderr.

    Raises:
        ReweaveError: the file cannot be read, or lists no note of the graph.
    """
    try:
        lines = file.read_bytes().decode("utf-8-sig").splitlines()
    except OSError as error:
        raise ReweaveError(f"cannot read: {error.strerror}", code="cannot-read", path=str(file)) from error
    except UnicodeDecodeError as error:
        raise ReweaveError("this is not UTF-8", code="bad-source-list", path=str(file)) from error
    indices: dict[int, None] = {}
    unusable: list[ReweaveError] = []
    for number, line in enumerate(lines, start=1):
        path = line.strip().removeprefix("./")
        if not path:
            continue
        index = vault.by_path.get(_below(root, path))
        if index is None:
            unusable.append(_bad(f"note {quoted(path)} not found", file, number))
        elif not vault.is_participant(index):
            unusable.append(_bad(f"note {quoted(path)} is not in the graph", file, number))
        else:
            indices[index] = None
    if not indices:
        raise unusable[0] if unusable else ReweaveError("lists no notes", code="bad-source-list", path=str(file))
    if unusable:
        say(f"{file}: skipped {count_of(len(unusable), 'line')}; line {unusable[0].line}: {unusable[0].message}")
    return list(indices)


def _below(root: Path, path: str) -> str:
    """Return a path relative to the root where it is an absolute one inside it, through links to folders too."""
    if not Path(path).is_absolute():
        return path
    for folder, file in ((root, Path(path)), (root.resolve(), Path(path).parent.resolve() / Path(path).name)):
        if file.is_relative_to(folder):
            return file.relative_to(folder).as_posix()
    return path


def _bad(message: str, file: Path, line: int) -> ReweaveError:
    return ReweaveError(message, code="bad-source-list", path=str(file), line=line)
