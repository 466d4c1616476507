"""Installing the driver: what other attributes say about single notes keeps its effect."""

import errno
import json
import os
from pathlib import Path

import pytest

from reweave.cli.program import run
from tests.git.conftest import commit, git, text
from tests.merge.conftest import BASE, LEFT, RIGHT, Parted, attempt, read, reweave

FILES = {
    ".gitattributes": b"CHANGELOG.md merge=union\r\n[attr]pointer filter=lfs merge=lfs -text\r\nbig.md pointer\r\n"
    b"bad.md merge=union # git ignores this line\r\n",
    "a b/.gitattributes": b"x.md -merge\n/y.md binary\nsub/*.md !merge merge=ours text\n"
    b'"q r.md" merge=union\n*.png -merge\n',
    "deep/er/.gitattributes": b"secret.md filter=git-crypt\n",
}
WANTED = {
    "CHANGELOG.md": "union",
    "new/CHANGELOG.md": "union",
    "big.md": "lfs",
    "a b/x.md": "unset",
    "a b/new/x.md": "unset",
    "a b/y.md": "unset",
    "a b/new/y.md": "reweave",
    "a b/sub/z.md": "ours",
    "bad.md": "reweave",
    "a b/q r.md": "union",
    "x.md": "reweave",
    "deep/er/secret.md": "unspecified",
    "deep/er/new/secret.md": "unspecified",
    "deep/secret.md": "reweave",
    "mine/n.md": "own",
    "global.md": "union",
    "plain.md": "reweave",
    "ä/ö.md": "reweave",
}


def attributes(place: Path) -> dict[str, str]:
    asked = "".join(f"{path}\0" for path in WANTED).encode()
    fields = git(place, "check-attr", "-z", "--stdin", "merge", input=asked).decode().split("\0")
    return dict(zip(fields[::3], fields[2::3], strict=False))


@pytest.fixture
def place(parted: Parted, own_configuration: Path) -> Path:
    place = parted({path: (BASE, LEFT, RIGHT) for path in WANTED if "new" not in path})
    commit(place, FILES, "attributes")
    (place / ".git/info/attributes").write_bytes(b"mine/*.md merge=own\n")
    user = own_configuration.parent / "attributes"
    user.write_text("global.md merge=union\n")
    git(place, "config", "--global", "core.attributesFile", str(user))
    return place


def test_attributes_that_are_set_keep_their_effect(place: Path) -> None:
    first = reweave(place, "merge", "install")
    assert first.returncode == 0, first.stderr
    assert attributes(place) == WANTED
    files = {path: read(place, path) for path in (*FILES, ".git/info/attributes")}
    second = json.loads(reweave(place, "merge", "install", "--output-format", "json").stdout)
    assert second["written"] == []
    assert {path: read(place, path) for path in files} == files
    assert files[".gitattributes"].endswith(FILES[".gitattributes"])
    assert files[".gitattributes"].count(b"\n") == files[".gitattributes"].count(b"\r\n")
    assert {one["path"]: one["attribute"] for one in second["kept"]} == {
        "CHANGELOG.md": "merge=union",
        "big.md": "merge=lfs",
        "a b/x.md": "-merge",
        "a b/y.md": "-merge",
        "a b/sub/z.md": "merge=ours",
        "a b/q r.md": "merge=union",
        "deep/er/secret.md": "filter=git-crypt",
        "mine/n.md": "merge=own",
        "global.md": "merge=union",
    }
    assert "kept: merge=union of CHANGELOG.md, a b/q r.md, global.md\n" in first.stdout.decode()
    (place / ".git/info/attributes").unlink()
    others = {path: value for path, value in attributes(place).items() if path not in ("mine/n.md", "global.md")}
    assert others == {path: value for path, value in WANTED.items() if path in others}


def test_an_older_line_gives_way(place: Path) -> None:
    with (place / ".gitattributes").open("ab") as stream:
        stream.write(b"*.md merge=reweave\r\n")
    with (place / ".git/info/attributes").open("ab") as stream:
        stream.write(b"*.md merge=reweave\n")
    assert attributes(place)["CHANGELOG.md"] == "reweave"
    assert reweave(place, "merge", "install").returncode == 0
    assert attributes(place) == WANTED


def test_a_folder_of_notes_leaves_the_others_alone(parted: Parted) -> None:
    notes = {"my [notes]/n.md": (BASE, LEFT, RIGHT), "my [notes]/CHANGELOG.md": (BASE, LEFT, RIGHT)}
    place = parted({**notes, "my [notes]/reweave.toml": (b"",) * 3, "n.md": (BASE, LEFT, RIGHT)})
    commit(place, {".gitattributes": b"CHANGELOG.md merge=union\n"}, "attributes")
    assert reweave(place / "my [notes]", "merge", "install").returncode == 0
    for _ in range(2):
        said = text(place, "check-attr", "merge", "n.md", "my [notes]/n.md", "my [notes]/CHANGELOG.md").splitlines()
        assert [line.rpartition(" ")[2] for line in said] == ["unspecified", "reweave", "union"]
        (place / ".git/info/attributes").unlink(missing_ok=True)


def test_status_knows_what_was_kept(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT), "CHANGELOG.md": (BASE, LEFT, RIGHT)})
    commit(place, {".gitattributes": b"CHANGELOG.md merge=union\n"}, "attributes")
    assert reweave(place, "merge", "status").returncode == 1
    assert reweave(place, "merge", "install").returncode == 0
    done = reweave(place, "merge", "status")
    assert done.returncode == 0
    assert b"notes:  1 of 2 have merge=reweave\n        kept: merge=union of CHANGELOG.md\n" in done.stdout


def test_status_names_every_note_that_merges_otherwise(parted: Parted) -> None:
    place = parted({f"{name}.md": (BASE, LEFT, RIGHT) for name in "abcd"})
    attributes = b"b.md merge=union\na.md merge=union\nc.md filter=lfs -merge\n"
    commit(place, {".gitattributes": attributes}, "attributes")
    assert reweave(place, "merge", "install", "--global").returncode == 0
    done = reweave(place, "merge", "status")
    assert done.returncode == 0, done.stdout
    kept = b"        kept: -merge of c.md\n        kept: merge=union of a.md, b.md\n"
    assert b"notes:  1 of 4 have merge=reweave\n" + kept + b"merge, cherry" in done.stdout
    assert b"install" not in done.stdout
    answer = json.loads(reweave(place, "merge", "status", "--output-format", "json").stdout)
    assert [one["path"] for one in answer["others"]] == ["a.md", "b.md", "c.md"]
    (place / ".gitattributes").write_bytes(attributes + b"d.md !merge\n")
    missed = reweave(place, "merge", "status")
    assert missed.returncode == 1
    (place / ".gitattributes").write_bytes(b"d.md !merge\n")
    missed = reweave(place, "merge", "status")
    assert missed.returncode == 1
    assert b"3 of 4 have merge=reweave\n        without it: d.md\n" in missed.stdout


def test_status_counts_notes_in_conflict_once(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT), "b.md": (BASE, LEFT, RIGHT), "c.md": (BASE, BASE, BASE)})
    assert attempt(place, "merge", "-q", "side") == 1
    assert b"notes:  0 of 3 have merge=reweave\n" in reweave(place, "merge", "status").stdout
    assert reweave(place, "merge", "install").returncode == 0
    done = reweave(place, "merge", "status")
    assert b"notes:  3 of 3 have merge=reweave\n" in done.stdout
    assert done.returncode == 0
    (place / "c.md").rename(place / "d.md")
    assert b"3 of 3" in reweave(place, "merge", "status").stdout
    with (place / ".git/info/attributes").open("a") as stream:
        stream.write("b.md merge=union\n")
    assert b"        kept: merge=union of b.md\n" in reweave(place, "merge", "status").stdout


@pytest.mark.parametrize("eol", [b"\n", b"\r\n"])
def test_lines_of_an_attribute_file_keep_their_effect(parted: Parted, eol: bytes) -> None:
    place = parted(dict.fromkeys(("CHANGELOG.md", "new.md", "own.md", "plain.md"), (BASE, LEFT, RIGHT)))
    lines = (
        b"\xef\xbb\xbf*.md text=auto",
        b"C*.md merge=union",
        b"[attr]both filter=x",
        b"new.md both",
        b"CHANGELOG.md !merge",
    )
    commit(place, {".gitattributes": eol.join([*lines, b""])}, "attributes")
    (place.parent / "own").write_text("own.md merge=union\n")
    git(place, "config", "core.attributesFile", str(place.parent / "own"))
    for _ in range(2):
        done = reweave(place, "merge", "install")
        assert done.returncode == 0, done.stderr
        assert b"merge=union of own.md" in done.stdout
        said = text(
            place, "check-attr", "merge", "text", "--", "CHANGELOG.md", "new.md", "own.md", "plain.md"
        ).splitlines()
        assert [line.rpartition(" ")[2] for line in said[1::2]] == ["auto"] * 4
        assert [line.rpartition(" ")[2] for line in said[::2]] == ["reweave", "unspecified", "union", "reweave"]
        assert read(place, ".gitattributes").endswith(lines[-1] + eol)


def test_attributes_that_cannot_be_written_stay_as_they_were(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = place / ".gitattributes"
    file.chmod(0o640)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.chdir(place)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        assert run(["merge", "install"]) == 2
    assert "cannot write: No space left on device" in capsys.readouterr().err
    assert file.read_bytes() == FILES[".gitattributes"]
    assert run(["merge", "install"]) == 0
    assert file.read_bytes().endswith(FILES[".gitattributes"]) and file.stat().st_mode & 0o777 == 0o640


def test_a_symlink_for_attributes_is_named_before_anything_is_written(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT)})
    (place / "other").write_text("x\n")
    (place / ".gitattributes").symlink_to("other")
    done = reweave(place, "merge", "install")
    assert done.returncode == 2
    assert b".gitattributes: a symlink, which git does not follow; replace it with a file" in done.stderr
    assert attempt(place, "config", "--get", "merge.reweave.driver") == 1


def test_status_gives_no_advice_where_every_note_is_kept(parted: Parted) -> None:
    place = parted({"a.md": (BASE, LEFT, RIGHT)})
    commit(place, {".gitattributes": b"* -merge\n"}, "attributes")
    assert b"run `reweave merge install`" in reweave(place, "merge", "status").stdout
    assert reweave(place, "merge", "install").returncode == 0
    done = reweave(place, "merge", "status")
    assert done.returncode == 1
    assert b"kept: -merge of a.md\n" in done.stdout
    assert b"run `reweave merge install`" not in done.stdout
