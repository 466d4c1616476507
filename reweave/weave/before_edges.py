"""How the frontmatter of notes was before edges came in, remembered in the vault where no git does."""

import json
from collections.abc import Iterable, Mapping

from reweave.errors import ReweaveError
from reweave.note.append import AppendError, find_key
from reweave.note.changeset import Total
from reweave.note.note import Note
from reweave.note.provenance import PROVENANCE_FIELD
from reweave.weave.edge_entry import scalar_items

BEFORE_FILE = ".reweave/before-edges.jsonl"
MAX_BYTES = 64 * 1024 * 1024


def parse_before(data: bytes) -> dict[str, list[bytes]]:
    """Return for each note its frontmatters (with the fences; empty where it had none), the newest first.

    Raises:
        ReweaveError: the file is too long, or a line is no remembered frontmatter (`before-invalid`).
    """
    if len(data) > MAX_BYTES:
        raise _invalid(f"larger than {MAX_BYTES:,} bytes")
    found: dict[str, list[bytes]] = {}
    for number, line in enumerate(data.splitlines(), 1):
        try:
            path, head = json.loads(line)
            found.setdefault(path, []).insert(0, head.encode("utf-8", "surrogateescape"))
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise _invalid("not a remembered frontmatter", number) from error
    return found


def with_changes(data: bytes, totals: Iterable[Total]) -> bytes:
    """Return the file's bytes after notes were changed: those that get edges are added, those without any left out.

    Raises:
        ReweaveError: as `parse_before`.
    """
    known = parse_before(data)
    for total in totals:
        before, after = _entries(total.path, total.before), _entries(total.path, total.after)
        if after - before:
            head = total.before[: Note(total.path, total.before).block.body]
            versions = known.setdefault(total.path, [])
            if versions[:1] != [head]:
                versions.insert(0, head)
        elif total.gone or (before and not after):
            known.pop(total.path, None)
        if total.to and total.path in known:
            known[total.to] = known.pop(total.path)
    return _written(known)


def _entries(path: str, source: bytes) -> frozenset[str]:
    try:
        found = find_key(Note(path, source), PROVENANCE_FIELD)
    except AppendError:
        return frozenset()
    return frozenset() if found is None else frozenset(item.value for item in scalar_items(found[1]))


def _written(known: Mapping[str, list[bytes]]) -> bytes:
    lines = (
        json.dumps([path, head.decode("utf-8", "surrogateescape")]) + "\n"
        for path, versions in sorted(known.items())
        for head in reversed(versions)
    )
    return "".join(lines).encode()


def _invalid(what: str, line: int | None = None) -> ReweaveError:
    return ReweaveError(
        what,
        code="before-invalid",
        path=BEFORE_FILE,
        line=line,
        suggestion="remove the file: lists that lose all their edges become [] then, unless weave placed their keys",
    )
