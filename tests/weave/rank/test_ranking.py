from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray

from reweave.weave.rank.model import shipped
from reweave.weave.rank.ranking import ask
from tests.weave.rank.vaults import hidden, index_of

WORDS = ["solar", "battery", "turbine", "grid", "voltage", "storage"]
NOTES = {
    f"n{number}": f"# {word} {WORDS[number - 1]} plan\n\n{word} {word} {WORDS[number - 2]} tariff.\n\n"
    f"- [[n{(number + 1) % 6}]]\n- [[n{(number + 3) % 6}]]\n"
    for number, word in enumerate(WORDS)
} | {f"copy{number}": f"# template {number}\n\nsolar grid [[n0]] [[n3]]\n" for number in range(8)}


def ranked() -> list[tuple[NDArray[np.int64], NDArray[np.float64]]]:
    index = index_of(**NOTES)
    found = [one.ranked(shipped()) for stem in NOTES for one in ask(hidden(index, stem))]
    return [(one.claims, one.scores) for one in found]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_in_which_a_machine_adds_changes_no_ranking(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    before = ranked()
    add, rng = np.bincount, np.random.default_rng(seed)

    def noisy(at: NDArray[np.int64], weights: ArrayLike | None = None, minlength: int = 0) -> NDArray[Any]:
        total: NDArray[Any] = np.asarray(add(at, weights=weights, minlength=minlength))
        return total if weights is None else total * (1.0 + rng.integers(-2, 3, len(total)) * 2.0**-52)

    monkeypatch.setattr(np, "bincount", noisy)
    for (claims, scores), (again, scores_again) in zip(before, ranked(), strict=True):
        assert np.array_equal(claims, again) and np.array_equal(scores, scores_again)
