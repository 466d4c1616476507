"""The subject of a phrase: the note that is read, the note it links, or neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.tokens import ELSEWHERE, HERE, Token, content_stems, ends_abbreviation, word_set

BOUNDARIES = word_set(
    "; : — – -- --- - ( ) . ! ? [ ] → but while whereas although though which because since if when where "
    "however yet so unless until"
) | {'"', "“", "”"}
AUXILIARIES = word_set(
    "is are was were be been being also further thus therefore hence now both all do does did have has had it "
    "and then not only only"
)
_PRONOUNS = word_set("this these it here")
_COPULAS = word_set(
    "is are was were be being been provides provide provided providing offers offer offered offering gives give "
    "gave giving constitutes constitute serves serve served serving represents represent forms form becomes "
    "become adds add adding stands stand sits sit supplies supply creates create remains remain amounts acts makes "
    "make"
)


_COUNTS = word_set("one two three four five several another further recent")


class Role(Enum):
    """The role of a subject or an object."""

    SELF = "the note that is read"
    LINK = "the linked note"
    THIS = "a pronoun for either note"
    THAT = "a pronoun for the other note"
    NOBODY = "left out"
    TOPIC = "what the linked note is about"
    UNKNOWN = "something else"
    REFUSED = "another note or party"


@dataclass(frozen=True, slots=True)
class StatedEdge:
    """An edge that words [start, end) of the body state; from the read note to the link, or back."""

    type: str
    from_self: bool
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class NameWords:
    """The content words of the two notes' names."""

    self_words: frozenset[str]
    link_words: frozenset[str]


def clause_start(tokens: Sequence[Token], at: int) -> int:
    """Return the start of the clause around a token."""
    low = at
    while low > 0 and (tokens[low - 1].low not in BOUNDARIES or ends_abbreviation(tokens, low - 1)):
        low -= 1
    return low


def subject_before(tokens: Sequence[Token], low: int, at: int) -> Sequence[Token]:
    """Return the words of a clause before a phrase; a remark in brackets between them is left out."""
    if low == at and low > 0 and tokens[low - 1].low == ")":
        opening = next((place for place in range(low - 2, -1, -1) if tokens[place].low == "("), 0)
        return tokens[clause_start(tokens, opening) : opening]
    return tokens[low:at]


def subject_role(tokens: Sequence[Token], names: NameWords, gloss: bool) -> Role:
    """Return the role of the words before a phrase."""
    end = len(tokens)
    while end and (
        tokens[end - 1].low in AUXILIARIES - {"it"}
        or tokens[end - 1].low.endswith("ly")
        or tokens[end - 1].low in {",", "*", "_"}
    ):
        end -= 1
    words = [token.low for token in tokens[:end]]
    while words and words[0] in {",", "and", "or", "also", "*", "_"}:
        words = words[1:]
    if not words:
        return Role.NOBODY
    if HERE in words:
        after = words[len(words) - words[::-1].index(HERE) :]
        return (
            Role.LINK
            if all(word in lex.CLAIM_NOUNS or word in AUXILIARIES for word in after) and ELSEWHERE not in words
            else Role.REFUSED
        )
    if (
        ELSEWHERE in words
        or set(words) & lex.THIRD_PARTIES - {"they", "some", "many", "others", "people"}
        or words[-1] in {"they", "he", "she"}
    ):
        return Role.REFUSED
    voted = vote(words, names)
    if not gloss and len(words) == 2 and words[0] in {"the", "my", "our"} and words[1] in lex.OWN_ARGUMENT:
        return Role.SELF
    if (words[0] in _PRONOUNS and len(words) <= 4) or words[-1] in _PRONOUNS:
        if gloss and words[-1] == "it":
            return Role.UNKNOWN
        return Role.LINK if gloss and voted is Role.LINK else Role.SELF
    if words[-1] in {"that", "those"}:
        return Role.UNKNOWN
    return voted


def is_evidence(tokens: Sequence[Token], *, personal: bool, clausal: bool = False) -> bool:
    """Return whether a subject that is in neither note's name reads as evidence that this note tells of.

    "The trial", "these losses", "our wet years": not "the union", "Smith's book", "growers who". After a `personal`
    verb (people support, challenge, dispute ...) it must name evidence; before a `clausal` object ("studies show that")
    it must not be bare.
    """
    words = [token.low for token in tokens if token.low not in {",", "*", "_"}]
    while words and words[0] in {"and", "or", "also"}:
        words = words[1:]
    if not words or "who" in words or any(word.endswith("'s") for word in words):
        return False
    if words[0] in {"this", "these", "such", "that", "our", "my", "both", "here"} or words in (["i"], ["we"]):
        return True
    if set(words) & lex.PEOPLE:
        return False
    bare = words[0] not in lex.DETERMINERS | _COUNTS and not words[0][0].isdigit()
    if bare and clausal:
        return False
    return bool(set(words) & lex.EVIDENCE) if personal or bare else True


def vote(words: Sequence[str], names: NameWords) -> Role:
    """Return whose names the words come from."""
    stems = content_stems(words)
    mine = len(stems & names.self_words - names.link_words)
    theirs = len(stems & names.link_words - names.self_words)
    if mine > theirs:
        return Role.SELF
    if theirs > mine:
        return Role.LINK
    return Role.UNKNOWN


def swap_passive(subject: Role, agent: Role) -> tuple[Role, Role]:
    """Return subject and object of "X is VERBed by Y", read as "Y VERBs X"."""
    patient = subject
    if agent is Role.THIS and subject in {Role.SELF, Role.LINK}:
        agent = Role.LINK if subject is Role.SELF else Role.SELF
    return agent, patient


def before_copula(before: Sequence[Token]) -> tuple[Sequence[Token], bool]:
    """Return the subject of "X is the best NOUN of": the words before its last copula, if it has one."""
    for at in range(len(before) - 1, max(-1, len(before) - 9), -1):
        if before[at].low in _COPULAS:
            return before[:at], True
        if before[at].low == HERE:
            break
    if all(token.is_word and token.low not in _PRONOUNS for token in before) and len(before) <= 4:
        return before[:0], False
    return before, False


def follows_another_link(tokens: Sequence[Token], low: int) -> bool:
    """Return whether a clause without a subject follows another link: "[[y]], which supports [[x]]"."""
    at = low - 1
    while (
        at >= 0 and (not tokens[at].is_word or tokens[at].low in BOUNDARIES) and tokens[at].low not in {HERE, ELSEWHERE}
    ):
        at -= 1
    return at >= 0 and tokens[at].low == ELSEWHERE
