"""Renamed keys, line ends, byte order marks, removed comments, and bases that are merges themselves, through git."""

from pathlib import Path

import pytest

from reweave.config.merge import MergeConfig
from reweave.merge.notes import merge_notes
from reweave.note.note import Note
from tests.git.conftest import commit, git
from tests.merge.conftest import Parted, attempt, read, reweave

BOM = b"\xef\xbb\xbf"


def note(frontmatter: str, body: str = "Body\n") -> bytes:
    return f"---\n{frontmatter}---\n{body}".encode()


def crlf(source: bytes) -> bytes:
    return source.replace(b"\n", b"\r\n")


LF = note("status: a\ntags: [a]\n", "One\n\nTwo\n\nThree\n")
OURS = note("status: a\ntags: [a, o]\n", "ONE\n\nTwo\n\nThree\n")
THEIRS = note("status: b\ntags: [a]\n", "One\n\nTwo\n\nTHREE\n")
BOTH = note("status: b\ntags: [a, o]\n", "ONE\n\nTwo\n\nTHREE\n")
MIXED = LF.replace(b"One\n", b"One\r\n")

CLEAN = {
    "a key that one side renamed": (
        note("tags: [a, b]\nx: 1\n"),
        note("keywords: [a, b]\nx: 1\n"),
        note("tags: [a, b, c]\nx: 1\n"),
        note("keywords: [a, b, c]\nx: 1\n"),
    ),
    "a key with a comment that one side renamed": (
        note("a: 1\n# of tags\ntags: [a, b]\n"),
        note("a: 2\n# of tags\ntags: [a, b]\n"),
        note("a: 1\n# of tags\nkeywords: [a, b]\n"),
        note("a: 2\n# of tags\nkeywords: [a, b]\n"),
    ),
    "a key that one side renamed and changed": (
        note("Themen:\n- ä\n- ö\nx: 1\n"),
        note("tags:\n- ä\n- ö\n- ü\nx: 1\n"),
        note("Themen:\n- ä\nx: 1\n"),
        None,
    ),
    "a list that one side dropped for another": (
        note("tags: [a, b]\n"),
        note("aliases: [x, y]\n"),
        note("tags: [a, b, c]\n"),
        None,
    ),
    "one side writes CRLF": (LF, OURS, crlf(THEIRS), crlf(BOTH)),
    "one side writes CRLF and nothing else": (LF, OURS, crlf(LF), crlf(OURS)),
    "one side writes LF": (crlf(LF), crlf(OURS), THEIRS, BOTH),
    "both write CRLF": (LF, crlf(OURS), crlf(THEIRS), crlf(BOTH)),
    "one side mends mixed line ends": (MIXED, MIXED.replace(b"[a]", b"[a, o]"), LF, LF.replace(b"[a]", b"[a, o]")),
    "one side adds a byte order mark": (LF, OURS, BOM + THEIRS, BOM + BOTH),
    "one side takes it out": (BOM + LF, BOM + OURS, THEIRS, BOTH),
    "mark and line ends": (LF, BOM + OURS, crlf(THEIRS), BOM + crlf(BOTH)),
    "no frontmatter": (b"a\n\nb\n", b"A\n\nb\n", b"a\r\n\r\nb\r\n", b"A\r\n\r\nb\r\n"),
    "comments that one side removed": (
        note("# top\na: 1 # c\ntags: # head\n# above\n- x # end\n- z\n# tail\n"),
        note("# top\na: 2 # c\ntags: # head\n# above\n- x # end\n- z\n- o\n# tail\n"),
        note("a: 1\ntags:\n- x\n- z\n"),
        note("a: 2\ntags:\n- x\n- z\n- o\n"),
    ),
    "comments that moved with their keys": (
        note("# one\na: 1\n# two\nb: 2\nc: 3\n"),
        note("# two\nb: 2\n# one\na: 1\nc: 3\n"),
        note("# one\na: 1\n# two\nb: 2\nc: 4\n"),
        None,
    ),
}


@pytest.mark.parametrize("swapped", [False, True])
def test_both_sides_are_in_the_merge(parted: Parted, swapped: bool) -> None:
    order = (0, 2, 1) if swapped else (0, 1, 2)
    sides = {f"{name}.md": (sides[order[0]], sides[order[1]], sides[order[2]]) for name, (*sides, _) in CLEAN.items()}
    place = parted({**sides, ".gitattributes": (b"* -text\n",) * 3})
    assert reweave(place, "merge", "install").returncode == 0
    attempt(place, "merge", "-q", "side")
    assert not git(place, "ls-files", "-u")
    for name, (_, _, _, wanted) in CLEAN.items():
        merged = read(place, f"{name}.md")
        if wanted is not None:
            assert merged == wanted, name
        for comment in (b"# one", b"# two"):
            assert merged.count(comment) == CLEAN[name][0].count(comment), name
    dropped = read(place, "a list that one side dropped for another.md")
    assert b"tags: [c]\n" in dropped
    assert b"aliases: [x, y]\n" in dropped
    assert b"Themen" not in read(place, "a key that one side renamed and changed.md")


CONFLICTS = {
    "two new names": ("tags: [a, b]\n", "topics: [a, b]\n", "keywords: [a, b]\n", {"topics", "keywords"}),
    "renamed and removed": ("u: 1\ntags: [a, b]\n", "u: 1\ntopics: [a, b]\n", "u: 1\n", {"topics"}),
    "a new name that the other side uses": (
        "tags: [a, b]\n",
        "topics: [a, b]\n",
        "tags: [a, b, c]\ntopics: [q]\n",
        {"tags", "topics"},
    ),
    "a value in two cases of one comment": ("a: 1 # c\n", "a: 2 # c\n", "a: 3\n", {"a"}),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "keys"), CONFLICTS.values(), ids=CONFLICTS)
def test_contradictions_show_both_sides(base: str, ours: str, theirs: str, keys: set[str]) -> None:
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = merge_notes(note(base), note(one), note(other), MergeConfig())
        assert set(merged.conflicts) == keys
        text = merged.data.decode()
        assert all(line in text for line in (*one.splitlines(), *other.splitlines()))


def crossed(place: Path, resolve: bytes, resolved: bytes) -> None:
    """Merge two branches into each other, each with a resolution of its own."""
    git(place, "branch", "before-side", "side")
    attempt(place, "merge", "-q", "side")
    commit(place, {"n.md": resolve}, "main merges side")
    git(place, "switch", "-q", "side")
    attempt(place, "merge", "-q", "main~1")
    commit(place, {"n.md": resolved}, "side merges main")
    git(place, "switch", "-q", "main")


CRISS = (
    note("status: zero\ntags:\n- x\nsteps: [1]\n"),
    note("status: one\ntags:\n- x\n- m\nsteps: [1, 2]\n"),
    note("status: two\ntags:\n- x\n- s\nsteps: [1, 3]\n"),
)
MAIN = note("status: one\ntags:\n- x\n- m\n- s\n- x2\nsteps: [1, 2, 3]\n")
SIDE = note("status: two\ntags:\n- m2\n- m\n- s\nsteps: [1, 2, 3]\n")


def check_crossed(place: Path) -> None:
    merged = read(place, "n.md")
    marked = b"status: one\n=======\nstatus: two\n>>>>>>> "
    assert marked in merged
    assert merged.count(b"<<<<<<<") == 1
    tags = merged.partition(b"tags:\n")[2].partition(b"steps")[0].split()
    assert sorted(tag for tag in tags if tag != b"-") == [b"m", b"m2", b"s", b"x2"]
    assert b"\nsteps: [1, 2, 3]\n" in merged


def test_a_base_of_several_is_merged_by_keys(parted: Parted) -> None:
    place = parted({"n.md": CRISS})
    assert reweave(place, "merge", "install").returncode == 0
    crossed(place, MAIN, SIDE)
    assert len(git(place, "merge-base", "--all", "main", "side").split()) == 2
    assert attempt(place, "merge", "-q", "side") == 1
    check_crossed(place)
    virtual = git(place, "cat-file", "blob", ":1:n.md")
    assert Note("", virtual).problem is None


def test_a_base_that_git_left_with_markers_is_read(parted: Parted) -> None:
    place = parted({"n.md": CRISS})
    crossed(place, MAIN, SIDE)
    assert attempt(place, "merge", "-q", "side") == 1
    assert b"<<<<<<<<< " in git(place, "cat-file", "blob", ":1:n.md")
    assert b"n.md: conflict in status\n" in reweave(place, "resolve").stdout
    check_crossed(place)


def test_long_markers_by_attribute_are_no_inner_merge(parted: Parted) -> None:
    place = parted({"n.md": CRISS})
    assert reweave(place, "merge", "install").returncode == 0
    with (place / ".git/info/attributes").open("a") as attributes:
        attributes.write("*.md conflict-marker-size=20\n")
    assert attempt(place, "merge", "-q", "side") == 1
    assert b"<" * 20 + b" HEAD\nstatus: one\n" in read(place, "n.md")
