"""Anything may be in a note: what is too large or too deep is refused at once, in little memory."""

import tracemalloc

import pytest

from reweave.note.limits import Limits
from reweave.note.note import Note


def _refused(source: bytes, limits: Limits | None = None) -> tuple[str, int]:
    """Return the code, and the peak of memory taken for reading the note."""
    tracemalloc.start()
    note = Note("n.md", source, limits or Limits())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert note.problem is not None
    assert note.root is None
    return note.problem.code, peak


@pytest.mark.parametrize(
    "opening",
    [
        "[" * 50_000,
        "{a: " * 50_000,
        "- " * 50_000,
        "a: " + "[{" * 25_000,
        "".join(" " * n + "a:\n" for n in range(600)),
    ],
    ids=["lists", "mappings", "dashes", "mixed", "indented"],
)
def test_deep_nesting_is_refused_while_it_is_read(opening: str) -> None:
    code, peak = _refused(b"---\n" + opening.encode() + b"\n---\n")
    assert code in ("too-deep", "yaml-error")
    assert peak < 16 * 1024 * 1024


def test_the_depth_that_is_allowed() -> None:
    assert Note("n.md", b"---\na: " + b"[" * 63 + b"]" * 63 + b"\n---\n").problem is None
    assert _refused(b"---\na: " + b"[" * 64 + b"]" * 64 + b"\n---\n")[0] == "too-deep"


def test_many_keys_are_refused() -> None:
    keys = "".join(f"k{number}: v\n" for number in range(10_001))
    code, peak = _refused(b"---\n" + keys.encode() + b"---\n")
    assert code == "too-many-keys"
    assert peak < 32 * 1024 * 1024
    fewer = "".join(f"k{number}: v\n" for number in range(10_000))
    assert Note("n.md", b"---\n" + fewer.encode() + b"---\n").problem is None


def test_a_long_frontmatter_is_refused_unread() -> None:
    keys = "".join(f"key{number}: some value\n" for number in range(15_000))
    assert len(keys) > 300_000
    code, peak = _refused(b"---\n" + keys.encode() + b"---\n")
    assert code == "too-large"
    assert peak < 1024 * 1024


def test_a_huge_note_is_refused_unread() -> None:
    source = b"---\na: b\n---\n" + b"x" * (17 * 1024 * 1024)
    code, peak = _refused(source)
    assert code == "too-large"
    assert peak < 1024 * 1024


def test_a_long_body_is_not_copied() -> None:
    source = b"---\na: b\n---\n" + b"x" * (15 * 1024 * 1024)
    tracemalloc.start()
    note = Note("n.md", source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert note.problem is None
    assert peak < 1024 * 1024


def test_limits_are_inclusive_and_say_what_they_are() -> None:
    source = b"---\na: b\n---\n"
    assert Note("n.md", source, Limits(note_bytes=len(source), frontmatter_bytes=5, keys=1, depth=1)).problem is None
    for limits, reason in (
        (Limits(note_bytes=len(source) - 1), "the note is longer than 12 bytes"),
        (Limits(frontmatter_bytes=4), "the frontmatter is longer than 4 bytes"),
        (Limits(depth=0), "nested deeper than 0 levels"),
        (Limits(keys=0), "more than 0 keys"),
    ):
        problem = Note("n.md", source, limits).problem
        assert problem is not None
        assert problem.reason == reason


def test_aliases_are_not_expanded() -> None:
    """Nine levels of ten aliases each are a billion nodes to a reader that constructs them."""
    lines = ["l0: &l0 x"] + [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10)]
    note = Note("n.md", ("---\n" + "\n".join(lines) + "\n---\n").encode())
    assert note.problem is None
    assert note.comments == []
