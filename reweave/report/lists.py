"""What there is to do in a vault: each thing with the line that does it."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reweave.note.finding import Finding, Severity
from reweave.note.provenance import parse_provenance
from reweave.vault.health import Health
from reweave.vault.names import fold_name
from reweave.vault.reference import entry_names
from reweave.vault.vault import Vault

_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class DanglingName:
    """A name of no note in typed lists and entries: the notes that hold it, what it probably meant, and the command."""

    name: str
    holders: tuple[str, ...]
    fields: tuple[str, ...]
    probably: str | None
    command: str | None


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A name that means several notes, how often it is used, and the notes."""

    name: str
    times: int
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnreadableNote:
    """A note that cannot be read: where, why, and the line."""

    path: str
    line: int
    message: str
    text: str


def dangling_names(vault: Vault, health: Health) -> list[DanglingName]:
    """Return the dangling names, those that were probably renamed first, then by how many notes hold them."""
    found: dict[str, tuple[str, set[str], set[str], int | None]] = {}
    for one in health.dangling:
        parsed = parse_provenance(one.entry)
        names = (parsed.title,) if parsed is not None else entry_names(one.entry)
        for name in names:
            # Names are the same in any case, and with any spaces.
            folded = fold_name(name)
            shown, holders, fields, probably = found.setdefault(folded, (name, set(), set(), one.probably))
            holders.add(vault.records[one.holder].path)
            fields.add(one.field)
            found[folded] = shown, holders, fields, probably if probably is not None else one.probably
    lists = [
        DanglingName(name, tuple(sorted(holders)), tuple(sorted(fields)), *_meant(vault, name, probably))
        for name, holders, fields, probably in found.values()
    ]
    return sorted(lists, key=lambda one: (one.command is None, -len(one.holders), one.name))


def _meant(vault: Vault, name: str, place: int | None) -> tuple[str | None, str | None]:
    if place is None:
        return None, None
    path = vault.records[place].path
    marked = "-- " if name.startswith("-") else ""
    return path, f"reweave retarget {marked}{shlex.quote(name)} {shlex.quote(path)}"


def ambiguous_names(vault: Vault, health: Health) -> list[AmbiguousName]:
    """Return the ambiguous names, the most used first."""
    return [
        AmbiguousName(name, times, tuple(vault.records[place].path for place in health.meanings[name]))
        for name, times in sorted(health.ambiguous.items(), key=lambda one: (-one[1], one[0]))
    ]


def unreadable_notes(findings: Sequence[Finding], vault: Vault) -> Iterator[UnreadableNote]:
    """Yield the notes that cannot be read, each with the line at which reading ends."""
    for finding in findings:
        if finding.severity is Severity.ERROR:
            place = vault.by_path.get(finding.path)
            lines = b"" if place is None else vault.records[place].source
            own = lines.split(b"\n")[finding.line - 1 : finding.line]
            text = own[0].decode(errors="replace").rstrip("\r")[:_LONGEST_LINE] if own else ""
            yield UnreadableNote(finding.path, finding.line, finding.message, text)
