"""The model that is fitted to a vault: from how many links on, what it learns, and what it must not see."""

from dataclasses import replace

import numpy as np
import pytest

from reweave.weave.rank import refit as refitting
from reweave.weave.rank.model import Model, shipped
from reweave.weave.rank.ranker import Ranker
from reweave.weave.rank.refit import FEWEST_SOURCES, held_out, refit
from reweave.weave.rank.samples import MOST_SOURCES, Sample, choose, make_samples
from reweave.weave.rank.vocabulary import Floats
from tests.weave.rank.vaults import index_of, topical


def test_few_links_leave_the_base_as_it_is() -> None:
    few, many = Ranker(topical(6)), Ranker(topical(7))
    assert not few.refit.fitted and few.refit.trust.sources == 18 < FEWEST_SOURCES and few.refit.trust.found is None
    assert few.model.to_json() == shipped().to_json()
    assert many.refit.fitted and many.refit.trust.sources == 21
    assert many.model.logistic.weights.tolist() != shipped().logistic.weights.tolist()


def test_notes_without_any_candidate_are_no_evidence() -> None:
    notes = {f"n{number}": f"word{number} [[n{(number + 1) % 30}]]" for number in range(30)}
    found = refit(index_of(**notes), shipped())
    assert found.trust.sources == 30 and np.isfinite(found.model.logistic.weights).all()


def test_the_habit_of_a_vault_is_learned() -> None:
    # Each day links the day before it, and the words of days have nothing in common with that.
    notes = {
        f"day{number:02}": f"---\ncreated: 2024-01-{number % 28 + 1:02}\n---\nherons {number % 7} weir. "
        + (f"[[day{number - 1:02}]]" if number else "")
        for number in range(56)
    }
    index = index_of(**notes)
    samples = make_samples(index, index.linking())
    base = shipped()
    before = np.mean([one.found(base.predict(one.names, one.features)).recall_at_10 for one in samples])
    found = refit(index, base).trust.found
    assert found is not None and found >= before


def test_a_sample_is_scored_by_a_model_that_did_not_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[frozenset[int]] = []

    def recorded(base: Model, samples: list[Sample]) -> Model:
        seen.append(frozenset(one.claim for one in samples))
        return replace(base, features=("fold", str(len(seen) - 1)))

    monkeypatch.setattr(refitting, "fit_to", recorded)
    asked: list[tuple[int, frozenset[int]]] = []

    def predict(self: Model, names: tuple[str, ...], features: Floats) -> Floats:
        asked.append((len(asked), seen[int(self.features[1])]))
        return np.zeros(len(features))

    monkeypatch.setattr(Model, "predict", predict)
    index = Ranker(topical(4), shipped()).index
    samples = make_samples(index, index.linking())
    held_out(shipped(), samples)
    assert len(asked) == len(samples) == 12
    assert all(samples[number].claim not in known for number, known in asked)


def test_the_same_vault_gives_the_same_model() -> None:
    one, other = (Ranker(topical(8)).model.to_json() for _ in range(2))
    assert one == other


def test_own_links_are_hidden_from_what_a_note_teaches() -> None:
    index = Ranker(topical(8), shipped()).index
    one = make_samples(index, index.linking()[:1])[0]
    degree = one.features[:, one.names.index("in_degree:place")]
    others = index.claims.into[one.pool] - np.isin(one.pool, index.claims.forth.indices[: index.claims.forth.indptr[1]])
    assert ((degree > 0.0) == (others > 0.0)).all()


@pytest.mark.parametrize("count", [1, MOST_SOURCES, MOST_SOURCES + 1, 3 * MOST_SOURCES])
def test_learned_from_are_few_enough_and_spread_evenly(count: int) -> None:
    found = choose(range(count))
    assert len(found) == len(set(found)) == min(count, MOST_SOURCES) and found[0] == 0
    assert count - found[-1] <= count / len(found) + 1
