"""Glosses that name what the linked note is to this one: "the key premise", "the claim this extends"."""

from collections.abc import Iterator, Sequence

from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.contexts import Context
from reweave.weave.stated.labels import OPENERS, label_key
from reweave.weave.stated.phrases import CHALLENGES, DEPENDS_ON, SUPPORTS, Way
from reweave.weave.stated.refusals import negates
from reweave.weave.stated.roles import Stated
from reweave.weave.stated.tokens import Token

_RELATIVE_HEADS = frozenset(words.split()[0] for words in lex.RELATIVE_PREPOSITIONS)
_TAIL = frozenset({"this", "here", "for", "of", "to", "behind", "underlying", "against", "under"})


def noun_gloss(context: Context, tokens: Sequence[Token]) -> Iterator[Stated]:
    """Yield glosses that name what the linked note is to this one: "the key premise", "the claim this extends"."""
    clause = _first_clause(tokens)
    words = [token.low for token in clause]
    if not words or len(words) > 12 or any(negates(word) or word in lex.MODALS for word in words):
        return
    span = context.start + clause[0].start, context.start + clause[-1].end
    bare = words[1:] if words[0] in lex.DETERMINERS else words
    opener = OPENERS.get(label_key(" ".join(bare))) if len(bare) <= 2 else None
    if opener is not None and (
        len(clause) == len(tokens) or tokens[len(clause)].low in {":", "—", "–", "--", ".", ";"}
    ):
        yield Stated(opener[0], opener[1] is not Way.BACKWARD, *span, "gloss:opener")
        return
    relative = _relative(words)
    if relative is None and "extends" in words and set(words) & lex.PREMISE_ADJECTIVES and "this" in words:
        relative = DEPENDS_ON
    if relative is not None:
        yield Stated(relative, True, *span, "gloss:the X this VERBS")
        return
    done = _done_here(bare)
    if done is not None:
        yield Stated(done, True, *span, "gloss:the X done here")
        return
    if words[:2] == ["why", "this"] and len(words) <= 5 and words[-1] in lex.WORKING_VERBS:
        yield Stated(DEPENDS_ON, True, *span, "gloss:why this works")
        return
    whole = bare
    if set(bare[-3:]) & {"this", "here"} and len(bare) > 1:
        while bare and (bare[-1] in _TAIL or (bare[-1] in lex.CLAIM_NOUNS and "this" in bare)):
            bare = bare[:-1]
    tail = whole[len(bare) :]
    if not bare or len(bare) > 3 or not all(word[0].isalpha() for word in bare):
        return
    if bare[-1] in lex.PREMISE_HEADS or (bare[-1] in lex.PREMISE_NOUNS and set(bare[:-1]) & lex.PREMISE_ADJECTIVES):
        yield Stated(DEPENDS_ON, True, *span, "gloss:the premise")
    elif (bare[-1] in lex.REASON_HEADS and tail[:1] == ["for"]) or (
        bare[-1] in lex.BEHIND_HEADS and tail[:1] in (["behind"], ["underlying"])
    ):
        yield Stated(DEPENDS_ON, True, *span, "gloss:the reason")
    elif bare[-1] in lex.OBJECTION_HEADS:
        yield Stated(CHALLENGES, False, *span, "gloss:the objection")
    elif bare[-1] in lex.EVIDENCE_HEADS and not tail and len(bare) > 1 and set(bare[:-1]) <= lex.EVIDENCE_ADJECTIVES:
        yield Stated(SUPPORTS, False, *span, "gloss:the evidence")


def _done_here(words: Sequence[str]) -> str | None:
    """Return the type of "principle applied here", "assumption challenged in this note"."""
    if words[-1:] == ["here"]:
        words = words[:-1]
    elif words[-3:-1] == ["in", "this"] and words[-1] in lex.CLAIM_NOUNS:
        words = words[:-3]
    else:
        return None
    if not 2 <= len(words) <= 4 or words[-2] not in lex.CLAIM_NOUNS | lex.PREMISE_NOUNS:
        return None
    return lex.HERE_PARTICIPLES.get(words[-1])


def _relative(words: Sequence[str]) -> str | None:
    """Return the type of "the principle (that) this (note) implements ..." at the head of a gloss."""
    for at in range(1, min(len(words) - 1, 7)):
        if words[at] not in {"this", "it"} or words[at - 1] in {
            "for",
            "of",
            "to",
            "in",
            "on",
            "by",
            "with",
            "from",
            "how",
            "why",
            "what",
        }:
            continue
        verb = at + 1
        if (
            verb + 1 < len(words)
            and words[verb] not in lex.RELATIVE_VERBS
            and words[verb + 1] in lex.RELATIVE_VERBS.keys() | _RELATIVE_HEADS
        ):
            verb += 1
        if verb >= len(words):
            return None
        for length in (3, 2):
            known = lex.RELATIVE_PREPOSITIONS.get(" ".join(words[verb : verb + length]))
            if known is not None:
                return known
        rest = words[verb + 1 :]
        if not rest or rest[0] in {"by", "to", "in", "with", "for", "from", "through", "as", "at"}:
            return lex.RELATIVE_VERBS.get(words[verb])
        return None
    return None


def _first_clause(tokens: Sequence[Token]) -> Sequence[Token]:
    for at, token in enumerate(tokens):
        if token.low in {";", ":", "—", "–", "--", "(", ".", "!", "?", ",", "-"}:
            return tokens[:at] if token.low != "?" else ()
    return tokens
