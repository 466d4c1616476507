"""Kinds of words, as data: what names a claim, what negates, hedges, reports, gives or makes possible."""

from reweave.weave.stated.tokens import word_set

# A gloss that is only such a noun says what the linked note is to this one ("the key premise").
PREMISE_HEADS = word_set(
    "foundation foundations premise basis presupposition bedrock groundwork underpinning grounding"
)
# What has to be there need not be what is argued from.
NEED_HEADS = word_set("prerequisite prerequisites precondition preconditions")
PREMISE_ADJECTIVES = word_set("foundational underlying grounding founding")
PREMISE_NOUNS = word_set(
    "assumption claim principle mechanism argument theory concept idea result insight thesis condition logic "
    "model law theorem"
)
# What a note can rest on as on a premise; it "draws on" expertise, "depends on" a market, in another sense.
GROUND_NOUNS = (
    PREMISE_HEADS
    | NEED_HEADS
    | PREMISE_NOUNS
    | word_set(
        "which what axiom framework rule lemma law pattern finding hypothesis note view observation fact "
        "diagnosis lesson proposition position reasoning analysis evidence paradox thing work"
    )
)
OBJECTION_HEADS = word_set(
    "counterargument counter-argument counterevidence counter-evidence counterexample counter-example objection "
    "rebuttal counterpoint counterclaim counter-claim"
)

# "the claim this note REL": the head is the linked note, the verb's object. Verbs are given with their family.
RELATIVE_VERBS = {
    **dict.fromkeys(
        word_set(
            "supports confirms corroborates validates strengthens reinforces vindicates proves "
            "justifies warrants substantiates bolsters establishes underpins evidences"
        ),
        "evidence",
    ),
    **dict.fromkeys(word_set("implies entails demonstrates"), "inference"),
    **dict.fromkeys(word_set("explains"), "explanation"),
    **dict.fromkeys(word_set("instantiates exemplifies illustrates"), "instance"),
    **dict.fromkeys(
        word_set("challenges contradicts undermines weakens refutes rebuts undercuts disputes questions counters"),
        "opposition",
    ),
    **dict.fromkeys(word_set("qualifies complicates narrows tempers limits bounds moderates"), "narrowing"),
    **dict.fromkeys(word_set("applies implements operationalizes operationalises"), "application"),
    **dict.fromkeys(word_set("assumes presupposes"), "premise"),
}
RELATIVE_PREPOSITIONS = {
    **dict.fromkeys(
        (
            *("builds on", "builds upon", "rests on", "rests upon", "depends on", "depends upon", "relies on"),
            *("relies upon", "draws on", "follows from", "derives from", "hinges on", "is based on", "is built on"),
        ),
        "premise",
    ),
    **dict.fromkeys(("argues against", "pushes back on", "cuts against"), "opposition"),
    "argues for": "evidence",
    **dict.fromkeys(("is an instance of", "is a case of", "is an example of"), "instance"),
}
STANCE_NOUNS = word_set(
    "approach strategy design rule policy prediction bet expectation warning concern intuition conjecture half side "
    "response prescription recommendation conviction"
)
# An instance of a pattern is evidence for it; what applies a principle takes it as a premise.
PATTERN_NOUNS = word_set("pattern phenomenon dynamic paradox trap effect tendency regularity failure mode syndrome")

# "the principle applied here", "the assumption challenged in this note": what this note does to the linked claim.
HERE_PARTICIPLES = {
    **dict.fromkeys(word_set("supported confirmed corroborated validated strengthened defended"), "evidence"),
    **dict.fromkeys(word_set("challenged contradicted undermined questioned refuted rebutted disputed"), "opposition"),
    **dict.fromkeys(word_set("qualified narrowed tempered complicated"), "narrowing"),
    **dict.fromkeys(word_set("applied invoked implemented"), "application"),
    **dict.fromkeys(word_set("assumed presupposed"), "premise"),
    **dict.fromkeys(word_set("instantiated exemplified illustrated"), "instance"),
}
# "the rationale for this", "the logic behind this".
REASON_HEADS = word_set("rationale justification")
BEHIND_HEADS = REASON_HEADS | word_set("mechanism logic reasoning theory principle assumption premise")
# "supporting evidence": a bare noun with such a word is what the linked note is to this one.
EVIDENCE_HEADS = word_set("evidence corroboration confirmation")
EVIDENCE_ADJECTIVES = word_set(
    "supporting empirical direct key main strongest strong primary experimental historical independent further"
)
# "why this works".
WORKING_VERBS = word_set("works holds succeeds")

# "the result that makes this possible", "[[x]] makes this work", "the mechanism that underlies this".
ENABLING_VERBS = word_set("underlies underpins undergirds justifies")
ENABLING_ADJECTIVES = word_set(
    "possible work workable viable credible feasible defensible necessary tractable true plausible meaningful"
)
# "Makes this look possible", "makes this nearly impossible".
SEEMING = word_set("look seem appear sound feel nearly almost barely hardly less scarcely merely only")
# "[[x]] provides the mechanism", "supplies the rationale for this": nothing else may follow but "for this", "here".
GIVING_VERBS = word_set("provides supplies gives")
GIVEN_NOUNS = PREMISE_HEADS | word_set("mechanism rationale justification")
# Words directly before a link that ends its clause: this note's reasoning leads to the linked claim.
CONCLUSIONS = (
    "therefore",
    "hence",
    "thus",
    "consequently",
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
    "fail fails failed failing less unable stop stops stopped despite notwithstanding regardless"
)
MODALS = word_set(
    "may might could would should can if whether unless until must possibly perhaps maybe arguably potentially "
    "supposedly allegedly ostensibly apparently seemingly"
)
# "At first glance", "superficially", "I once thought": what follows is not what the note holds.
HEDGES = word_set(
    "superficially glance sight seemingly naively prima ostensibly supposedly allegedly arguably perhaps possibly "
    "probably seems appears seemed appeared once formerly previously used initially originally thought"
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
# Who holds opinions and acts; what such a subject supports or challenges is no statement of this note.
PEOPLE = word_set(
    "anyone everyone someone growers farmers union unions state states government governments ministry company "
    "companies industry scientists experts journalists politicians lawyers users developers voters parties party "
    "movement lobby church press media book books paper papers article author writer president court"
)
# Verbs for what people do as well as for what facts do: their subject has to be evidence.
PERSONAL_VERBS = word_set(
    "support challenge dispute oppose counter back argue disagree push attest suggest qualify temper narrow deny "
    "indicate imply"
)
EVIDENCE = word_set(
    "trial trials study studies survey surveys experiment experiments data datum figures numbers result results "
    "finding findings evidence measurement measurements observation observations analysis analyses case cases "
    "record records test tests yield yields count counts rate rates example examples pattern patterns effect effects "
    "fact facts history experience outcome outcomes failure success replication benchmark review argument logic"
)
# Verbs that only say how likely something is, never what acts on what.
PROVING_VERBS = word_set(
    "confirm corroborate validate vindicate prove demonstrate refute disprove falsify contradict rebut"
)
CLAIM_NOUNS = word_set(
    "claim note thesis argument hypothesis conclusion finding case view framing premise proposition position "
    "theory assumption story narrative idea principle point logic prediction notion assertion model statement "
    "belief insight pattern observation concern picture account"
)
# "The argument assumes that [[x]]": the note's own.
OWN_ARGUMENT = word_set("argument claim thesis reasoning case logic conclusion")
# "The ownership thesis": nouns that make words of a title a name of the claim itself, not of its topic.
NAMING_NOUNS = word_set(
    "claim note thesis argument hypothesis conclusion finding framing proposition theory prediction narrative "
    "case half part side prong"
)
# "Confirms the failure of ...", "the wrong premise": not what the linked note claims, not what this one rests on.
REVERSING = word_set(
    "failure failures limit limits limitation limitations absence lack problem problems critique criticism critics "
    "opposite alternative collapse end downfall weakness flaws refutation"
)
UNFIT = word_set(
    "missing wrong false mistaken flawed rejected absent lacking opposite opposing other different same alternative "
    "rival abandoned old former weak shaky fragile thin contested disputed controversial unproven untested doubtful "
    "questionable possible potential supposed alleged presumed partial partially"
)
# "Often cited as evidence for": others do.
CITING = word_set("cited cites cite quoted taken seen regarded treated read presented touted invoked used")
# "This resolves the tension with".
RESOLVING = word_set(
    "resolves resolve resolved dissolves dissolve dissolved answers answer answered settles settle settled "
    "removes remove eases ease avoids avoid escapes escape reduces reduce addresses address addressed rebuts meets "
    "meet handles apparent seeming supposed alleged so-called"
)
# "This chapter explains [[x]]" tells of a text, not of a reason.
TEXTS = word_set(
    "note page section article post chapter guide document paper video talk book lecture essay tutorial entry course "
    "slide slides lesson module figure table diagram appendix"
)
DETERMINERS = word_set("a an the this that these those its their our my his her both all each same very such")
