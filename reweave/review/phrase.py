"""The phrase that a quoted sentence states an edge with, so that edges of one phrase can be decided together."""

import re
from functools import cache

from reweave.weave.stated.inflection import inflections
from reweave.weave.stated.phrases import NOUNS, VERBS

_LINK = re.compile(r"\[\[[^\]]*\]\]|\[[^\]]*\]\([^)]*\)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LIGHT = {"in", "at", "a", "make", "give", "put", "pose", "present", "raise", "create", "lend", "add", "cast", "set"}
_FIRST_WORDS = 3


def phrase_of(quote: str) -> str:
    """Return the relation word of a quote ("strengthen", "evidence"), else its first words outside links."""
    words = [word.lower() for word in _WORD.findall(_LINK.sub(" ", quote))]
    if words[:3] == ["this", "is", "why"]:
        return "this is why"
    verbs, nouns = _relation_words()
    found = (known[word] for known in (verbs, nouns) for word in words if word in known)
    return next(found, " ".join(words[:_FIRST_WORDS]))


@cache
def _relation_words() -> tuple[dict[str, str], dict[str, str]]:
    """Return the verbs and the nouns of the relation phrases, in every form, with the form that stands for all."""
    verbs = {
        form: phrase.head
        for phrase in VERBS
        if phrase.head not in _LIGHT
        for _, forms in inflections(phrase.head)
        for form in forms.split("/")
    }
    heads = [phrase.head.split("/") for phrase in NOUNS]
    return verbs, {word: words[0] for words in heads for word in words if word not in _LIGHT}
