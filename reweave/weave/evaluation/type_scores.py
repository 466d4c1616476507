"""How often types are right: accuracy, macro-F1, confusion, and precision against coverage."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reweave.vault.vault import Vault
from reweave.verbosity import timed_step
from reweave.weave.stated.measured import Count, measured
from reweave.weave.stated.phrases import CHALLENGES, DEPENDS_ON, SUPPORTS
from reweave.weave.verdict import EdgeTyper, Verdict

ABSTAINED = "abstained"
_AGREEING = {SUPPORTS, DEPENDS_ON}
_THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """The gold label of a pair and the typer's answer; `written` is `None` where it abstained.

    `said` is the answer also where it is only reported, `rule` the rule that gave it. `reverse` is the gold label of
    the pair the other way around, where it is known.
    """

    gold: str
    written: str | None
    confidence: float = 1.0
    origin: str = ""
    rule: str = ""
    said: str | None = None
    reverse: str = ""

    @property
    def is_opposite(self) -> bool:
        """Whether what is written says the opposite of the gold: a challenge where there is a support, or back."""
        return self.written is not None and (
            (self.written == CHALLENGES and self.gold in _AGREEING)
            or (self.gold == CHALLENGES and self.written in _AGREEING)
        )

    @property
    def is_flipped(self) -> bool:
        """Whether what is written runs the wrong way: the inference does, or the edge of the reverse pair is meant."""
        if self.written is None or self.written == self.gold or self.is_opposite:
            return False
        return {self.written, self.gold} == _AGREEING or (
            self.written == self.reverse and self.written in {*_AGREEING, CHALLENGES}
        )


@dataclass(frozen=True, slots=True)
class TypeScore:
    """The figures of one label: pairs that the gold gives it, pairs that the typer did, and pairs that both did."""

    gold: int
    written: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of the written pairs that are right; `None` where none is written."""
        return self.right / self.written if self.written else None

    @property
    def recall(self) -> float | None:
        """The share of the gold pairs that are written rightly; `None` where the gold has none."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.written + self.gold) if self.written + self.gold else 0.0


@dataclass(frozen=True, slots=True)
class RuleScore:
    """How many answers a rule gave and how many are right; `written`: weave writes them."""

    count: Count
    written: bool


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The figures of one label when only verdicts of at least this confidence are written."""

    confidence: float
    score: TypeScore


@dataclass(frozen=True, slots=True)
class TypeReport:
    """All pairs of a measurement; `labels` are those that are reported, in order."""

    pairs: tuple[ScoredPair, ...]
    labels: tuple[str, ...]

    @property
    def accuracy(self) -> float:
        """The share of all pairs that are written rightly; an abstention is not."""
        return sum(pair.gold == pair.written for pair in self.pairs) / len(self.pairs)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the labels that the gold has."""
        counted = [score.f1 for score in self.by_type().values() if score.gold]
        return sum(counted) / len(counted)

    def by_type(self, confidence: float = 0.0) -> dict[str, TypeScore]:
        """Return the figures of each label when verdicts below `confidence` are not written."""
        written = [pair for pair in self.pairs if pair.written is not None and pair.confidence >= confidence]
        gold = Counter(pair.gold for pair in self.pairs)
        said = Counter(pair.written for pair in written)
        right = Counter(pair.gold for pair in written if pair.gold == pair.written)
        return {label: TypeScore(gold[label], said[label], right[label]) for label in self.labels}

    def together(self, labels: Iterable[str]) -> TypeScore:
        """Return the figures of several labels taken together: right is a pair with its own label."""
        chosen = [score for label, score in self.by_type().items() if label in labels]
        return TypeScore(
            sum(one.gold for one in chosen), sum(one.written for one in chosen), sum(one.right for one in chosen)
        )

    def curve(self, label: str) -> list[CurvePoint]:
        """Return precision against coverage of a label: one point for each threshold that changes what is written."""
        points: list[CurvePoint] = []
        for threshold in _THRESHOLDS:
            score = self.by_type(threshold)[label]
            if not points or score.written != points[-1].score.written:
                points.append(CurvePoint(threshold, score))
        return points

    def least(self, label: str, precision: float) -> CurvePoint | None:
        """Return the lowest threshold from which verdicts of a label are right as often as `precision` asks.

        `None` where no threshold that still writes anything reaches it.
        """
        return next((one for one in self.curve(label) if (one.score.precision or 0.0) >= precision), None)

    def confusion(self) -> dict[str, dict[str, int]]:
        """Return how often each gold label was written as what, abstentions included; empty cells are left out."""
        counts = Counter((pair.gold, pair.written or ABSTAINED) for pair in self.pairs)
        columns = (*self.labels, ABSTAINED)
        return {
            gold: {column: counts[gold, column] for column in columns if counts[gold, column]}
            for gold in self.labels
            if any(counts[gold, column] for column in columns)
        }

    @property
    def opposite(self) -> int:
        """How many pairs are written with the opposite of their label."""
        return sum(pair.is_opposite for pair in self.pairs)

    @property
    def flipped(self) -> int:
        """How many pairs are written in the wrong direction."""
        return sum(pair.is_flipped for pair in self.pairs)

    def by_rule(self) -> "dict[str, RuleScore]":
        """Return the figures of the rules that gave answers; some of them only reported."""
        rules: dict[str, RuleScore] = {}
        for pair in self.pairs:
            if pair.rule:
                known = rules.get(pair.rule, RuleScore(Count(), pair.written is not None))
                rules[pair.rule] = RuleScore(known.count + Count(1, pair.said == pair.gold), known.written)
        return dict(sorted(rules.items()))

    def by_origin(self, labels: Iterable[str]) -> dict[str, TypeScore]:
        """Return the figures of the pairs written with one of `labels`, by where the verdict came from."""
        wanted = frozenset(labels)
        written = [pair for pair in self.pairs if pair.written in wanted]
        said = Counter(pair.origin for pair in written)
        right = Counter(pair.origin for pair in written if pair.gold == pair.written)
        gold = sum(pair.gold in wanted for pair in self.pairs)
        return {origin: TypeScore(gold, said[origin], right[origin]) for origin in sorted(said)}


@timed_step("type the pairs")
def score(
    vault: Vault, pairs: Sequence[tuple[int, int]], gold: Sequence[tuple[str, str]], ask: EdgeTyper
) -> list[ScoredPair]:
    """Ask a typer for every pair; return its answers beside the gold, in the order of the pairs.

    `gold` are the label of each pair and of its reverse (empty: unknown). A pair that the typer leaves out counts as an
    abstention, as does one whose type comes from a rule that is only reported.
    """
    verdicts = {(one.source, one.target): one for one in ask(vault, pairs)}
    return [_scored(verdicts.get(pair), *labels) for pair, labels in zip(pairs, gold, strict=True)]


def _scored(one: Verdict | None, label: str, reverse: str) -> ScoredPair:
    if one is None or one.type is None:
        return ScoredPair(label, None, reverse=reverse)
    written = not one.rule or measured().precision(one.rule).written
    origin = "derived" if one.derived else "" if one.origin is None else one.origin.value
    return ScoredPair(
        label,
        one.type if written else None,
        one.confidence,
        origin,
        rule=one.rule,
        said=one.type,
        reverse=reverse,
    )
