"""Text that is built: its literals, its line ends, and what a function returns one of."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reweave.code.frontmatter_span import Line, is_entry, is_item, is_open_key, lines_of
from reweave.code.template import Interpolation, Literal, Loop, Part


@dataclass(slots=True)
class Trace:
    """Text being built: a list of lines, a growing string, or the output to a stream."""

    parts: list[Part] = field(default_factory=list)
    is_list: bool = False


def literals(parts: list[Part] | tuple[Part, ...]) -> Iterator[str]:
    """Yield the text of all literals, including those in loops."""
    for part in parts:
        if isinstance(part, Literal):
            yield part.text
        elif isinstance(part, Loop):
            yield from literals(part.parts)


def line_end(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the line end that a line still needs: none where it has one."""
    last = _last(parts)
    if isinstance(last, Literal):
        return () if last.text.endswith("\n") else (Literal("\n", last.node),)
    return (Literal("\n", last.origin),) if isinstance(last, Interpolation) else ()


def _last(parts: tuple[Part, ...]) -> Literal | Interpolation | None:
    """Return the last part, in loops too, that is not an empty text."""
    for part in reversed(parts):
        found = _last(part.parts) if isinstance(part, Loop) else part
        if found is not None and not (isinstance(found, Literal) and not found.text):
            return found
    return None


def alternatives(returned: list[tuple[list[Part], bool]], lists: bool) -> list[Part] | None:
    """Return the lines, or lists of lines, that a function returns one of; `None` where it returns anything else."""
    some = [(parts, is_list) for parts, is_list in returned if not _is_empty(parts)]
    ends = {_ends_a_line(parts) for parts, _ in some}
    lines: list[Part] = []
    for parts, is_list in some:
        own = lines_of(parts)
        inner = own[:-1] if _ends_a_line(parts) else own
        is_wanted = is_entry(own[0]) or is_open_key(own[0]) or not parts
        if not lists:
            is_wanted = is_wanted and len(ends) == 1 and all(map(_is_yaml, inner[1:]))
            is_wanted = is_wanted and (is_entry(own[0]) or True in ends)
        if is_list is not lists or not is_wanted:
            return None
        lines += [inlined(part) for part in parts]
        lines += line_end(tuple(lines))
    return lines if lists or True in ends else lines[:-1]


def _is_yaml(line: Line) -> bool:
    return not line.text or is_entry(line) or is_item(line) or is_open_key(line)


def _is_empty(parts: list[Part]) -> bool:
    return bool(parts) and all(isinstance(part, Literal) and not part.text for part in parts)


def _ends_a_line(parts: list[Part]) -> bool:
    return not line_end(tuple(parts)) and bool(parts)


def inlined(part: Part) -> Part:
    """Return a part as one that a called function built."""
    if isinstance(part, Interpolation):
        return part._replace(inlined=True)
    if isinstance(part, Loop):
        return part._replace(parts=tuple(inlined(one) for one in part.parts))
    return part
