import json
import math
import random
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from reweave.errors import ReweaveError
from reweave.weave.rank.mention_score import MENTION_WEIGHTS
from reweave.weave.rank.train.scores import ScoredReading, Scores, parse_scored
from reweave.weave.rank.train.session import PAIR_WEIGHTS

READINGS = Path(__file__).parents[4] / "scripts/scored_read.jsonl"


def test_shipped_weights_are_learned_from_the_readings_that_are_kept() -> None:
    readings = parse_scored(READINGS.read_bytes(), READINGS.name)
    assert Scores("related", readings).weights() == pytest.approx(asdict(PAIR_WEIGHTS), abs=0.002)
    assert Scores("mention", readings).weights() == pytest.approx(asdict(MENTION_WEIGHTS), abs=0.002)


def test_readings_hold_no_words_of_the_vaults() -> None:
    for line in READINGS.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        assert set(one) <= {"kind", "vault", "source", "target", "side", "right", "measures"}
        assert all(len(one[side]) == 16 and int(one[side], 16) >= 0 for side in ("source", "target"))
        assert all(isinstance(value, (int, float)) for value in one["measures"].values())


def made(vault: str, seed: int, bias: float = 0.5) -> list[ScoredReading]:
    rng = random.Random(seed)
    found = []
    for number in range(400):
        measures = {"odds": rng.uniform(-5, 5), "same_folder": float(rng.random() < 0.5), "set_off": 0.0}
        chance = 1 / (1 + math.exp(-(0.8 * measures["odds"] + measures["same_folder"] + bias)))
        found.append(ScoredReading("mention", vault, f"{number}", "t", float(rng.random() < chance), measures))
    return found


def test_weights_that_made_the_readings_are_found_again() -> None:
    weights = Scores("mention", made("one", 1) + made("other", 2) + made("third", 3)).weights()
    assert weights["odds"] == pytest.approx(0.8, abs=0.15)
    assert weights["same_folder"] == pytest.approx(1.0, abs=0.4)
    assert weights["set_off"] == pytest.approx(0.0, abs=0.01)
    assert weights["bias"] == pytest.approx(0.5, abs=0.3)


def test_a_vault_is_scored_by_weights_that_did_not_see_it() -> None:
    readings = made("one", 1) + made("other", 2)
    turned = [
        ScoredReading(one.kind, one.vault, one.source, one.target, 1 - one.right, one.measures)
        if one.vault == "other"
        else one
        for one in readings
    ]
    before, after = Scores("mention", readings).unseen(), Scores("mention", turned).unseen()
    assert np.array_equal(before[400:], after[400:])
    assert not np.allclose(before[:400], after[:400])


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "[]",
        "{}",
        '{"kind": "mention", "vault": "v", "source": "s", "target": "t", "right": 1, "measures": {"odds": 1}}',
        '{"kind": "other", "vault": "v", "source": "s", "target": "t", "right": 1, "measures": {}}',
    ],
)
def test_a_line_that_is_no_reading_is_named(line: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        parse_scored(line.encode(), "scored.jsonl")
    assert (caught.value.path, caught.value.line) == ("scored.jsonl", 1)
