"""Undoing runs and batches, and remembering it: the next run does not bring back what was undone."""

from collections.abc import Mapping, Sequence
from functools import cache

from reweave.files.answers_file import ANSWERS_FILE
from reweave.git.repository import Repository
from reweave.git.tree import Replacement
from reweave.git.undo import TakeOut, UndoneBatch
from reweave.note.append import AppendError, find_key
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD, Provenance, parse_provenance
from reweave.run.committed_config import committed_config
from reweave.run.committed_notes import committed_file
from reweave.vault.edges import roles
from reweave.weave.answers import Undone, append_answers
from reweave.weave.edge_entry import scalar_items
from reweave.weave.edge_removal import remove_edges


def without_edges(repository: Repository, base: str) -> TakeOut:
    """Return what takes the edges that a batch added out of a note, as `reweave unweave` does it.

    The configuration is that of the commit `base`, read when it is needed.
    """
    configured = cache(lambda: committed_config(repository, base)[1])

    def take_out(now: bytes, before: bytes, after: bytes) -> bytes | None:
        config = configured()
        lists = {role.provenance_type: role.field for role in roles(config.weave.types).values()}
        try:
            added = _entries(after) - _entries(before)
        except AppendError:
            return None
        removal = remove_edges(Note("", now, config.limits), added.__contains__, lists, lambda: [before])
        complete = removal.change is not None and not removal.left and added == {*removal.removed}
        return removal.change.after if removal.change is not None and complete else None

    return take_out


def _entries(source: bytes) -> set[Provenance]:
    found = find_key(Note("", source), PROVENANCE_FIELD)
    items = (parse_provenance(item.value) for item in (scalar_items(found[1]) if found else ()))
    return {entry for entry in items if entry is not None}


def remember_undone(repository: Repository, base: str, batches: Sequence[UndoneBatch]) -> Mapping[str, Replacement]:
    """Return the file of answers with the undone batches, for the commit of the undo; nothing if none names its rules.

    `base` is the commit that the undo builds on.

    Raises:
        ReweaveError: the configuration or the file of answers is not valid, or git failed.
    """
    prefix = committed_config(repository, base)[0]
    answers = [
        Undone(f"{batch.run}/{batch.number}", batch.rules, tuple(sorted(_inside(paths, prefix))))
        for batch, paths in batches
        if batch.rules
    ]
    name = prefix + ANSWERS_FILE
    before = committed_file(repository, base, name)
    after = append_answers(before or b"", [answer for answer in answers if answer.paths])
    return {} if after == (before or b"") else {name: Replacement(before, after)}


def _inside(paths: Sequence[str], prefix: str) -> list[str]:
    return [path[len(prefix) :] for path in paths if path.startswith(prefix)]
