"""`-`, `--staged` and `--changed-since`: a part of a vault, as editors and hooks ask about it."""

import io
import json
import sys
from pathlib import Path

import pytest

from reweave.cli.program import run
from tests.git.conftest import commit, git

BAD = b'---\na:\n  - "x"\n---\nbody \xff\r\n'
GOOD = b"---\na:\n- x\n---\nbody \xff\r\n"
BROKEN = b"---\na: [x\n---\n"


class Stdin(io.TextIOWrapper):
    """What `reweave` reads from."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    vault = tmp_path / "vault"
    vault.mkdir()
    git(vault, "init", "-q")
    git(vault, "config", "core.autocrlf", "false")
    commit(vault, {"one.md": GOOD, "two.md": GOOD, "sub/three.md": GOOD})
    monkeypatch.chdir(vault)
    return vault


def given(monkeypatch: pytest.MonkeyPatch, source: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(io.BytesIO(source)))


@pytest.mark.parametrize(
    ("source", "after", "code"), [(BAD, GOOD, 0), (GOOD, GOOD, 0), (b"", b"", 0), (BROKEN, BROKEN, 3)]
)
def test_fix_prints_the_note_and_nothing_else(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    source: bytes,
    after: bytes,
    code: int,
) -> None:
    for output_format in ("text", "json"):
        given(monkeypatch, source)
        options = ["--stdin-filename", "new/folder/note.md", "--output-format", output_format]
        assert run(["fix", "-", *options]) == code
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        assert out == after
        assert (b"new/folder/note.md" in err) is (code == 3 or (output_format == "json" and source == BAD))
    assert git(root, "status", "--porcelain") == b""


def test_check_reads_stdin_as_the_file_that_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "reweave.toml").write_text('exclude = ["out/"]\n[[overrides]]\npaths = ["sub/"]\nignore = ["quotes"]\n')
    counts = {}
    for name in (None, "one.md", "sub/three.md", "out/x.md"):
        given(monkeypatch, BAD)
        code = run(["check", "-", "--output-format", "json", *(["--stdin-filename", name] if name else [])])
        found = json.loads(capsys.readouterr().out)["findings"]
        counts[name] = code, {(one["path"], one["rule"]) for one in found}
    assert counts == {
        None: (1, {("-", "quotes"), ("-", "list-indent")}),
        "one.md": (1, {("one.md", "quotes"), ("one.md", "list-indent")}),
        "sub/three.md": (1, {("sub/three.md", "list-indent")}),
        "out/x.md": (0, set()),
    }


def test_rules_about_the_vault_see_the_note_in_its_place(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for target, findings in (("two", 0), ("gone", 1)):
        given(monkeypatch, f"---\nsupports:\n- {target}\n---\n".encode())
        run(["check", "-", "--stdin-filename", "one.md", "--select", "dangling-edge", "--output-format", "json"])
        assert len(json.loads(capsys.readouterr().out)["findings"]) == findings


def test_a_note_on_stdin_has_a_largest_size(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / "reweave.toml").write_text("[limits]\nnote-bytes = 10\n")
    given(monkeypatch, BAD)
    assert run(["fix", "-"]) == 3
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(
    "options",
    [["-", "one.md"], ["--stdin-filename", "x.md"], ["-", "--changed-since", "HEAD"]],
)
def test_what_cannot_be_used_with_stdin(root: Path, options: list[str]) -> None:
    assert run(["check", *options]) == run(["fix", *options]) == 2


def paths(capsys: pytest.CaptureFixture[str], *options: str) -> set[str]:
    run(["check", "--output-format", "json", *options])
    return {finding["path"] for finding in json.loads(capsys.readouterr().out)["findings"]}


def test_staged_is_what_the_index_holds(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert paths(capsys, "--staged") == set()
    (root / "one.md").write_bytes(BAD)
    (root / "sub" / "new.md").write_bytes(BAD)
    (root / "two.md").write_bytes(BAD)
    git(root, "add", "one.md", "sub/new.md")
    (root / "one.md").write_bytes(GOOD)
    (root / "sub" / "new.md").unlink()
    assert paths(capsys, "--staged") == {"one.md", "sub/new.md"}
    assert paths(capsys, "--staged", "sub") == {"sub/new.md"}
    git(root, "add", "one.md")
    assert paths(capsys, "--staged") == {"sub/new.md"}
    assert run(["fix", "--staged"]) == 2


def test_staged_before_the_first_commit_and_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "new"
    (root / "notes").mkdir(parents=True)
    git(root, "init", "-q")
    (root / "notes" / "reweave.toml").touch()
    (root / "notes" / "größe.md").write_bytes(BAD)
    (root / "outside.md").write_bytes(BAD)
    git(root, "add", "-A")
    monkeypatch.chdir(root / "notes")
    assert paths(capsys, "--staged") == {"größe.md"}


def test_the_index_of_a_partial_commit_counts(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "one.md").write_bytes(BAD)
    (root / "index").write_bytes((root / ".git" / "index").read_bytes())
    monkeypatch.setenv("GIT_INDEX_FILE", "index")
    git(root, "add", "one.md")
    assert paths(capsys, "--staged") == {"one.md"}


def test_changed_since(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "branch", "start")
    (root / "old.md").write_bytes(BAD)
    commit(root, {"old.md": BAD, "one.md": BAD})
    git(root, "branch", "main-now")
    commit(root, {"two.md": BAD})
    (root / "untracked.md").write_bytes(BAD)
    (root / "ignored.md").write_bytes(BAD)
    (root / ".git" / "info" / "exclude").write_text("ignored.md\n")
    assert paths(capsys, "--changed-since", "HEAD") == {"untracked.md"}
    assert paths(capsys, "--changed-since", "main-now") == {"two.md", "untracked.md"}
    assert paths(capsys, "--changed-since", "start") == {"old.md", "one.md", "two.md", "untracked.md"}
    git(root, "checkout", "-q", "start")
    assert paths(capsys, "--changed-since", "main-now") == {"untracked.md"}, "what others committed is not ours"
    assert run(["check", "--changed-since", "nothing"]) == 2
    assert run(["fix", "--changed-since", "start"]) == 0
    assert (root / "untracked.md").read_bytes() == GOOD


def test_a_folder_without_a_repository_has_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["check", "--staged"]) == run(["check", "--changed-since", "HEAD"]) == 2
