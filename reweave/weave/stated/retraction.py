"""Retraction: what follows a statement in its sentence may take it back, or hold it in theory alone."""

from collections.abc import Sequence
from itertools import pairwise

from reweave.weave.stated.disqualifiers import is_negation
from reweave.weave.stated.phrases import CHALLENGES
from reweave.weave.stated.tokens import word_set

_PAUSES = word_set(": ; — – -- - (")
_CONTRASTS = word_set("but yet though although however except")
_CONDITIONS = word_set("if unless until provided")
_SEEMING = word_set("superficially seemingly apparently ostensibly supposedly allegedly")
_IN_THEORY = frozenset({("in", "theory"), ("in", "principle"), ("on", "paper"), ("at", "first")})
_GOES_ON = frozenset(
    {("to", "be"), *(("without", word) for word in ("assuming", "relying", "depending", "requiring", "needing"))}
)
# "... but only weakly", "... but contradicts it in clay".
_WEAKENED = word_set(
    "only weakly partly partially barely contradicts contradict challenges challenge undermines undermine weakens "
    "weaken fails fail wrong false may might could seems thin weak scarce"
)
# "It implies [[x]], which is absurd."
_ABSURD = word_set("absurd impossible false wrong untrue contradiction contradictory")
# "The strongest counterargument, now refuted".
_ANSWERED = word_set(
    "refuted answered rejected debunked rebutted resolved dissolves dissolved settled dismissed overcome withdrawn "
    "retracted dropped obsolete outdated answers refutes rebuts dismisses meets"
)
# "The premise, which this note rejects".
_REJECTS = word_set("rejects rejected abandons abandoned withdraws retracts disavows disowns discards")


def is_taken_back(sentence: Sequence[str], after: Sequence[str], type_: str) -> bool:
    """Return whether a sentence that states an edge of a type, or the words after the statement, take it back.

    What comes after a colon, a semicolon or a dash gives the reason, mostly.
    """
    after = after[: next((at for at, word in enumerate(after) if word in _PAUSES), len(after))]
    if set(sentence) & _SEEMING or _IN_THEORY & set(pairwise(sentence)):
        return True
    if set(after) & (_CONDITIONS | _REJECTS) or _GOES_ON & set(pairwise(after)):
        return True
    if set(after) & (_ANSWERED if type_ == CHALLENGES else _ABSURD):
        return True
    contrast = next((at for at, word in enumerate(after) if word in _CONTRASTS), None)
    return contrast is not None and any(is_negation(word) or word in _WEAKENED for word in after[contrast + 1 :])
