"""The forms of the relation verbs."""

from collections.abc import Iterator
from enum import Enum

_PAST = {
    "run": "ran",
    "build": "built",
    "draw": "drew",
    "underlie": "underlay",
    "bear": "bore",
    "lend": "lent",
    "cast": "cast",
    "cut": "cut",
    "tell": "told",
    "undercut": "undercut",
    "rebut": "rebutted",
    "stem": "stemmed",
    "speak": "spoke",
    "make": "made",
    "give": "gave",
    "throw": "threw",
    "shed": "shed",
    "put": "put",
    "sit": "sat",
}
_PARTICIPLE = {
    "prove": "proven/proved",
    "draw": "drawn",
    "underlie": "underlain",
    "bear": "borne",
    "run": "run",
    "speak": "spoken",
    "give": "given",
    "throw": "thrown",
}


class Form(Enum):
    """The grammatical form of a phrase."""

    BASE = "base"
    THIRD = "third person"
    PAST = "past or participle"
    ING = "participle in -ing"
    NOUN = "noun or adjective"


def inflections(base: str) -> Iterator[tuple[Form, str]]:
    """Yield the forms of a verb; alternatives of one form are joined by `/`."""
    consonant_y = base.endswith("y") and base[-2] not in "aeiou"
    double = base in {"run", "cut", "undercut", "rebut", "stem", "shed", "put", "sit"}
    stem = base + base[-1] if double else base
    yield Form.BASE, base
    if consonant_y:
        yield Form.THIRD, base[:-1] + "ies"
    else:
        yield Form.THIRD, base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if base.endswith("ie"):
        yield Form.ING, base[:-2] + "ying"
    else:
        yield Form.ING, (stem.removesuffix("e") if not double else stem) + "ing"
    regular = base[:-1] + "ied" if consonant_y else base + "d" if base.endswith("e") else stem + "ed"
    past = _PAST.get(base, regular)
    yield Form.PAST, "/".join({past, *_PARTICIPLE.get(base, past).split("/")})
