"""Reading relation statements: who does what to whom, and when the words do not state it.

A statement counts only when its subject and its object are the two notes: the note that is being
read (`SELF`) and the note it links (`LINK`). A role is the link itself, a pronoun for the note
("this", "this claim"), or words in one note's names and not in the other's. Whatever
is negated, hedged, asked, conditional, quoted or reported is not a statement.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.contexts import Context, ContextKind
from reweave.weave.stated.disqualifiers import is_disqualified
from reweave.weave.stated.frames import match_frames
from reweave.weave.stated.glosses import match_gloss
from reweave.weave.stated.inflection import Form
from reweave.weave.stated.labels import NEEDS, OBJECTION_SECTIONS, field_meaning, label_key, meaning
from reweave.weave.stated.languages import match_language
from reweave.weave.stated.matcher import Match, find_phrases
from reweave.weave.stated.objects import object_role
from reweave.weave.stated.phrases import CHALLENGES, DEPENDS_ON, FAMILY_TYPES, NOUNS, Direction, rule_name
from reweave.weave.stated.qualification import is_qualified
from reweave.weave.stated.reasoning import match_enabling, match_reasoning
from reweave.weave.stated.retraction import is_taken_back
from reweave.weave.stated.roles import (
    AUXILIARIES,
    NameWords,
    Role,
    StatedEdge,
    before_copula,
    clause_start,
    follows_another_link,
    is_evidence,
    subject_before,
    subject_role,
    swap_passive,
    vote,
)
from reweave.weave.stated.tokens import HERE, Token, ends_abbreviation, tokenize, word_set

_LEADING = word_set(", * _ and or")
_BE = word_set("is are was were be been being")
_GIVEN = frozenset(one for one in NOUNS if one.direction is Direction.BACKWARD)
_OWN = word_set("this these here we i it")
_NOTE = lex.CLAIM_NOUNS | lex.DETERMINERS | word_set("it which evidence independently empirically")


def statements(context: Context, names: NameWords) -> Iterator[StatedEdge]:
    """Yield the edges that a context states."""
    if context.kind in (ContextKind.LABEL, ContextKind.FIELD):
        yield from _label(context)
        return
    others = context.kind is ContextKind.PROSE and any(
        label_key(heading) in OBJECTION_SECTIONS for heading in context.headings
    )
    for edge in _in_words(context, names):
        if not (others and edge.from_self):
            yield edge


def _in_words(context: Context, names: NameWords) -> Iterator[StatedEdge]:
    for sentence in _split(tokenize(context.text)):
        words = [one.low for one in sentence]
        for edge in _in_sentence(context, sentence, names):
            after = [one.low for one in sentence if context.start + one.start >= edge.end]
            said = words[: len(words) - len(after)]
            if not (is_taken_back(words, after, edge.type) or is_qualified(said, after, edge.rule, edge.type)):
                yield edge


def _in_sentence(context: Context, sentence: Sequence[Token], names: NameWords) -> Iterator[StatedEdge]:
    if context.kind is ContextKind.GLOSS:
        yield from match_gloss(context, sentence, names)
    else:
        frames = list(match_frames(context.start, context.kind.value, sentence, names))
        if frames:
            yield from frames
            return
        yield from match_reasoning(context, sentence, names)
        yield from match_language(context, sentence)
    yield from match_enabling(context, sentence, names)
    for match in find_phrases(sentence):
        found = _read(context, sentence, match, names)
        if found is not None:
            yield found


def _label(context: Context) -> Iterator[StatedEdge]:
    known = field_meaning(context.text) if context.kind is ContextKind.FIELD else meaning(context.text)
    if known is not None:
        type_, direction = known
        key = label_key(context.text)
        family = "label-needs" if key in NEEDS else f"label-{type_}"
        rule = rule_name(family, "label", key)
        yield StatedEdge(type_, direction is not Direction.BACKWARD, context.start, context.end, rule)


def _split(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield sentences, with their closing sign."""
    low = 0
    for at, token in enumerate(tokens):
        ended = at + 1 == len(tokens) or tokens[at + 1].start > token.end
        if token.low in ".!?" and ended and not ends_abbreviation(tokens, at):
            yield list(tokens[low : at + 1])
            low = at + 1
    if low < len(tokens):
        yield list(tokens[low:])


def _read(context: Context, tokens: Sequence[Token], match: Match, names: NameWords) -> StatedEdge | None:
    """Return the edge that one phrase states here, if it does."""
    low = clause_start(tokens, match.start)
    before, after = subject_before(tokens, low, match.start), tokens[match.end :]
    if is_disqualified(tokens, low, match):
        return None
    gloss = context.kind is ContextKind.GLOSS
    linked = True
    if match.form is Form.NOUN:
        subject_tokens, linked = before_copula(before)
        if (
            not linked
            and not gloss
            and match.phrase.direction is not Direction.BOTH
            and match.phrase.type != DEPENDS_ON
        ):
            return None
        before = subject_tokens
    if (
        _is_ours(before, match)
        or _is_said(tokens[low : match.start], match)
        or _is_about_text(before, match)
        or (gloss and _goes_on_about_self(after))
    ):
        return None
    subject = subject_role(before, names, gloss)
    if subject is Role.NOBODY and not gloss and follows_another_link(tokens, low):
        return None
    if subject is Role.NOBODY and not gloss and match.form is Form.ING and not _does(tokens, match, names):
        return None
    if subject is Role.UNKNOWN and not gloss:
        personal = match.phrase.head in lex.PERSONAL_VERBS
        if not is_evidence(before, personal=personal, clausal=match.phrase.is_clausal) and not match.passive:
            return None
    object_, length = object_role(after, names, gloss, match, subject is Role.NOBODY)
    if match.passive:
        if not gloss and subject is not Role.NOBODY and not _is_passive(before):
            return None
        fragment = low == 0 and not gloss and not (length < len(after) and after[length].low == ",")
        if subject is Role.NOBODY and fragment and object_ is Role.LINK:
            subject = Role.SELF
        if gloss and subject is Role.UNKNOWN and not {token.low for token in before} & AUXILIARIES:
            subject = Role.NOBODY
        agent = vote([token.low for token in after[:length]], names) if object_ is Role.UNKNOWN else object_
        subject, object_ = swap_passive(subject, agent)
    if gloss and (_vague(subject, object_, match, before) or _no_ground(object_, match, before)):
        return None
    if not gloss and match.phrase in _GIVEN and not linked:
        return None
    ends = _resolve(subject, object_, gloss, match.phrase.type)
    if ends is None:
        return None
    first = next(token.start for token in tokens[low:] if token.low not in _LEADING)
    last = after[length - 1].end if length else tokens[match.end - 1].end
    from_self = ends is Role.SELF
    family = match.phrase.family
    if match.form is Form.NOUN and family == "premise" and match.phrase.direction is Direction.BACKWARD and from_self:
        # A note may call itself a foundation of another; that the other rests on it is for the other to say.
        family = "evidence"
    elif match.phrase.direction is Direction.BACKWARD:
        from_self = not from_self
    elif match.phrase.direction is Direction.BOTH:
        from_self = True
    if gloss and family == "evidence" and match.form is not Form.NOUN and _names_something(before):
        family = "aspect"
    rule = rule_name(family, context.kind.value, match.phrase.name + (" by" if match.passive else ""))
    return StatedEdge(FAMILY_TYPES[family], from_self, context.start + first, context.start + last, rule)


def _names_something(subject: Sequence[Token]) -> bool:
    """Return whether a subject is something that a note tells of, not the note itself."""
    words = {token.low for token in subject if token.is_word}
    return bool(words - _NOTE - AUXILIARIES)


def _is_passive(before: Sequence[Token]) -> bool:
    """Return whether a participle before "by" is a verb: "is shown by", not "debates exemplified by"."""
    words = [token.low for token in before if not token.low.endswith("ly")]
    while words and words[-1] in {"also", "further", "then", "both", "in", "part"}:
        words.pop()
    return bool(words) and words[-1] in _BE


def _is_ours(before: Sequence[Token], match: Match) -> bool:
    """Return whether "we support [[x]] with drip lines" tells what its authors do, not what their note does."""
    words = {token.low for token in before if not token.low.endswith("ly")}
    return match.phrase.family == "evidence" and bool(words) and words <= {"we", "i", "also", "and", ","}


def _is_said(before: Sequence[Token], match: Match) -> bool:
    """Return whether words before a noun turn it: "often cited as evidence for", "resolves the tension with"."""
    if match.form is not Form.NOUN:
        return False
    words = {token.low for token in before}
    if match.phrase.family == "premise" and words & lex.UNFIT:
        return True
    return bool(words & lex.CITING) or (match.phrase.type == CHALLENGES and bool(words & lex.RESOLVING))


def _is_about_text(before: Sequence[Token], match: Match) -> bool:
    """Return whether "this chapter explains [[x]]" tells what a text is about."""
    words = {token.low for token in before}
    return match.phrase.head == "explain" and not match.phrase.is_clausal and bool(words & lex.TEXTS)


def _goes_on_about_self(after: Sequence[Token]) -> bool:
    """Return whether a relative clause says what this note does with what the gloss names.

    "The application of goal theory that this note turns into a frame" is about the linked note, not about this one.
    """
    words = [token.low for token in after]
    return any(
        word in {"that", "which"} and at > 0 and following in {"this", "it", "we", "i"}
        for at, (word, following) in enumerate(pairwise(words))
    )


def _does(tokens: Sequence[Token], match: Match, names: NameWords) -> bool:
    """Return whether the main clause after "building on [[x]], ..." is this note's own; true where there is none."""
    words = [token.low for token in tokens]
    if any(token.is_word for token in tokens[: match.start]):
        return True
    if match.phrase.head in {"assume", "presume"}:
        return False
    if HERE not in words[match.end :] or (at := words.index(HERE, match.end) + 1) >= len(words) or words[at] != ",":
        return True
    return bool(set(words[at + 1 : at + 2]) & _OWN) or vote(words[at:], names) is Role.SELF


def _vague(subject: Role, object_: Role, match: Match, before: Sequence[Token]) -> bool:
    """Return whether a gloss leaves open which note a missing subject or object is.

    "Evidence that ..." and "proves that ..." after a link describe the linked note, unless the
    object names the linked claim as a claim; a missing object needs "the premise that X builds on".
    """
    if subject is Role.NOBODY and object_ is Role.LINK and not match.passive:
        return match.form is Form.NOUN
    if subject is Role.NOBODY and object_ is Role.THIS and match.form is Form.NOUN:
        # "Primary evidence for this claim": either note may be meant by either.
        return match.phrase.type != DEPENDS_ON and match.phrase.direction is not Direction.BOTH
    if object_ is Role.NOBODY and not match.passive:
        return not match.phrase.words.endswith("?") and not any(token.low in {"that", "which"} for token in before)
    return False


def _no_ground(object_: Role, match: Match, before: Sequence[Token]) -> bool:
    """Return whether "the expertise that these vehicles draw on" is about something other than a claim."""
    if object_ is not Role.NOBODY or match.phrase.type != DEPENDS_ON or match.phrase.direction is not Direction.FORWARD:
        return False
    words = [token.low for token in before]
    at = next((at for at in range(len(words) - 1, 0, -1) if words[at] in {"that", "which"}), 0)
    return at > 0 and words[at - 1] not in lex.GROUND_NOUNS | {","}


def _resolve(subject: Role, object_: Role, gloss: bool, type_: str) -> Role | None:
    """Return which note is the subject when the other is the object; None when it is not both of them."""
    if subject is Role.REFUSED or object_ is Role.REFUSED:
        return None
    if not gloss:
        if object_ is Role.LINK:
            loose = {Role.SELF, Role.NOBODY} | (set() if type_ == DEPENDS_ON else {Role.UNKNOWN})
            return Role.SELF if subject in loose else None
        return Role.LINK if subject is Role.LINK and object_ in {Role.SELF, Role.THIS} else None
    if subject is Role.THIS and object_ is Role.NOBODY:
        return Role.SELF
    if subject is Role.NOBODY:
        return {Role.THIS: Role.LINK, Role.SELF: Role.LINK, Role.LINK: Role.SELF, Role.THAT: Role.SELF}.get(object_)
    if object_ is Role.NOBODY:
        return {Role.SELF: Role.SELF, Role.LINK: Role.LINK}.get(subject)
    if subject in {Role.SELF, Role.UNKNOWN} and object_ is Role.LINK:
        return Role.SELF
    if subject is Role.SELF and object_ is Role.TOPIC:
        return Role.SELF
    if subject is Role.SELF and object_ in {Role.THIS, Role.THAT}:
        return Role.SELF
    # "Claude's deception in tests is an instance of this": "this" may be either note.
    return Role.LINK if subject is Role.LINK and object_ is Role.SELF else None
