"""Recovery from journals: of interrupted runs, torn ones, and ones that somebody planted."""

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest

from reweave.errors import ReweaveError
from reweave.worktree.recovery import Recovery, RecoveryOutcome, recover

STAGED = ".reweave-0123abcd"


def entry(path: str = "a.md", staged: str = STAGED, before: bytes = b"old", after: bytes = b"new") -> dict[str, str]:
    return {
        "path": path,
        "staged": staged,
        "before": base64.b64encode(before).decode(),
        "after": base64.b64encode(after).decode(),
    }


def plant(root: Path, state: str, *entries: dict[str, Any], head: dict[str, Any] | None = None) -> None:
    (root / ".reweave").mkdir(exist_ok=True)
    lines = [head or {"reweave": 1, "root": ".."}, *entries, {"entries": len(entries)}]
    (root / ".reweave" / state).write_text("".join(json.dumps(line) + "\n" for line in lines))


def run(root: Path) -> Recovery | None:
    return recover(root, root / ".reweave")


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.md").write_bytes(b"old")
    (tmp_path / "out.md").write_bytes(b"old")
    (tmp_path / STAGED).write_bytes(b"new")
    return root


def test_nothing_to_recover(root: Path) -> None:
    assert run(root) is None
    assert not (root / ".reweave").exists()
    (root / ".reweave").mkdir()
    assert run(root) is None


def test_staging_is_taken_back(root: Path) -> None:
    (root / STAGED).write_bytes(b"ne")
    plant(root, "staging.jsonl", entry())
    assert run(root) == Recovery(RecoveryOutcome.ROLLED_BACK, 1)
    assert contents(root) == {"a.md": b"old"}


def test_renaming_is_finished(root: Path) -> None:
    (root / STAGED).write_bytes(b"new")
    (root / "b.md").write_bytes(b"new")
    plant(root, "renaming.jsonl", entry(), entry("b.md", ".reweave-00000000"))
    assert run(root) == Recovery(RecoveryOutcome.FINISHED, 2)
    assert contents(root) == {"a.md": b"new", "b.md": b"new"}


def test_a_note_edited_after_its_rename_is_left_and_the_rest_finished(root: Path) -> None:
    (root / STAGED).write_bytes(b"new")
    (root / "b.md").write_bytes(b"mine")
    plant(root, "renaming.jsonl", entry(), entry("b.md", ".reweave-00000000"), entry("gone.md", ".reweave-00000001"))
    assert run(root) == Recovery(RecoveryOutcome.FINISHED, 3, ("b.md", "gone.md"))
    assert contents(root) == {"a.md": b"new", "b.md": b"mine"}


def test_a_note_edited_before_its_rename_takes_the_others_back(root: Path) -> None:
    (root / STAGED).write_bytes(b"new")
    (root / "a.md").write_bytes(b"mine")
    (root / "b.md").write_bytes(b"new")
    (root / "b.md").chmod(0o640)
    plant(root, "renaming.jsonl", entry(), entry("b.md", ".reweave-00000000"))
    assert run(root) == Recovery(RecoveryOutcome.ROLLED_BACK, 2, ("a.md",))
    assert contents(root) == {"a.md": b"mine", "b.md": b"old"}
    assert (root / "b.md").stat().st_mode & 0o777 == 0o640


def test_lost_staged_bytes_take_all_back(root: Path) -> None:
    (root / "b.md").write_bytes(b"new")
    plant(root, "renaming.jsonl", entry(), entry("b.md", ".reweave-00000000"))
    assert run(root) == Recovery(RecoveryOutcome.ROLLED_BACK, 2)
    assert contents(root) == {"a.md": b"old", "b.md": b"old"}


def test_a_copied_folder_can_be_recovered(root: Path, tmp_path: Path) -> None:
    (root / STAGED).write_bytes(b"new")
    plant(root, "renaming.jsonl", entry())
    root.rename(tmp_path / "elsewhere")
    assert recover(tmp_path / "elsewhere", tmp_path / "elsewhere/.reweave") == Recovery(RecoveryOutcome.FINISHED, 1)


def test_a_torn_draft_is_dropped(root: Path) -> None:
    (root / ".reweave").mkdir()
    (root / ".reweave/plan.tmp").write_bytes(b'{"reweave"')
    assert run(root) is None
    assert contents(root) == {"a.md": b"old"}


def test_another_folders_run_is_left(root: Path) -> None:
    plant(root, "renaming.jsonl", entry(), head={"reweave": 1, "root": "../sub"})
    before = contents(root)
    with pytest.raises(ReweaveError, match="another folder"):
        run(root)
    assert contents(root) == before


def test_another_users_run_is_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(root, "renaming.jsonl", entry())
    os.chown(root / ".reweave/renaming.jsonl", 12345, -1) if os.geteuid() == 0 else monkeypatch.setattr(
        os, "geteuid", lambda: 12345
    )
    before = contents(root)
    with pytest.raises(ReweaveError, match="another user"):
        run(root)
    assert contents(root) == before


@pytest.mark.parametrize("state", ["staging.jsonl", "renaming.jsonl", "undoing.jsonl"])
@pytest.mark.parametrize(
    "bad",
    [
        pytest.param([entry("../out.md")], id="leaves the root"),
        pytest.param([entry("sub/../../out.md")], id="leaves the root inside"),
        pytest.param([entry("/etc/passwd")], id="absolute"),
        pytest.param([entry("")], id="empty"),
        pytest.param([entry(".git/config")], id="git"),
        pytest.param([entry("sub/.GIT/hooks/x")], id="nested git"),
        pytest.param([entry("a\0b")], id="nul"),
        pytest.param([entry("\ud800")], id="lone surrogate"),
        pytest.param([entry(staged="../" + STAGED)], id="staged elsewhere"),
        pytest.param([entry(staged="a.md")], id="staged is a note"),
        pytest.param([entry(staged=STAGED + "\n")], id="staged with a line end"),
        pytest.param([{**entry(), "before": "*"}], id="not base64"),
        pytest.param([{**entry(), "before": 3}], id="wrong type"),
        pytest.param([{"path": "a.md"}], id="missing keys"),
        pytest.param([{"entries": 0}], id="more after the end"),
    ],
)
def test_planted_journals_are_set_aside(root: Path, state: str, bad: list[dict[str, Any]]) -> None:
    (root / STAGED).write_bytes(b"new")
    plant(root, state, entry(), *bad)
    before = contents(root.parent)
    done = run(root)
    assert done is not None and done.outcome is RecoveryOutcome.QUARANTINED and done.journal is not None
    after = contents(root.parent)
    assert after.pop(f"root/.reweave/{done.journal}") == before.pop(f"root/.reweave/{state}")
    assert after == before
    assert run(root) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[" * 100000,
        "[]\n",
        '{"reweave": 1}\n',
        '{"reweave": 2}\n',
        '{"reweave": 1, "root": ".."}\n{"entries": 1}\n',
        "1" * 9999,
    ],
)
def test_torn_and_foreign_journals_are_set_aside(root: Path, text: str) -> None:
    (root / ".reweave").mkdir()
    (root / ".reweave/renaming.jsonl").write_text(text)
    done = run(root)
    assert done is not None and done.outcome is RecoveryOutcome.QUARANTINED


def test_journals_that_are_no_files(root: Path) -> None:
    (root / ".reweave").mkdir()
    (root / ".reweave/staging.jsonl").symlink_to(root / "a.md")
    os.mkfifo(root / ".reweave/renaming.jsonl")
    (root / ".reweave/undoing.jsonl").mkdir()
    for _ in range(3):
        done = run(root)
        assert done is not None and done.outcome is RecoveryOutcome.QUARANTINED
    assert run(root) is None
    assert (root / "a.md").read_bytes() == b"old"


@pytest.mark.parametrize("state", ["staging.jsonl", "renaming.jsonl", "undoing.jsonl"])
def test_files_with_other_bytes_are_never_touched(root: Path, state: str) -> None:
    (root / "a.md").write_bytes(b"a person's note")
    (root / STAGED).write_bytes(b"a person's file")
    plant(root, state, entry())
    run(root)
    assert contents(root) == {"a.md": b"a person's note", STAGED: b"a person's file"}


@pytest.mark.parametrize("state", ["staging.jsonl", "renaming.jsonl", "undoing.jsonl"])
@pytest.mark.parametrize("outside", [b"old", b"new"])
def test_links_lead_nowhere(root: Path, state: str, outside: bytes) -> None:
    (root.parent / "out.md").write_bytes(outside)
    (root / "sub").symlink_to("..")
    (root / "linked.md").symlink_to("../out.md")
    (root / ".reweave-00000000").symlink_to("../" + STAGED)
    plant(root, state, entry("sub/out.md"), entry("linked.md", ".reweave-00000000"))
    run(root)
    assert (root.parent / "out.md").read_bytes() == outside
    assert (root.parent / STAGED).read_bytes() == b"new"
    assert (root / "linked.md").is_symlink()


def test_the_state_directory_is_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/staging.jsonl").write_text("x")
    (root / ".reweave").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ReweaveError, match="cannot recover an interrupted run"):
        run(root)
    assert (tmp_path / "elsewhere/staging.jsonl").read_text() == "x"
