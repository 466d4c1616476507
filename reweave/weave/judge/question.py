"""The question for each pair, and the answers to it that count."""

from dataclasses import dataclass
from functools import lru_cache

from reweave.config.judge import JudgeConfig
from reweave.vault.vault import Vault
from reweave.weave.judge.answer import MalformedAnswerError, parse_answer
from reweave.weave.judge.budget import Tokens, max_tokens
from reweave.weave.judge.cache import cache_key
from reweave.weave.judge.excerpt import Excerpt, excerpt_of, find_quote
from reweave.weave.judge.injection import Injections
from reweave.weave.judge.prompt import PROMPT_VERSION, labels, messages, response_format
from reweave.weave.stated.phrases import RELATED
from reweave.weave.verdict import NONE, Verdict, VerdictOrigin

Pair = tuple[int, int]

_KEPT = 1024


@dataclass(frozen=True, slots=True)
class JudgeQuestion:
    """The question about a pair. Questions with one `key` share one answer, of at most `max_tokens`."""

    pair: Pair
    source: Excerpt
    target: Excerpt
    messages: list[dict[str, str]]
    key: str
    max_tokens: Tokens


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
        self.response_format = response_format(self._types)
        self._excerpt = lru_cache(maxsize=_KEPT)(self._make_excerpt)
        self._injection_line = lru_cache(maxsize=_KEPT)(self._find_injection)

    def injection_warning(self, pair: Pair) -> str | None:
        """Return why a pair is not asked about: one of its notes looks like a prompt injection."""
        for place in pair:
            line = self._injection_line(place)
            if line is not None:
                return f"not asked: {self._excerpt(place).path}:{line} looks like a prompt injection"
        return None

    def ask(self, pair: Pair) -> JudgeQuestion:
        """Return the question about a pair."""
        source, target = (self._excerpt(place) for place in pair)
        asked = messages(source, target, self._types)
        where = (str(PROMPT_VERSION), self._config.url, self._config.model, *self._config.command)
        key = cache_key(*where, *self._labels, source.digest, target.digest)
        return JudgeQuestion(pair, source, target, asked, key, max_tokens(asked, self._config))

    def read(self, question: JudgeQuestion, text: str) -> Verdict:
        """Return what an answer says.

        Raises:
            RefusedAnswerError: it is not a valid answer, or its quote is in neither note.
        """
        try:
            answer = parse_answer(text, self._labels)
        except MalformedAnswerError as error:
            raise RefusedAnswerError(str(error)) from error
        said, model = answer.relation, self._config.model
        if said == NONE:
            return Verdict(*question.pair, NONE, VerdictOrigin.JUDGE, confidence=answer.confidence, why=model)
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
            why=model,
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
