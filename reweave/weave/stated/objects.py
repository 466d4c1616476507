"""The object of a phrase: the note that is read, the note it links, or neither."""

from collections.abc import Sequence

from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.matcher import Match
from reweave.weave.stated.phrases import DEPENDS_ON, Direction
from reweave.weave.stated.roles import BOUNDARIES, NameWords, Role, vote
from reweave.weave.stated.tokens import ELSEWHERE, HERE, Token, content_stems, word_set

_TOPIC_WORDS = 2
_OBJECT_ENDS = BOUNDARIES | word_set(", as with by through via using under even after before without than")
_FINITE = word_set(
    "is are was were be been do does did has have had can cannot could may might will would should must holds hold "
    "fails fail works work applies apply remains matters breaks no never"
)
_LINK_WORDS = (
    lex.DETERMINERS
    | lex.CLAIM_NOUNS
    | word_set("that fact of and or both about * _ “ ” ' core central broader what why how")
    | {'"'}
)
# "The claim in [[x]]", "what is argued by [[x]]", but not "challenged in [[x]]".
_WHERE = word_set("in for from behind by made at")
_QUESTIONS = word_set("what how who whom where when whether which")


def object_role(tokens: Sequence[Token], names: NameWords, gloss: bool, match: Match, nobody: bool) -> tuple[Role, int]:
    """Return the role of the words after a phrase, and how many of them show it."""
    if not gloss:
        reached = _reach_link(tokens)
        if reached:
            return Role.LINK, reached
    length = 0
    for length_, token in enumerate(tokens):
        if token.low in _OBJECT_ENDS or length_ >= 10:
            break
        length = length_ + 1
    words = [token.low for token in tokens[:length]]
    if not words or HERE in words or ELSEWHERE in words:
        return Role.REFUSED if words else Role.NOBODY, length
    first = next((at for at, word in enumerate(words) if word not in {"both", "all", "directly"}), 0)
    if words[first] in _QUESTIONS or (gloss and set(words) & lex.REVERSING):
        return Role.REFUSED, length
    if words[first] in {"this", "that", "it"}:
        noun = words[first + 1 : first + 4]
        if (
            not noun
            or noun[0] in lex.CLAIM_NOUNS
            or noun[0] in {"and", "or", "in", "at", "from", "here", "'s"}
            or any(n in lex.CLAIM_NOUNS for n in noun)
        ):
            if words[first] == "it":
                return Role.UNKNOWN, length
            voted = vote(noun, names)
            if voted is not Role.UNKNOWN:
                return voted, length
            return (Role.THIS if words[first] == "this" else Role.THAT), length
    if words[first] in {"note's", "claim's"}:
        return Role.UNKNOWN, length
    named = any(word in lex.NAMING_NOUNS for word in words) and "against" not in words
    ground = gloss and nobody and match.phrase.type == DEPENDS_ON and match.phrase.direction is Direction.BACKWARD
    if named or ground:
        return vote(words, names), length
    theirs = content_stems(words) & names.link_words - names.self_words
    about = gloss and match.phrase.head in lex.PROVING_VERBS and len(theirs) >= _TOPIC_WORDS
    return (Role.TOPIC if about and vote(words, names) is Role.LINK else Role.UNKNOWN), length


def _reach_link(tokens: Sequence[Token]) -> int:
    """Return how many tokens lead to the link when the phrase's object is the link; 0 when it is not."""
    strange = 0
    pending = named = False
    for at, token in enumerate(tokens[:14]):
        word = token.low
        if word == HERE:
            # "An [[x]]" names a thing, not what the linked note claims.
            common = at > 0 and tokens[at - 1].low in {"a", "an"}
            return 0 if pending or common or _goes_on(tokens, at + 1) else at + 1
        if word == "," and at and tokens[at - 1].low == ELSEWHERE:
            continue
        if word == ELSEWHERE:
            if pending:
                return 0
            strange, named = 0, True
        elif word in lex.CLAIM_NOUNS or word.removesuffix("s") in lex.CLAIM_NOUNS:
            pending, named = False, True
        elif word in _LINK_WORDS or word.endswith("ly"):
            named = named or word in {"what", "why", "how"}
        elif word in _WHERE:
            if not named:
                return 0
        elif token.is_word and strange < 3 and word not in BOUNDARIES:
            strange, pending = strange + 1, True
        else:
            return 0
    return 0


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the object continues after the link: "challenges [[x]] views", "shows that [[x]] is wrong"."""
    if at >= len(tokens) or not tokens[at].is_word:
        return False
    word = tokens[at].low
    if word == "and" and len(tokens) > at + 2 and tokens[at + 1].low == ELSEWHERE and tokens[at + 2].is_word:
        return True
    if word in _FINITE or word.endswith("n't"):
        return True
    return bool(content_stems((word,))) and not word.endswith(("ly", "ing", "self")) and word not in lex.CLAIM_NOUNS
