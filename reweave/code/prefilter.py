"""Which files are worth parsing: a search over bytes that passes a few of a hundred files."""

import re

# A fence as text of a program stands at the start of a literal, behind a line end, or at the anchor of a pattern.
_BEFORE = re.compile(rb"(?:[\"'^\n\r]|\\n|\\r|\\A|\?|\(\?:|ufeff)\Z")
_LAST_BEFORE = frozenset({b'"', b"'", b"^", b"\n", b"\r", b"n", b"r", b"A", b"?", b":", b"f"})
_AFTER = frozenset(b"\"'$\r\n\\[ )+")
_DASHES = re.compile(rb"-+")
_LIBRARY = re.compile(rb"(?m)^[ \t]*(?:import|from)[ \t]+frontmatter\b")
_BLOCK = re.compile(rb"(?m)^[ \t>]*(?:```+|~~~+)[ \t]*\{?\.?(?:python|py)", re.IGNORECASE)


def may_matter(source: bytes) -> bool:
    """Return whether a Python file may write or read frontmatter: it holds a fence, or uses python-frontmatter."""
    # Splitting goes over all of the file in C; most files have dashes in comments only.
    if b"---" in source and _has_candidate(source) and _has_fence(source):
        return True
    return b"-{3}" in source or (b"frontmatter" in source and _LIBRARY.search(source) is not None)


def _has_candidate(source: bytes) -> bool:
    parts = source.split(b"---")
    parts.pop()
    return bool(_LAST_BEFORE & {part.rstrip(b" \t")[-1:] for part in parts})


def _has_fence(source: bytes) -> bool:
    place = source.find(b"---")
    while place >= 0:
        run = _DASHES.match(source, place)
        end = place + 3 if run is None else run.end()
        behind = end - place == 3 and (end == len(source) or source[end] in _AFTER)
        if behind and (place == 0 or _BEFORE.search(source[max(place - 64, 0) : place].rstrip(b" \t"))):
            return True
        place = source.find(b"---", end)
    return False


def may_hold_python(source: bytes) -> bool:
    """Return whether a Markdown file may have code blocks in Python."""
    return (b"```" in source or b"~~~" in source) and _BLOCK.search(source) is not None
