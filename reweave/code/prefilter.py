"""Which files are worth parsing: a search over bytes that passes a few of a hundred files."""

import re

# A fence as text of a program: at the start of a literal, after a line end, or anchored in a pattern.
_FENCE = re.compile(rb"""(?:["'^\n\r]|\\n|\\A)(?:\(\?:)?-(?:--|\{3\})(?:["'$\r\n\\\[ )+]|\Z)""")
_LIBRARY = re.compile(rb"(?m)^[ \t]*(?:import|from)[ \t]+frontmatter\b")
_MARKER = re.compile(
    rb"write|join|append|print|return|format|yield|dump|split|find|match|search|sub|startswith|%|\+=|f[\"']"
)
_BLOCK = re.compile(rb"(?m)^[ \t>]*(?:```+|~~~+)[ \t]*\{?\.?(?:python|py)", re.IGNORECASE)


def may_matter(source: bytes) -> bool:
    """Return whether a Python file may write or read frontmatter."""
    if b"---" in source or b"-{3}" in source:
        return _FENCE.search(source) is not None and _MARKER.search(source) is not None
    return b"frontmatter" in source and _LIBRARY.search(source) is not None


def may_hold_python(source: bytes) -> bool:
    """Return whether a Markdown file may have code blocks in Python."""
    return (b"```" in source or b"~~~" in source) and _BLOCK.search(source) is not None
