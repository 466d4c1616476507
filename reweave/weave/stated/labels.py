"""Labels above or before links, openers of glosses and frontmatter fields that state an edge, as data.

Each is compared as a whole (see `label_key`), so that a longer text never matches by accident.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from reweave.weave.stated.phrases import CHALLENGES, DEPENDS_ON, RELATED, SUPPORTS, Direction
from reweave.weave.stated.tokens import tokenize, word_set

Meaning = tuple[str, Direction]
"""A type, and whether the edge runs from the note that is read (FORWARD) to the one that it links."""


def _table(meanings: Mapping[Meaning, str]) -> dict[str, Meaning]:
    return {text: meaning for meaning, texts in meanings.items() for text in texts.split("|")}


@lru_cache(maxsize=512)
def label_key(text: str) -> str:
    """Return a heading or label line reduced to its words."""
    words = [token.low for token in tokenize(text) if token.is_word]
    return " ".join(" ".join(words).replace("-", " ").replace("_", " ").split())


# What a note does to those that it lists, as verbs in the third person, and as participles for "... by".
_VERBS: Mapping[str, str] = {
    SUPPORTS: (
        "supports/supported|confirms/confirmed|corroborates/corroborated|validates/validated|"
        "strengthens/strengthened|reinforces/reinforced|substantiates/substantiated|bolsters/bolstered|"
        "backs/backed|proves/proven|implies/implied|entails/entailed|argues for/|justifies/"
    ),
    CHALLENGES: (
        "challenges/challenged|contradicts/contradicted|refutes/refuted|rebuts/rebutted|undermines/undermined|"
        "weakens/weakened|disputes/disputed|complicates/complicated|qualifies/qualified|opposes/opposed|"
        "counters/countered|disproves/disproved|falsifies/falsified|conflicts with/|argues against/|"
        "disagrees with/|limits/limited"
    ),
    DEPENDS_ON: (
        "depends on/depended on|depends upon/|builds on/built on|builds upon/|rests on/|rests upon/|"
        "relies on/relied on|"
        "presupposes/presupposed|assumes/assumed|requires/required|follows from/|derives from/|draws on/"
    ),
}
# Alone above a list these say too little of who does it to whom.
_BARE_NO = frozenset({"challenges", "limits", "counters"})
_WHAT = ("what this {}", "what it {}", "what this note {}", "what this claim {}")


def _of_verbs() -> Iterator[tuple[str, Meaning]]:
    for type_, pairs in _VERBS.items():
        for pair in pairs.split("|"):
            verb, _, participle = pair.partition("/")
            if verb not in _BARE_NO:
                yield verb, (type_, Direction.FORWARD)
                yield f"{verb} claims", (type_, Direction.FORWARD)
                yield f"{verb} notes", (type_, Direction.FORWARD)
            for form in (*_WHAT, "claims this {}", "notes this {}", "claims this note {}", "ideas this {}"):
                yield form.format(verb), (type_, Direction.FORWARD)
            for form in ("{} this", "{} this claim", "{} this note", "what {} this", "claims that {} this"):
                yield form.format(verb), (type_, Direction.BACKWARD)
            if participle:
                for form in ("{} by", "this is {} by", "it is {} by"):
                    yield form.format(participle), (type_, Direction.BACKWARD)


LABELS = dict(_of_verbs()) | _table(
    {
        (SUPPORTS, Direction.FORWARD): "supporting|evidence for|corollaries",
        (SUPPORTS, Direction.BACKWARD): (
            "supporting evidence|supporting claims|supporting notes|supporting arguments|evidence for this|"
            "evidence for this claim|evidence supporting this|arguments for|arguments for this|arguments in favor|"
            "arguments in favour|reasons for|reasons to believe this|corroborating evidence|empirical evidence|"
            "confirming evidence|further evidence|additional evidence|backing"
        ),
        (CHALLENGES, Direction.FORWARD): "in tension with|tensions with|at odds with|evidence against|conflicts with",
        (CHALLENGES, Direction.BACKWARD): (
            "counterarguments|counterargument|counter arguments|counter argument|counterevidence|counter evidence|"
            "counterclaims|counterclaim|counterexamples|counterexample|counterpoints|counterpoint|objections|objection|"
            "rebuttals|rebuttal|challenges to this|challenges to this claim|evidence against this|"
            "evidence against this claim|arguments against|arguments against this|opposing claims|opposing views|"
            "opposing evidence|opposing arguments|contradicting evidence|contradictory evidence|conflicting evidence|"
            "contrary evidence|disconfirming evidence|reasons against|the case against|criticisms of this|"
            "challenging evidence|dissenting views"
        ),
        (CHALLENGES, Direction.BOTH): "contradictions|conflicts|contradiction",
        (DEPENDS_ON, Direction.FORWARD): (
            "dependencies|depended assumptions|assumptions|assumption|premises|premise|presuppositions|prerequisites|"
            "prerequisite|grounded in|grounding|based on|derived from|claim dependencies|foundations|foundation|"
            "beliefs this depends on|derives from|preconditions|underlying claims|foundational claims"
        ),
        (DEPENDS_ON, Direction.BACKWARD): (
            "underpins|foundation for|basis for|premise of|premise for|prerequisite for|"
            "claims that depend on this|claims built on this|dependents|dependent claims"
        ),
        (RELATED, Direction.BOTH): (
            "related|relevant notes|related notes|related claims|relevant claims|see also|connections|"
            "related concepts|related ideas|links|relates to|related to|connected notes|connects to|"
            "related thinking|further reading|connected ideas"
        ),
    }
)
# Words that may stand before a label without a change of what it says.
_QUALIFIERS = word_set(
    "the a an my our its key main strongest best possible direct partial partially further other one another known "
    "underlying core relevant claim notable common"
)


def meaning(text: str) -> Meaning | None:
    """Return what a heading or label line states, if it does."""
    key = label_key(text)
    while key not in LABELS:
        first, _, rest = key.partition(" ")
        if first not in _QUALIFIERS or not rest:
            return None
        key = rest
    return LABELS[key]


# "- [[x]] — builds on: why": the widespread habit of opening a gloss with the relation itself. Only relations
# whose direction readers agree on; "supports:", "challenges:", "extends:", "grounds:", "grounding:" and "tension:" are
# used both ways.
OPENERS = _table(
    {
        (
            CHALLENGES,
            Direction.BOTH,
        ): "contradicts|contradicts this|contradiction|conflicts with|conflicts with this|in tension with this",
        (DEPENDS_ON, Direction.FORWARD): (
            "depends on|builds on|rests on|relies on|follows from|derives from|derived from|based on|grounded in|"
            "prerequisite|premise|foundation|presupposes"
        ),
    }
)
# Fields that mean something else than a heading of that name would: a field's verb has the note for its subject.
_FIELDS = _table(
    {(CHALLENGES, Direction.FORWARD): "challenges|counters|limits", (SUPPORTS, Direction.BACKWARD): "evidence"}
)
_NO_FIELD = frozenset({"related", "links"})


def field_meaning(field: str) -> Meaning | None:
    """Return the edge that a field states, in frontmatter or inline, where no configuration says what it means."""
    key = label_key(field)
    if key in _FIELDS:
        return _FIELDS[key]
    return None if key in _NO_FIELD else meaning(field)


# What is to be there or was there before, which need not be what is argued from: "Prerequisites" of a lesson.
NEEDS = frozenset(
    [
        *("dependencies", "prerequisites", "prerequisite", "preconditions", "requires", "requires claims"),
        *("requires notes", "based on", "derived from", "derives from", "draws on", "builds on", "built on"),
    ]
)
# Parts that give the other side a voice: "this" in their prose need not be what the note claims.
OBJECTION_SECTIONS = frozenset(
    [
        "counterarguments",
        "counterargument",
        "objections",
        "criticisms",
        "criticism",
        "challenges",
        "limitations",
        "rebuttals",
        "the case against",
        "counter arguments",
        "caveats",
        "open questions",
    ]
)
