"""Kinds of words, as data: what names a claim, what negates, hedges, reports, gives or makes possible."""

from reweave.weave.stated.phrases import CHALLENGES, DEPENDS_ON, SUPPORTS
from reweave.weave.stated.tokens import word_set

# A gloss that is only such a noun says what the linked note is to this one ("the key premise").
PREMISE_HEADS = word_set(
    "foundation foundations premise basis presupposition prerequisite precondition bedrock groundwork underpinning"
)
PREMISE_ADJECTIVES = word_set("foundational underlying grounding founding")
PREMISE_NOUNS = word_set(
    "assumption claim principle mechanism argument theory concept idea result insight thesis condition logic "
    "model law theorem"
)
OBJECTION_HEADS = word_set(
    "counterargument counter-argument counterevidence counter-evidence counterexample counter-example objection "
    "rebuttal counterpoint counterclaim counter-claim"
)

# "the claim this note REL": the head is the linked note, the verb's object.
RELATIVE_VERBS = {
    **dict.fromkeys(
        word_set(
            "supports confirms corroborates validates strengthens reinforces implies entails vindicates proves "
            "motivates justifies warrants substantiates bolsters demonstrates establishes underpins grounds"
        ),
        SUPPORTS,
    ),
    **dict.fromkeys(
        word_set("challenges contradicts undermines weakens refutes rebuts undercuts qualifies complicates disputes"),
        CHALLENGES,
    ),
    **dict.fromkeys(
        word_set("applies implements instantiates operationalizes operationalises assumes presupposes"), DEPENDS_ON
    ),
}
RELATIVE_PREPOSITIONS = {
    **dict.fromkeys(
        (
            *("builds on", "builds upon", "rests on", "rests upon", "depends on", "depends upon", "relies on"),
            *("relies upon", "draws on", "follows from", "derives from", "hinges on", "is based on", "is built on"),
        ),
        DEPENDS_ON,
    ),
    **dict.fromkeys(("argues against", "pushes back on", "cuts against"), CHALLENGES),
    "argues for": SUPPORTS,
}

# "the principle applied here", "the assumption challenged in this note": what this note does to the linked claim.
HERE_PARTICIPLES = {
    **dict.fromkeys(word_set("supported confirmed corroborated validated strengthened defended"), SUPPORTS),
    **dict.fromkeys(
        word_set("challenged contradicted undermined questioned refuted rebutted qualified disputed"), CHALLENGES
    ),
    **dict.fromkeys(word_set("applied assumed presupposed invoked instantiated implemented"), DEPENDS_ON),
}
# "the rationale for this", "the logic behind this".
REASON_HEADS = word_set("rationale justification")
BEHIND_HEADS = REASON_HEADS | word_set("mechanism logic reasoning theory principle assumption premise")
# "supporting evidence": a bare noun with such a word is what the linked note is to this one.
EVIDENCE_HEADS = word_set("evidence corroboration confirmation")
EVIDENCE_ADJECTIVES = word_set("supporting empirical direct key main strongest strong primary experimental historical")
# "why this works".
WORKING_VERBS = word_set("works holds succeeds")

# "the result that makes this possible", "[[x]] makes this work", "the mechanism that underlies this".
ENABLING_VERBS = word_set("underlies underpins undergirds grounds justifies")
ENABLING_ADJECTIVES = word_set(
    "possible work workable viable credible feasible defensible necessary tractable true plausible"
)
# "[[x]] provides the mechanism", "supplies the rationale for this": nothing else may follow but "for this", "here".
GIVING_VERBS = word_set("provides supplies gives")
GIVEN_NOUNS = PREMISE_HEADS | word_set("mechanism rationale justification")
# Words directly before a link that ends its clause: this note's reasoning leads to the linked claim.
CONCLUSIONS = (
    "therefore",
    "hence",
    "it follows that",
    "which is why",
    "this is why",
    "that is why",
    "which means that",
    "this means that",
)
# "This holds because [[x]].": words that make the main clause a statement of this note itself.
HOLDING_VERBS = word_set("is holds works follows happens matters")
NEGATIONS = word_set(
    "not never no neither nor without cannot hardly barely scarcely nothing nobody none rather instead unlike "
    "fail fails failed failing less unable stop stops stopped"
)
MODALS = word_set(
    "may might could would should can if whether unless until must possibly perhaps maybe arguably potentially "
    "supposedly allegedly ostensibly apparently seemingly"
)
CATENATIVES = word_set("risks risk threatens threaten avoids avoid prevents prevent seems appears")
NOT_ONLY = word_set("only merely just simply")
REPORTERS = word_set(
    "argue argues argued contend contends contended believe believes believed say says said allege alleges "
    "alleged insist insists insisted assert asserts asserted suggest suggested opine opines object objects "
    "objected complain complains"
)
THIRD_PARTIES = word_set(
    "critic critics skeptic skeptics sceptic sceptics opponent opponents detractor detractors proponent "
    "proponents defender defenders some others many people commentators reviewers author authors economists "
    "researchers scholars he she they"
)
CLAIM_NOUNS = word_set(
    "claim note thesis argument hypothesis conclusion finding case view framing premise proposition position "
    "theory assumption story narrative idea principle point logic prediction notion assertion model statement "
    "belief insight pattern observation concern picture account"
)
# "The ownership thesis": nouns that make words of a title a name of the claim itself, not of its topic.
NAMING_NOUNS = word_set(
    "claim note thesis argument hypothesis conclusion finding framing proposition theory prediction narrative "
    "case half part side prong"
)
DETERMINERS = word_set("a an the this that these those its their our my his her both all each same very such")
