"""Writing a working tree: what is kept, and what stops it."""

import errno
import itertools
import os
import resource
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.note.changeset import Total
from reweave.worktree.recovery import Recovery, RecoveryOutcome, recover
from reweave.worktree.staging import stage
from reweave.worktree.writer import write_tree

NAMES = ("a.md", "deep/er/b.md", "c.md")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    (root / "deep/er").mkdir(parents=True)
    for name in NAMES:
        (root / name).write_bytes(b"old " + name.encode())
    return root


def total(name: str) -> Total:
    return Total(name, b"old " + name.encode(), b"new " + name.encode(), ())


def write(root: Path, *names: str) -> None:
    write_tree(root, root / ".reweave", [total(name) for name in names or NAMES])


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def old() -> dict[str, bytes]:
    return {name: total(name).before for name in NAMES}


def test_all_are_written_and_nothing_else_is_left(vault: Path) -> None:
    write(vault)
    assert contents(vault) == {name: total(name).after for name in NAMES}


def test_nothing_to_write_makes_no_directory(vault: Path) -> None:
    write_tree(vault, vault / ".reweave", [Total("a.md", b"old a.md", b"old a.md", ())])
    assert not (vault / ".reweave").exists()


def test_mode_owner_and_attributes_are_kept(vault: Path) -> None:
    note = vault / "a.md"
    note.chmod(0o4751)
    os.setxattr(note, "user.mine", b"value")
    os.chown(note, os.geteuid(), next(iter(os.getgroups()), os.getegid()))
    note.chmod(0o4751)
    before = note.stat()
    write(vault)
    after = note.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert os.getxattr(note, "user.mine") == b"value"


def test_the_umask_and_a_folders_default_list_change_no_mode(vault: Path) -> None:
    note = vault / "a.md"
    note.chmod(0o666)
    # A default list of the folder: user::rwx, user:1:rwx, group::rwx, mask::rwx, other::---
    entries = [(1, 7, -1), (2, 7, 1), (4, 7, -1), (16, 7, -1), (32, 0, -1)]
    packed = b"\2\0\0\0" + b"".join(
        tag.to_bytes(2, "little") + mode.to_bytes(2, "little") + who.to_bytes(4, "little", signed=True)
        for tag, mode, who in entries
    )
    os.setxattr(vault, "system.posix_acl_default", packed)
    mask = os.umask(0o077)
    try:
        write(vault)
    finally:
        os.umask(mask)
    assert note.stat().st_mode & 0o7777 == 0o666
    assert "system.posix_acl_access" not in os.listxattr(note)


def test_longest_names(vault: Path) -> None:
    name = "n" * 252 + ".md"
    (vault / name).write_bytes(b"x")
    write_tree(vault, vault / ".reweave", [Total(name, b"x", b"y", ())])
    assert (vault / name).read_bytes() == b"y"


def test_a_name_that_is_not_utf8(vault: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \n.md")
    (vault / name).write_bytes(b"x")
    write_tree(vault, vault / ".reweave", [Total(name, b"x", b"y", ())])
    assert (vault / name).read_bytes() == b"y"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda path: path.write_bytes(b"edited"), id="edited"),
        pytest.param(lambda path: path.unlink(), id="deleted"),
        pytest.param(lambda path: os.link(path, path.parent / "other"), id="hard link"),
        pytest.param(lambda path: (path.rename(path.parent / "real"), path.symlink_to("real")), id="link"),
    ],
)
def test_a_note_that_changed_before(vault: Path, change: Callable[[Path], object]) -> None:
    change(vault / "c.md")
    before = contents(vault)
    with pytest.raises(ReweaveError) as caught:
        write(vault)
    assert caught.value.exit_code == Exit.MOVED and caught.value.path == "c.md"
    assert contents(vault) == before


@pytest.mark.parametrize(
    "path", ["../out.md", "/etc/x.md", "deep/../../out.md", ".git/config", "deep/.GIT/x.md", "a//b"]
)
def test_paths_that_leave_the_root(vault: Path, path: str) -> None:
    (vault.parent / "out.md").write_bytes(b"x")
    with pytest.raises(ReweaveError) as caught:
        write_tree(vault, vault / ".reweave", [Total(path, b"x", b"y", ())])
    assert caught.value.code == "outside-root"
    assert (vault.parent / "out.md").read_bytes() == b"x"


def at_rename(monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[], object]) -> None:
    """Do something just after the commit and the renames of `number` notes."""
    real = os.rename
    done = {"notes": 0}

    def rename(source: str, target: str, **named: Any) -> None:
        real(source, target, **named)
        if str(target) == "renaming.jsonl" or str(source).startswith(".reweave-"):
            if done["notes"] == number:
                act()
            done["notes"] += 1

    monkeypatch.setattr(os, "rename", rename)


@pytest.mark.parametrize("same_size", [False, True])
def test_a_note_edited_between_the_renames(vault: Path, monkeypatch: pytest.MonkeyPatch, same_size: bool) -> None:
    mine = b"my c.md!" if same_size else b"my own edit"
    at_rename(monkeypatch, 2, lambda: (vault / "c.md").write_bytes(mine))
    with pytest.raises(ReweaveError) as caught:
        write(vault)
    assert caught.value.exit_code == Exit.MOVED and caught.value.path == "c.md"
    assert contents(vault) == {**old(), "c.md": mine}


def test_a_note_edited_after_its_own_rename_keeps_the_edit(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def edit() -> None:
        (vault / "a.md").write_bytes(b"newer")
        (vault / "c.md").write_bytes(b"newer too")

    at_rename(monkeypatch, 2, edit)
    with pytest.raises(ReweaveError):
        write(vault)
    assert contents(vault) == {**old(), "a.md": b"newer", "c.md": b"newer too"}


def test_touched_mode_between_the_renames(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_rename(monkeypatch, 1, lambda: (vault / "deep/er/b.md").chmod(0o600))
    with pytest.raises(ReweaveError) as caught:
        write(vault)
    assert caught.value.path == "deep/er/b.md"
    assert contents(vault) == old() and (vault / "deep/er/b.md").stat().st_mode & 0o777 == 0o600


def test_a_folder_swapped_for_a_link_redirects_nothing(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = vault.parent / "outside"
    outside.mkdir()
    (outside / "b.md").write_bytes(total("deep/er/b.md").before)

    def swap() -> None:
        (vault / "deep/er").rename(vault.parent / "moved")
        (vault / "deep/er").symlink_to(outside)

    at_rename(monkeypatch, 1, swap)
    with pytest.raises(ReweaveError) as caught:
        write(vault)
    assert caught.value.exit_code == Exit.MOVED and caught.value.path == "deep/er/b.md"
    assert contents(outside) == {"b.md": total("deep/er/b.md").before}
    assert (vault / "a.md").read_bytes() == total("a.md").before
    assert (vault.parent / "moved/b.md").read_bytes() == total("deep/er/b.md").before


def test_a_staged_file_swapped_for_a_link(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = vault.parent / "secret"
    secret.write_bytes(total("c.md").after)

    def swap() -> None:
        staged = [path for path in vault.iterdir() if path.name.startswith(".reweave-")]
        for path in staged:
            path.unlink()
            path.symlink_to(secret)

    at_rename(monkeypatch, 1, swap)
    with pytest.raises(ReweaveError):
        write(vault)
    assert not (vault / "c.md").is_symlink()
    assert {name: (vault / name).read_bytes() for name in NAMES} == old()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("step", range(1, 12))
def test_an_error_while_writing(vault: Path, monkeypatch: pytest.MonkeyPatch, number: int, step: int) -> None:
    real = os.write
    calls = {"write": 0}

    def failing(handle: int, data: Any) -> int:
        calls["write"] += 1
        if calls["write"] == step:
            raise OSError(number, os.strerror(number))
        return real(handle, data)

    monkeypatch.setattr(os, "write", failing)
    if step > 8:  # three notes and five lines of the journal
        write(vault)
        assert calls["write"] == 8
        return
    with pytest.raises(ReweaveError) as caught:
        write(vault)
    assert "\n" not in str(caught.value)
    assert (caught.value.code == "disk-full") == (number in (errno.ENOSPC, errno.EDQUOT))
    assert contents(vault) == old()


@pytest.mark.parametrize("step", range(1, 4))
def test_a_rename_that_fails(vault: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    real = os.rename
    calls = {"rename": 0}

    def failing(source: str, target: str, **named: Any) -> None:
        if str(source).startswith(".reweave-"):
            calls["rename"] += 1
            if calls["rename"] == step:
                raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        real(source, target, **named)

    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(ReweaveError) as caught:
        write(vault)
    assert caught.value.path == NAMES[step - 1]
    assert contents(vault) == old()


def test_a_disk_that_cannot_sync(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each sync fails in turn: before the last one everything is taken back, at the last one all is written."""
    real = os.fsync
    outcomes = []
    for step in range(1, 100):
        numbers = itertools.count(1)

        def failing(handle: int, step: int = step, numbers: Iterator[int] = numbers) -> None:
            if next(numbers) == step:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            real(handle)

        for name, data in old().items():
            (vault / name).write_bytes(data)
        monkeypatch.setattr(os, "fsync", failing)
        try:
            write(vault)
        except ReweaveError as error:
            outcomes.append((contents(vault) == old(), error.code))
        else:
            break
    assert len(outcomes) > 8
    assert set(outcomes[:-1]) == {(True, "cannot-write")}
    assert outcomes[-1] == (False, "unfinished-run")
    assert contents(vault) == {name: total(name).after for name in NAMES}


def test_a_limit_of_the_system_on_file_sizes(vault: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(ReweaveError) as caught:
            write(vault)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.code == "disk-full"
    assert contents(vault) == old()


def test_taking_back_that_fails_is_done_at_the_next_start(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        real = os.write

        def full(handle: int, data: Any) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        def fill_the_disk() -> None:
            (vault / "c.md").write_bytes(b"my own edit")
            patch.setattr(os, "write", full)

        at_rename(patch, 2, fill_the_disk)
        with pytest.raises(ReweaveError) as caught:
            write(vault)
        assert caught.value.code == "unfinished-run" and os.write is not real
        with pytest.raises(ReweaveError, match="cannot recover an interrupted run"):
            recover(vault, vault / ".reweave")
    with pytest.raises(ReweaveError, match="has not been recovered"):
        write_tree(vault, vault / ".reweave", [Total("c.md", b"my own edit", b"x", ())])
    assert recover(vault, vault / ".reweave") == Recovery(RecoveryOutcome.ROLLED_BACK, 3, ("c.md",))
    assert contents(vault) == {**old(), "c.md": b"my own edit"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_before_the_commit_takes_back(vault: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    got: list[int] = []
    monkeypatch.setattr("reweave.worktree.writer.stage", raising_signal(number))
    before = signal.signal(number, lambda given, frame: got.append(given))
    try:
        write(vault)
    finally:
        signal.signal(number, before)
    assert got == [number]
    assert contents(vault) == old()


def raising_signal(number: int) -> Callable[..., object]:
    def call(*args: Any) -> object:
        done = stage(*args)
        signal.raise_signal(number)
        return done

    return call


def test_a_signal_after_the_commit_finishes_first(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A shell starts background jobs with the signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        _finishes_first(vault, monkeypatch)
    finally:
        signal.signal(signal.SIGINT, before)


def _finishes_first(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_rename(monkeypatch, 1, lambda: signal.raise_signal(signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        write(vault)
    assert contents(vault) == {name: total(name).after for name in NAMES}


def test_the_state_directory_is_a_link(vault: Path) -> None:
    outside = vault.parent / "outside"
    outside.mkdir()
    (vault / ".reweave").symlink_to(outside)
    with pytest.raises(ReweaveError):
        write(vault)
    assert contents(outside) == {} and (vault / "a.md").read_bytes() == b"old a.md"
