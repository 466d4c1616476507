"""Known findings: those that a vault has accepted for now, so that only new ones raise an alarm.

A finding is recognized by its rule, its note and the text of its line, not by the line's number or style.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from reweave.note.finding import Finding
from reweave.weave.answers import Answer, Known

_STYLE = re.compile(r"[\s\"'\[\],-]+")
"""What layout rules change."""


def known_entries(findings: Sequence[Finding], sources: Mapping[str, bytes]) -> list[tuple[Finding, Known]]:
    """Return findings with the entries that make them known; `sources` are the bytes of their notes, by path.

    Equal findings in equal lines of one note are told apart by their order.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    entries = []
    for finding, text in _with_lines(findings, sources):
        same = finding.path, finding.rule, text
        digest = hashlib.sha256(f"{text}\0{seen[same]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        seen[same] += 1
        entries.append((finding, Known(finding.rule, finding.path, digest)))
    return entries


def recognized(
    entries: Iterable[tuple[Finding, Known]], answers: Iterable[Answer], paths: Collection[str]
) -> Mapping[Finding, Known]:
    """Return the findings that are known, each with its entry; `paths` are those of all notes.

    An entry of a note that is gone holds for one equal finding of a note without one: the note was renamed.
    """
    known = {answer for answer in answers if isinstance(answer, Known)}
    gone: dict[tuple[str, str], list[Known]] = {}
    for answer in sorted(known):
        if answer.path not in paths:
            gone.setdefault((answer.rule, answer.text), []).append(answer)
    found: dict[Finding, Known] = {}
    for finding, entry in entries:
        moved = gone.get((entry.rule, entry.text), [])
        if entry in known:
            found[finding] = entry
        elif moved:
            found[finding] = moved.pop()
    return found


def _with_lines(findings: Sequence[Finding], sources: Mapping[str, bytes]) -> Iterator[tuple[Finding, str]]:
    """Yield findings in order, with the text of their lines without its style."""
    lines: dict[str, list[bytes]] = {}
    for finding in sorted(findings):
        if finding.path not in lines:
            lines[finding.path] = sources.get(finding.path, b"").split(b"\n")
        own = lines[finding.path]
        line = own[finding.line - 1] if finding.line <= len(own) else b""
        yield finding, _STYLE.sub("", line.decode("utf-8", "surrogateescape"))
