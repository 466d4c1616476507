"""Which files are worth parsing: a search over bytes that passes a few of a hundred files."""

import re

_DASH = re.compile(rb"-(?:--|\{3\})")
"""What every fence is, found in a fifth of the time."""
# A fence as text of a program stands at the start of a literal, behind a line end, or at the anchor of a pattern. The
# pattern begins with a dash, which is what makes the search quick, and looks back from behind the fence; it lets
# through what blanks stand before, since how many there are it cannot say.
_FENCE = re.compile(
    rb"""-(?:(?<!--)--(?=["'$\r\n\\\[ )+]|\Z)"""
    rb"""(?:(?<=["'^\n\rnrA?:f]---)|(?<=["'^\n\rnrA?:f \t][ \t]---))|\{3\})"""
)
_BEFORE = (b'"', b"'", b"^", b"\n", b"\r", b"\\n", b"\\r", b"\\A", b"?", b"(?:", b"ufeff")
_LIBRARY = re.compile(rb"(?m)^[ \t]*(?:import|from)[ \t]+frontmatter\b")
_BLOCK = re.compile(rb"(?m)^[ \t>]*(?:```+|~~~+)[ \t]*\{?\.?(?:python|py)", re.IGNORECASE)


def may_matter(source: bytes) -> bool:
    """Return whether a Python file may write or read frontmatter: it holds a fence, or uses python-frontmatter."""
    dash = _DASH.search(source)
    for found in () if dash is None else _FENCE.finditer(source, dash.start()):
        start, end = found.span()
        if end - start > len("---") or source[max(start - 64, 0) : start].rstrip(b" \t").endswith(_BEFORE):
            return True
    return b"frontmatter" in source and _LIBRARY.search(source) is not None


def may_hold_python(source: bytes) -> bool:
    """Return whether a Markdown file may have code blocks in Python."""
    return (b"```" in source or b"~~~" in source) and _BLOCK.search(source) is not None
