"""Statements that are no subject-phrase-object: nouns in glosses, reasons, conclusions, what a link makes possible."""

from collections.abc import Iterator, Sequence

from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.contexts import Context, Kind
from reweave.weave.stated.labels import OPENERS, label_key
from reweave.weave.stated.phrases import CHALLENGES, DEPENDS_ON, SUPPORTS, Way
from reweave.weave.stated.refusals import CLOSING, in_quotes, negates, reported
from reweave.weave.stated.roles import Names, Stated, clause_start
from reweave.weave.stated.tokens import ELSEWHERE, HERE, Token, content

_RELATIVE_HEADS = frozenset(words.split()[0] for words in lex.RELATIVE_PREPOSITIONS)


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
    tail_this = bool(set(bare[-3:]) & {"this", "here"}) and len(bare) > 1
    if tail_this:
        while bare and (
            bare[-1] in {"this", "here", "for", "of", "to", "behind", "against", "under"}
            or (bare[-1] in lex.CLAIM_NOUNS and "this" in bare)
        ):
            bare = bare[:-1]
    if not bare or len(bare) > 3 or not all(word[0].isalpha() for word in bare):
        return
    if bare[-1] in lex.PREMISE_HEADS or (bare[-1] in lex.PREMISE_NOUNS and set(bare[:-1]) & lex.PREMISE_ADJECTIVES):
        yield Stated(DEPENDS_ON, True, *span, "gloss:the premise")
    elif bare[-1] in lex.OBJECTION_HEADS:
        yield Stated(CHALLENGES, False, *span, "gloss:the objection")


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


def reasoning(context: Context, tokens: Sequence[Token], names: Names) -> Iterator[Stated]:
    """Yield conclusions ("therefore [[x]].") and reasons ("this holds because [[x]].")."""
    words = [token.low for token in tokens]
    at = words.index(HERE) if HERE in words else 0
    if not at or set(words[:at]) & {"if", "whether", "unless", "would", "suppose"} or words[-1] == "?":
        return
    if in_quotes(words, at) or reported(words, at) or any(negates(word) or word in lex.MODALS for word in words[:at]):
        return
    ended = at + 1 == len(words) or words[at + 1] in CLOSING or words[at + 1] == ","
    lead = next((text for text in lex.CONCLUSIONS if words[max(0, at - len(text.split())) : at] == text.split()), None)
    if lead is not None and ended:
        start = tokens[at - len(lead.split())].start
        yield Stated(SUPPORTS, True, context.start + start, context.start + tokens[at].end, f"prose:{lead}")
    elif words[at - 1] == "because" and ended:
        low = clause_start(tokens, at - 1)
        main = words[low : at - 1]
        own = len(content(main) & names.self_words - names.link_words)
        pronoun = len(main) > 1 and main[0] in {"this", "it"} and bool(set(main[1:4]) & lex.HOLDING_VERBS)
        if main and ELSEWHERE not in main and (own >= 2 or (pronoun and main[0] == "this")):
            yield Stated(
                DEPENDS_ON, True, context.start + tokens[low].start, context.start + tokens[at].end, "prose:because"
            )


def enabling(context: Context, tokens: Sequence[Token]) -> Iterator[Stated]:
    """Yield what the linked note does for this one: "makes this possible", "provides the mechanism"."""
    words = [token.low for token in tokens]
    gloss = context.kind is Kind.GLOSS
    for at, word in enumerate(words):
        if word not in lex.GIVING_VERBS | lex.ENABLING_VERBS | {"makes"}:
            continue
        before = words[:at]
        if (
            gloss
            and word in lex.GIVING_VERBS
            and before[:1] == ["this"]
            and len(before) <= 2
            and set(before[1:]) <= lex.CLAIM_NOUNS
            and _gives(words[at:])
        ):
            end = tokens[at + _gives(words[at:]) - 1].end
            yield Stated(SUPPORTS, True, context.start + tokens[0].start, context.start + end, f"gloss:this {word}")
            return
        if gloss:
            linked = not before or (before[-1] in {"that", "which"} and len(before) <= 8)
        else:
            linked = HERE in before and all(
                w in lex.CLAIM_NOUNS | {"also", "then"} for w in before[before.index(HERE) + 1 :]
            )
        if (
            not linked
            or ELSEWHERE in before
            or any(negates(w) or w in lex.MODALS or w in {"if", "whether"} for w in before)
            or reported(words, at)
        ):
            continue
        length = _gives(words[at:])
        if length:
            start = tokens[0].start if gloss else tokens[before.index(HERE)].start
            yield Stated(
                DEPENDS_ON,
                True,
                context.start + start,
                context.start + tokens[at + length - 1].end,
                f"{context.kind.value}:{word}",
            )
            return


def _gives(words: Sequence[str]) -> int:
    """Return the length of "makes this NOUN possible", "provides the NOUN for this" and the like; 0 if it is none."""
    if words[0] in lex.GIVING_VERBS:
        for at, word in enumerate(words[1:6], 1):
            if word in lex.GIVEN_NOUNS:
                rest = words[at + 1 :]
                if (
                    not rest
                    or rest[0] in CLOSING
                    or rest[0] in {"here", ","}
                    or (rest[0] in {"for", "of", "behind"} and rest[1:2] == ["this"])
                ):
                    return at + 1
                return 0
        return 0
    if words[1:2] != ["this"]:
        return 0
    if words[0] in lex.ENABLING_VERBS:
        ends = len(words) == 2 or words[2] in lex.CLAIM_NOUNS or words[2] in CLOSING
        return (3 if len(words) > 2 and words[2] in lex.CLAIM_NOUNS else 2) if ends else 0
    for at, word in enumerate(words[2:4], 2):
        if word in lex.ENABLING_ADJECTIVES:
            return at + 1
    return 0


def _first_clause(tokens: Sequence[Token]) -> Sequence[Token]:
    for at, token in enumerate(tokens):
        if token.low in {";", ":", "—", "–", "--", "(", ".", "!", "?", ",", "-"}:
            return tokens[:at] if token.low != "?" else ()
    return tokens
