import json
from pathlib import Path

import pytest

from tests.cli.conftest import Vault
from tests.git.conftest import commit

CLAIM = b"---\ntype: claim\n---\n"
NOTES = {
    "v/compost feeds clay soils.md": CLAIM + b"- [[beds stay moist in summer]] \xe2\x80\x94 the claim this supports\n",
    "v/beds stay moist in summer.md": CLAIM,
}
ONE, OTHER = "v/compost feeds clay soils.md", "v/beds stay moist in summer.md"


def gold(folder: Path, *pairs: dict[str, object]) -> Path:
    file = folder / "gold.jsonl"
    file.write_text("".join(json.dumps(pair) + "\n" for pair in pairs))
    return file


@pytest.fixture
def claims(vault: Vault) -> Vault:
    commit(vault.root, NOTES)
    return vault


def test_pairs_of_notes_and_of_texts_are_scored_together(claims: Vault, tmp_path: Path) -> None:
    file = gold(
        tmp_path,
        {"source": ONE, "target": OTHER, "label": "supports"},
        {"source": OTHER, "target": ONE, "label": "none"},
        {"source_text": "Rain fell.", "target_text": "It is wet.", "label": "supports"},
    )
    done = claims.run("eval", "types", file, "--output-format", "json")
    assert done.returncode == 0 and done.stderr == b""
    data = json.loads(done.stdout)
    assert set(data) == {"pairs", "accuracy", "macro_f1", "by_type"}
    assert data["pairs"] == 3 and data["by_type"]["supports"] == {
        "written": 1,
        "right": 1,
        "precision": 1.0,
        "recall": 0.5,
    }
    assert list(data["by_type"]) == ["supports", "challenges", "depends_on", "related", "duplicate", "none"]
    assert b"3 pairs, 2 abstentions" in claims.run("eval", "types", file).stdout


def test_paths_may_be_seen_from_the_folder_that_is_named(claims: Vault, tmp_path: Path) -> None:
    file = gold(tmp_path, {"source": ONE[2:], "target": OTHER[2:], "label": "supports"})
    done = claims.run("eval", "types", file, "--vault", claims.root / "v", "--output-format", "json", cwd=tmp_path)
    assert json.loads(done.stdout)["accuracy"] == 1.0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            {"source": ONE, "target": "v/nothing.md", "label": "none"},
            "gold.jsonl:1: no note in the vault: v/nothing.md",
        ),
        ({"source": ONE, "target": OTHER, "label": "likes"}, 'gold.jsonl:1: "label" is "likes"'),
    ],
)
def test_bad_gold_ends_with_2_and_one_line(
    claims: Vault, tmp_path: Path, line: dict[str, object], message: str
) -> None:
    done = claims.run("eval", "types", gold(tmp_path, line))
    assert done.returncode == 2 and done.stdout == b""
    assert message in done.stderr.decode() and done.stderr.count(b"\n") == 1


def test_a_missing_file_and_an_unknown_typer_end_with_2(claims: Vault, tmp_path: Path) -> None:
    done = claims.run("eval", "types", tmp_path / "none.jsonl")
    assert done.returncode == 2 and b"cannot read it: No such file" in done.stderr
    done = claims.run(
        "eval", "types", gold(tmp_path, {"source": ONE, "target": OTHER, "label": "none"}), "--typer", "x"
    )
    assert done.returncode == 2 and b'there is no typer "x"; use stated or judge' in done.stderr
