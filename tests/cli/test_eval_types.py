import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Vault
from tests.git.conftest import commit
from tests.weave.judge.server import Answer, Server, says, serving

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
    assert set(data) == {"pairs", "accuracy", "macro_f1", "by_type", "opposite", "flipped", "by_rule"}
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
            "gold.jsonl:1: note 'v/nothing.md' not found in the vault",
        ),
        ({"source": ONE, "target": OTHER, "label": "likes"}, "gold.jsonl:1: unknown \"label\" 'likes'"),
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
    assert done.returncode == 2 and b"cannot read: No such file" in done.stderr
    done = claims.run(
        "eval", "types", gold(tmp_path, {"source": ONE, "target": OTHER, "label": "none"}), "--typer", "x"
    )
    assert done.returncode == 2 and b"no judge is set up; add [judges.NAME]" in done.stderr


def obeys(request: dict[str, Any]) -> Answer:
    """Answer that a note supports another where the source says so."""
    source = request["messages"][1]["content"].partition("TARGET 1:")[0]
    return (
        says("supports", "the claim this supports", 0.8) if "claim this supports" in source else says("none", "", 0.6)
    )


def judged(vault: Vault, server: Server, more: str = "") -> None:
    vault.set_up(f'[judges.small]\nurl = "{server.url}"\nmodel = "tiny"\n{more}\n')


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


def test_the_judge_is_asked_once_and_remembered(claims: Vault, tmp_path: Path) -> None:
    file = gold(
        tmp_path,
        {"source": ONE, "target": OTHER, "label": "supports"},
        {"source": OTHER, "target": ONE, "label": "none"},
        {"source_text": "Rain fell.", "target_text": "It is wet.", "label": "supports"},
    )
    with serving(obeys) as server:
        judged(claims, server)
        done = claims.run("eval", "types", file, "--typer", "judge", "--output-format", "json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["accuracy"] == 0.6667 and len(server.requests) == 3
        assert f"judge small: tiny at {server.url}\n".encode() in done.stderr
        assert b"2 questions to ask, at most about " in done.stderr
        again = claims.run("eval", "types", file, "--typer", "judge", "--output-format", "json")
        assert again.stdout == done.stdout and len(server.requests) == 3
        assert b"2 answers cached" in again.stderr
    assert list((claims.root / ".git" / "reweave" / "judge").rglob("*.json"))
    assert (
        b"supports  >= 0.00: 1.000 / 0.500;  >= 0.90: - / 0.000"
        in claims.run("eval", "types", file, "--typer", "judge").stdout
    )


def test_judges_are_chosen_by_name_and_told_what_to_configure(claims: Vault, tmp_path: Path) -> None:
    file = gold(
        tmp_path,
        {"source": ONE, "target": OTHER, "label": "supports"},
        {"source": OTHER, "target": ONE, "label": "none"},
    )
    with serving(obeys) as server:
        claims.set_up(f'[judges.local]\nurl = "{server.url}"\nmodel = "tiny"\n')
        done = claims.run("eval", "types", file, "--typer", "local", "--precision", "0.9")
        assert done.returncode == 0, done.stderr
        assert f"judge local: tiny at {server.url}\n".encode() in done.stderr and len(server.requests) == 2
        assert b"  [judges.local.confidence-by-type]\n  supports = 0  # 1 of 1 right\n" in done.stdout
        done = claims.run("weave", "--type-by", "lokal")
        assert done.returncode == 2 and b"unknown typer 'lokal'" in done.stderr
        assert b"did you mean 'local'?" in done.stderr


def test_a_budget_stops_and_the_same_command_goes_on(claims: Vault, tmp_path: Path) -> None:
    file = gold(
        tmp_path,
        {"source": ONE, "target": OTHER, "label": "supports"},
        {"source": OTHER, "target": ONE, "label": "none"},
    )
    with serving(obeys) as server:
        judged(claims, server, "output-price = 1000\nanswer-tokens = 1000\nbudget = 1.01\nconcurrency = 1")
        done = claims.run("eval", "types", file, "--typer", "judge")
        assert b"stopped: the budget is used up; 1 pair left, run the same command to continue" in done.stderr
        assert b"2 pairs, 1 abstentions" in done.stdout
        done = claims.run("eval", "types", file, "--typer", "judge")
        assert b"2 pairs, 0 abstentions" in done.stdout and b"stopped" not in done.stderr
        assert len(server.requests) == 2


def test_a_judge_that_is_not_configured_or_has_no_key_ends_with_2(claims: Vault, tmp_path: Path) -> None:
    file = gold(tmp_path, {"source": ONE, "target": OTHER, "label": "none"})
    done = claims.run("eval", "types", file, "--typer", "judge")
    assert done.returncode == 2 and b"no judge is set up; add [judges.NAME] with url and model" in done.stderr
    assert str(claims.settings / "reweave/config.toml").encode() in done.stderr
    claims.set_up('[judges.small]\nmodel = "small"\nkey-env = "NOT_SET_API_KEY"\n')
    done = claims.run("eval", "types", file, "--typer", "judge")
    assert done.returncode == 2 and b"the environment variable NOT_SET_API_KEY is not set" in done.stderr


def test_a_vault_chooses_among_the_judges_of_its_user_and_sets_up_none(claims: Vault, tmp_path: Path) -> None:
    file = gold(tmp_path, {"source": ONE, "target": OTHER, "label": "none"})
    ask = ("eval", "types", file, "--typer", "judge")
    with serving(obeys) as server, serving(obeys) as other:
        claims.set_up(f'[judges.a]\nurl = "{server.url}"\nmodel = "m"\n[judges.b]\nurl = "{other.url}"\nmodel = "m"\n')
        done = claims.run(*ask)
        assert done.returncode == 2 and b"several judges are set up; use --type-by with one of 'a', 'b'" in done.stderr
        (claims.root / "reweave.toml").write_text('[weave]\njudge = "bb"\n')
        done = claims.run(*ask)
        assert done.returncode == 2 and b"the vault asks for the judge 'bb', which your own" in done.stderr
        (claims.root / "reweave.toml").write_text('[weave]\njudge = "b"\n')
        assert claims.run(*ask).returncode == 0 and (len(server.requests), len(other.requests)) == (0, 1)
        (claims.root / "reweave.toml").write_text(f'[weave.judge]\nbase-url = "{server.url}"\nmodel = "m"\n')
        done = claims.run(*ask)
        assert done.returncode == 2 and b"reweave.toml:1: weave.judge is not read from a vault; move it" in done.stderr
        assert (len(server.requests), len(other.requests)) == (0, 1)


def test_a_program_can_judge_and_runs_outside_of_the_vault(claims: Vault, tmp_path: Path) -> None:
    program = tmp_path / "ask"
    answer = json.dumps({"quote": "the claim this supports", "relation": "supports", "confidence": 0.9})
    program.write_text(
        f"#!{claims.python}\nimport json, os, sys\nasked = json.load(sys.stdin)\n"
        "assert os.listdir() == [] and 'answers' in asked['schema']['properties'] and len(asked['messages']) == 2\n"
        "assert 'claim this supports' in asked['source']['text'] and len(asked['targets']) == 1\n"
        f"print({answer!r})\n"
    )
    program.chmod(0o755)
    claims.set_up(f'[judges.own]\ncommand = ["{program}"]\n')
    file = gold(tmp_path, {"source": ONE, "target": OTHER, "label": "supports"})
    done = claims.run("eval", "types", file, "--typer", "own", "--output-format", "json")
    assert done.returncode == 0 and json.loads(done.stdout)["accuracy"] == 1.0, done.stderr


def test_the_client_is_imported_for_the_judge_alone(claims: Vault, tmp_path: Path) -> None:
    file = gold(tmp_path, {"source": ONE, "target": OTHER, "label": "supports"})
    program = (
        "import sys; from reweave.cli.program import run\n"
        "run(sys.argv[1:])\n"
        "print([n for n in ('openai', 'pydantic', 'asyncio') if n in sys.modules])"
    )
    command = [claims.python, "-c", program, "eval", "types", str(file)]
    done = subprocess.run(command, cwd=claims.root, env=claims.environment(), capture_output=True, text=True)
    assert done.stdout.endswith("[]\n"), done.stderr
