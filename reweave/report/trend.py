"""How a vault came to be what it is: its figures week by week, from the commits alone."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from reweave.cache.store import Store
from reweave.config.model import Config
from reweave.git.command import run_git
from reweave.git.repository import Repository
from reweave.note.note import Note
from reweave.progress import progress
from reweave.run.cache import depends_on
from reweave.run.committed_notes import CommittedNotes, list_committed
from reweave.vault.record import Record, read_record
from reweave.vault.vault import Vault

MOST_SAMPLES = 26
"""Commits that are looked at, however long the history is."""
_KEY = b"trend %s"


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The figures of the last commit of a week.

    `edges` are typed ones between participating notes, `links` the others; `dangling` counts entries that name no note.
    """

    day: str
    commit: str
    notes: int
    edges: int
    links: int
    orphans: int
    dangling: int
    unreadable: int


def weekly_trend(
    repository: Repository,
    commit: str,
    prefix: str,
    config: Config,
    store: Store,
    *,
    most: int = MOST_SAMPLES,
) -> list[TrendPoint]:
    """Return the figures of at most `most` weeks up to a commit, oldest first; what `store` holds is not counted again.

    Raises:
        ReweaveError: the history cannot be read.
    """
    samples = sampled(weekly_commits(repository, commit), most)
    known: dict[str, TrendPoint] = {}
    for _, name in samples:
        entry = store.get(_KEY % name.encode(), _digest(repository, prefix, config))
        if entry is not None:
            known[name] = TrendPoint(**json.loads(entry.value))
    is_note = config.note_filter(prefix).matches
    records: dict[tuple[str, str], Record] = {}
    missing = [(day, name) for day, name in samples if name not in known]
    for day, name in progress(missing, label="reading the history", total=len(missing)):
        notes = list_committed(repository, name, prefix, config, is_note)
        known[name] = _figures(day, name, notes, config, records)
        value = json.dumps(asdict(known[name])).encode()
        store.put(_KEY % name.encode(), _digest(repository, prefix, config), value)
    return [known[name] for _, name in samples]


def weekly_commits(repository: Repository, commit: str) -> list[tuple[date, str]]:
    """Return the last commit of each week in the history of a commit, by its first parents, oldest first."""
    log = run_git(repository.git, ["log", "--first-parent", "--format=%H %ct", commit, "--"]).decode("ascii")
    weeks: dict[tuple[int, int], tuple[date, str]] = {}
    for line in log.splitlines():
        name, seconds = line.split()
        day = datetime.fromtimestamp(int(seconds), UTC).date()
        weeks.setdefault(day.isocalendar()[:2], (day, name))
    return sorted(weeks.values())


def sampled(weeks: Sequence[tuple[date, str]], most: int) -> list[tuple[date, str]]:
    """Return at most `most` of the weeks, the first and the last among them, evenly spread."""
    if len(weeks) <= most:
        return list(weeks)
    return [weeks[round(at * (len(weeks) - 1) / (most - 1))] for at in range(most)]


def _digest(repository: Repository, prefix: str, config: Config) -> bytes:
    return depends_on(repository, prefix, config.tables, config.weave)


def _figures(
    day: date, commit: str, notes: CommittedNotes, config: Config, records: dict[tuple[str, str], Record]
) -> TrendPoint:
    vault = Vault(_records(notes, config, records), config)
    joined = [one for one in vault.edges if vault.is_participant(one.source) and vault.is_participant(one.target)]
    typed = sum(one.type is not None for one in joined)
    unreadable = sum(record.problem is not None for record in vault.records) + len(notes.refused)
    return TrendPoint(
        day.isoformat(),
        commit,
        len(vault),
        typed,
        len(joined) - typed,
        len(vault.orphans),
        _dangling(vault),
        unreadable,
    )


def _records(notes: CommittedNotes, config: Config, records: dict[tuple[str, str], Record]) -> Iterator[Record]:
    """Yield the records of a commit's notes; those of a blob that an earlier commit has are read once."""
    new = [path for path, blob in notes.blobs.items() if (path, blob) not in records]
    for path, source in notes.read(new):
        records[path, notes.blobs[path]] = read_record(Note(path, source, config.limits))
    yield from (records[one] for one in notes.blobs.items())


def _dangling(vault: Vault) -> int:
    named = sum(one.role is not None and not one.targets for own in vault.references for one in own)
    return named + sum(one.parsed is not None and not one.targets for own in vault.provenance for one in own)
