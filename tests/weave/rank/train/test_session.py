import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from reweave.weave.rank.model import shipped
from reweave.weave.rank.ranker import Ranker
from reweave.weave.rank.train import session
from reweave.weave.rank.train.session import RELATED_AT, RELATED_WITHIN, Training, train
from reweave.weave.rank.vocabulary import Floats, Ints
from tests.weave.rank.vaults import topical, topical_files

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def training() -> Training:
    return train(topical(5))


def test_each_folder_is_left_out_in_turn_in_every_version(training: Training) -> None:
    found = [(one.variant, one.folder, one.sources) for one in training.evaluate()]
    assert found == [
        (version, folder, sources)
        for version in ("leave_one_source_out", "strict", "bare", "without_glosses")
        for folder, sources in (("", 15), ("energy", 5), ("garden", 5), ("music", 5))
    ]


class Recorder:
    """Stands for a fitted model, and remembers the rows it was fitted on."""

    def __init__(self, features: Floats) -> None:
        self.rows = {row.tobytes() for row in features}
        self.samples: list[Floats] = []

    def predict(self, names: list[str], features: Floats) -> Floats:
        self.samples.append(features)
        return np.zeros(len(features))


def test_a_question_is_scored_by_a_model_that_saw_nothing_of_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Recorder] = []

    def record(names: list[str], features: Floats, linked: Ints) -> Recorder:
        made.append(Recorder(features))
        return made[-1]

    monkeypatch.setattr(session, "fit", record)
    found = train(topical(4))
    assert len(made) == 3 and sum(len(one.samples) for one in made) == len(found.samples) == 48
    for one in made:
        # Rows of a shortlist are as good as unique, so that a row seen in training would be found.
        assert not one.rows & {row.tobytes() for features in one.samples for row in features}
        assert len(one.samples) == 16


def test_the_model_of_all_can_rank_and_knows_what_it_learned_from(training: Training) -> None:
    model = training.model()
    assert (model.related_at, model.related_within) == (RELATED_AT, RELATED_WITHIN) and len(model.trained_on) == 15
    assert model.features == shipped().features
    assert len(Ranker(topical(5), model).candidates(0, 4)) == 4


def test_the_script_writes_the_same_model_for_the_same_notes(training: Training, tmp_path: Path) -> None:
    for path, source in topical_files(5):
        (tmp_path / "vault" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "vault" / path).write_bytes(source)
    file = tmp_path / "model.json"
    command: list[str | Path] = [
        sys.executable,
        ROOT / "scripts/train_ranker",
        "--vault",
        tmp_path / "vault",
        "--output",
        file,
    ]
    done = subprocess.run(command, capture_output=True, check=True)
    assert b"| strict | all, each left out in turn | 15 | model |" in done.stdout
    assert json.loads(file.read_bytes()) == training.model().to_json()
