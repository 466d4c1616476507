"""Lines of attribute files: those that give notes the merge driver, and those that keep what others say."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reweave.executable import NAME
from reweave.files.answers_file import ANSWERS_FILE, EXTENSION
from reweave.git.paths import decode_path

MACROS = {b"binary": [b"-diff", b"-merge", b"-text"]}
"""The attributes that stand for several, by git itself."""

_BEGIN = b"# begin: reweave merge install"
_END = b"# end: reweave merge install"


class AttributeFile(NamedTuple):
    """An attribute file: its `folder` (empty: the top, else ending with `/`), and its bytes."""

    folder: bytes
    source: bytes

    def without(self, rules: Iterable[bytes]) -> bytes:
        """Return the file without the lines that we wrote, our block and `rules`, and without a byte order mark."""
        ours = set(rules)
        kept = []
        inside = False
        for line in self.source.removeprefix(BOM_UTF8).splitlines(keepends=True):
            text = line.strip()
            inside = (inside or text == _BEGIN) and text != _END
            if not (inside or text == _END or text in ours):
                kept.append(line)
        return b"".join(kept)

    def beginning_with(self, rules: Sequence[bytes], *, block: bool) -> bytes:
        """Return the file with `rules` first, where every other line overrides them."""
        # git skips a byte order mark at the very beginning only.
        mark = BOM_UTF8 if self.source.startswith(BOM_UTF8) else b""
        rest = self.without(rules)
        eol = b"\r\n" if b"\r\n" in rest else b"\n"
        lines = [_BEGIN, *rules, _END] if block else rules
        return mark + b"".join(line + eol for line in lines) + rest


def driver_rule(folder: bytes, extension: str) -> bytes:
    """Return the line that gives the notes below a folder the driver."""
    return b"%s merge=%s" % (_below(folder, b"*" + extension.encode()), NAME.encode())


def answers_rule(folder: bytes | None) -> bytes:
    """Return the line that gives the remembered answers of the vault in a folder the driver; `None`: of every vault."""
    pattern = b"**/" + ANSWERS_FILE.encode() if folder is None else _below(folder, ANSWERS_FILE.encode())
    return b"%s merge=%s" % (pattern, NAME.encode())


def kept_rule(path: bytes, value: bytes) -> bytes:
    """Return the line that keeps what `git check-attr` says of one path's merge."""
    state = {b"unset": b"-merge", b"set": b"merge", b"unspecified": b"!merge"}.get(value, b"merge=" + value)
    return b"%s %s" % (_quoted(b"/" + _escaped(path)), state)


def kept_rules(
    file: AttributeFile, extensions: Sequence[str], macros: dict[bytes, list[bytes]], *, filters: bool = False
) -> Iterator[bytes]:
    """Yield the lines that say for the whole repository how `file` has notes merged.

    A file behind a filter is merged as it was: what the driver would see is not the note. Those lines alone are meant
    with `filters`. Patterns in quotes are left to the caller. Macros that the file defines are added to `macros`.
    """
    for line in file.source.removeprefix(BOM_UTF8).splitlines():
        pattern, *words = line.split() or [b""]
        if pattern.startswith(b"[attr]"):
            macros[pattern.removeprefix(b"[attr]")] = words
        elif not pattern.startswith((b"#", b'"', b"!")) and words and _may_match(pattern, extensions):
            attributes = [one for word in words for one in (word, *macros.get(word, []))]
            state = _filter_state(attributes) if filters else _merge_state(attributes) or _filter_state(attributes)
            if state is not None:
                yield b"%s %s" % (_below(file.folder, pattern), state)


def is_kept(found: dict[bytes, bytes]) -> bool:
    """Return whether `merge` and `filter` of a note say that something else merges it."""
    if found[b"merge"] == b"unspecified":
        return found[b"filter"] not in (b"unspecified", b"unset")
    return found[b"merge"] != NAME.encode()


def shown(found: dict[bytes, bytes]) -> str:
    """Return the attribute of `merge` and `filter` that decides, as an attribute file has it."""
    value = decode_path(found[b"merge"])
    if value == "unspecified":
        return f"filter={decode_path(found[b'filter'])}"
    return {"unset": "-merge", "set": "merge"}.get(value, f"merge={value}")


def _merge_state(words: Sequence[bytes]) -> bytes | None:
    return next((word for word in reversed(words) if re.fullmatch(rb"[-!]?merge|merge=.*", word)), None)


def _filter_state(words: Sequence[bytes]) -> bytes | None:
    if _merge_state(words) is not None:
        return None
    filters = [word for word in words if word.lstrip(b"-!").partition(b"=")[0] == b"filter"]
    return b"!merge" if filters and filters[-1].startswith(b"filter=") else None


def _may_match(pattern: bytes, extensions: Sequence[str]) -> bool:
    ending = re.search(rb"\.\w+$", pattern)
    return ending is None or ending[0].decode().lower() in (*extensions, EXTENSION)


def _below(folder: bytes, pattern: bytes) -> bytes:
    """Return a pattern of a folder's own file as one of the top folder's."""
    if not folder:
        return _quoted(pattern)
    inside = pattern.lstrip(b"/") if b"/" in pattern else b"**/" + pattern
    return _quoted(b"/" + _escaped(folder) + inside)


def _escaped(path: bytes) -> bytes:
    return re.sub(rb"[*?\[\]\\]", rb"\\\g<0>", path)


def _quoted(pattern: bytes) -> bytes:
    if not re.search(rb"[\s\"]", pattern):
        return pattern
    for char, escaped in ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n"), (b"\t", b"\\t"), (b"\r", b"\\r")):
        pattern = pattern.replace(char, escaped)
    return b'"' + pattern + b'"'
