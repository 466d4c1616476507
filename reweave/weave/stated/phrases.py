"""The relation phrases, as data. A phrase joins a subject to an object: "<subject> PHRASE <object>".

Verbs are given by their base form (inflected in `inflect`); words behind the base belong to it. ` | ` stands between
phrases, `/` between alternatives of one word; `?` marks a word that may be missing, `~` one before which a word may
stand ("pose a serious challenge"; words in -ly may stand anywhere inside). A phrase has the type of the edge, and
FORWARD and BACKWARD say which way it points: "X underpins Y" is Y depends_on X, so DEPENDS_ON and BACKWARD.
"""

from dataclasses import dataclass
from enum import Enum

SUPPORTS, CHALLENGES, DEPENDS_ON, RELATED = "supports", "challenges", "depends_on", "related"
"""The edge types that words can state. A vault's configuration may have others: those only fields state."""


class Direction(Enum):
    """Which way an edge points between the subject and the object of a phrase."""

    FORWARD = "subject to object"
    BACKWARD = "object to subject"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One relation phrase."""

    words: str
    type: str
    direction: Direction = Direction.FORWARD

    @property
    def head(self) -> str:
        """The first word, in its base form."""
        return self.words.partition(" ")[0]

    @property
    def is_clausal(self) -> bool:
        """Whether the object is a clause: "shows that", "explains why"."""
        return self.words.endswith(("that", "why"))


def _each(type_: str, direction: Direction, phrases: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(words, type_, direction) for words in phrases.split(" | "))


VERBS: tuple[Phrase, ...] = (
    *_each(
        SUPPORTS,
        Direction.FORWARD,
        "support | confirm | corroborate | validate | substantiate | vindicate | bolster | strengthen | "
        "reinforce | prove | buttress | bear out | back up | "
        "lend ~support/weight/credence/credibility/plausibility to | argue for | add ~weight to | "
        "attest to | suggest that | show that | demonstrate that | indicate that | imply that | "
        "establish that | imply | entail | explain why | converge with | illustrate that/why | demonstrate | "
        "help explain why | "
        "speak for | speak in favor/favour of | count in favor/favour of | "
        "add to the? case/evidence/argument for/that | "
        "make ~case for/that | give ~weight/support/credence to",
    ),
    *_each(
        CHALLENGES,
        Direction.FORWARD,
        "challenge | contradict | undermine | undercut | weaken | refute | rebut | disprove | falsify | "
        "contravene | invalidate | dispute | cut against | run counter/contrary to | run against | "
        "argue against | tell against | militate against | "
        "cast ~doubt on/upon | qualify | complicate | push back against/on | raise ~doubt/doubts about | "
        "call into question | pose a? ~challenge/problem to/for? | present a? ~challenge to/for? | "
        "debunk | belie | counter | temper | narrow | problematize | problematise | oppose | "
        "speak against | count against | weigh against | throw ~doubt on/upon | shed ~doubt on/upon | "
        "overturn | discredit | deny | push against | limit the scope/reach/generality of | "
        "restrict the scope/reach/generality of | put ~limit/limits on | "
        "raise a? ~problem/difficulty for | create a? ~problem/difficulty for | "
        "sit uneasily/awkwardly/badly with | poke ~hole/holes in",
    ),
    *_each(CHALLENGES, Direction.BOTH, "conflict with | clash with | disagree with"),
    *_each(
        DEPENDS_ON,
        Direction.FORWARD,
        "depend on/upon | rest on/upon | rely on/upon | hinge on/upon | presuppose | build on/upon | "
        "draw on/upon | derive from | stem from | assume | presume | follow from | apply | instantiate | "
        "require | require that | lean on/upon",
    ),
    *_each(
        SUPPORTS,
        Direction.BACKWARD,
        "extend",
    ),
    *_each(
        DEPENDS_ON,
        Direction.BACKWARD,
        "underpin | underlie | undergird | ground | justify | motivate",
    ),
)

# "X is/provides/offers/as ... NOUN ... Y"
NOUNS: tuple[Phrase, ...] = (
    *_each(
        SUPPORTS,
        Direction.FORWARD,
        "evidence for/that/of | support for | proof of/that/for | confirmation of/that | "
        "corroboration of/for | validation of/for | demonstration of/that | vindication of | "
        "evidence supporting | backing for | data point for | argument for",
    ),
    *_each(
        CHALLENGES,
        Direction.FORWARD,
        "evidence against | counterevidence to/for/against | counter-evidence to/for/against | "
        "counterexample to/for/of | counter-example to/for/of | counterargument to/against | "
        "counter-argument to/against | challenge to/for | objection to/against | rebuttal to/of | "
        "refutation of | argument against | caveat to/on | exception to | qualification of/to | "
        "critique of | counterpoint to | limit/limits on/to | limitation of/on/to | problem/difficulty for",
    ),
    *_each(
        CHALLENGES,
        Direction.BOTH,
        "in tension with | tension with | in conflict with | at odds with | in contradiction with | "
        "inconsistent with | incompatible with | irreconcilable with | at variance with | contrary to | contra",
    ),
    *_each(
        DEPENDS_ON,
        Direction.FORWARD,
        "dependent on/upon | contingent on/upon | based on/upon | grounded in/on | rooted in | "
        "premised on/upon | predicated on/upon | founded on/upon | built on/upon | conditional on/upon | "
        "reliant on/upon | anchored in | derived from | application of | consequence of | corollary of/to | "
        "implication of",
    ),
    *_each(
        DEPENDS_ON,
        Direction.BACKWARD,
        "foundation/foundations for/of/that | basis for/of | premise for/of/behind | groundwork for | "
        "precondition for/of | prerequisite for/of/to | assumption behind/underlying/of | "
        "underpinning/underpinnings of/for | bedrock of/for | grounding for",
    ),
)
