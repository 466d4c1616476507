"""Labels above or before links, openers of glosses and frontmatter fields that state an edge, as data.

Each is compared as a whole (see `label_key`), so that a longer text never matches by accident.
"""

from collections.abc import Mapping

from reweave.weave.stated.phrases import CHALLENGES, DEPENDS_ON, RELATED, SUPPORTS, Way
from reweave.weave.stated.tokens import tokenize

Meaning = tuple[str, Way]
"""A type, and whether the edge runs from the note that is read (FORWARD) to the one that it links."""


def _table(meanings: Mapping[Meaning, str]) -> dict[str, Meaning]:
    return {text: meaning for meaning, texts in meanings.items() for text in texts.split("|")}


def label_key(text: str) -> str:
    """Return a heading or label line reduced to its words."""
    words = [token.low for token in tokenize(text) if token.is_word]
    return " ".join(" ".join(words).replace("-", " ").replace("_", " ").split())


LABELS = _table(
    {
        (SUPPORTS, Way.FORWARD): (
            "supports|supporting|confirms|corroborates|validates|strengthens|reinforces|supports claims|evidence for"
        ),
        (SUPPORTS, Way.BACKWARD): (
            "supported by|supporting evidence|supporting claims|supporting notes|evidence for this|"
            "evidence for this claim|confirmed by|corroborated by|validated by|strengthened by|"
            "reinforced by|backed by"
        ),
        (CHALLENGES, Way.FORWARD): (
            "contradicts|refutes|rebuts|undermines|weakens|disputes|complicates|qualifies|argues against|"
            "in tension with|tensions with|conflicts with|opposes|evidence against"
        ),
        (CHALLENGES, Way.BACKWARD): (
            "challenged by|contradicted by|refuted by|rebutted by|undermined by|weakened by|disputed by|"
            "qualified by|complicated by|opposed by|counterarguments|counter arguments|counterevidence|"
            "counter evidence|counterclaims|counterexamples|objections|challenges to this|"
            "challenges to this claim|evidence against this|evidence against this claim|"
            "arguments against|opposing claims|opposing views|opposing evidence"
        ),
        (CHALLENGES, Way.BOTH): ("contradictions|conflicts"),
        (DEPENDS_ON, Way.FORWARD): (
            "depends on|depends upon|dependencies|depended assumptions|assumptions|key assumptions|"
            "underlying assumptions|assumes|premises|prerequisites|builds on|rests on|relies on|"
            "grounded in|grounding|based on|built on|follows from|derived from|derives from|presupposes|"
            "claim dependencies|key claim dependencies|foundations|applies|requires|"
            "beliefs this depends on|claims this depends on"
        ),
        (DEPENDS_ON, Way.BACKWARD): (
            "depended on by|required by|underpins|foundation for|grounds|basis for|premise of|"
            "premise for|prerequisite for|applied by|built on by"
        ),
        (RELATED, Way.BOTH): (
            "related|relevant notes|related notes|related claims|relevant claims|see also|connections|"
            "related concepts|related ideas|links|relates to|related to"
        ),
    }
)
# "- [[x]] — builds on: why": the widespread habit of opening a gloss with the relation itself. Only relations
# whose direction readers agree on; "supports:", "challenges:", "grounds:" and "tension:" are used both ways.
OPENERS = _table(
    {
        (CHALLENGES, Way.BOTH): ("contradicts|contradiction|conflicts with"),
        (DEPENDS_ON, Way.FORWARD): ("depends on|builds on|rests on|prerequisite|premise|foundation"),
        (SUPPORTS, Way.BACKWARD): ("extends"),
    }
)
# Frontmatter fields that state an edge in vaults that do not configure them.
FIELDS = _table(
    {
        (SUPPORTS, Way.FORWARD): ("supports"),
        (SUPPORTS, Way.BACKWARD): ("supported_by"),
        (CHALLENGES, Way.FORWARD): ("challenges|contradicts"),
        (CHALLENGES, Way.BACKWARD): ("challenged_by|contradicted_by"),
        (DEPENDS_ON, Way.FORWARD): ("depends_on|builds_on"),
        (DEPENDS_ON, Way.BACKWARD): ("depended_on_by"),
    }
)

# Sections that give the other side a voice: "this" in their prose need not be what the note claims.
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
