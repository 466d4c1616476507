"""Dependencies that a script states itself (PEP 723)."""

import re
import tomllib
from collections.abc import Iterator

_BLOCK = re.compile(r"(?m)^# /// script[ \t]*\r?\n(?P<content>(?:^#(?:| .*)\r?\n)+?)^# ///[ \t]*\r?$")
_ARRAY = re.compile(r"""(?m)^#[ \t]+(?:dependencies|"dependencies"|'dependencies')[ \t]*=[ \t]*\[""")
_CLOSING = re.compile(r"(?m)^#[ \t]*\]")
_ITEM = re.compile(r"(#[ \t]*)[\"']")
_ITEM_END = re.compile(r"""#[ \t]*(?:,?[ \t]*(?:"[^"\n]*"|'[^'\n]*'))+""")
_TABLE = re.compile(r"(?m)^#[ \t]*\[")


class MetadataError(Exception):
    """The block cannot be extended; the text says why."""


def with_dependency(text: str, requirement: str, names: tuple[str, ...]) -> tuple[int, int, str] | None:
    """Return the edit (start, end, text; in characters) that adds a requirement to a script's block.

    `None`: the file has no such block, or a requirement of one of `names` already.

    Raises:
        MetadataError: the block is not valid, or is written too unusually to be extended.
    """
    found = _BLOCK.search(text)
    if found is None:
        return None
    before = _read(found["content"])
    given = before.get("dependencies", [])
    if not isinstance(given, list):
        raise MetadataError("the dependencies of the script are not a list")
    if any(_name(str(one)) in names for one in given):
        return None
    start, end = found.span("content")
    for added in _candidates(found["content"], requirement):
        try:
            after = _read(added)
        except MetadataError:
            continue
        if after in (
            {**before, "dependencies": [*given, requirement]},
            {**before, "dependencies": [requirement, *given]},
        ):
            return start, end, added
    raise MetadataError("the dependencies of the script are written too unusually to be extended")


def _name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement.strip(), maxsplit=1)[0]).casefold()


def _candidates(content: str, requirement: str) -> Iterator[str]:
    """Yield the block with one more dependency in several ways, the likeliest first; not all need be valid."""
    line_end = "\r\n" if content.endswith("\r\n") else "\n"
    table = _TABLE.search(content)
    head, tail = (content[: table.start()], content[table.start() :]) if table else (content, "")
    array = _ARRAY.search(head)
    if array is None:
        blank = re.search(r"(?:#[ \t]*\r?\n)*\Z", head)
        kept = len(head) if blank is None else blank.start()
        yield f'{head[:kept]}# dependencies = ["{requirement}"]{line_end}{head[kept:]}{tail}'
        return
    opening = array.end()
    line = content[opening : content.index("\n", opening)]
    for bracket in re.finditer("]", line):
        inner, rest = line[: bracket.start()].rstrip().rstrip(","), content[opening + bracket.start() :]
        yield f'{content[:opening]}{inner}{", " if inner else ""}"{requirement}"{rest}'
    for bracket in _CLOSING.finditer(content, opening):
        yield from _with_line(content[: bracket.start()], content[bracket.start() :], f'"{requirement}",{line_end}')
    space = "" if not line.strip() else " "
    yield f'{content[:opening]}"{requirement}",{space}{content[opening:]}'


def _with_line(above: str, below: str, item: str) -> Iterator[str]:
    """Yield a block with a line for an item before `below`, with and without a comma after the item before it."""
    lines = above.splitlines(keepends=True)
    items = [index for index, line in enumerate(lines) if _ITEM.match(line)]
    indent = _ITEM.match(lines[items[-1]]) if items else None
    head = "#   " if indent is None else indent[1]
    yield f"{above}{head}{item}{below}"
    if items:
        last = lines[items[-1]]
        code = _ITEM_END.match(last)
        if code is not None:
            lines[items[-1]] = f"{code[0]},{last[code.end() :]}"
            yield f"{''.join(lines)}{head}{item}{below}"


def _read(content: str) -> dict[str, object]:
    lines = (line[2:] if line.startswith("# ") else line[1:] for line in content.splitlines(keepends=True))
    try:
        return tomllib.loads("".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise MetadataError(f"the script's block is not TOML: {error}") from error
