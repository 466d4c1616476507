"""Sentences that state a relation by a fixed turn around the link: "this is why [[x]]", "calls [[x]] into question".

The frames are in `frame_table`; small words in capitals stand for the classes of words below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.disqualifiers import in_quotes, is_negation, is_reported
from reweave.weave.stated.frame_table import INNER, OPENING
from reweave.weave.stated.pattern_table import PatternTable, needed_texts
from reweave.weave.stated.phrases import FAMILY_TYPES, rule_name
from reweave.weave.stated.roles import NameWords, Role, StatedEdge, clause_start, is_evidence, subject_role
from reweave.weave.stated.tokens import HERE, Token

_NOUN = "|".join(sorted(lex.CLAIM_NOUNS | {"fact", "result", "evidence"}))
_WRONG = (
    "wrong|false|mistaken|incorrect|untrue|incomplete|overstated|exaggerated|misleading|too strong|too simple|"
    "too broad|not true|not right|not always true|not the whole story|only half the story"
)
_CLASSES = {
    "LINK": rf"(?:(?:the |this |an? )?(?:[\w-]+ )?(?:{_NOUN}) (?:that |of |in |from |about )?)?(?:that )?{HERE}",
    "THIS": rf"(?:this|that|it|(?:this|the|that|my|our) (?:[\w-]+ )?(?:{_NOUN}))",
    "ADVERBS": r"(?:(?:also|further|just|in part|[\w-]+ly) )*",
    "FAILS": (
        r"(?:(?:is|are|was|were) (?:\w+ly )?WRONG|(?:cannot|can't) be (?:right|true|correct|the whole story)|"
        r"(?:does not|doesn't|do not|don't|cannot|can't) (?:always )?(?:hold|work|apply|follow|generali[sz]e)|"
        r"fails|breaks down|no longer holds)"
    ),
    "WRONG": rf"(?:{_WRONG})",
    "CLAIM": rf"(?:{_NOUN})",
    "LEADING": r"(?:the|an?|one|another|its|my|our)",
    "BEST": r"(?:(?:[\w-]+) )?",
    "HOLDS": r"(?:works|holds|applies|succeeds|follows|matters)",
    "END": r"(?= [.;:,!)—–]| --| -|$)",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: its family, the name of its rule, and whether it begins a clause."""

    family: str
    words: str
    from_self: bool
    opens: bool


_CONDITIONS = frozenset({"if", "whether", "unless", "would", "suppose", "imagine"})


def match_frames(context_start: int, kind: str, tokens: Sequence[Token], names: NameWords) -> Iterator[StatedEdge]:
    """Yield the edges that frames state in a sentence of prose; `kind` is that of the context."""
    words = [token.low for token in tokens]
    if HERE not in words or words[-1] == "?":
        return
    text, starts = _joined(words)
    for one in frame_table().possible(text):
        frame = one.row
        for found in one.pattern.finditer(text):
            first, last = starts[found.start()], _token_at(starts, found.end())
            if not _stands(frame, words, first, last):
                continue
            low = clause_start(tokens, first)
            if frame.opens:
                if any(word not in {"and", "but", "so", ",", "*", "_", '"'} for word in words[low:first]):
                    continue
                low = first
            else:
                before = tokens[low:first]
                role = subject_role(before, names, False)
                if role is not Role.SELF and not (role is Role.UNKNOWN and is_evidence(before, personal=False)):
                    continue
            start, end = tokens[low].start, tokens[last].end
            rule = rule_name(frame.family, kind, frame.words)
            type_ = FAMILY_TYPES[frame.family]
            yield StatedEdge(type_, frame.from_self, context_start + start, context_start + end, rule)
            return


def _stands(frame: Frame, words: Sequence[str], first: int, last: int) -> bool:
    before = words[:first]
    if in_quotes(words, first) or is_reported(words, first) or set(before) & _CONDITIONS:
        return False
    near = before[-6:]
    if any(is_negation(word) or word in lex.MODALS | lex.HEDGES for word in near):
        return False
    inside = words[first : last + 1]
    return not any(word in lex.HEDGES | (lex.MODALS - {"if", "can", "must", "may"}) for word in inside)


def _joined(words: Sequence[str]) -> tuple[str, dict[int, int]]:
    """Return the words as one text, and the token that begins at each offset of it."""
    starts: dict[int, int] = {}
    at = 0
    for number, word in enumerate(words):
        starts[at] = number
        at += len(word) + 1
    return " ".join(words), starts


def _token_at(starts: dict[int, int], end: int) -> int:
    """Return the last token that begins before `end`."""
    at = end - 1
    while at not in starts:
        at -= 1
    return starts[at]


@lru_cache(maxsize=1)
def frame_table() -> PatternTable[Frame]:
    """Return the frames, in the order in which they are tried."""
    return PatternTable(
        (
            rf"(?<![^ ]){_expand(pattern)}(?![\w-])",
            Frame(family, words, from_self, opens),
            needed_texts(pattern),
        )
        for opens, rows in ((True, OPENING), (False, INNER))
        for family, words, from_self, pattern in rows
    )


def _expand(pattern: str) -> str:
    for name, meant in _CLASSES.items():
        pattern = pattern.replace(name, meant)
    return pattern
