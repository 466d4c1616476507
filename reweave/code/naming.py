"""Names that say what a value is, where the code does not."""

import re
from itertools import pairwise

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_PREPARED = re.compile(
    r"(?:un)?esc(?:ap\w*|d)?|(?:un)?quot(?!as?$)\w*|ya?ml\w*|sanit\w*|safe\w*|encod\w*|dump\w*|serial\w*|json\w*|fm|"
    r"frontmatter|literal\w*|scalar\w*|repr"
)
_ESCAPED = re.compile(
    r"(?:un)?esc(?:ap\w*|d)?|(?:un)?quot(?!as?$)\w*|sanit\w*|safe\w*|encod\w*|literal\w*|scalar\w*|repr"
)
_SHAPED = re.compile(
    r"format\w*|fmt\w*|render\w*|wrap\w*|inline\w*|flow\w*|to|as|convert\w*|prepare\w*|normali[sz]e\w*|clean\w*|"
    r"stringif\w*|str|emit\w*|build\w*|make\w*"
)


def sounds_prepared(name: str) -> bool:
    """Return whether a name says that its text is escaped, quoted or YAML already."""
    words = _words(name)
    return any(map(_PREPARED.fullmatch, words)) or any(pair == ("front", "matter") for pair in pairwise(words))


def sounds_escaped(name: str) -> bool:
    """Return whether the name of a mapping or list says that its items are escaped or quoted.

    One called `json_data` or `frontmatter` holds what was read from it.
    """
    return any(map(_ESCAPED.fullmatch, _words(name)))


def sounds_shaped(name: str) -> bool:
    """Return whether the name of a function says that it decides how its result is written."""
    return sounds_prepared(name) or any(map(_SHAPED.fullmatch, _words(name)))


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]


_TYPED = frozenset(
    [
        "date",
        "today",
        "now",
        "day",
        "timestamp",
        "ts",
        "time",
        "year",
        "month",
        "slug",
        "uuid",
        "uid",
        "id",
        "sha",
        "hash",
        "digest",
        "checksum",
        "count",
        "number",
        "num",
        "index",
        "version",
        "isodate",
        "datestr",
        "slugified",
    ]
)


def sounds_typed(name: str) -> bool:
    """Return whether a name says that its text is a date, a number, a slug or an identifier, which needs no quotes."""
    words = _words(name)
    return bool(words) and (
        words[-1] in _TYPED
        or (len(words) > 1 and words[-1] == "at")
        or words[0] in ("slug", "slugify", "format_date", "today", "uuid")
    )


_DATED = frozenset(
    [
        "created",
        "date",
        "datetime",
        "day",
        "isodate",
        "modified",
        "now",
        "published",
        "time",
        "timestamp",
        "today",
        "updated",
    ]
)


def sounds_dated(name: str) -> bool:
    """Return whether a name says that its text is a date or time: `created`, `due_date`, `updated_at`, `dateStr`."""
    words = [word for word in _words(name) if word not in ("str", "string", "text", "iso")]
    return bool(words) and (words[-1] in _DATED or (len(words) > 1 and words[-1] == "at"))
