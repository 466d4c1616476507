"""The question for each pair, and the answers to it that count."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reweave.config.judge import JudgeConfig
from reweave.vault.vault import Vault
from reweave.weave.judge.answer import Answer, MalformedAnswerError, parse_answer, parse_answers
from reweave.weave.judge.cache import cache_key
from reweave.weave.judge.excerpt import Excerpt, excerpt_of, find_quote
from reweave.weave.judge.injection import Injections
from reweave.weave.judge.model import JudgeRequest
from reweave.weave.judge.prompt import PROMPT_VERSION, answer_schema, labels, messages
from reweave.weave.stated.phrases import RELATED
from reweave.weave.verdict import NONE, Verdict, VerdictOrigin

Pair = tuple[int, int]

_KEPT = 1024


_ANSWER_TOKENS = 150
"""What an answer may take for each further target: a quote and a reason."""


@dataclass(frozen=True, slots=True)
class PairQuestion:
    """A pair to ask about. Questions with one `key` share one answer."""

    pair: Pair
    source: Excerpt
    target: Excerpt
    key: str


class RefusedAnswerError(Exception):
    """An answer that is refused; the text says why."""


class Questions:
    """Makes the questions about a vault's notes, and reads the answers."""

    def __init__(self, vault: Vault, config: JudgeConfig) -> None:
        """Prepare what is the same for all pairs."""
        self._vault = vault
        self._config = config
        self._types = vault.config.types
        self._labels = labels(self._types)
        self._injections = Injections(one.name for one in self._types if one.name != RELATED)
        self._schema = answer_schema(self._types)
        self._excerpt = lru_cache(maxsize=_KEPT)(self._make_excerpt)
        self._injection_line = lru_cache(maxsize=_KEPT)(self._find_injection)

    def injection_warning(self, pair: Pair) -> str | None:
        """Return why a pair is not asked about: one of its notes looks like a prompt injection."""
        for place in pair:
            line = self._injection_line(place)
            if line is not None:
                return f"not asked: {self._excerpt(place).path}:{line} looks like a prompt injection"
        return None

    def about(self, pair: Pair) -> PairQuestion:
        """Return the question about a pair."""
        source, target = (self._excerpt(place) for place in pair)
        config = self._config
        asked = (config.url, config.model, config.answers, str(config.answer_tokens), *config.command)
        key = cache_key(str(PROMPT_VERSION), *asked, *self._labels, source.digest, target.digest)
        return PairQuestion(pair, source, target, key)

    def request(self, questions: Sequence[PairQuestion]) -> JudgeRequest:
        """Return the request that asks about pairs of one source."""
        source, targets = questions[0].source, tuple(one.target for one in questions)
        tokens = self._config.answer_tokens + _ANSWER_TOKENS * (len(targets) - 1)
        return JudgeRequest(source, targets, messages(source, targets, self._types), self._schema, tokens)

    def known(self, text: str) -> Answer | None:
        """Return a kept answer, or `None` where it is not valid (any more)."""
        try:
            return parse_answer(text, self._labels)
        except MalformedAnswerError:
            return None

    def answers(self, text: str, count: int) -> "list[Answer | MalformedAnswerError]":
        """Return what a reply says of each target.

        Raises:
            MalformedAnswerError: no answer can be told from it.
        """
        return parse_answers(text, self._labels, count)

    def verdict(self, question: PairQuestion, answer: Answer) -> Verdict:
        """Return what an answer says of its pair.

        Raises:
            RefusedAnswerError: its quote is in neither note.
        """
        said = answer.relation
        why = ": ".join(filter(None, (self._config.model, answer.reason)))
        if said == NONE:
            return Verdict(*question.pair, NONE, VerdictOrigin.JUDGE, confidence=answer.confidence, why=why)
        quote = find_quote(answer.quote, question.source, question.target)
        if quote is None:
            raise RefusedAnswerError("the quote is in neither note")
        if self._injections.is_injection(quote.text):
            raise RefusedAnswerError("the quote looks like a prompt injection")
        return Verdict(
            *question.pair,
            said,
            VerdictOrigin.JUDGE,
            quote.text,
            quote.path,
            quote.line,
            confidence=answer.confidence,
            why=why,
        )

    def _make_excerpt(self, place: int) -> Excerpt:
        return excerpt_of(self._vault.records[place], self._config.note_characters)

    def _find_injection(self, place: int) -> int | None:
        note = self._excerpt(place)
        offset = self._injections.find(note.body)
        if offset is not None:
            return note.first_line + note.body.count("\n", 0, offset)
        head = self._injections.find(f"{note.title}\n{note.description}")
        return None if head is None else 1
