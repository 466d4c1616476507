"""What YAML 1.1 and YAML 1.2 take a plain scalar without a tag for."""

from collections.abc import Callable
from functools import cache

from ruamel.yaml.resolver import implicit_resolvers

_PREFIX = "tag:yaml.org,2002:"
_FIRST = frozenset(char for _, _, _, chars in implicit_resolvers for char in chars) | {"_"}
"""What a scalar that is no string can start with: as the resolvers say (empty: it may be empty), and a `_`, which
their expressions allow in front of a number."""


@cache
def resolve(value: str) -> tuple[str, str]:
    """Return the short tags (`str`, `int`, `timestamp`, ...) of a plain scalar under YAML 1.1 and 1.2."""
    if value[:1] not in _FIRST:
        return "str", "str"
    return _resolve(value, (1, 1)), _resolve(value, (1, 2))


def _resolve(value: str, version: tuple[int, int]) -> str:
    for tag, match in _resolvers(value[:1], version):
        if match(value):
            return tag
    return "str"


@cache
def _resolvers(first: str, version: tuple[int, int]) -> list[tuple[str, Callable[[str], object]]]:
    """Return tag and matcher of the resolvers for a first character; ruamel.yaml compiles one when it is touched."""
    return [
        (tag.removeprefix(_PREFIX), regexp.match)
        for versions, tag, regexp, chars in implicit_resolvers
        if version in versions and (first in chars or first == "_")
    ]
