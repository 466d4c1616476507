"""How the frontmatter of notes was before edges came in, remembered where no history does."""

import json
from collections.abc import Collection, Iterable

from reweave.errors import ReweaveError
from reweave.note.append import AppendError, find_key
from reweave.note.changeset import Total
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD
from reweave.weave.edge_entry import scalar_items

BEFORE_FILE = "before-edges.jsonl"
MAX_BYTES = 64 * 1024 * 1024

Before = dict[str, list[bytes]]


def parse_before(data: bytes, name: str) -> Before:
    """Return what a file called `name` says.

    That is for each note its frontmatters (with the fences; empty where it had none), the newest first.

    Raises:
        ReweaveError: the file is too long, or a line is no remembered frontmatter (`before-invalid`).
    """
    if len(data) > MAX_BYTES:
        raise _invalid(name, f"larger than {MAX_BYTES:,} bytes")
    found: Before = {}
    for number, line in enumerate(data.splitlines(), 1):
        try:
            path, head = json.loads(line)
            found.setdefault(path, []).insert(0, head.encode("utf-8", "surrogateescape"))
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise _invalid(name, "not a remembered frontmatter", number) from error
    return found


def with_gains(known: Before, totals: Iterable[Total]) -> Before:
    """Return what is known with the frontmatters of the notes that gain edges, as they were before."""
    known = {path: [*versions] for path, versions in known.items()}
    for total in totals:
        if _entries(total.after) - _entries(total.before):
            head = total.before[: Note(total.path, total.before).block.body]
            versions = known.setdefault(total.path, [])
            if versions[:1] != [head]:
                versions.insert(0, head)
    return known


def without_lost(known: Before, totals: Iterable[Total], committed: Collection[str] = ()) -> Before:
    """Return what is known without notes that are gone or have no edges left; renamed ones under their new names.

    A note of `committed` is in the history as it was before. If it had no edges then, what was remembered of it is
    outdated.
    """
    known = dict(known)
    for total in totals:
        if total.path not in known:
            continue
        before, after = _entries(total.before), _entries(total.after)
        gained = bool(after - before)
        if total.gone or (before and not after) or (gained and not before and total.path in committed):
            del known[total.path]
        elif total.to:
            known[total.to] = known.pop(total.path)
    return known


def _entries(source: bytes) -> frozenset[str]:
    try:
        found = find_key(Note("", source), PROVENANCE_FIELD)
    except AppendError:
        return frozenset()
    return frozenset() if found is None else frozenset(item.value for item in scalar_items(found[1]))


def before_bytes(known: Before) -> bytes:
    """Return the file's bytes."""
    lines = (
        json.dumps([path, head.decode("utf-8", "surrogateescape")]) + "\n"
        for path, versions in sorted(known.items())
        for head in reversed(versions)
    )
    return "".join(lines).encode()


def _invalid(name: str, what: str, line: int | None = None) -> ReweaveError:
    return ReweaveError(
        what,
        code="before-invalid",
        path=name,
        line=line,
        suggestion="remove the file: lists that lose all their edges become [] then, unless weave placed their keys",
    )
