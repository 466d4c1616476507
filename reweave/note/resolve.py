"""What YAML 1.1 and YAML 1.2 take a plain scalar without a tag for."""

from functools import cache

from ruamel.yaml.resolver import implicit_resolvers

_PREFIX = "tag:yaml.org,2002:"
_BY_VERSION = {
    version: [
        (tag.removeprefix(_PREFIX), regexp) for versions, tag, regexp, _ in implicit_resolvers if version in versions
    ]
    for version in ((1, 1), (1, 2))
}


@cache
def resolve(value: str) -> tuple[str, str]:
    """Return the short tags (`str`, `int`, `timestamp`, ...) of a plain scalar under YAML 1.1 and 1.2."""
    return _resolve(value, (1, 1)), _resolve(value, (1, 2))


def _resolve(value: str, version: tuple[int, int]) -> str:
    for tag, regexp in _BY_VERSION[version]:
        if regexp.match(value):
            return tag
    return "str"
