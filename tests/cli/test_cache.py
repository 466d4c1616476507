"""What is remembered is what would be found again: every command says and does the same with the cache and without."""

import contextlib
import io
import os
import random
import re
import shlex
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reweave.cli import program
from reweave.files import reading, stamp
from reweave.lint import note_linter
from reweave.run import note_files, written_notes
from tests.cli.conftest import BROKEN, INDENTED, NORMAL, NOTES, Vault
from tests.git.conftest import commit, git, text

NAMES = ("a.md", "kb/b.md", "kb/c.md", "kb/d e.md", "x.md")
CONTENTS = (
    NORMAL,
    INDENTED,
    BROKEN,
    b"no frontmatter\n",
    b"---\ntype: claim\nsupports:\n- a\n- nowhere\n---\n[[x]]\n",
    b"---\ntype: claim\ncreated: 2026-02-30\nx: 1\nx: 2\n---\n",
    b"---\ntitle: A: one\n---\n",
    b"+++\nx = 1\n+++\n",
    b"---\nup: [[x]]\n---\n",
)
CONFIGS = (
    None,
    b'extend-select = ["dangling-edge"]\n',
    b'ignore = ["list-indent"]\n',
    b'[[overrides]]\npaths = ["kb/**"]\nignore = ["impossible-date", "list-indent"]\n',
    b"[limits]\nnote-bytes = 100\n",
)
COMMANDS = (
    "check",
    "check",
    "check --output-format json",
    "check --output-format sarif",
    "check kb --output-format github",
    "fix",
    "fix --unsafe",
    "fix --output-format json",
    "diff",
    "diff --unsafe --output-format json",
)


class Said(NamedTuple):
    """All that a command lets a user see."""

    code: int
    out: str
    err: str


def said(root: Path, command: str) -> Said:
    """Run a command in this process, in a folder."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(root), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = program.run(shlex.split(command))
    where = re.escape(str(root.parent))
    return Said(code, *(re.sub(where, "", stream.getvalue()) for stream in (out, err)))


def files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts and ".reweave" not in path.parts
    }


def pair(folder: Path, *, in_git: bool) -> list[Path]:
    """Make two vaults that are alike."""
    roots = [folder / name / "vault" for name in ("cached", "fresh")]
    for root in roots:
        root.mkdir(parents=True)
        if in_git:
            git(root, "init", "-q")
    return roots


def edit(choice: random.Random, roots: list[Path], names: tuple[str, ...] = NAMES) -> None:
    """Change one file of both in the same way."""
    name, content = choice.choice(names), choice.choice(CONTENTS)
    if choice.random() < 0.25:
        name, config = "reweave.toml", choice.choice(CONFIGS)
        content = config or b""
    gone = choice.random() < 0.2
    for root in roots:
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        if not gone:
            path.write_bytes(content)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), in_git=st.booleans(), unread=st.booleans())
def test_a_vault_that_is_edited_on_and_on(
    tmp_path_factory: pytest.TempPathFactory, seed: int, in_git: bool, unread: bool
) -> None:
    choice = random.Random(seed)
    cached, fresh = roots = pair(tmp_path_factory.mktemp("pair"), in_git=in_git)
    for _ in range(4):
        edit(choice, roots)
    with pytest.MonkeyPatch.context() as patch:
        if unread:  # a command takes longer than a tick of the clock of the file system
            patch.setattr(stamp, "settling_time", lambda _: 0)
        for _ in range(8):
            if choice.random() < 0.5:
                edit(choice, roots)
            command = choice.choice(COMMANDS)
            assert said(cached, command) == said(fresh, f"{command} --no-cache"), command
            assert files(cached) == files(fresh)


def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the notes that are linted from now on."""
    paths: list[str] = []
    real = note_linter.NoteLinter.lint

    def lint(self: note_linter.NoteLinter, path: str, source: bytes) -> object:
        paths.append(path)
        return real(self, path, source)

    monkeypatch.setattr(note_linter.NoteLinter, "lint", lint)
    return paths


def test_only_what_changed_is_looked_at(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    said(vault.root, "fix")
    paths = looked_at(monkeypatch)
    said(vault.root, "check")
    assert paths == []
    (vault.root / "readme.md").write_bytes(BROKEN)
    said(vault.root, "check")
    said(vault.root, "check")
    assert paths == ["readme.md"]


def test_an_unchanged_file_is_not_even_read(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in vault.root.rglob("*.md"):
        os.utime(path, (1, 1))
    monkeypatch.setattr(stamp, "settling_time", lambda _: 0)
    expected = said(vault.root, "check")
    read: list[str] = []

    def read_found(path: str, limit: int) -> bytes | None:
        read.append(path)
        return reading.read_found(path, limit)

    monkeypatch.setattr(note_files, "read_found", read_found)
    assert said(vault.root, "check") == expected and read == []
    os.utime(vault.root / "readme.md", (2, 2))
    assert said(vault.root, "check") == expected and read == [f"{vault.root}/readme.md"]


def test_a_file_that_was_changed_just_now_has_no_stamp(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"x")
    os.utime(file, (1, 1))
    found = file.stat()
    assert stamp.stamp_of(found, found.st_ctime_ns) == b""
    assert stamp.stamp_of(found, found.st_ctime_ns + 10_000_000) == b""


@pytest.mark.parametrize(("changed", "settled"), [(5_000_000_000, 2_000_000_000), (5_004_000_123, 20_000_000)])
def test_a_time_that_the_file_system_rounds_settles_later(changed: int, settled: int) -> None:
    file = os.stat_result((0o100644, 7, 1, 1, 0, 0, 3, 0, 0, 0, 0.0, 0.0, 0.0, 0, changed, changed))
    assert stamp.stamp_of(file, changed + settled - 1) == b""
    assert len(stamp.stamp_of(file, changed + settled)) == 16


def test_a_fixed_note_is_not_read_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamp, "settling_time", lambda _: 0)
    monkeypatch.setattr(written_notes, "settling_time", lambda _: 0)
    expected = said(vault.root, "fix")
    assert "written" in expected.out
    read: list[str] = []

    def read_found(path: str, limit: int) -> bytes | None:
        read.append(path)
        return reading.read_found(path, limit)

    monkeypatch.setattr(note_files, "read_found", read_found)
    found = said(vault.root, "check")
    assert found == said(vault.root, "check --no-cache") and read == []


def test_a_note_that_is_edited_while_it_is_fixed_is_read_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever edits it leaves size and inode alone; the time of its last change tells."""
    note = vault.root / "claims/one.md"
    monkeypatch.setattr(stamp, "settling_time", lambda _: 0)
    real = written_notes.remember_written

    def edit_first(*arguments: Any) -> None:
        data = note.read_bytes()
        with note.open("r+b") as stream:
            stream.write(data.replace(b"type", b"ty:e"))
        real(*arguments)

    monkeypatch.setattr(written_notes, "remember_written", edit_first)
    said(vault.root, "fix")
    assert said(vault.root, "check") == said(vault.root, "check --no-cache")


def test_no_cache(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    said(vault.root, "check")
    paths = looked_at(monkeypatch)
    said(vault.root, "check --no-cache")
    notes = sum(name.endswith(".md") for name in NOTES)
    assert len(paths) == notes
    monkeypatch.setenv("REWEAVE_NO_CACHE", "1")
    said(vault.root, "check")
    assert len(paths) == 2 * notes


def test_a_home_that_cannot_be_written(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = said(vault.root, "check --no-cache")
    for home in ("/proc/self/nowhere", "/dev/null", ""):
        monkeypatch.setenv("XDG_CACHE_HOME", home)
        assert said(vault.root, "check") == expected
    monkeypatch.delenv("HOME")
    assert said(vault.root, "check") == expected


def test_a_change_is_made_and_proved_again_each_time(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    said(vault.root, "diff")
    said(vault.root, "check")
    paths = looked_at(monkeypatch)
    said(vault.root, "fix")
    assert sorted(paths) == ["claims/one.md", "claims/two.md", "maps/bom.md"]


def test_a_rule_about_the_vault_is_asked_again_when_any_note_changes(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = b"---\nsupports:\n- solar is cheap\n---\n"
    commit(vault.root, {"reweave.toml": b'select = ["dangling-edge"]\n', "claims/three.md": linked})
    assert "claims/three.md:3" in said(vault.root, "check").out
    paths = looked_at(monkeypatch)
    assert "claims/three.md:3" in said(vault.root, "check").out and paths == []
    (vault.root / "solar is cheap.md").write_bytes(b"---\ntype: claim\n---\n")
    assert "claims/three.md:3" not in said(vault.root, "check").out
    (vault.root / "solar is cheap.md").unlink()
    assert "claims/three.md:3" in said(vault.root, "check").out


RUNS = ("run", "run", "run --weave", "run --weave", "run --unsafe", "run --by rule", "run --weave --branch other")
CLAIMS = tuple(f"kb/{name}.md" for name in ("compost feeds soil", "mulch keeps moisture", "shade cools leaves"))
LINKED = (
    b"---\ntype: claim\n---\n- [[mulch keeps moisture]] \xe2\x80\x94 the claim this supports\n",
    b"---\ntype: claim\nstatus: retired\n---\nText.\n",
    b"---\ntype: claim\nsupports:\n  - shade cools leaves\n---\n- [[compost feeds soil]] \xe2\x80\x94 challenges\n",
    b"---\ntype: claim\n---\nText.\n",
)


def blank(text: str) -> str:
    """Return what a run said without the names that are new in each run."""
    return re.sub(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{6}|\b[0-9a-f]{7,40}\b", "NAME", text)


def trees(root: Path) -> list[str]:
    """Return the files of every commit of every branch, and what its message says in its first line; in no order.

    Commits of two branches come in the order of their dates, which the seconds of the clock decide.
    """
    log = text(root, "log", "--branches", "--format=%T %s")
    return sorted(blank(line[40:]) + line[:40] for line in log.splitlines())


def change_commits(choice: random.Random, roots: list[Path]) -> None:
    """Commit the same to both, or take over what the runs made, or decline, or take back."""
    what = choice.choice(("notes", "notes", "notes", "code", "merge", "decline", "config"))
    name, content = choice.choice(CLAIMS), choice.choice((*LINKED, *CONTENTS))
    config = choice.choice(CONFIGS) or b"[weave]\ncool-down-days = 3\n"
    mark = {"count.txt": str(choice.random()).encode()}
    for root in roots:
        if what == "merge" and text(root, "branch", "--list", "reweave/normalize"):
            git(
                root,
                "merge",
                "-q",
                "-s",
                "ours" if content is CONTENTS[0] else "ort",
                "-X",
                "ours",
                "reweave/normalize",
            )
        elif what == "decline":
            said(root, "decline 'compost feeds soil' 'mulch keeps moisture'")
            commit(root, mark)
        else:
            files = {"config": {"reweave.toml": config}, "code": {"x.py": content}}.get(what, {name: content})
            commit(root, files | mark)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_nights_on_a_repository_that_goes_on(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    choice = random.Random(seed)
    cached, fresh = roots = pair(tmp_path_factory.mktemp("pair"), in_git=True)
    for root in roots:
        commit(
            root,
            {**dict(zip(CLAIMS, LINKED, strict=False)), "a.md": INDENTED, "reweave.toml": b"[weave]\nnew = false\n"},
        )
    for _ in range(6):
        if choice.random() < 0.6:
            change_commits(choice, roots)
        command = choice.choice(RUNS)
        one, other = said(cached, command), said(fresh, f"{command} --no-cache")
        assert one.code == other.code and blank(one.err) == blank(other.err), command
        assert blank(one.out) == blank(other.out), command
        assert trees(cached) == trees(fresh)


TOPICS = {"sun": "solar panel roof inverter", "wind": "turbine blade tower gust", "tide": "moon barrage estuary surge"}
FOUND = {
    f"{topic}{number}.md": f"---\ntype: claim\n---\n# {topic} {number}\n\n{words} {own} [[{topic}{number - 1}]]\n"
    for topic, words in TOPICS.items()
    for number in range(1, 8)
    for own in [" ".join(f"{topic}{chr(97 + number)}{chr(97 + at)}" for at in range(16))]
}


def test_a_night_after_one_changed_note_weaves_as_without_what_is_remembered(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    cached, fresh = roots = pair(tmp_path_factory.mktemp("pair"), in_git=True)
    for root in roots:
        commit(root, {"about.md": b"Notes.\n", **{name: content.encode() for name, content in FOUND.items()}})
    changes = (
        b"---\ntype: claim\n---\n# sun 3\n\n- [[sun2]] \xe2\x80\x94 the claim this supports\n",
        b"---\ntype: claim\n---\n# sun 3\n\n- [[wind4]] \xe2\x80\x94 the claim this challenges\n",
    )
    told = []
    for branch, content in enumerate(changes):
        for root in roots:
            commit(root, {"sun3.md": content})
        command = f"run --weave --branch night-{branch}"
        one, other = said(cached, command), said(fresh, f"{command} --no-cache")
        assert one.code == other.code == 0 and blank(one.out) == blank(other.out)
        assert trees(cached) == trees(fresh)
        told.append(text(cached, "show", f"night-{branch}:sun3.md"))
    assert "supports:" in told[0] and "challenges:" in told[1] and "supports:" not in told[1]
