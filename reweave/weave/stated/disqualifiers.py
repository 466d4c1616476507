"""Disqualifiers: a relation that is negated, hedged, conditional, asked, quoted or reported is not stated."""

from collections.abc import Sequence
from itertools import pairwise

from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.inflection import Form
from reweave.weave.stated.matcher import Match
from reweave.weave.stated.tokens import Token, word_set

_WEAK = word_set("little few lack lacks lacking absence absent insufficient inconclusive weak limited scant against")
_UNDOING = word_set(
    "weakens undermines questions erodes attacks removes refutes rebuts answers dissolves denies rejects disputes "
    "challenges contradicts destroys dismantles threatens doubts shakes invalidates discredits lacks needs replaces "
    "weakening undermining questioning eroding attacking removing refuting rebutting answering dissolving denying "
    "rejecting disputing challenging destroying dismantling invalidating discrediting replacing"
)
"""What is done to a noun that then is not what the note gives."""
_OPEN_QUOTES = {"“": "”", "«": "»", "‘": "’"}
_AT_FIRST = frozenset({("at", "first"), ("in", "theory"), ("in", "principle"), ("on", "paper")})
_FAR_FROM = frozenset({("far", "from"), ("nowhere", "near"), ("anything", "but"), ("short", "of")})
_PASSIVES = word_set("is are was were be been being")
_ARTICLES = word_set("the a an")
_BEFORE_NOUNS = word_set(
    "of to for in on with from by as about between toward towards into than like such other more most"
)
_PLURALS = word_set("these those they we i you data evidence both people and here all")
CLOSING = word_set("; : . ! ? — – --")


def is_negation(word: str) -> bool:
    """Return whether a word negates what follows."""
    return word in lex.NEGATIONS or word.endswith("n't")


def is_disqualified(tokens: Sequence[Token], low: int, match: Match) -> bool:
    """Return whether a phrase is negated, hedged, conditional, asked, quoted, or reported."""
    words = [token.low for token in tokens]
    near = words[max(low, match.start - 6) : match.start]
    for at, word in enumerate(near):
        if is_negation(word) and not (at + 1 < len(near) and near[at + 1] in lex.NOT_ONLY):
            return True
    if _FAR_FROM & set(pairwise(near)):
        return True
    if match.form is Form.NOUN and set(words[max(low, match.start - 3) : match.start]) & (_WEAK | _UNDOING):
        return True
    if set(words[max(low, match.start - 3) : match.start]) & lex.MODALS:
        return True
    if set(words[: match.start]) & {"if", "whether", "unless", "would", "suppose", "imagine"}:
        return True
    if set(words[low : match.start]) & lex.HEDGES or _AT_FIRST & set(pairwise(words[: match.start])):
        return True
    previous = words[match.start - 1] if match.start > low else ""
    if previous in lex.CATENATIVES:
        return True
    if match.form is Form.BASE and (
        previous in {"to", "that"}
        or previous in lex.DETERMINERS - {"these", "those", "both", "all"}
        or previous.endswith("'s")
    ):
        return True
    if match.form is Form.BASE and not _is_plural(words[low : match.start]):
        return True
    if match.form in (Form.THIRD, Form.ING) and (
        previous in {"the", "a", "an", "of", "its", "their"} or previous.endswith("'s")
    ):
        return True
    if match.form is Form.PAST and not match.passive and _is_attribute(words[low : match.start]):
        return True
    if set(words[match.end : match.end + 3]) & {"neither", "nothing", "nobody", "none", "no"}:
        return True
    following = next((word for word in words[match.end :] if word in CLOSING), "")
    return following == "?" or in_quotes(words, match.start) or is_reported(words, match.start)


def _is_plural(before: Sequence[str]) -> bool:
    """Return whether a verb in its base form can follow these words: after a plural or a pronoun, else it is a noun."""
    words = [word for word in before if not word.endswith("ly") and word not in {"also", "both", "all", "do", "did"}]
    if words[-1:] == [","]:
        # "Data from two plots, e.g. rows A and B, contradict ...".
        words = words[: words.index(",")]
    last = words[-1] if words else ""
    return last in _PLURALS or (last.endswith("s") and not last.endswith(("ss", "us", "is", "'s")))


def _is_attribute(before: Sequence[str]) -> bool:
    """Return whether a participle is an attribute or a passive: "of motivated operations", "is challenged in"."""
    if set(before[-2:]) & _PASSIVES or set(before[-1:]) & _ARTICLES:
        return True
    words = [word for word in before if not word.endswith("ly")]
    return bool(words) and words[-1] in _BEFORE_NOUNS


def in_quotes(words: Sequence[str], at: int) -> bool:
    """Return whether a token is inside quotation marks."""
    if words[:at].count('"') % 2:
        return True
    return any(words[:at].count(left) > words[:at].count(right) for left, right in _OPEN_QUOTES.items() if left != "‘")


def is_reported(words: Sequence[str], at: int) -> bool:
    """Return whether the words before a phrase attribute it to others: "critics argue that", "the idea that"."""
    for place in range(at - 1, -1, -1):
        word = words[place]
        if word in lex.THIRD_PARTIES and word != "some":
            return True
        if word == "according" and words[place + 1 : place + 2] == ["to"]:
            return True
        if word in lex.REPORTERS and not set(words[max(0, place - 3) : place]) & {
            "this",
            "i",
            "we",
            "note",
            "claim",
            "evidence",
            "data",
            "results",
            "findings",
        }:
            return True
        if (
            word == "that"
            and place
            and words[place - 1] in lex.CLAIM_NOUNS | {"suggestion", "worry", "objection", "charge"}
        ):
            return True
    return False
