"""Glosses that name what the linked note is to this one: "the key premise", "the claim this extends"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.contexts import Context
from reweave.weave.stated.disqualifiers import is_negation
from reweave.weave.stated.labels import OPENERS, label_key
from reweave.weave.stated.phrases import FAMILY_TYPES, Direction, rule_name
from reweave.weave.stated.roles import NameWords, Role, StatedEdge, vote
from reweave.weave.stated.tokens import Token, content_stems

_RELATIVE_HEADS = frozenset(words.split()[0] for words in lex.RELATIVE_PREPOSITIONS)
_SHORTEST_CLAUSE = 3
_LONGEST_CLAUSE = 12
_CONDITIONS = frozenset({"if", "when", "where"})
_ONLY = _CONDITIONS | {"through", "via", "within", "under", "for", "among", "after", "before", "until", "in"}
_ENOUGH = 2
_ALIKE = tuple(
    f"{article}{origin} {what}"
    for article in ("", "a ", "the ")
    for origin in ("convergent", "converging")
    for what in ("conclusion", "evidence", "finding", "argument", "insight", "claim", "result")
)
_TAIL = frozenset({"this", "here", "for", "of", "to", "behind", "underlying", "against", "under"})
_PREPOSITIONS = frozenset({"for", "of", "to", "in", "on", "by", "with", "from", "how", "why", "what"})
_AFTER_OPENER = frozenset({":", "—", "–", "--", ".", ";"})


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a gloss says: the family and name of the rule, and which ways the edge runs (from this note, or to it)."""

    family: str
    words: str
    ways: tuple[bool, ...] = (True,)


def match_gloss(context: Context, tokens: Sequence[Token], names: NameWords) -> Iterator[StatedEdge]:
    """Yield glosses that name what the linked note is to this one: "the key premise", "the claim this challenges"."""
    clause = _first_clause(tokens)
    words = [token.low for token in clause]
    whole = False
    found = _clausal(words, names) if tokens[-1].low != "?" else None
    if found is not None:
        whole = True
    elif words and len(words) <= _LONGEST_CLAUSE and not any(is_negation(w) or w in lex.MODALS for w in words):
        alone = len(clause) == len(tokens)
        found = _of_words(words, opens=not alone and tokens[len(clause)].low in _AFTER_OPENER, alone=alone)
    if found is not None:
        last = tokens[-1] if whole else clause[-1]
        span = context.start + tokens[0].start, context.start + last.end
        rule = rule_name(found.family, context.kind.value, found.words)
        for from_self in found.ways:
            yield StatedEdge(FAMILY_TYPES[found.family], from_self, *span, rule)


def _of_words(words: Sequence[str], *, opens: bool, alone: bool) -> _Reading | None:
    """Read the first clause of a gloss; `opens`: more follows a colon or the like, `alone`: nothing follows."""
    bare = words[1:] if words[0] in lex.DETERMINERS else words
    noun = alone and bare[-1:] and bare[-1] in lex.PREMISE_HEADS | lex.NEED_HEADS
    if (
        (opens or (alone and not noun))
        and len(bare) <= 2
        and (opener := OPENERS.get(label_key(" ".join(bare)))) is not None
    ):
        return _Reading(f"opener-{opener[0]}", label_key(" ".join(bare)), (opener[1] is not Direction.BACKWARD,))
    relative = _relative(words)
    if relative is not None:
        return _Reading(relative, "the X this VERBS")
    done = _done_here(bare)
    if done is not None:
        return _Reading(done, "the X done here")
    if words[:2] == ["why", "this"] and len(words) <= 5 and words[-1] in lex.WORKING_VERBS:
        return _Reading("why", "why this works")
    return _noun(bare)


def _noun(whole: Sequence[str]) -> _Reading | None:
    """Read a bare noun: "key premise", "rationale for this", "supporting evidence", "founding claim this extends"."""
    bare = whole
    if set(bare[-3:]) & {"this", "here"} and len(bare) > 1:
        while bare and (bare[-1] in _TAIL or (bare[-1] in lex.CLAIM_NOUNS and "this" in bare)):
            bare = bare[:-1]
    tail = whole[len(bare) :]
    if not tail and "this" in bare and bare[-1] in {"extends", "builds", "develops"}:
        bare = bare[: bare.index("this")]
    plain = bare and len(bare) <= 3 and all(word[0].isalpha() for word in bare)
    if not plain or list(whole) == ["grounding"] or set(bare) & lex.UNFIT or _begins_with_verb(bare):
        return None
    if bare[-1] in lex.NEED_HEADS:
        return _Reading("need", "the prerequisite")
    if bare[-1] in lex.PREMISE_HEADS or (bare[-1] in lex.PREMISE_NOUNS and set(bare[:-1]) & lex.PREMISE_ADJECTIVES):
        return _Reading("premise", "the premise")
    if (bare[-1] in lex.REASON_HEADS and tail[:1] == ["for"]) or (
        bare[-1] in lex.BEHIND_HEADS and tail[:1] in (["behind"], ["underlying"])
    ):
        return _Reading("premise", "the reason")
    if bare[-1] in lex.OBJECTION_HEADS:
        return _Reading("opposition", "the objection", (False,))
    if bare[-1] in lex.EVIDENCE_HEADS and not tail and len(bare) > 1 and set(bare[:-1]) <= lex.EVIDENCE_ADJECTIVES:
        return _Reading("evidence", "the evidence", (False,))
    return None


def _begins_with_verb(words: Sequence[str]) -> bool:
    """Return whether something is done to the noun at the end: "answers the objection", "weakens key premises"."""
    first = words[0]
    verb = len(words) > 1 and first.endswith("s") and not first.endswith(("ss", "us", "'s"))
    return verb or any(word in lex.DETERMINERS for word in words[1:])


def _clausal(words: Sequence[str], names: NameWords) -> _Reading | None:
    """Read a gloss that is a clause about this note.

    "Why the ladder compounds": the linked note is the reason of what this one claims. "But only if the soil is wet":
    this note narrows the linked one. "The same conclusion from other data": each makes the other likelier.
    """
    if words[:2] in (["explains", "why"], ["explaining", "why"]):
        words = words[1:]
    if words[:1] == ["why"] and len(words) > _SHORTEST_CLAUSE and not set(words) & {"matter", "matters"}:
        refused = any(is_negation(word) and word != "rather" for word in words) or not _about_self(words[1:], names)
        return None if refused else _Reading("why", "why")
    only = words[1:2] == ["only"]
    if words[:1] == ["but"] and set(words[1 + only : 2 + only]) & (_ONLY if only else _CONDITIONS):
        return _Reading("narrowing", "but only" if only else "but if") if vote(words, names) is Role.SELF else None
    if " ".join(words).startswith(_ALIKE) or _alike(words):
        return _Reading("evidence", "the same conclusion", (True, False))
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
    """Return the family of "principle applied here", "assumption challenged in this note"."""
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
    """Return the family of "the principle (that) this (note) implements ..." at the head of a gloss."""
    for at in range(1, min(len(words) - 1, 7)):
        whole = at == 1 and words[0] == "what"
        if words[at] not in {"this", "it"} or (words[at - 1] in _PREPOSITIONS and not whole):
            continue
        verb = at + 1
        known = lex.RELATIVE_VERBS.keys() | _RELATIVE_HEADS
        if verb + 1 < len(words) and words[verb] not in lex.RELATIVE_VERBS and words[verb + 1] in known:
            verb += 1
        if verb >= len(words):
            return None
        head = words[at - 2] if words[at - 1] in {"that", "which"} and at > 1 else words[at - 1]
        named = words[at + 1] in lex.CLAIM_NOUNS or head in lex.CLAIM_NOUNS | lex.GROUND_NOUNS | lex.STANCE_NOUNS
        family = _of_head(head, _relative_verb(words[verb:]))
        if whole and family not in {"premise", "opposition"}:
            return None
        # "The company this supports", but "the response that this claim supports".
        return family if named or family not in {"evidence", "inference"} else None
    return None


def _relative_verb(words: Sequence[str]) -> str | None:
    """Return the family of the verb that words begin with, where nothing but an adjunct follows it."""
    for length in (4, 3, 2):
        known = lex.RELATIVE_PREPOSITIONS.get(" ".join(words[:length]))
        if known is not None:
            return known
    rest = words[1:]
    adjunct = not rest or rest[0] in {"by", "to", "in", "with", "for", "from", "through", "as", "at"}
    return lex.RELATIVE_VERBS.get(words[0]) if adjunct else None


def _of_head(head: str, family: str | None) -> str | None:
    """Return the family of a verb with such an object: one implements a principle, but is an instance of a trap."""
    if family in {"application", "instance"} and head in lex.PATTERN_NOUNS:
        return "instance"
    if family == "instance" and head in lex.GROUND_NOUNS:
        return "application"
    if family in {"application", "premise"} and head not in lex.GROUND_NOUNS:
        return None
    return None if family == "instance" else family


def _first_clause(tokens: Sequence[Token]) -> Sequence[Token]:
    for at, token in enumerate(tokens):
        if token.low in {";", ":", "—", "–", "--", "(", ".", "!", "?", ",", "-"}:
            return tokens[:at] if token.low != "?" else ()
    return tokens
