"""Glosses that name what the linked note is to this one: "the key premise", "the claim this extends"."""

from collections.abc import Iterator, Sequence

from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.contexts import Context
from reweave.weave.stated.disqualifiers import is_negation
from reweave.weave.stated.labels import OPENERS, label_key
from reweave.weave.stated.phrases import CHALLENGES, DEPENDS_ON, SUPPORTS, Direction
from reweave.weave.stated.roles import NameWords, Role, StatedEdge, vote
from reweave.weave.stated.tokens import Token, content_stems

_RELATIVE_HEADS = frozenset(words.split()[0] for words in lex.RELATIVE_PREPOSITIONS)
_SHORTEST_CLAUSE = 3
_CONDITIONS = (["if"], ["when"], ["where"])
_ENOUGH = 2
_ALIKE = tuple(
    f"{article}{origin} {what}"
    for article in ("", "a ", "the ")
    for origin in ("convergent", "converging")
    for what in ("conclusion", "evidence", "finding", "argument", "insight", "claim", "result")
)
_TAIL = frozenset({"this", "here", "for", "of", "to", "behind", "underlying", "against", "under"})


def match_gloss(context: Context, tokens: Sequence[Token], names: NameWords) -> Iterator[StatedEdge]:
    """Yield glosses that name what the linked note is to this one: "the key premise", "the claim this extends"."""
    clause = _first_clause(tokens)
    words = [token.low for token in clause]
    known = _clausal(words, names)
    if known is not None and tokens[-1].low != "?":
        span = context.start + tokens[0].start, context.start + tokens[-1].end
        for from_self in known[1]:
            yield StatedEdge(known[0], from_self, *span, f"gloss:{words[0]} ...")
        return
    if not words or len(words) > 12 or any(is_negation(word) or word in lex.MODALS for word in words):
        return
    span = context.start + clause[0].start, context.start + clause[-1].end
    bare = words[1:] if words[0] in lex.DETERMINERS else words
    opener = OPENERS.get(label_key(" ".join(bare))) if len(bare) <= 2 else None
    if opener is not None and (
        len(clause) == len(tokens) or tokens[len(clause)].low in {":", "—", "–", "--", ".", ";"}
    ):
        yield StatedEdge(opener[0], opener[1] is not Direction.BACKWARD, *span, "gloss:opener")
        return
    relative = _relative(words)
    if relative is None and "extends" in words and set(words) & lex.PREMISE_ADJECTIVES and "this" in words:
        relative = DEPENDS_ON
    if relative is not None:
        yield StatedEdge(relative, True, *span, "gloss:the X this VERBS")
        return
    done = _done_here(bare)
    if done is not None:
        yield StatedEdge(done, True, *span, "gloss:the X done here")
        return
    if words[:2] == ["why", "this"] and len(words) <= 5 and words[-1] in lex.WORKING_VERBS:
        yield StatedEdge(DEPENDS_ON, True, *span, "gloss:why this works")
        return
    whole = bare
    if set(bare[-3:]) & {"this", "here"} and len(bare) > 1:
        while bare and (bare[-1] in _TAIL or (bare[-1] in lex.CLAIM_NOUNS and "this" in bare)):
            bare = bare[:-1]
    tail = whole[len(bare) :]
    if not bare or len(bare) > 3 or not all(word[0].isalpha() for word in bare):
        return
    if bare[-1] in lex.PREMISE_HEADS or (bare[-1] in lex.PREMISE_NOUNS and set(bare[:-1]) & lex.PREMISE_ADJECTIVES):
        yield StatedEdge(DEPENDS_ON, True, *span, "gloss:the premise")
    elif (bare[-1] in lex.REASON_HEADS and tail[:1] == ["for"]) or (
        bare[-1] in lex.BEHIND_HEADS and tail[:1] in (["behind"], ["underlying"])
    ):
        yield StatedEdge(DEPENDS_ON, True, *span, "gloss:the reason")
    elif bare[-1] in lex.OBJECTION_HEADS:
        yield StatedEdge(CHALLENGES, False, *span, "gloss:the objection")
    elif bare[-1] in lex.EVIDENCE_HEADS and not tail and len(bare) > 1 and set(bare[:-1]) <= lex.EVIDENCE_ADJECTIVES:
        yield StatedEdge(SUPPORTS, False, *span, "gloss:the evidence")


def _clausal(words: Sequence[str], names: NameWords) -> tuple[str, tuple[bool, ...]] | None:
    """Return the type of a gloss that is a clause about this note, and which ways it runs.

    "Why the ladder compounds": the linked note is the reason of what this one claims. "But only if the soil is wet":
    this note narrows the linked one. "The same conclusion from other data": each makes the other likelier.
    """
    if words[:2] in (["explains", "why"], ["explaining", "why"]):
        words = words[1:]
    if words[:1] == ["why"] and len(words) > _SHORTEST_CLAUSE and not set(words) & {"matter", "matters"}:
        refused = any(is_negation(word) and word != "rather" for word in words) or not _about_self(words[1:], names)
        return None if refused else (DEPENDS_ON, (True,))
    if words[:1] == ["but"] and words[1 : 2 + (words[1:2] == ["only"])][-1:] in _CONDITIONS:
        return (CHALLENGES, (True,)) if vote(words, names) is Role.SELF else None
    if " ".join(words).startswith(_ALIKE) or _alike(words):
        return SUPPORTS, (True, False)
    return None


def _about_self(words: Sequence[str], names: NameWords) -> bool:
    """Return whether a clause is about this note: its subject is, or two of its words are."""
    own = names.self_words - names.link_words
    subject = next((stems for word in words if (stems := content_stems((word,)))), frozenset())
    return vote(words, names) is Role.SELF and (subject <= own or len(content_stems(words) & own) >= _ENOUGH)


def _alike(words: Sequence[str]) -> bool:
    """Return whether words say that two notes come to one conclusion: "reaches the same conclusion from water"."""
    text = f" {' '.join(words)} "
    before, found, _ = text.partition(" the same conclusion ")
    leads = [word for word in before.split() if word not in {"independently", "also", "this", "note"}]
    return bool(found) and leads in (["reaches"], ["arrives", "at"], ["comes", "to"])


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
        head = words[at - 2] if words[at - 1] in {"that", "which"} and at > 1 else words[at - 1]
        grounds = head in lex.GROUND_NOUNS
        for length in (3, 2):
            known = lex.RELATIVE_PREPOSITIONS.get(" ".join(words[verb : verb + length]))
            if known is not None:
                return known if grounds or known != DEPENDS_ON else None
        rest = words[verb + 1 :]
        if not rest or rest[0] in {"by", "to", "in", "with", "for", "from", "through", "as", "at"}:
            known = lex.RELATIVE_VERBS.get(words[verb])
            return known if grounds or known != DEPENDS_ON else None
        return None
    return None


def _first_clause(tokens: Sequence[Token]) -> Sequence[Token]:
    for at, token in enumerate(tokens):
        if token.low in {";", ":", "—", "–", "--", "(", ".", "!", "?", ",", "-"}:
            return tokens[:at] if token.low != "?" else ()
    return tokens
