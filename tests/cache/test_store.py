"""A cache file holds what was put in, or nothing: whatever happens to it, nobody sees an error."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.cache import store
from reweave.cache.location import cache_directory, cache_file
from reweave.cache.store import Store
from reweave.verbosity import Verbosity

TEXT = st.binary(max_size=20).map(lambda data: data.replace(b"\0", b""))
CODE = b"some code"
LATER = 40 * 86_400


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "one.cache"


def kept(file: Path, **entries: bytes) -> None:
    made = Store(file, CODE)
    for key, value in entries.items():
        made.put(key.encode(), b"digest", value)
    made.save()


def value(file: Path, key: bytes, digest: bytes = b"digest", code: bytes = CODE) -> bytes | None:
    entry = Store(file, code).get(key, digest)
    return None if entry is None else entry.value


@given(st.dictionaries(TEXT, st.tuples(TEXT, TEXT, TEXT), max_size=5))
def test_what_was_put_in_comes_out(
    tmp_path_factory: pytest.TempPathFactory, entries: dict[bytes, tuple[bytes, bytes, bytes]]
) -> None:
    file = tmp_path_factory.mktemp("kept") / "one.cache"
    made = Store(file, CODE)
    for key, (digest, scope, text) in entries.items():
        made.put(key, digest, text, scope=scope)
    made.save()
    read = Store(file, CODE)
    assert len(read) == len(entries)
    for key, (digest, scope, text) in entries.items():
        entry = read.get(key, digest)
        assert entry is not None and (entry.scope, entry.value) == (scope, text)
        assert read.get(key, digest + b"x") is None


@given(cut=st.integers(0, 10_000), flip=st.integers(0, 10_000), how=st.sampled_from(["cut", "flip", "more", "empty"]))
def test_a_damaged_file_holds_nothing(tmp_path_factory: pytest.TempPathFactory, cut: int, flip: int, how: str) -> None:
    file = tmp_path_factory.mktemp("kept") / "one.cache"
    kept(file, a=b"1", b=b"2")
    data = bytearray(file.read_bytes())
    if how == "flip":
        data[flip % len(data)] ^= 1 + cut % 255
    else:
        data = {"cut": data[: cut % len(data)], "more": data + b"\0", "empty": bytearray()}[how]
    file.write_bytes(data)
    assert len(Store(file, CODE)) == 0


def test_other_code_finds_nothing(file: Path) -> None:
    kept(file, a=b"1")
    assert value(file, b"a") == b"1" and value(file, b"a", code=b"other code") is None


def test_what_others_may_write_is_not_read(file: Path) -> None:
    kept(file, a=b"1")
    file.chmod(0o666)
    assert value(file, b"a") is None
    other = file.with_name("two.cache")
    file.chmod(0o600)
    other.symlink_to(file)
    assert value(other, b"a") is None
    other.unlink()
    os.mkfifo(other)
    assert value(other, b"a") is None


def test_a_new_file_has_its_owner_alone(file: Path) -> None:
    kept(file, a=b"1")
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert (file.parent / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")


def test_what_cannot_be_written_is_said_under_verbose_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_bytes(b"a file, no folder")
    for level, said in ((Verbosity.NORMAL, ""), (Verbosity.VERBOSE, "cannot write the cache")):
        monkeypatch.setattr("reweave.verbosity._verbosity", level)
        kept(tmp_path / "taken" / "one.cache", a=b"1")
        assert said in capsys.readouterr().err and (said or not capsys.readouterr().err)


def test_nothing_is_written_where_nothing_is_new(file: Path) -> None:
    kept(file, a=b"1")
    before = file.stat().st_ino
    read = Store(file, CODE)
    assert read.get(b"a", b"digest") is not None
    read.save()
    assert file.stat().st_ino == before


def test_what_nobody_asks_for_goes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(file, a=b"1", b=b"2")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + LATER)
    read = Store(file, CODE)
    assert read.get(b"a", b"digest") is not None
    read.save()
    assert value(file, b"a") == b"1" and value(file, b"b") is None


def test_a_file_has_a_limit(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_MOST", 1000)
    kept(file, **{f"old{number}": b"x" * 100 for number in range(5)})
    made = Store(file, CODE)
    for number in range(5):
        made.put(b"new%d" % number, b"digest", b"y" * 100)
    made.save()
    assert file.stat().st_size <= 1100
    assert all(value(file, b"new%d" % number) is not None for number in range(5))


def test_files_of_forgotten_vaults_go(file: Path) -> None:
    kept(file, a=b"1")
    old, foreign = file.with_name("old.cache"), file.with_name("notes.txt")
    for other in (old, foreign):
        other.write_bytes(b"x")
        os.utime(other, (0, 0))
    kept(file, b=b"2")
    assert not old.exists() and foreign.exists()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"HOME": "/h"}, None),
        ({}, None),
        ({"HOME": "relative"}, None),
        ({"HOME": "{home}"}, "{home}/.cache/reweave"),
        ({"HOME": "{home}", "XDG_CACHE_HOME": "relative"}, "{home}/.cache/reweave"),
        ({"HOME": "{home}", "XDG_CACHE_HOME": "{home}/x"}, "{home}/x/reweave"),
        ({"REWEAVE_CACHE_DIR": "{home}/own", "XDG_CACHE_HOME": "{home}/x"}, "{home}/own"),
    ],
)
def test_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str | None
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    given_names = {name: text.format(home=tmp_path) for name, text in environment.items()}
    wanted = None if expected is None else Path(expected.format(home=tmp_path))
    assert cache_directory(given_names) == wanted


def test_where_it_is_on_macos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert cache_directory({"HOME": str(tmp_path)}) == tmp_path / "Library/Caches/reweave"


def test_a_vault_cannot_bring_one(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    assert cache_file(tmp_path, "notes", home) is None
    link = tmp_path.with_name("link")
    link.symlink_to(tmp_path)
    assert cache_file(link, "notes", home) is None
    assert cache_file(tmp_path, "notes", home | {"REWEAVE_CACHE_DIR": str(tmp_path / "x")}) is not None
    vaults = [tmp_path / "one", tmp_path / "two"]
    assert len({cache_file(vault, purpose, home) for vault in vaults for purpose in ("notes", "run")}) == 4
