"""The unified diff: a patch that `git apply` takes byte for byte, and the same for a person at a terminal."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator

from reweave.note.changeset import Total, blob_hash
from reweave.output.line_diff import Hunk, hunks
from reweave.terminal import Style, paint
from reweave.text import escape

_NO_END = b"\n\\ No newline at end of file\n"
_ESCAPES = {7: b"\\a", 8: b"\\b", 9: b"\\t", 10: b"\\n", 11: b"\\v", 12: b"\\f", 13: b"\\r", 34: b'\\"', 92: b"\\\\"}
_COLOURS = {b" ": None, b"-": Style.RED, b"+": Style.GREEN}


def unified(totals: Iterable[Total], *, prefix: str = "") -> Iterator[bytes]:
    """Yield one patch per changed note, for `git apply` (also with `-R`, `--3way`, `--index`), byte for byte.

    `prefix` is the root's place in its repository (`notes/`, or empty), since git reads the paths of such a patch from
    the top of the repository, wherever it is run.
    """
    for total in totals:
        if total.changes:
            yield b"".join(_patch(total, prefix))


def coloured(totals: Iterable[Total], *, prefix: str = "", colour: bool = True) -> Iterator[str]:
    """Yield the diff of one changed note at a time for a terminal: escaped, and with the rules that made the change.

    Where every line of a hunk ends in CRLF, the carriage returns are not shown. `colour=False` only escapes.
    """
    for total in totals:
        if total.changes:
            yield "".join(_page(total, prefix, colour))


def quoted(path: bytes) -> bytes:
    """Return a path as git writes it in a diff header: in quotes, with escapes, unless it is plain text.

    A path keeps its UTF-8 where all of it is printable; otherwise every byte beyond ASCII is written in octal.
    """
    try:
        plain = path.decode().isprintable()
    except UnicodeDecodeError:
        plain = False
    if plain and b'"' not in path and b"\\" not in path:
        return path
    return b'"' + b"".join(_escaped(byte) for byte in path) + b'"'


def _escaped(byte: int) -> bytes:
    if byte in _ESCAPES:
        return _ESCAPES[byte]
    return bytes([byte]) if 32 <= byte < 127 else b"\\%03o" % byte


def _names(total: Total, prefix: str) -> tuple[bytes, bytes]:
    old, new = (os.fsencode(prefix + path) for path in (total.path, total.to or total.path))
    return quoted(b"a/" + old), quoted(b"b/" + new)


def _patch(total: Total, prefix: str) -> Iterator[bytes]:
    old, new = _names(total, prefix)
    yield b"diff --git " + old + b" " + new + b"\n"
    if total.made:
        yield b"new file mode 100644\n"
        old = b"/dev/null"
    if total.gone:
        yield b"deleted file mode 100644\n"
        new = b"/dev/null"
    if total.to:
        yield b"rename from " + quoted(os.fsencode(prefix + total.path)) + b"\n"
        yield b"rename to " + quoted(os.fsencode(prefix + total.to)) + b"\n"
    if total.before == total.after:
        return
    blob = "0" * len(total.blob) if total.made else total.blob
    after = "0" * len(total.blob) if total.gone else blob_hash(total.after)
    yield f"index {blob}..{after}\n".encode()
    yield b"--- " + old + _after_name(old) + b"+++ " + new + _after_name(new)
    for hunk in hunks(total.before, total.after):
        yield _header(hunk) + b"\n"
        for mark, line in _marked(hunk):
            yield mark + line + (b"" if line.endswith(b"\n") else _NO_END)


def _after_name(name: bytes) -> bytes:
    """Return the end of a name's line: after a name with a space, a tab shows where it ends."""
    return b"\t\n" if b" " in name and not name.startswith(b'"') else b"\n"


def _page(total: Total, prefix: str, colour: bool) -> Iterator[str]:
    for sign, name in zip(("---", "+++"), _names(total, prefix), strict=True):
        yield paint(f"{sign} {escape(_text(name))}", Style.BOLD, colour=colour) + "\n"
    rules = Counter(edit.rule for edit in total.reasons)
    why = ", ".join(f"{escape(rule)} ({count}x)" if count > 1 else escape(rule) for rule, count in rules.items())
    for hunk in hunks(total.before, total.after):
        yield paint(_header(hunk).decode(), Style.CYAN, colour=colour) + (f" {why}" if why else "") + "\n"
        why = ""
        crlf = all(line.endswith(b"\r\n") for line in (*hunk.old, *hunk.new))
        for mark, line in _marked(hunk):
            text = _text(line.removesuffix(b"\r\n") if crlf else line.removesuffix(b"\n"))
            style = _COLOURS[mark]
            shown = mark.decode() + escape(text, keep="\t")
            yield (shown if style is None else paint(shown, style, colour=colour)) + "\n"
            if not line.endswith(b"\n"):
                yield "\\ No newline at end of file\n"


def _text(data: bytes) -> str:
    return data.decode(errors="surrogateescape")


def _header(hunk: Hunk) -> bytes:
    return b"@@ -%s +%s @@" % (_range(hunk.old_line, len(hunk.old)), _range(hunk.new_line, len(hunk.new)))


def _range(above: int, count: int) -> bytes:
    """Return a range as diffs write it: the first line counts from 1, but an empty range names the line before it."""
    if count == 1:
        return b"%d" % (above + 1)
    return b"%d,%d" % (above + 1 if count else above, count)


def _marked(hunk: Hunk) -> Iterator[tuple[bytes, bytes]]:
    """Yield every line of a hunk with its mark, in the order of a diff."""
    place = 0
    for block in hunk.blocks:
        yield from ((b" ", line) for line in hunk.old[place : block.old_start])
        yield from ((b"-", line) for line in hunk.old[block.old_start : block.old_end])
        yield from ((b"+", line) for line in hunk.new[block.new_start : block.new_end])
        place = block.old_end
    yield from ((b" ", line) for line in hunk.old[place:])
