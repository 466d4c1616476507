"""Statements that are no subject-phrase-object: reasons, conclusions, what a link makes possible."""

from collections.abc import Iterator, Sequence

from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.contexts import Context, ContextKind
from reweave.weave.stated.disqualifiers import CLOSING, in_quotes, is_negation, is_reported
from reweave.weave.stated.phrases import DEPENDS_ON, SUPPORTS, rule_name
from reweave.weave.stated.roles import NameWords, StatedEdge, clause_start
from reweave.weave.stated.tokens import ELSEWHERE, HERE, Token, content_stems

_OWN_WORDS = 2
# "The drift trap is why, because [[x]], tuning fails": what comes after explains the linked note, or both.
_EXPLAINED = frozenset({"why", "how", "explains", "explain", "explaining"})


def match_reasoning(context: Context, tokens: Sequence[Token], names: NameWords) -> Iterator[StatedEdge]:
    """Yield conclusions ("therefore [[x]].") and reasons ("this holds because [[x]].")."""
    words = [token.low for token in tokens]
    at = words.index(HERE) if HERE in words else 0
    if not at or set(words[:at]) & {"if", "whether", "unless", "would", "suppose"} or words[-1] == "?":
        return
    if (
        in_quotes(words, at)
        or is_reported(words, at)
        or any(is_negation(word) or word in lex.MODALS for word in words[:at])
    ):
        return
    ended = at + 1 == len(words) or words[at + 1] in CLOSING or words[at + 1] == ","
    lead = next((text for text in lex.CONCLUSIONS if words[max(0, at - len(text.split())) : at] == text.split()), None)
    if lead is not None and ended:
        start = tokens[at - len(lead.split())].start
        rule = rule_name("inference", context.kind.value, lead)
        yield StatedEdge(SUPPORTS, True, context.start + start, context.start + tokens[at].end, rule)
    elif words[at - 1] == "because" and ended and not set(words[: at - 1]) & _EXPLAINED:
        low = clause_start(tokens, at - 1)
        main = words[low : at - 1]
        own = len(content_stems(main) & names.self_words - names.link_words)
        pronoun = len(main) > 1 and main[0] in {"this", "it"} and bool(set(main[1:4]) & lex.HOLDING_VERBS)
        if main and ELSEWHERE not in main and (own >= _OWN_WORDS or (pronoun and main[0] == "this")):
            yield StatedEdge(
                DEPENDS_ON,
                True,
                context.start + tokens[low].start,
                context.start + tokens[at].end,
                rule_name("reason", context.kind.value, "because"),
            )


def match_enabling(context: Context, tokens: Sequence[Token], names: NameWords) -> Iterator[StatedEdge]:
    """Yield what the linked note does for this one: "makes this possible", "provides the mechanism"."""
    words = [token.low for token in tokens]
    gloss = context.kind is ContextKind.GLOSS
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
            rule = rule_name("explanation", context.kind.value, f"this {word}")
            yield StatedEdge(SUPPORTS, True, context.start + tokens[0].start, context.start + end, rule)
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
            or any(is_negation(w) or w in lex.MODALS or w in {"if", "whether"} for w in before)
            or is_reported(words, at)
        ):
            continue
        # In a sentence "[[x]] provides the mechanism." leaves open of what.
        given = _gives(words[at:], whole=gloss)
        length = given or (_enables(words[at:], names) if gloss else 0)
        if length:
            start = tokens[0].start if gloss else tokens[before.index(HERE)].start
            yield StatedEdge(
                DEPENDS_ON,
                True,
                context.start + start,
                context.start + tokens[at + length - 1].end,
                rule_name("premise", context.kind.value, word if given else f"{word} X possible"),
            )
            return


def _enables(words: Sequence[str], names: NameWords) -> int:
    """Return the length of "makes cheap labels possible", where these are this note's own words; 0 if it is none."""
    if words[0] != "makes":
        return 0
    for at, word in enumerate(words[2:7], 2):
        if word in lex.ENABLING_ADJECTIVES:
            stems = content_stems(words[1:at])
            return at + 1 if stems & names.self_words - names.link_words and not stems & names.link_words else 0
        if not word[0].isalnum() or word in lex.DETERMINERS:
            return 0
    return 0


def _gives(words: Sequence[str], *, whole: bool = True) -> int:
    """Return the length of "makes this NOUN possible", "provides the NOUN for this" and the like; 0 if it is none.

    `whole`: "provides the NOUN" will do, where nothing but a pause follows it.
    """
    if words[0] in lex.GIVING_VERBS:
        for at, word in enumerate(words[1:6], 1):
            if word in lex.GIVEN_NOUNS:
                rest = words[at + 1 :]
                if (
                    (whole and (not rest or rest[0] in CLOSING or rest[0] == ","))
                    or rest[:1] == ["here"]
                    or (rest[:1] in (["for"], ["of"], ["behind"]) and rest[1:2] == ["this"])
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
        if word in lex.SEEMING:
            return 0
    return 0
