"""A search over bytes for the files worth parsing, a few in a hundred."""

import re

from reweave.code.script.syntax import EXTENSIONS as SCRIPTS

# In a program, a fence is at the start of a literal, after a line end, or at the anchor of a pattern. This pattern
# begins with a dash, which makes the search fast, and looks back from the end of the fence. It accepts any fence after
# blanks: a look-behind cannot count them. Other runs of dashes are matched to be passed over at once.
_FENCE = re.compile(
    rb"""-(?:(?<!--)(?:"""
    rb"""(?P<fence>--(?=["'$\r\n\\\[ )+]|\Z)(?:(?<=["'^\n\rnrA?:f]---)|(?<=["'^\n\rnrA?:f \t][ \t]---)))"""
    rb"""|(?P<repeated>(?=["'])))|-*+(?P<counted>\{3\})|-++)"""
)
_BEFORE = (b'"', b"'", b"^", b"\n", b"\r", b"\\n", b"\\r", b"\\A", b"?", b"(?:", b"ufeff")
_TIMES = re.compile(rb"""["'][ \t]*\*[ \t]*3\b""")
_TIMES_BEFORE = re.compile(rb"""\b3[ \t]*\*[ \t]*["']\Z""")
_TOML = re.compile(rb"""\+\+\+(?<=["'\n]\+\+\+)(?:\\n|\n|["'])""")
_LIBRARY = re.compile(rb"(?m)^[ \t]*(?:import|from)[ \t]+frontmatter\b")
_SCRIPT = re.compile(rb"""["'`\n>]---(?:\\n|\\r|\r?\n|["'`])""")
_BUNDLED = re.compile(rb"[^\n]{5000}")
"""A line that nobody wrote."""
_TEMPLATED = re.compile(rb"\{\{|<%")
_LANGUAGES = rb"py|javascript|js|[mc]js|node|dataviewjs|typescript|[mc]?ts"
_BLOCK = re.compile(rb"(?m)^[ \t>]*(?:```+|~~~+)[ \t]*\{?\.?(?:" + _LANGUAGES + rb")", re.IGNORECASE)


def may_matter(source: bytes) -> bool:
    """Return whether a Python file may write or read frontmatter: it has a fence, or uses python-frontmatter."""
    if any(_is_fence(source, found) for found in _FENCE.finditer(source)):
        return True
    if b"+" in source and _TOML.search(source) is not None:  # one byte is found faster than three
        return True
    if source.startswith(b"# A copy of reweave.fm "):
        return True
    return b"frontmatter" in source and _LIBRARY.search(source) is not None


def _is_fence(source: bytes, found: re.Match[bytes]) -> bool:
    """Return whether dashes are a fence, a pattern for one, or a literal that is repeated to one."""
    kind, start = found.lastgroup, found.start()
    if kind == "fence":
        return source[max(start - 64, 0) : start].rstrip(b" \t").endswith(_BEFORE)
    return kind == "counted" or (kind == "repeated" and _is_repeated(source, start))


def _is_repeated(source: bytes, dash: int) -> bool:
    """Return whether a dash is a whole literal that is repeated to a fence: `"-" * 3`."""
    if source[dash - 1 : dash] not in (b'"', b"'"):
        return False
    before = source[max(dash - 16, 0) : dash]
    return _TIMES.match(source, dash + 1) is not None or _TIMES_BEFORE.search(before) is not None


def may_matter_in_script(source: bytes) -> bool:
    """Return whether a program in JavaScript or TypeScript may write frontmatter; a bundle is not its source."""
    return _SCRIPT.search(source) is not None and _BUNDLED.search(source) is None


def may_hold_code(source: bytes) -> bool:
    """Return whether a Markdown file may have code blocks in Python, JavaScript or TypeScript."""
    return (b"```" in source or b"~~~" in source) and _BLOCK.search(source) is not None


def may_matter_in(path: str, source: bytes) -> bool:
    """Return whether a file is worth parsing: a program, a template, or Markdown."""
    if path.endswith(".py"):  # nearly all of them
        return may_matter(source)
    name = path.casefold()
    if name.endswith(".py"):
        return may_matter(source)
    if name.endswith(SCRIPTS):
        return may_matter_in_script(source)
    return may_hold_code(source) or (b"---" in source and _TEMPLATED.search(source) is not None)
