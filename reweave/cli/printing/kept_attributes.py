"""Which notes another attribute keeps from the merge driver."""

from collections.abc import Iterator, Mapping, Sequence

from reweave.text import count_of, escape

_SHOWN = 10


def kept_lines(kept: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each attribute; `kept` gives the attribute for each path."""
    for attribute in sorted(set(kept.values())):
        yield f"kept: {escape(attribute)} of {some_paths([path for path in sorted(kept) if kept[path] == attribute])}"


def some_paths(paths: Sequence[str]) -> str:
    """Return the first paths, and how many more there are."""
    more = f" and {count_of(len(paths) - _SHOWN, 'more note')}" if len(paths) > _SHOWN else ""
    return ", ".join(map(escape, paths[:_SHOWN])) + more
