"""The relation phrases, as data. A phrase joins a subject to an object: "<subject> PHRASE <object>".

Verbs are given by their base form (inflected in `inflection`); words behind the base belong to it. ` | ` stands between
phrases, `/` between alternatives of one word; `?` marks a word that may be missing, `~` one before which a word may
stand ("pose a serious challenge"; words in -ly may stand anywhere inside). A phrase belongs to a family of one meaning,
which has one edge type; FORWARD and BACKWARD say which way it points: "X underpins Y" is Y depends_on X, so DEPENDS_ON
and BACKWARD.
"""

from dataclasses import dataclass
from enum import Enum

SUPPORTS, CHALLENGES, DEPENDS_ON, RELATED = "supports", "challenges", "depends_on", "related"
"""The edge types that words can state. A vault's configuration may have others: those only fields state."""

FAMILY_TYPES = {
    "evidence": SUPPORTS,
    "aspect": SUPPORTS,
    "inference": SUPPORTS,
    "explanation": SUPPORTS,
    "instance": SUPPORTS,
    "opposition": CHALLENGES,
    "narrowing": CHALLENGES,
    "premise": DEPENDS_ON,
    "need": DEPENDS_ON,
    "origin": DEPENDS_ON,
    "reason": DEPENDS_ON,
    "why": DEPENDS_ON,
    "application": DEPENDS_ON,
    "opener-challenges": CHALLENGES,
    "opener-depends_on": DEPENDS_ON,
    "label-supports": SUPPORTS,
    "label-challenges": CHALLENGES,
    "label-depends_on": DEPENDS_ON,
    "label-needs": DEPENDS_ON,
    "label-related": RELATED,
}
"""The families, rules of one meaning, with the edge type that each states."""


def rule_name(family: str, kind: str, words: str) -> str:
    """Return the name of a rule; `kind` says around which kind of link its words were read (see `ContextKind`)."""
    return f"{family}/{kind}/{words}"


def family_of(rule: str) -> str:
    """Return the family of a rule."""
    return rule.partition("/")[0]


class Direction(Enum):
    """Which way an edge points between the subject and the object of a phrase."""

    FORWARD = "subject to object"
    BACKWARD = "object to subject"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One relation phrase."""

    words: str
    family: str
    direction: Direction = Direction.FORWARD

    @property
    def type(self) -> str:
        """The edge type that it states."""
        return FAMILY_TYPES[self.family]

    @property
    def head(self) -> str:
        """The first word, in its base form."""
        return self.words.partition(" ")[0]

    @property
    def name(self) -> str:
        """The phrase as rules are named after it: the first of its alternatives."""
        return " ".join(word.strip("~?").partition("/")[0] for word in self.words.split())

    @property
    def is_clausal(self) -> bool:
        """Whether the object is a clause: "shows that", "explains why"."""
        return self.words.endswith(("that", "why"))


def _each(family: str, direction: Direction, phrases: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(words, family, direction) for words in phrases.split(" | "))


VERBS: tuple[Phrase, ...] = (
    *_each(
        "evidence",
        Direction.FORWARD,
        "support | confirm | corroborate | validate | substantiate | vindicate | bolster | strengthen | "
        "reinforce | prove | buttress | bear out | back up | justify | "
        "lend ~support/weight/credence/credibility/plausibility to | argue for | add ~weight to | "
        "attest to | speak for | speak in favor/favour of | count in favor/favour of | "
        "add to the? case/evidence/argument for/that | "
        "make ~case for/that | give ~weight/support/credence to",
    ),
    *_each(
        "inference",
        Direction.FORWARD,
        "suggest that | show that | demonstrate that | indicate that | imply that | establish that | imply | entail | "
        "illustrate that | demonstrate",
    ),
    *_each(
        "explanation", Direction.FORWARD, "explain | explain why | help explain | help explain why | illustrate why"
    ),
    *_each("instance", Direction.FORWARD, "exemplify | instantiate | typify | epitomize | epitomise"),
    *_each("evidence", Direction.FORWARD, "converge with"),
    *_each(
        "opposition",
        Direction.FORWARD,
        "challenge | contradict | undermine | undercut | weaken | refute | rebut | disprove | falsify | "
        "contravene | invalidate | dispute | cut against | run counter/contrary to | run against | "
        "argue against | tell against | militate against | "
        "cast ~doubt on/upon | push back against/on | raise ~doubt/doubts about | "
        "call into question | pose a? ~challenge/problem to/for? | present a? ~challenge to/for? | "
        "debunk | belie | counter | problematize | problematise | oppose | "
        "speak against | count against | weigh against | throw ~doubt on/upon | shed ~doubt on/upon | "
        "overturn | discredit | deny | push against | "
        "raise a? ~problem/difficulty for | create a? ~problem/difficulty for | poke ~hole/holes in",
    ),
    *_each(
        "narrowing",
        Direction.FORWARD,
        "qualify | complicate | temper | narrow | moderate | nuance | limit the scope/reach/generality of | "
        "restrict the scope/reach/generality of | put ~limit/limits on",
    ),
    *_each("opposition", Direction.FORWARD, "sit uneasily/awkwardly/badly with"),
    *_each("opposition", Direction.BOTH, "conflict with | clash with | disagree with"),
    *_each(
        "premise",
        Direction.FORWARD,
        "depend on/upon | rest on/upon | rely on/upon | hinge on/upon | presuppose | assume | presume | follow from | "
        "lean on/upon",
    ),
    *_each(
        "origin",
        Direction.FORWARD,
        "build on/upon | draw on/upon | derive from | stem from | require | require that",
    ),
    *_each("premise", Direction.BACKWARD, "underpin | underlie | undergird"),
)

# "X is/provides/offers/as ... NOUN ... Y"
NOUNS: tuple[Phrase, ...] = (
    *_each(
        "evidence",
        Direction.FORWARD,
        "evidence for/that/of | support for | proof of/that/for | confirmation of/that | "
        "corroboration of/for | validation of/for | demonstration of/that | vindication of | "
        "evidence supporting | backing for | data point for | argument for",
    ),
    *_each(
        "explanation",
        Direction.FORWARD,
        "evidence for why/how | explanation for/of | mechanism for/behind/underlying | causal mechanism for/behind",
    ),
    *_each(
        "instance",
        Direction.FORWARD,
        "instance/instances of | instantiation of | case of | example/examples of | case study of/in/for | "
        "illustration of | exemplar of | manifestation of | special case of",
    ),
    *_each(
        "opposition",
        Direction.FORWARD,
        "evidence against | counterevidence to/for/against | counter-evidence to/for/against | "
        "counterexample to/for/of | counter-example to/for/of | counterargument to/against | "
        "counter-argument to/against | challenge to/for | objection to/against | rebuttal to/of | "
        "refutation of | argument against | critique of | counterpoint to | problem/difficulty for",
    ),
    *_each(
        "narrowing",
        Direction.FORWARD,
        "caveat to/on | exception to | qualification of/to | limit/limits on/to | limitation of/on/to | "
        "boundary condition for/of/on",
    ),
    *_each(
        "opposition",
        Direction.BOTH,
        "in tension with | tension with | in conflict with | at odds with | in contradiction with | "
        "inconsistent with | incompatible with | irreconcilable with | at variance with | contrary to | contra",
    ),
    *_each(
        "premise",
        Direction.FORWARD,
        "dependent on/upon | contingent on/upon | based on/upon | grounded in/on | "
        "premised on/upon | predicated on/upon | founded on/upon | conditional on/upon | "
        "reliant on/upon | anchored in | consequence of | corollary of/to | implication of",
    ),
    *_each("origin", Direction.FORWARD, "rooted in | built on/upon | derived from"),
    *_each(
        "premise",
        Direction.BACKWARD,
        "foundation/foundations for/of/that | basis for/of | premise for/of/behind | groundwork for | "
        "assumption behind/underlying/of | "
        "underpinning/underpinnings of/for | bedrock of/for | grounding for",
    ),
    *_each("need", Direction.BACKWARD, "precondition for/of | prerequisite for/of/to"),
)
