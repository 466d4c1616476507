"""A file in the checkout as a merge left it, with conflict markers."""

import re
from collections.abc import Callable
from typing import NamedTuple

from reweave.git.text_merge import merge_text
from reweave.git.text_options import Style, TextOptions

_STYLES: tuple[Style, ...] = ("merge", "diff3", "zdiff3")
_MARKER = re.compile(rb"(?m)^(<{7,}|\|{7,}|>{7,})(?: ([^\r\n]*))?(\r?)$")


class MarkedFile(NamedTuple):
    """The bytes of a file, with or without markers."""

    data: bytes

    @property
    def options(self) -> list[TextOptions]:
        """How the text was merged, as far as its first markers tell: with those with a base, there are two ways."""
        first: dict[bytes, bytes] = {}
        size = 7
        for marker in _MARKER.finditer(self.data):
            sign = marker[1][:1]
            size = len(marker[1]) if not first else size
            if len(marker[1]) == size:
                first.setdefault(sign, marker[2] or b"")
        known = {b"<": "ours", b"|": "base", b">": "theirs"}
        labels = [first.get(sign, b"").decode(errors="replace") or label for sign, label in known.items()]
        styles = _STYLES[1:] if b"|" in first else _STYLES[:1]
        return [TextOptions(size, one, *labels) for one in styles]

    def is_text_merge(self, base: bytes, ours: bytes, theirs: bytes) -> bool:
        """Return whether the file is as `git merge` left it, in any style of markers."""
        size = self.options[0].marker_size
        return self.is_one_of(lambda style: merge_text(base, ours, theirs, TextOptions(size, style)).data)

    def is_one_of(self, text: Callable[[Style], bytes]) -> bool:
        """Return whether the file is the text in any style of markers, whatever their labels are."""
        return any(_unlabelled(self.data) == _unlabelled(text(style)) for style in _STYLES)


def _unlabelled(text: bytes) -> bytes:
    return _MARKER.sub(rb"\1\3", text)
