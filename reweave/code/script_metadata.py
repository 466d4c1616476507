"""Dependencies that a script states itself (PEP 723)."""

import re
import tomllib

_BLOCK = re.compile(r"(?m)^# /// script[ \t]*\r?\n(?P<content>(?:^#(?:| .*)\r?\n)+?)^# ///[ \t]*$")
_ARRAY = re.compile(r"(?m)^# dependencies\s*=\s*\[")


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
    content = found["content"]
    line_end = "\r\n" if content.endswith("\r\n") else "\n"
    array = _ARRAY.search(content)
    if array is None:
        added = content + f'# dependencies = ["{requirement}"]{line_end}'
    else:
        added = _with_item(content, array.end(), requirement, line_end)
    if _read(added) != {**before, "dependencies": [*given, requirement]}:
        raise MetadataError("the dependencies of the script are written too unusually to be extended")
    return start, end, added


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement.strip(), maxsplit=1)[0].casefold().replace("_", "-")


def _with_item(content: str, opening: int, requirement: str, line_end: str) -> str:
    """Add an item before the bracket that closes an array."""
    closing = content.find("]\r\n" if line_end == "\r\n" else "]\n", opening)
    if closing < 0:
        raise MetadataError("the dependencies of the script have no end")
    inner = content[opening:closing]
    if "\n" not in inner:
        separator = ", " if inner.strip().rstrip(",") else ""
        return content[:opening] + inner.rstrip().rstrip(",") + f'{separator}"{requirement}"' + content[closing:]
    *lines, last = inner.split("\n")
    items = [index for index, line in enumerate(lines) if line.lstrip("# ").startswith(('"', "'"))]
    indent = re.match(r"#[ \t]*", lines[items[-1]]) if items else None
    if items and not lines[items[-1]].rstrip().endswith(","):
        lines[items[-1]] = lines[items[-1]].rstrip("\r") + "," + ("\r" if line_end == "\r\n" else "")
    head = indent[0] if indent is not None else "#   "
    return content[:opening] + "\n".join([*lines, f'{head}"{requirement}",{line_end}{last}']) + content[closing:]


def _read(content: str) -> dict[str, object]:
    lines = (line[2:] if line.startswith("# ") else line[1:] for line in content.splitlines(keepends=True))
    try:
        return tomllib.loads("".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise MetadataError(f"the script's block is not TOML: {error}") from error
