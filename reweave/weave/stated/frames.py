"""Sentences that state a relation by a fixed turn around the link: "this is why [[x]]", "calls [[x]] into question".

A frame is a pattern over the words of a sentence, one space between two of them. Small words in capitals stand for
classes (see `_CLASSES`). `OPENS` frames begin a clause by themselves; the subject of the others is what stands before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.disqualifiers import in_quotes, is_negation, is_reported
from reweave.weave.stated.phrases import CHALLENGES, DEPENDS_ON, SUPPORTS
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
class _Frame:
    type: str
    from_self: bool
    pattern: re.Pattern[str]
    opens: bool


# (type, whether the edge runs from the note that is read, whether the frame opens its clause, patterns)
_DATA: tuple[tuple[str, bool, bool, tuple[str, ...]], ...] = (
    (
        SUPPORTS,
        True,
        True,
        (
            "(?:(?:this|that) is|that's) ADVERBS(?:why|part of why|(?:a|one|another|the) (?:\\w+ )?reason (?:why )?"
            "|one of the (?:\\w+ )?reasons (?:why )?) ?LINKEND",
            "(?:thus|hence|therefore|consequently|so)(?: ,)? LINKEND",
            "(?:(?:we|i|one) (?:can|may|must) )?conclude that LINKEND",
            "it follows (?:from this )?that LINKEND",
            "from this(?: ,)? it follows that LINKEND",
        ),
    ),
    (
        SUPPORTS,
        True,
        False,
        (
            "ADVERBS(?:makes?|making) (?:it (?:even |much )?more (?:likely|plausible|credible|probable) that LINK"
            "|LINK (?:even |much )?more (?:likely|plausible|credible|probable))",
            "ADVERBS(?:gives?|giving|is|are) (?:us |me |a |one |another |good |further |strong )*reasons? to"
            " (?:believe|think|expect|accept) LINK",
            f"ADVERBS(?:confirms?|corroborates?|supports?|validates?|proves?|bears? out|confirming) what {HERE}"
            " (?:claims?|says?|argues?|predicts?|predicted|asserts?|holds?|suggests?|states?|proposes?)",
            f"ADVERBS(?:shows?|suggests?|demonstrates?|proves?|implies|means) that {HERE}"
            " (?:holds|is (?:true|right|correct))(?! only)",
        ),
    ),
    (
        CHALLENGES,
        True,
        False,
        (
            "ADVERBS(?:makes?|making) (?:it (?:even |much )?less (?:likely|plausible|credible|probable) that LINK"
            "|LINK (?:even |much )?less (?:likely|plausible|credible|probable))",
            "ADVERBS(?:gives?|giving|is|are) (?:us |me |a |one |another |good |further |strong )*reasons? to"
            " (?:doubt|question|reject|distrust) (?:whether )?LINK",
            "ADVERBS(?:calls?|calling|brings?|throws?|casts?) LINK (?:further |directly )?"
            "(?:into (?:question|doubt)|in doubt)",
            f"ADVERBS(?:shows?|suggests?|demonstrates?|proves?|implies|means|indicates?) (?:that )?{HERE} FAILS",
            "(?:is|are|seems|looks) (?:hard|difficult|impossible) to (?:reconcile|square) with LINK",
        ),
    ),
    (
        CHALLENGES,
        True,
        True,
        (
            "there is (?:an? |some |clear |real |obvious )*(?:tension|contradiction|conflict) between"
            " (?:this(?: CLAIM)? and LINK|LINK and this)",
        ),
    ),
    (
        CHALLENGES,
        False,
        True,
        (
            "LEADING BEST(?:counter-?argument|counter-?example|objection|rebuttal|counterpoint|caveat|limitation)"
            "(?: (?:to|against) this(?: CLAIM)?| here)? (?:is|:) (?:that )?LINKEND",
            f"(?:but |however (?:, )?|yet )?{HERE} (?:suggests|says|argues|shows|claims|holds|implies|finds|found)"
            " (?:otherwise|the opposite|the contrary)",
            f"{HERE} (?:shows|suggests|argues|demonstrates|proves) (?:that )?this(?: CLAIM)? FAILS",
        ),
    ),
    (
        SUPPORTS,
        False,
        True,
        (
            "(?:the |further |more |additional |independent |empirical |best |strongest |strong |some |much )*"
            "(?:evidence|support|confirmation)(?: for this(?: CLAIM)?)? (?:comes|came) from LINK",
            "LEADING BEST(?:evidence|support|argument) for this(?: CLAIM)? (?:is|:) (?:that )?LINK",
            "the (?:main|best|strongest|clearest|key) (?:evidence|support) is LINKEND",
            f"{HERE} (?:also )?(?:backs this(?: CLAIM)? up|bears this(?: CLAIM)? out)",
            "this(?: CLAIM)? is (?:also |further |\\w+ly )*(?:backed(?: up)?|borne out) by LINK",
        ),
    ),
    (
        DEPENDS_ON,
        True,
        True,
        (
            "THIS (?:only HOLDS|HOLDS only|is only (?:true|valid|right)|is (?:true|valid|right) only)"
            " (?:if|because|when|as long as|so long as) LINKEND",
            "because LINK(?= \\.|$)",
            "LEADING BEST(?:premise|assumption|presupposition)(?: here| (?:of|behind|underlying) (?:this|the)"
            "(?: CLAIM)?)? (?:is|:) (?:that )?LINKEND",
            "the (?:\\w+ )?reason(?: for this(?: CLAIM)?| (?:that |why )?this(?: CLAIM)? HOLDS)? is (?:that )?LINKEND",
            f"{HERE} (?:explains why|is why|is the reason|is (?:precisely|exactly|partly) why)"
            "(?: (?:that )?this(?: CLAIM)? (?:HOLDS|is (?:true|so|possible)))?(?= [.;:,!)—–]| --|$)",
        ),
    ),
    (
        DEPENDS_ON,
        True,
        False,
        (
            "ADVERBS(?:takes?|taking) LINK (?:as (?:a|its|the|my|our) (?:\\w+ )?"
            "(?:premise|starting point|given|assumption|foundation|basis)|as given|for granted)",
            "ADVERBS(?:takes?|has) as (?:its|a) (?:premise|starting point|foundation|basis) LINK",
            "ADVERBS(?:starts?|begins?|proceeds?) from LINKEND",
        ),
    ),
)
_CONDITIONS = frozenset({"if", "whether", "unless", "would", "suppose", "imagine"})


def match_frames(context_start: int, kind: str, tokens: Sequence[Token], names: NameWords) -> Iterator[StatedEdge]:
    """Yield the edges that frames state in a sentence of prose; `kind` begins the name of the rule."""
    words = [token.low for token in tokens]
    if HERE not in words or words[-1] == "?":
        return
    text, starts = _joined(words)
    for frame in _frames():
        for found in frame.pattern.finditer(text):
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
            yield StatedEdge(frame.type, frame.from_self, context_start + start, context_start + end, f"{kind}:frame")
            return


def _stands(frame: _Frame, words: Sequence[str], first: int, last: int) -> bool:
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
def _frames() -> tuple[_Frame, ...]:
    return tuple(
        _Frame(type_, from_self, re.compile(rf"(?<![^ ]){_expand(pattern)}(?![\w-])"), opens)
        for type_, from_self, opens, patterns in _DATA
        for pattern in patterns
    )


def _expand(pattern: str) -> str:
    for name, meant in _CLASSES.items():
        pattern = pattern.replace(name, meant)
    return pattern
