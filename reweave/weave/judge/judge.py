"""The judge: types pairs of notes with a language model, within a budget, each question paid for once."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from reweave.config.judge import JudgeConfig
from reweave.vault.vault import Vault
from reweave.weave.judge.budget import Estimate, Tokens, count_tokens
from reweave.weave.judge.cache import Cache
from reweave.weave.judge.model import JudgeModel, UnansweredError
from reweave.weave.judge.question import JudgeQuestion, Pair, Questions, RefusedAnswerError
from reweave.weave.judge.run import JudgeRun
from reweave.weave.verdict import Verdict, VerdictOrigin

SPENT = "the budget is used up"
"""Why a run stops when its money does."""

Reply = tuple[str, Tokens | None]


@dataclass(slots=True)
class _Request:
    """A question under way. `reserved` is what was set aside for it: nothing where an earlier one is the same."""

    question: JudgeQuestion
    reply: "Future[Reply]"
    reserved: float


class Judge:
    """Judges pairs of a vault's notes as its configuration says."""

    def __init__(self, vault: Vault, config: JudgeConfig, model: JudgeModel, cache: Cache, run: JudgeRun) -> None:
        """Use a model and the answers that are kept; `run` counts what is done, and may be shared."""
        self._config = config
        self._questions = Questions(vault, config)
        self._model = model
        self._cache = cache
        self._run = run

    def estimate(self, pairs: Iterable[Pair]) -> Estimate:
        """Return the most that judging pairs may take, and how many answers are known already. Nothing is sent."""
        asked: dict[str, Tokens] = {}
        cached = skipped = 0
        for pair in pairs:
            if self._questions.injection_warning(pair) is not None:
                skipped += 1
                continue
            question = self._questions.ask(pair)
            if self._cache.get(question.key) is not None:
                cached += 1
            else:
                asked[question.key] = question.max_tokens
        tokens = Tokens(sum(one.sent for one in asked.values()), sum(one.received for one in asked.values()))
        return Estimate(len(asked), cached, skipped, tokens, tokens.cost(self._config))

    def judge(self, pairs: Iterable[Pair]) -> Iterator[Verdict]:
        """Yield the verdicts of pairs (source, target) in order; those not reached are left out (see `JudgeRun`).

        A verdict has no type where the answer is refused, where a note looks like a prompt injection, or where no
        answer came. Every answer is kept before its verdict is given out: after a stop, the same call goes on where it
        ended.

        Raises:
            ReweaveError: the endpoint refuses every request, or an answer cannot be kept.
        """
        queue: deque[Verdict | _Request] = deque()
        in_flight: dict[str, _Request] = {}
        pool = ThreadPoolExecutor(max_workers=self._config.concurrency, thread_name_prefix="judge")
        try:
            for pair in pairs:
                item = self._cached_verdict(pair)
                if isinstance(item, Verdict):
                    queue.append(item)
                else:
                    # The oldest request is waited for until there is room for one more, in number and in money.
                    while (sent := self._send(pool, item, in_flight)) is None and in_flight:
                        yield self._next(queue, in_flight)
                    if sent is None:
                        self._run.left += 1
                        self._run.stop = self._run.stop or SPENT
                    else:
                        queue.append(sent)
                while queue and (isinstance(queue[0], Verdict) or queue[0].reply.done()):
                    yield self._next(queue, in_flight)
            while queue:
                yield self._next(queue, in_flight)
        finally:
            # What is under way is paid for: it is waited for, and kept.
            pool.shutdown(wait=True, cancel_futures=True)

    def _cached_verdict(self, pair: Pair) -> Verdict | JudgeQuestion:
        """Return the verdict of a pair that need not be asked about, or else the question."""
        warning = self._questions.injection_warning(pair)
        if warning is not None:
            self._run.skipped += 1
            return Verdict(*pair, origin=VerdictOrigin.JUDGE, why=warning)
        question = self._questions.ask(pair)
        answer = self._cache.get(question.key)
        if answer is None:
            return question
        self._run.cached += 1
        return self._read(question, answer)

    def _send(
        self, pool: ThreadPoolExecutor, question: JudgeQuestion, in_flight: dict[str, _Request]
    ) -> _Request | None:
        """Send a question; return `None` where there is no room for it now, or the run is stopped."""
        same = in_flight.get(question.key)
        if same is not None:
            return _Request(question, same.reply, 0.0)
        reserved = question.max_tokens.cost(self._config)
        if self._run.stop or len(in_flight) >= self._config.concurrency or not self._run.budget.reserve(reserved):
            return None
        request = in_flight[question.key] = _Request(question, pool.submit(self._ask, question), reserved)
        self._run.asked += 1
        return request

    def _ask(self, question: JudgeQuestion) -> Reply:
        text, tokens = self._model.ask(question.messages, self._questions.response_format)
        self._cache.put(question.key, text, (question.source.digest, question.target.digest))
        return text, tokens

    def _next(self, queue: "deque[Verdict | _Request]", in_flight: dict[str, _Request]) -> Verdict:
        """Return the first verdict of the queue, waiting for its answer."""
        item = queue.popleft()
        if isinstance(item, Verdict):
            return item
        first = in_flight.get(item.question.key) is item
        if first:
            del in_flight[item.question.key]
        try:
            text, tokens = item.reply.result()
        except UnansweredError as error:
            if first:
                self._run.budget.settle(item.reserved, 0.0)
                self._run.failed(str(error))
            return Verdict(*item.question.pair, origin=VerdictOrigin.JUDGE, why=f"no answer: {error}")
        if first:
            self._run.answered()
            used = tokens or Tokens(item.question.max_tokens.sent, count_tokens(text))
            self._run.budget.settle(item.reserved, used.cost(self._config))
        return self._read(item.question, text)

    def _read(self, question: JudgeQuestion, text: str) -> Verdict:
        try:
            return self._questions.read(question, text)
        except RefusedAnswerError as error:
            self._run.refused += 1
            return Verdict(*question.pair, origin=VerdictOrigin.JUDGE, why=str(error))


def confident(verdicts: Iterable[Verdict], config: JudgeConfig) -> Iterator[Verdict]:
    """Yield verdicts; one with less confidence than its type asks for loses its type, and says why."""
    for one in verdicts:
        least = config.confidence if one.type is None else config.confidence_by_type.get(one.type, config.confidence)
        if one.type is None or one.confidence >= least:
            yield one
        else:
            why = f"confidence {one.confidence:.2f} is below {least:.2f}"
            yield replace(one, type=None, why=why)
