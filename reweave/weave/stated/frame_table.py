"""The frames, as data: turns of a sentence around a link, each with its family and the name of its rule.

A frame is a pattern over the words of a sentence, one space between two of them. Small words in capitals stand for
classes (see `frames`). Frames of `OPENING` begin a clause by themselves; the subject of those of `INNER` is what stands
before. The third column says whether the edge runs from the note that is read.
"""

from reweave.weave.stated.tokens import HERE

Row = tuple[str, str, bool, str]

_REASONS = "(?:gives?|giving|is|are) (?:us |me |a |one |another |good |further |strong )*reasons? to"
_COMES = "(?:the |further |more |additional |independent |empirical |best |strongest |strong |some |much )*"

OPENING: tuple[Row, ...] = (
    (
        "inference",
        "this is why",
        True,
        "(?:(?:this|that) is|that's) ADVERBS(?:why|part of why|(?:a|one|another|the) (?:\\w+ )?reason (?:why )?"
        "|one of the (?:\\w+ )?reasons (?:why )?) ?LINKEND",
    ),
    ("inference", "therefore", True, "(?:thus|hence|therefore|consequently|so)(?: ,)? LINKEND"),
    ("inference", "conclude that", True, "(?:(?:we|i|one) (?:can|may|must) )?conclude that LINKEND"),
    ("inference", "it follows that", True, "it follows (?:from this )?that LINKEND"),
    ("inference", "it follows that", True, "from this(?: ,)? it follows that LINKEND"),
    (
        "opposition",
        "tension between",
        True,
        "there is (?:an? |some |clear |real |obvious )*(?:tension|contradiction|conflict) between"
        " (?:this(?: CLAIM)? and LINK|LINK and this)",
    ),
    (
        "narrowing",
        "holds only",
        True,
        f"{HERE} (?:(?:holds|applies|works|succeeds) only|only (?:holds|applies|works|succeeds))"
        " (?:if|when|where|in|under|within|for|among|as long as|so long as|while)",
    ),
    (
        "opposition",
        "the objection is",
        False,
        "LEADING BEST(?:counter-?argument|counter-?example|objection|rebuttal|counterpoint|caveat|limitation)"
        "(?: (?:to|against) this(?: CLAIM)?| here)? (?:is|:) (?:that )?LINKEND",
    ),
    (
        "opposition",
        "says otherwise",
        False,
        f"(?:but |however (?:, )?|yet )?{HERE} (?:suggests|says|argues|shows|claims|holds|implies|finds|found)"
        " (?:otherwise|the opposite|the contrary)",
    ),
    (
        "opposition",
        "shows this fails",
        False,
        f"{HERE} (?:shows|suggests|argues|demonstrates|proves) (?:that )?this(?: CLAIM)? FAILS",
    ),
    (
        "evidence",
        "evidence comes from",
        False,
        f"{_COMES}(?:evidence|support|confirmation)(?: for this(?: CLAIM)?)? (?:comes|came) from LINK",
    ),
    (
        "evidence",
        "the evidence is",
        False,
        "LEADING BEST(?:evidence|support|argument) for this(?: CLAIM)? (?:is|:) (?:that )?LINK",
    ),
    (
        "evidence",
        "the evidence is",
        False,
        "the (?:main|best|strongest|clearest|key) (?:evidence|support) is LINKEND",
    ),
    (
        "evidence",
        "backs this up",
        False,
        f"{HERE} (?:also )?(?:backs this(?: CLAIM)? up|bears this(?: CLAIM)? out)",
    ),
    (
        "evidence",
        "backed by",
        False,
        "this(?: CLAIM)? is (?:also |further |\\w+ly )*(?:backed(?: up)?|borne out) by LINK",
    ),
    (
        "premise",
        "holds only if",
        True,
        "THIS (?:only HOLDS|HOLDS only|is only (?:true|valid|right)|is (?:true|valid|right) only)"
        " (?:if|because|when|as long as|so long as) LINKEND",
    ),
    ("reason", "because", True, "because LINK(?= \\.|$)"),
    (
        "premise",
        "the premise is",
        True,
        "LEADING BEST(?:premise|assumption|presupposition)(?: here| (?:of|behind|underlying) (?:this|the)"
        "(?: CLAIM)?)? (?:is|:) (?:that )?LINKEND",
    ),
    (
        "reason",
        "the reason is",
        True,
        "the (?:\\w+ )?reason(?: for this(?: CLAIM)?| (?:that |why )?this(?: CLAIM)? HOLDS)? is (?:that )?LINKEND",
    ),
    (
        "reason",
        "is why",
        True,
        f"{HERE} (?:explains why|is why|is the reason|is (?:precisely|exactly|partly) why)"
        "(?: (?:that )?this(?: CLAIM)? (?:HOLDS|is (?:true|so|possible)))?(?= [.;:,!)—–]| --|$)",
    ),
)

INNER: tuple[Row, ...] = (
    ("inference", "is why", True, "is ADVERBS(?:why|part of why|the reason (?:why )?|one reason (?:why )?) ?LINKEND"),
    (
        "evidence",
        "makes likelier",
        True,
        "ADVERBS(?:makes?|making) (?:it (?:even |much )?more (?:likely|plausible|credible|probable) that LINK"
        "|LINK (?:even |much )?more (?:likely|plausible|credible|probable))",
    ),
    ("evidence", "reason to believe", True, f"ADVERBS{_REASONS} (?:believe|think|expect|accept) LINK"),
    (
        "evidence",
        "confirms what",
        True,
        f"ADVERBS(?:confirms?|corroborates?|supports?|validates?|proves?|bears? out|confirming) what {HERE}"
        " (?:claims?|says?|argues?|predicts?|predicted|asserts?|holds?|suggests?|states?|proposes?)",
    ),
    (
        "evidence",
        "what it predicts",
        True,
        f"(?:is|are|was|were) ADVERBS(?:exactly )?what {HERE} (?:predicts?|predicted|anticipates?|anticipated|"
        "warns? (?:of|about|against)|warned (?:of|about|against)|would predict)",
    ),
    (
        "instance",
        "is the X that it names",
        True,
        "(?:is|are|was|were) ADVERBS(?:an? |the |one |another )?(?:[\\w-]+ ){1,3}(?:that |which )?"
        f"{HERE} (?:names?|describes?|identifies|calls)",
    ),
    (
        "inference",
        "shows that it holds",
        True,
        f"ADVERBS(?:shows?|suggests?|demonstrates?|proves?|implies|means) that {HERE}"
        " (?:holds|is (?:true|right|correct))(?! only)",
    ),
    (
        "opposition",
        "makes less likely",
        True,
        "ADVERBS(?:makes?|making) (?:it (?:even |much )?less (?:likely|plausible|credible|probable) that LINK"
        "|LINK (?:even |much )?less (?:likely|plausible|credible|probable))",
    ),
    (
        "opposition",
        "reason to doubt",
        True,
        f"ADVERBS{_REASONS} (?:doubt|question|reject|distrust) (?:whether )?LINK",
    ),
    (
        "opposition",
        "calls into question",
        True,
        "ADVERBS(?:calls?|calling|brings?|throws?|casts?) LINK (?:further |directly )?"
        "(?:into (?:question|doubt)|in doubt)",
    ),
    (
        "opposition",
        "shows that it fails",
        True,
        f"ADVERBS(?:shows?|suggests?|demonstrates?|proves?|implies|means|indicates?) (?:that )?{HERE} FAILS",
    ),
    (
        "opposition",
        "hard to reconcile",
        True,
        "(?:is|are|seems|looks) (?:hard|difficult|impossible) to (?:reconcile|square) with LINK",
    ),
    (
        "premise",
        "takes as a premise",
        True,
        "ADVERBS(?:takes?|taking) LINK (?:as (?:a|its|the|my|our) (?:\\w+ )?"
        "(?:premise|starting point|given|assumption|foundation|basis)|as given|for granted)",
    ),
    (
        "premise",
        "takes as a premise",
        True,
        "ADVERBS(?:takes?|has) as (?:its|a) (?:premise|starting point|foundation|basis) LINK",
    ),
    ("premise", "starts from", True, "ADVERBS(?:starts?|begins?|proceeds?) from LINKEND"),
)
