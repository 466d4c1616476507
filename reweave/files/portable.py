"""File names that other systems cannot hold: Windows first, then systems that ignore case or Unicode forms."""

import re
import unicodedata
from collections.abc import Collection, Iterable

_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(?:\..*)?", re.IGNORECASE
)
_LONGEST_PATH = 240
"""UTF-16 units of a path below the root: Windows holds 259 with the folder of the vault, unless told otherwise."""


def why_unportable(path: str, others: Collection[str]) -> str | None:
    """Return why a path (with `/`) cannot exist on every system beside the paths `others`, or `None`.

    Folders that hold one of the others are not questioned.
    """
    parts = path.split("/")
    folders = {other[:at] for other in others for at, char in enumerate(other) if char == "/"}
    known = next((size for size in range(len(parts) - 1, 0, -1) if "/".join(parts[:size]) in folders), 0)
    for part in parts[known:]:
        stem = part.rpartition(".")[0] or part
        if found := _FORBIDDEN.search(part):
            return f"Windows allows no {found[0]} in names"
        if stem.endswith((".", " ")) or part.endswith((".", " ")):
            return "Windows drops a dot or space at the end of a name"
        if part.startswith("."):
            return "a name that starts with a dot is hidden"
        if _DEVICE.fullmatch(part):
            return f"on Windows {part.partition('.')[0].rstrip()} is the name of a device"
    if len(path.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST_PATH:
        return f"Windows cannot hold paths of more than {_LONGEST_PATH} characters"
    return _collision(parts, others)


def _collision(parts: list[str], others: Iterable[str]) -> str | None:
    """Return which other path is the same, or holds one of the folders, where case or Unicode form does not count."""
    own = {_folded("/".join(parts[:size])): "/".join(parts[:size]) for size in range(1, len(parts) + 1)}
    for other in others:
        names = other.split("/")
        for size in range(min(len(names), len(parts)), 0, -1):
            start = "/".join(names[:size])
            if own.get(_folded(start), start) != start:
                return f"{start} differs only in case or Unicode form"
    return None


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
