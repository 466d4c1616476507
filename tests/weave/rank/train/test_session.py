import json
import subprocess
import sys
from pathlib import Path

import pytest

from reweave.note.changeset import blob_hash
from reweave.weave.rank.model import Model, shipped
from reweave.weave.rank.ranker import Ranker
from reweave.weave.rank.train import session
from reweave.weave.rank.train.session import RELATED_AT, RELATED_WITHIN, VaultSamples, evaluate, read_samples, train
from tests.weave.rank.vaults import topical, topical_files

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def vaults() -> list[VaultSamples]:
    return [read_samples(f"vault{seed}", topical(7, seed)) for seed in (1, 2, 3)]


def test_each_vault_is_asked_of_a_base_that_saw_only_the_others(
    vaults: list[VaultSamples], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def recorded(others: list[VaultSamples]) -> Model:
        seen.append([one.name for one in others])
        return train(others)

    monkeypatch.setattr(session, "train", recorded)
    found = list(evaluate(vaults))
    assert [(one.vault, one.sources) for one in found] == [("vault1", 21), ("vault2", 21), ("vault3", 21)]
    assert seen == [["vault2", "vault3"], ["vault1", "vault3"], ["vault1", "vault2"]]
    for one in found:
        assert one.base.mrr.mean > one.baseline.mrr.mean > 0.3


def test_the_model_of_all_can_rank_and_knows_what_it_learned_from(vaults: list[VaultSamples]) -> None:
    model = train(vaults)
    assert (model.related_at, model.related_within) == (RELATED_AT, RELATED_WITHIN)
    assert model.trained_on == {blob_hash(source)[:12] for seed in (1, 2, 3) for _, source in topical_files(7, seed)}
    assert model.features == shipped().features
    assert len(Ranker(topical(5), model).candidates(0, 4)) == 4


def test_the_script_writes_the_same_model_for_the_same_notes(vaults: list[VaultSamples], tmp_path: Path) -> None:
    command: list[str | Path] = [sys.executable, ROOT / "scripts/train_ranker", "--output", tmp_path / "model.json"]
    for seed in (1, 2, 3):
        for path, source in topical_files(7, seed):
            file = tmp_path / f"vault{seed}" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(source)
        command += ["--vault", tmp_path / f"vault{seed}"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert b"| vault3 | 21 | fitted |" in done.stdout
    assert json.loads((tmp_path / "model.json").read_bytes()) == train(vaults).to_json()
