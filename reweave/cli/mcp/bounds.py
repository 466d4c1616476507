"""Keeping answers small enough for a model, and naming what was cut."""

import json
from collections.abc import Iterator
from typing import Any

MOST_BYTES = 200_000
"""Maximum length of an answer as JSON, and of a patch."""
_LONGEST = 8_000


def bounded(answer: dict[str, Any], limit: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return an answer with at most `limit` items in each list, fewer if it is still too long, and what was cut.

    A cut is named by the path of its list (`edges`, `names.dangling`); the rest of the answer is unchanged.

    Raises:
        ValueError: it is too long even without items.
    """
    while True:
        cut: list[dict[str, Any]] = []
        shortened = _shortened(answer, limit, "", cut)
        if len(json.dumps(shortened)) <= MOST_BYTES:
            return shortened, cut
        if limit == 0:
            raise ValueError("the answer is too long")
        limit //= 2


def bounded_patch(patch: str) -> tuple[str, list[dict[str, Any]]]:
    """Return a patch, or as many of its first lines as fit, and what was cut, in characters."""
    if len(patch) <= MOST_BYTES:
        return patch, []
    end = patch.rfind("\n", 0, MOST_BYTES) + 1
    return patch[:end], [{"place": "patch", "shown": end, "of": len(patch)}]


def _shortened(value: Any, limit: int, place: str, cut: list[dict[str, Any]]) -> Any:
    if isinstance(value, dict):
        return {key: _shortened(one, limit, f"{place}.{key}" if place else key, cut) for key, one in value.items()}
    if isinstance(value, list):
        if len(value) > limit:
            cut.append({"place": place, "shown": limit, "of": len(value)})
        return [_shortened(one, limit, f"{place}[{number}]", cut) for number, one in enumerate(value[:limit])]
    if isinstance(value, str) and len(value) > _LONGEST:
        cut.append({"place": place, "shown": _LONGEST, "of": len(value)})
        return value[:_LONGEST]
    return value


def last_lines(text: str, limit: int = 20) -> Iterator[str]:
    """Yield the last lines that a command printed on stderr, each cut to 500 characters."""
    for line in text.splitlines()[-limit:]:
        yield line[:500]
