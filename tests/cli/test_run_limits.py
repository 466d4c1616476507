"""Limits of a run, and its report."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reweave.exit_codes import Exit
from reweave.output.document import indented
from reweave.output.report import report_data
from reweave.run.checkpoint import Checkpoints
from reweave.run.pipeline import deliver
from reweave.run.report import run_report
from tests.cli.conftest import BROKEN, INDENTED, Vault
from tests.cli.test_run_again import COMPOST, MULCH, SHADE, SOURCE, TARGET, WISHES
from tests.git.conftest import commit, git, text

BRANCH = "reweave/normalize"
SCHEMA = json.loads((files("reweave") / "schemas/run-1.json").read_text())


def run(vault: Vault, *args: str) -> dict[str, object]:
    done = vault.run("run", *args, "--output-format", "json")
    assert done.returncode in (Exit.DONE, Exit.REFUSED), done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    jsonschema.validate(answer, SCHEMA)
    return answer


def configured(vault: Vault, lines: str) -> None:
    commit(vault.root, {"reweave.toml": lines.encode()})


def reported(vault: Vault) -> Any:
    return json.loads(indented("run", report_data(run_report(deliver(vault.root, WISHES)))))


def until_done(vault: Vault) -> list[dict[str, object]]:
    """Run night after night, until there is nothing to do."""
    answers = []
    while (answer := reported(vault))["commits"] or answer["stopped_by"]:
        jsonschema.validate(answer, SCHEMA)
        answers.append(answer)
        assert len(answers) < 20
    return answers


def whole(vault: Vault, tmp_path: Path) -> str:
    """Return the tree that one run without limits makes."""
    clone = tmp_path / "whole"
    git(tmp_path, "clone", "-q", str(vault.root), str(clone))
    (clone / "reweave.toml").write_text("[run]\nweave = true\n[weave]\nnew = false\n")
    git(clone, "commit", "-qam", "no limits")
    deliver(clone, WISHES)
    (clone / "reweave.toml").write_bytes(vault.committed("main")["reweave.toml"])
    git(clone, "checkout", "-q", "--force", BRANCH)
    (clone / "reweave.toml").write_bytes(vault.committed("main")["reweave.toml"])
    git(clone, "commit", "-qam", "limits")
    return text(clone, "rev-parse", "HEAD^{tree}")


@pytest.mark.parametrize(
    ("limit", "nights"), [("max-notes = 2", 2), ("max-edges = 1", 2), ("max-minutes = 0.0000001", None)]
)
def test_the_next_run_goes_on(vault: Vault, tmp_path: Path, limit: str, nights: int | None) -> None:
    notes = {f"kb/{COMPOST}.md": SOURCE, f"kb/{MULCH}.md": TARGET, f"kb/{SHADE}.md": TARGET}
    commit(vault.root, notes)
    configured(vault, f"[run]\nweave = true\n{limit}\n[weave]\nnew = false\n")
    wanted = whole(vault, tmp_path)
    answers = until_done(vault)
    assert text(vault.root, "rev-parse", f"{BRANCH}^{{tree}}") == wanted
    assert nights is None or len(answers) == nights
    key = "run." + limit.partition(" ")[0]
    first = answers[0]["stopped_by"]
    assert isinstance(first, list) and [one["limit"] for one in first] == [key]
    total = len(text(vault.root, "rev-list", f"main..{BRANCH}").split())
    assert total == sum(len(one["commits"]) for one in answers if isinstance(one["commits"], list))


def test_a_limit_is_named_in_words(vault: Vault) -> None:
    configured(vault, "[run]\nmax-notes = 2\n")
    done = vault.run("run")
    assert b"run.max-notes = 2 stopped the run; left for the next one: 1 note\n" in done.stdout


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("max-notes = 0", b"reweave.toml:2: invalid value 0 for run.max-notes"),
        ("max-notes = true", b"reweave.toml:2: invalid value true for run.max-notes"),
        ("max-edges = -1", b"reweave.toml:2: invalid value -1 for run.max-edges"),
        ("max-minutes = 0", b"reweave.toml:2: invalid value 0 for run.max-minutes"),
        ('max-minutes = "ten"', b"reweave.toml:2: invalid value 'ten' for run.max-minutes"),
        ("max-note = 1", b"did you mean 'max-notes'?"),
    ],
)
def test_limits_that_are_none(vault: Vault, table: str, said: bytes) -> None:
    configured(vault, f"[run]\n{table}\n")
    done = vault.run("run")
    assert done.returncode == Exit.USAGE and said in done.stderr and b"Traceback" not in done.stderr


def test_a_report(vault: Vault, tmp_path: Path) -> None:
    hostile = "<img src=x> @all claims of some length"
    statement = f"---\ntype: claim\n---\n- [[{hostile}]] \u2014 the claim this supports\n".encode()
    commit(vault.root, {f"kb/{COMPOST}.md": statement, f"kb/{hostile}.md": TARGET, "broken.md": BROKEN})
    configured(vault, "[run]\nweave = true\n[weave]\nnew = false\n")
    answer = run(vault, "--report", str(tmp_path / "night"))
    assert json.loads((tmp_path / "night.json").read_text()) == answer
    words = (tmp_path / "night.md").read_text()
    assert words.startswith("# reweave: Normalize 3 notes, add 1 edge\n")
    assert "## Left as they are\n\n- `broken.md:" in words and "## How long it took\n" in words
    assert f"`{hostile}`" in words
    assert sorted(path.name for path in tmp_path.iterdir()) == ["night.json", "night.md", "vault"]
    assert vault.run("run", "--report", tmp_path / "only.md").returncode == Exit.REFUSED
    assert (tmp_path / "only.md").read_text().startswith("# reweave: Nothing to do\n")
    assert not (tmp_path / "only.md.json").exists()


def test_a_report_that_cannot_be_written(vault: Vault, tmp_path: Path) -> None:
    done = vault.run("run", "--report", tmp_path / "nowhere/night")
    assert done.returncode == Exit.USAGE and b"the folder does not exist" in done.stderr
    assert text(vault.root, "branch", "--list", BRANCH) == ""


def test_places_that_are_damaged_only_cost_time(vault: Vault) -> None:
    place = vault.root / ".git/reweave"
    place.mkdir()
    for content in (b"\xff{", b"[1]", b'{"behind": [1]}', b'{"behind": {"reweave/normalize:": 3}}', b"[" * 100_000):
        (place / "run.json").write_bytes(content)
        assert Checkpoints(place).get(BRANCH, "") == ""
    assert vault.run("run").returncode == 0


def test_a_time_limit_looks_at_every_note_in_turn(vault: Vault) -> None:
    commit(vault.root, {f"many/{number}.md": INDENTED for number in range(2)})
    configured(vault, "[run]\nmax-minutes = 0.0000001\n")
    seen = [one["summary"] for one in until_done(vault)]
    assert [one["notes"] for one in seen if isinstance(one, dict)] == [1] * 7


def test_edges_do_not_wait_until_all_layout_is_done(vault: Vault) -> None:
    many = {f"many/{number}.md": INDENTED for number in range(8)}
    commit(vault.root, {**many, f"kb/{COMPOST}.md": SOURCE, f"kb/{MULCH}.md": TARGET, f"kb/{SHADE}.md": TARGET})
    configured(vault, "[run]\nweave = true\nmax-notes = 4\n[weave]\nnew = false\n")
    first, *others = until_done(vault)
    assert isinstance(first["edges"], list) and len(first["edges"]) == 2
    assert isinstance(first["commits"], list)
    assert sum(one["notes"] for one in first["commits"]) == 4
    assert len(others) == 2
