"""The connectives of other languages, as data: what joins "this" and a link, or opens a clause before one.

Each language gives its words for this note (`subject`), for a claim (`noun`), what may lead to a link (`lead`), and
rows of a family and patterns over the words of a sentence, one space between two of them. In a pattern THIS is the
subject (with an adverb after it at most), LINK the link with what may lead to it, and NOTE this note as an object. What
negates, doubts, asks or reports is in `refused`: such a sentence states nothing. None of these families was measured
yet, so nothing of them is written.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its code, its words, and its rows (family, whether the edge runs from this note, patterns)."""

    code: str
    subject: str
    noun: str
    lead: str
    refused: frozenset[str]
    rows: tuple[tuple[str, bool, tuple[str, ...]], ...]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GERMAN = Language(
    "de",
    subject="(?:dies|das|dieser NOUN|diese NOUN|dieses NOUN|die daten|diese daten|der befund)",
    noun="(?:these|notiz|annahme|behauptung|aussage|befund|ergebnis|beobachtung|argument|fall|studie|versuch|idee)",
    lead="(?:(?:die|der|das|den|dem|auch) )*(?:(?:NOUN)(?: ,)? )?(?:dass )?",
    refused=_words(
        "nicht kein keine keinen keinem keiner nie niemals kaum weder vielleicht möglicherweise angeblich scheinbar "
        "wohl könnte könnten dürfte würde würden scheint falls wenn ob laut kritiker behaupten behauptet"
    ),
    rows=(
        (
            "evidence",
            True,
            (
                "THIS (?:stützt|stützen|belegt|belegen|bestätigt|bestätigen|untermauert|bekräftigt|beweist) LINK",
                "THIS (?:ist|sind|liefert|liefern) (?:ein |einen |weitere |weiterer )?(?:beleg|belege|beweis|indiz)"
                " (?:für|dafür ,) LINK",
                "THIS spricht (?:für|dafür ,) LINK",
            ),
        ),
        (
            "evidence",
            False,
            (
                "THIS wird (?:durch|von) LINK (?:gestützt|belegt|bestätigt|untermauert|bekräftigt)",
                "LINK (?:stützt|belegt|bestätigt|untermauert|bekräftigt) NOTE",
            ),
        ),
        (
            "inference",
            True,
            (
                "(?:daher|deshalb|deswegen|folglich|somit|also|daraus folgt)(?: ,)?(?: dass| gilt)? LINK",
                "THIS (?:zeigt|zeigen|bedeutet) , dass LINK",
            ),
        ),
        (
            "opposition",
            True,
            (
                "THIS (?:widerspricht|widersprechen|widerlegt|entkräftet|schwächt) LINK",
                "THIS steht (?:im|in) (?:widerspruch|konflikt|spannung) (?:zu|mit) LINK",
                "THIS spricht (?:gegen|dagegen ,) LINK",
                "THIS stellt LINK in ?frage",
            ),
        ),
        (
            "opposition",
            False,
            ("LINK (?:widerspricht|widerlegt|entkräftet|schwächt) NOTE", "THIS wird (?:durch|von) LINK widerlegt"),
        ),
        (
            "narrowing",
            True,
            ("THIS schränkt LINK ein", "LINK gilt (?:aber |jedoch )?nur(?: ,)? (?:wenn|wo|solange|für|bei)"),
        ),
        (
            "premise",
            True,
            (
                "THIS (?:beruht|basiert|fußt|stützt sich|baut) (?:darauf ,|auf) LINK(?: auf)?",
                "THIS setzt (?:voraus , )?LINK(?: voraus)?",
                "THIS (?:folgt aus|hängt von|hängt davon ab ,) LINK(?: ab)?",
            ),
        ),
        ("reason", True, ("(?:weil|denn|da) LINK(?= \\.|$)",)),
    ),
)
SPANISH = Language(
    "es",
    subject="(?:esto|est[ae] NOUN|los datos|estos datos|el hallazgo)",
    noun="(?:tesis|nota|afirmación|idea|hipótesis|hallazgo|resultado|observación|argumento|caso|estudio|experimento)",
    lead="(?:(?:a|el|la|los|las|lo|también) )*(?:(?:NOUN) )?(?:de )?(?:que )?",
    refused=_words(
        "no nunca jamás tampoco ni apenas quizá quizás acaso posiblemente supuestamente podría podrían parece si según "
        "sin críticos afirman sería"
    ),
    rows=(
        (
            "evidence",
            True,
            (
                "THIS (?:apoya|apoyan|respalda|respaldan|confirma|confirman|corrobora|refuerza|sustenta) LINK",
                "THIS (?:es|son|aporta|aportan) (?:una |otra )?(?:prueba|pruebas|evidencia) (?:de|a favor de) LINK",
            ),
        ),
        (
            "evidence",
            False,
            (
                "THIS (?:es|está|queda) (?:apoyad[ao]|respaldad[ao]|confirmad[ao]|sustentad[ao]) por LINK",
                "LINK (?:apoya|respalda|confirma|corrobora|refuerza|sustenta) NOTE",
            ),
        ),
        (
            "inference",
            True,
            (
                "(?:por (?:lo )?tanto|por eso|por ello|por consiguiente|en consecuencia|así que)(?: ,)? LINK",
                "THIS (?:muestra|implica|indica|significa) que LINK",
            ),
        ),
        (
            "opposition",
            True,
            (
                "THIS (?:contradice|contradicen|refuta|desmiente|debilita|cuestiona) LINK",
                "THIS (?:está|entra) en (?:tensión|contradicción|conflicto) con LINK",
                "THIS pone en (?:duda|cuestión) LINK",
            ),
        ),
        ("opposition", False, ("LINK (?:contradice|refuta|desmiente|debilita|cuestiona) NOTE",)),
        (
            "narrowing",
            True,
            ("THIS (?:matiza|limita|restringe) LINK", "LINK solo (?:vale|se cumple) (?:si|cuando|en|para)"),
        ),
        (
            "premise",
            True,
            (
                "THIS (?:se basa|se apoya|se funda|descansa) en LINK",
                "THIS (?:depende de|parte de|se sigue de|presupone|supone) LINK",
            ),
        ),
        ("reason", True, ("(?:porque|ya que|puesto que) LINK(?= \\.|$)",)),
    ),
)
PORTUGUESE = Language(
    "pt",
    subject="(?:isto|isso|est[ae] NOUN|ess[ae] NOUN|os dados|estes dados|o achado)",
    noun="(?:tese|nota|afirmação|ideia|hipótese|achado|resultado|observação|argumento|caso|estudo|experimento)",
    lead="(?:(?:a|o|as|os|à|ao|também) )*(?:(?:NOUN) )?(?:de )?(?:que )?",
    refused=_words(
        "não nunca jamais nem tampouco talvez possivelmente supostamente poderia poderiam parece se segundo sem "
        "críticos afirmam seria"
    ),
    rows=(
        (
            "evidence",
            True,
            (
                "THIS (?:apoia|apoiam|sustenta|sustentam|confirma|confirmam|corrobora|reforça|comprova) LINK",
                "THIS (?:é|são|traz|fornece) (?:uma |outra )?(?:prova|provas|evidência) (?:de|a favor de|para) LINK",
            ),
        ),
        (
            "evidence",
            False,
            (
                "THIS (?:é|está) (?:apoiad[ao]|sustentad[ao]|confirmad[ao]|reforçad[ao]) por LINK",
                "LINK (?:apoia|sustenta|confirma|corrobora|reforça|comprova) NOTE",
            ),
        ),
        (
            "inference",
            True,
            (
                "(?:portanto|por isso|logo|por conseguinte|consequentemente|daí que|assim)(?: ,)? LINK",
                "THIS (?:mostra|implica|indica|significa) que LINK",
            ),
        ),
        (
            "opposition",
            True,
            (
                "THIS (?:contradiz|contradizem|refuta|desmente|enfraquece|questiona) LINK",
                "THIS (?:está|entra) em (?:tensão|contradição|conflito) com LINK",
                "THIS põe em (?:dúvida|causa|xeque) LINK",
            ),
        ),
        ("opposition", False, ("LINK (?:contradiz|refuta|desmente|enfraquece|questiona) NOTE",)),
        (
            "narrowing",
            True,
            ("THIS (?:matiza|limita|restringe) LINK", "LINK só (?:vale|se aplica) (?:se|quando|em|para)"),
        ),
        (
            "premise",
            True,
            (
                "THIS (?:se baseia|baseia-se|se apoia|apoia-se|assenta) em LINK",
                "THIS (?:depende de|parte de|decorre de|pressupõe|supõe) LINK",
            ),
        ),
        ("reason", True, ("(?:porque|já que|pois|visto que) LINK(?= \\.|$)",)),
    ),
)
FRENCH = Language(
    "fr",
    subject="(?:ceci|cela|ça|ce NOUN|cet NOUN|cette NOUN|les données|ces données)",
    noun="(?:thèse|note|affirmation|idée|hypothèse|résultat|observation|argument|cas|étude|expérience|constat)",
    lead="(?:(?:à|le|la|les|aussi) )*(?:l'NOUN |(?:NOUN) )?(?:selon laquelle )?(?:que |qu' )?",
    refused=_words(
        "ne pas jamais ni aucun aucune guère plus peut-être possiblement pourrait pourraient semble semblent "
        "si selon sans serait critiques prétendent"
    ),
    rows=(
        (
            "evidence",
            True,
            (
                "THIS (?:soutient|soutiennent|confirme|confirment|appuie|étaye|corrobore|renforce|prouve) LINK",
                "THIS (?:est|sont|fournit) (?:une |des |la )?(?:preuve|preuves) (?:de|en faveur de|que) LINK",
            ),
        ),
        (
            "evidence",
            False,
            (
                "THIS est (?:soutenue?|confirmée?|appuyée?|étayée?|renforcée?) par LINK",
                "LINK (?:soutient|confirme|appuie|étaye|corrobore|renforce) NOTE",
            ),
        ),
        (
            "inference",
            True,
            (
                "(?:donc|ainsi|par conséquent|c'est pourquoi|il s'ensuit que|d'où)(?: ,)? LINK",
                "THIS (?:montre|implique|indique|signifie) que LINK",
            ),
        ),
        (
            "opposition",
            True,
            (
                "THIS (?:contredit|contredisent|réfute|dément|affaiblit) LINK",
                "THIS (?:est|entre) en (?:tension|contradiction|conflit) avec LINK",
                "THIS (?:met|remet) en (?:doute|cause|question) LINK",
            ),
        ),
        ("opposition", False, ("LINK (?:contredit|réfute|dément|affaiblit) NOTE",)),
        ("narrowing", True, ("THIS (?:nuance|limite|restreint|tempère) LINK",)),
        (
            "premise",
            True,
            (
                "THIS (?:repose|s'appuie|se fonde) sur LINK",
                "THIS (?:dépend de|part de|découle de|présuppose|suppose) LINK",
            ),
        ),
        ("reason", True, ("(?:parce que|puisque|car) LINK(?= \\.|$)",)),
    ),
)
ITALIAN = Language(
    "it",
    subject="(?:ciò|questo|questa NOUN|questo NOUN|i dati|questi dati)",
    noun="(?:tesi|nota|affermazione|idea|ipotesi|risultato|osservazione|argomento|caso|studio|esperimento)",
    lead="(?:(?:a|il|la|lo|i|gli|le|anche) )*(?:l'NOUN |(?:NOUN) )?(?:di )?(?:che )?",
    refused=_words(
        "non mai né neanche nemmeno forse possibilmente presumibilmente potrebbe potrebbero sembra sembrano se secondo "
        "senza sarebbe critici sostengono"
    ),
    rows=(
        (
            "evidence",
            True,
            (
                "THIS (?:sostiene|conferma|confermano|corrobora|avvalora|rafforza|supporta|prova) LINK",
                "THIS (?:è|sono|fornisce) (?:una |un'|la )?(?:prova|prove|evidenza) (?:di|a favore di|che) LINK",
            ),
        ),
        (
            "evidence",
            False,
            (
                "THIS è (?:sostenut[ao]|confermat[ao]|avvalorat[ao]|rafforzat[ao]) da LINK",
                "LINK (?:sostiene|conferma|corrobora|avvalora|rafforza|supporta) NOTE",
            ),
        ),
        (
            "inference",
            True,
            (
                "(?:quindi|dunque|perciò|pertanto|di conseguenza|ecco perché|ne segue che)(?: ,)? LINK",
                "THIS (?:mostra|implica|indica|significa) che LINK",
            ),
        ),
        (
            "opposition",
            True,
            (
                "THIS (?:contraddice|contraddicono|confuta|smentisce|indebolisce) LINK",
                "THIS (?:è|entra) in (?:tensione|contraddizione|conflitto) con LINK",
                "THIS mette in (?:dubbio|discussione) LINK",
            ),
        ),
        ("opposition", False, ("LINK (?:contraddice|confuta|smentisce|indebolisce) NOTE",)),
        ("narrowing", True, ("THIS (?:limita|restringe|tempera|attenua) LINK", "LINK vale solo (?:se|quando|per|in)")),
        (
            "premise",
            True,
            (
                "THIS (?:si basa|si fonda|poggia) su LINK",
                "THIS (?:dipende da|parte da|deriva da|presuppone) LINK",
            ),
        ),
        ("reason", True, ("(?:perché|poiché|dato che) LINK(?= \\.|$)",)),
    ),
)
LANGUAGES = (GERMAN, SPANISH, PORTUGUESE, FRENCH, ITALIAN)
