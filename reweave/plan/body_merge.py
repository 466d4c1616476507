"""Appending the body of one note to another."""

import re

from reweave.note.note import Note
from reweave.note.verify import ProofError
from reweave.plan.note_merge import left_text
from reweave.vault.names import normalize_name
from reweave.vault.renaming import Renaming, UnnamedError, apply_replacements, links_of
from reweave.vault.rewrite import RewriteError

_HEADING = re.compile(r"\s*#[ \t]+([^\n]*?)[ \t#]*\r?(?:\n|\Z)")
_LABEL = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:", re.MULTILINE)
_TICKS = re.compile(r"`{3,}")


def append_body(note: Note, other: Note, renaming: Renaming, left: list[str]) -> Note:
    """Return a note with the body of the other at its end, under its title; the keys `left` are quoted above it.

    Links lead where they led from the other note's folder. Nothing else differs.

    Raises:
        RewriteError: the other body is not UTF-8 or has a link that no name fits, or both define a label or footnote.
        ProofError: the appended links are not what was expected.
    """
    section = _section(other, renaming, note.path.rpartition("/")[0], left)
    if not section:
        return note
    own = note.body.decode(errors="replace")
    if doubled := sorted({*_LABEL.findall(own)} & {*_LABEL.findall(section)}):
        raise RewriteError(f"both notes define [{doubled[0]}]; rename one of the two")
    eol = "\r\n" if b"\r\n" in note.source else "\n"
    source = note.source.rstrip(b"\r\n")
    added = (eol * 2 + section.replace("\n", eol)).encode()
    after = Note(note.path, source + added, note.limits)
    before, links = [(one.name, one.form) for one in links_of(own)], links_of(section)
    found = [(one.name, one.form) for one in links_of(after.body.decode(errors="replace"))]
    if after.block != note.block or found != before + [(one.name, one.form) for one in links]:
        raise ProofError("the appended text would not stand by itself: the note ends in open code or a comment")
    return after


def _section(other: Note, renaming: Renaming, folder: str, left: list[str]) -> str:
    try:
        body = other.body.decode().replace("\r\n", "\n")
        body = apply_replacements(body, renaming.spans(body, other.path.rpartition("/")[0], folder))
    except UnicodeDecodeError as error:
        raise RewriteError(f"the body of {other.path} is not UTF-8") from error
    except UnnamedError as error:
        raise RewriteError(str(error)) from error
    gone = renaming.vault.records[renaming.place]
    names = {normalize_name(name) for name in (gone.title, gone.stem)}
    heading = _HEADING.match(body)
    if heading and normalize_name(heading[1]) in names:
        body = body[heading.end() :]
    body = body.strip("\n")
    quoted = left_text(other, left) if left else ""
    if not body.strip() and not quoted:
        return ""
    parts = [f"## {gone.title}"]
    if quoted:
        ticks = "`" * max([3, *(len(run) + 1 for run in _TICKS.findall(quoted))])
        parts.append(f"{ticks}yaml\n{quoted}{ticks}")
    return "\n\n".join([*parts, *([body] if body.strip() else [])]) + "\n"
