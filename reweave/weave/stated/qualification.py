"""Qualification: a statement that is weak, once was, concerns a part, or is how somebody sees it is none of its note's.

These look at all words of a sentence up to the end of the statement, and at those after it, whichever rule read it.
"""

from collections.abc import Sequence
from itertools import pairwise

from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.phrases import SUPPORTS, family_of
from reweave.weave.stated.tokens import HERE, word_set

_PARTLY = word_set("weakly loosely tentatively slightly marginally faintly vaguely conceivably presumably hopefully")
_WEAKLY = _PARTLY | word_set("partly partially somewhat mildly modestly indirectly")
# One of several reasons is a reason; one of several examples is an instance.
_REASONS = frozenset({"inference", "explanation", "instance", "reason", "why"})
_SOME = word_set("some scant modest partial tentative slight limited indirect")
# "This is some evidence", "lends some support".
_GROUNDS = word_set("evidence support confirmation proof weight credence reason ground grounds indication hint doubt")
_IN_PART = frozenset(
    {
        *(("some", noun) for noun in ("extent", "degree", "respects", "ways")),
        *(("certain", noun) for noun in ("extent", "degree", "respects")),
        *(("a", noun) for noun in ("sense", "degree", "way")),
        ("in", "part"),
    }
)
# "Smith thinks", "I suspect", "we had assumed": what follows is held, not stated.
_HOLDS = word_set("thinks believes hopes suspects feels guesses fears expects reckons supposes figures")
_HOLD = word_set(
    "think believe hope doubt suspect feel guess fear expect assume suppose reckon hold wonder thought believed hoped "
    "doubted suspected felt guessed feared expected assumed supposed held wrote written"
)
_HOLDERS = word_set("i we they you he she many most some people few had have once")
# "In his view", "on one reading", "from the buyer's perspective"; "a common view is that".
_VIEWS = word_set("view views perspective viewpoint standpoint interpretation reading opinion eyes telling")
_TALES = _VIEWS | word_set("story account accounts narrative wisdom hope fear worry suspicion hunch guess consensus")
_OWN = word_set("my our this the that")
_AT = word_set("in on from under to by through")
_IS = word_set("is was has have goes went")
_EXAMPLES = word_set("example instance this that these now all")
_LONGEST_VIEWER = 5
# "It is wrong that this supports [[x]]".
_UNTRUE = word_set(
    "wrong false untrue doubtful unlikely questionable debatable unclear mistaken possible conceivable plausible "
    "uncertain disputed"
)
_WAS = word_set("was were had been did")
_ENDED = word_set("before until till past formerly once ago earlier decades years year old initially draft version")
_PARTS = word_set(
    "half part parts side caveat detail details aside step steps section piece bit footnote remark aspect aspects "
    "example examples exception wording corner"
)
_ONE = word_set("one some another part parts a an")
_CARRIED = word_set("premise premises assumption assumptions step steps part parts half aspect aspects detail details")
# A summary is based on what it sums up, not on a premise; nor are figures or definitions.
_MADE = word_set(
    "summary talk lecture recipe definition definitions data dataset chart table figure script template title wording "
    "outline translation drawing diagram map query course guide page post video slides list index layout section"
)
# "Strengthens [[x]] by showing that ..." gives evidence; by removing, adding or fixing something it does not.
_IMPROVING = word_set(
    "strengthen strengthens strengthening support supports supporting reinforce reinforces reinforcing"
)
_SHOWING = word_set(
    "showing demonstrating proving confirming providing establishing finding explaining measuring documenting "
    "replicating observing revealing"
)
_BASED = frozenset({("based", "on"), ("based", "upon"), ("built", "on"), ("derived", "from")})


def is_qualified(said: Sequence[str], after: Sequence[str], rule: str, type_: str) -> bool:
    """Return whether the words up to the end of a statement, or those after it, leave less than the edge.

    `said` begins with the sentence and ends with the statement.
    """
    family = family_of(rule)
    return (
        _is_weak(said, after, _PARTLY if family in _REASONS else _WEAKLY)
        or _is_held(said)
        or _is_view(said)
        or _is_over(said, after)
        or (family not in _REASONS and _is_part(said, type_))
        or (family in {"premise", "origin"} and _is_made(said))
        or (family == "evidence" and _is_improved(said, after))
    )


def _is_weak(said: Sequence[str], after: Sequence[str], weakly: frozenset[str]) -> bool:
    pairs = set(pairwise(said)) | set(pairwise(after[:6]))
    weak = any(first in _SOME and second in _GROUNDS for first, second in pairs)
    future = {"will", "shall"} & set(said) and HERE in said
    return bool((set(said) | set(after[:3])) & weakly or _IN_PART & pairs or weak or future)


def _is_held(said: Sequence[str]) -> bool:
    """Return whether somebody, the author too, only thinks, hopes or once wrote what follows; or it is called false."""
    for at, word in enumerate(said):
        if word in _HOLDS or (word in _HOLD and set(said[max(0, at - 2) : at]) & _HOLDERS):
            return True
        if word == "that" and at and said[at - 1] in _UNTRUE:
            return True
        if word in {"calls", "call", "called", "terms"} and "what" in said[:at]:
            return True
    return list(said[:4]) == ["e", ".", "g", "."]


def _is_view(said: Sequence[str]) -> bool:
    """Return whether the words say in whose eyes it is so: "for Miller, ...", "in his view", "as the union puts it"."""
    for at, word in enumerate(said):
        before = said[max(0, at - 4) : at]
        if word in _VIEWS and set(before) & _AT and not set(before[-1:]) & _OWN:
            return True
        if word in _TALES and set(said[at + 1 : at + 2]) & _IS and "that" in said[at + 1 : at + 4]:
            return True
    comma = said.index(",") if "," in said[: _LONGEST_VIEWER + 2] else 0
    if said[:1] == ["for"] and comma > 1 and not set(said[1:comma]) & _EXAMPLES:
        return True
    return said[:1] == ["as"] and bool(set(said[1:8]) & {"puts", "put", "has", "says", "sees"})


def _is_over(said: Sequence[str], after: Sequence[str]) -> bool:
    """Return whether it was so for a time: "before the reform this supported [[x]]"."""
    past = set(said) & _WAS or any(word.endswith("ed") for word in said)
    return bool(past) and bool(set(said) & _ENDED or set(after[:3]) & {"until", "till", "before"})


def _is_part(said: Sequence[str], type_: str) -> bool:
    """Return whether a part of one of the notes is spoken of, which need not tell of the whole."""
    for at, word in enumerate(said):
        if word == "of" and set(said[max(0, at - 2) : at]) & _PARTS and set(said[at + 1 : at + 2]) & {"this", "it"}:
            return True
        if word == "one" and said[at + 1 : at + 2] == ["of"]:
            return True
        carried = word in _CARRIED and set(said[at + 1 : at + 2]) & {"of", "in"} and HERE in said[at + 1 : at + 4]
        if carried and set(said[max(0, at - 2) : at]) & _ONE:
            return True
    tail = set(said[-4:])
    return bool(tail & {"half", "part", "side", "prong"}) and (type_ == SUPPORTS or "only" in said)


def _is_improved(said: Sequence[str], after: Sequence[str]) -> bool:
    """Return whether the linked note is made better, not likelier: "strengthens [[x]] by removing an assumption"."""
    if not set(said) & _IMPROVING:
        return False
    added = after[:1] == ["with"] and not set(after[1:6]) & lex.EVIDENCE
    return added or (after[:1] == ["by"] and not set(after[1:3]) & _SHOWING)


def _is_made(said: Sequence[str]) -> bool:
    at = next((at for at, pair in enumerate(pairwise(said)) if pair in _BASED), None)
    subject = set(said if at is None else said[:at])
    return bool(subject & _MADE) or (at is not None and "note" in subject)
