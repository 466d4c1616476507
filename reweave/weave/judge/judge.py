"""The judge: types pairs of notes with a language model or a program, within a budget, each answer paid for once."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from reweave.config.judge import JudgeConfig
from reweave.vault.vault import Vault
from reweave.weave.judge.answer import Answer, MalformedAnswerError
from reweave.weave.judge.budget import Estimate, Tokens, count_tokens, max_tokens
from reweave.weave.judge.cache import Cache
from reweave.weave.judge.model import JudgeModel, JudgeRequest, UnansweredError
from reweave.weave.judge.question import Pair, PairQuestion, Questions, RefusedAnswerError
from reweave.weave.judge.run import JudgeRun
from reweave.weave.verdict import Verdict, VerdictOrigin

SPENT = "the budget is used up"
"""Why a run stops when its money does."""

Reply = tuple[list[Answer | MalformedAnswerError], Tokens]
"""What came back of a request, target by target, and what it took."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A pair whose answer is known."""

    question: PairQuestion
    answer: Answer


@dataclass(slots=True)
class _Sent:
    """A request about pairs of one source. `reserved` was set aside for it; `settled` once it is paid for."""

    reply: "Future[Reply]"
    reserved: float
    keys: tuple[str, ...]
    settled: bool = False


@dataclass(frozen=True, slots=True)
class _Slot:
    """A pair whose answer comes with a request."""

    question: PairQuestion
    sent: _Sent


_Item = Verdict | _Kept | PairQuestion
"""A pair: never asked about, known, or to be asked about."""


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
        cached = skipped = requests = 0
        sent = received = 0
        seen: set[str] = set()
        for group in self._groups(pairs):
            cached += sum(isinstance(one, _Kept) for one in group)
            skipped += sum(isinstance(one, Verdict) for one in group)
            new = {key: one for key, one in _questions(group).items() if key not in seen}
            if new:
                most = _most(self._questions.request(list(new.values())))
                sent, received, requests = sent + most.sent, received + most.received, requests + 1
                seen.update(new)
        tokens = Tokens(sent, received)
        return Estimate(requests, len(seen), cached, skipped, tokens, tokens.cost(self._config))

    def judge(self, pairs: Iterable[Pair]) -> Iterator[Verdict]:
        """Yield the verdicts of pairs (source, target) in order; those not reached are left out (see `JudgeRun`).

        Pairs of one source that follow one another are asked about together. A verdict has no type where the answer is
        refused, where a note looks like a prompt injection, or where no answer came. Every valid answer is kept before
        its verdict is given out: after a stop, the same call goes on where it ended.

        Raises:
            ReweaveError: the endpoint refuses every request, or an answer cannot be kept.
        """
        queue: deque[Verdict | _Slot] = deque()
        under_way = _UnderWay()
        pool = ThreadPoolExecutor(max_workers=self._config.concurrency, thread_name_prefix="judge")
        try:
            for group in self._groups(pairs):
                # The oldest request is waited for until there is room for one more, in number and in money.
                sent = self._send(pool, _questions(group), under_way)
                while not sent and under_way.requests:
                    yield self._next(queue, under_way)
                    sent = self._send(pool, _questions(group), under_way)
                if not sent:
                    self._send_fewer(pool, _questions(group), under_way)
                queue.extend(self._queued(group, under_way))
                while queue and (isinstance(queue[0], Verdict) or queue[0].sent.reply.done()):
                    yield self._next(queue, under_way)
            while queue:
                yield self._next(queue, under_way)
        finally:
            # What is under way is paid for: it is waited for, and kept.
            pool.shutdown(wait=True, cancel_futures=True)

    def _groups(self, pairs: Iterable[Pair]) -> Iterator[list[_Item]]:
        """Yield the pairs in groups of one source, each with no more to ask than fits into one question."""
        group: list[_Item] = []
        source: int | None = None
        for pair in pairs:
            item = self._known(pair)
            asked = len(_questions([*group, item]))
            if group and (pair[0] != source or asked > self._config.links_per_question):
                yield group
                group = []
            source = pair[0]
            group.append(item)
        if group:
            yield group

    def _known(self, pair: Pair) -> _Item:
        warning = self._questions.injection_warning(pair)
        if warning is not None:
            return Verdict(*pair, origin=VerdictOrigin.JUDGE, why=warning)
        question = self._questions.about(pair)
        text = self._cache.get(question.key)
        answer = None if text is None else self._questions.known(text)
        return question if answer is None else _Kept(question, answer)

    def _queued(self, group: Sequence[_Item], under_way: "_UnderWay") -> Iterator[Verdict | _Slot]:
        """Yield what is known of the pairs of a group, or on its way; count those whose question was not sent."""
        for one in group:
            if isinstance(one, Verdict):
                self._run.skipped += 1
                yield one
            elif isinstance(one, _Kept):
                self._run.cached += 1
                yield self._verdict(one.question, one.answer)
            elif one.key in under_way.by_key:
                yield _Slot(one, under_way.by_key[one.key])
            else:
                self._run.left += 1
                self._run.stop = self._run.stop or SPENT

    def _send(self, pool: ThreadPoolExecutor, new: Mapping[str, PairQuestion], under_way: "_UnderWay") -> bool:
        """Send what is not under way yet; return whether nothing is left to send."""
        questions = [one for key, one in new.items() if key not in under_way.by_key]
        if not questions:
            return True
        request = self._questions.request(questions)
        reserved = _most(request).cost(self._config)
        full = len(under_way.requests) >= self._config.concurrency
        if self._run.stop or full or not self._run.budget.reserve(reserved):
            return False
        keys = tuple(one.key for one in questions)
        under_way.add(_Sent(pool.submit(self._ask, request, questions), reserved, keys))
        self._run.asked += len(questions)
        return True

    def _send_fewer(self, pool: ThreadPoolExecutor, new: Mapping[str, PairQuestion], under_way: "_UnderWay") -> None:
        """Ask about as many of the pairs as what is left of the budget allows, so that a small one is of use."""
        items = list(new.items())
        for count in range(len(items) - 1, 0, -1):
            if self._send(pool, dict(items[:count]), under_way):
                return

    def _ask(self, request: JudgeRequest, questions: Sequence[PairQuestion]) -> Reply:
        text, tokens = self._model.ask(request)
        used = tokens or Tokens(_most(request).sent, count_tokens(text))
        try:
            outcomes = self._questions.answers(text, len(questions))
        except MalformedAnswerError as error:
            return [error] * len(questions), used
        for one, outcome in zip(questions, outcomes, strict=True):
            if isinstance(outcome, Answer):
                self._cache.put(one.key, outcome.text, (one.source.digest, one.target.digest))
        return outcomes, used

    def _next(self, queue: "deque[Verdict | _Slot]", under_way: "_UnderWay") -> Verdict:
        """Return the first verdict of the queue, waiting for its answer."""
        item = queue.popleft()
        if isinstance(item, Verdict):
            return item
        sent, question = item.sent, item.question
        first = not sent.settled
        if first:
            under_way.remove(sent)
        try:
            outcomes, used = sent.reply.result()
        except UnansweredError as error:
            if first:
                self._run.budget.settle(sent.reserved, 0.0)
                self._run.failed(str(error))
            return Verdict(*question.pair, origin=VerdictOrigin.JUDGE, why=f"no answer: {error}")
        if first:
            unreadable = all(isinstance(one, MalformedAnswerError) for one in outcomes)
            self._run.answered(unreadable=str(outcomes[0]) if unreadable else "")
            self._run.budget.settle(sent.reserved, used.cost(self._config))
        outcome = outcomes[sent.keys.index(question.key)]
        return self._verdict(question, outcome) if isinstance(outcome, Answer) else self._refused(question, outcome)

    def _verdict(self, question: PairQuestion, answer: Answer) -> Verdict:
        try:
            return self._questions.verdict(question, answer)
        except RefusedAnswerError as error:
            return self._refused(question, error)

    def _refused(self, question: PairQuestion, why: Exception) -> Verdict:
        self._run.refused += 1
        return Verdict(*question.pair, origin=VerdictOrigin.JUDGE, why=str(why))


class _UnderWay:
    """The requests of which no answer was taken yet, and the questions that they answer."""

    def __init__(self) -> None:
        self.requests: list[_Sent] = []
        self.by_key: dict[str, _Sent] = {}

    def add(self, sent: _Sent) -> None:
        """Add a request that was sent."""
        self.requests.append(sent)
        self.by_key.update(dict.fromkeys(sent.keys, sent))

    def remove(self, sent: _Sent) -> None:
        """Take a request out whose answers are taken from now on."""
        sent.settled = True
        self.requests.remove(sent)
        for key in sent.keys:
            del self.by_key[key]


def _questions(group: Iterable[_Item]) -> dict[str, PairQuestion]:
    """Return what is to be asked of a group, each question once."""
    return {one.key: one for one in group if isinstance(one, PairQuestion)}


def _most(request: JudgeRequest) -> Tokens:
    return max_tokens(request.messages, request.answer_tokens)


def confident(verdicts: Iterable[Verdict], config: JudgeConfig) -> Iterator[Verdict]:
    """Yield verdicts; one with less confidence than its type asks for loses its type, and says why."""
    for one in verdicts:
        least = config.confidence if one.type is None else config.confidence_by_type.get(one.type, config.confidence)
        if one.type is None or one.confidence >= least:
            yield one
        else:
            why = f"confidence {one.confidence:.2f} is below {least:.2f}"
            yield replace(one, type=None, why=why)
