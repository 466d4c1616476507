"""Path patterns, held against git's own reading of them."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.errors import ReweaveError
from reweave.files.globs import Globs

PATHS = [
    "a.md", "b.md", "ab.md", "a/b.md", "a/b/c.md", "x/a/b.md", "x/a/b/c.md", "x/y/z/c.md", "templates/t.md",
    "sub/templates/t.md", "templates.md", "a b.md", "[x].md", "a[.md", "star*.md", "a-b.md", "é/über.md",
    "a/.hidden.md", "notes/2026/01/x.md", "notes/x.md", "a\\b.md", "^.md", "].md", "new\nline.md", "aab/abb/aaabbb.md",
]  # fmt: skip
PATTERNS = [
    "a.md", "*.md", "/*.md", "a", "a/", "/a", "a/*", "a/**", "**/b.md", "a/**/c.md", "**/a/**", "x/**/c.md", "**",
    "?.md", "??.md", "[ab].md", "[!a].md", "[^a].md", "[a-b].md", "templates", "templates/", "/templates/",
    "templates/**", "**/templates/**", "sub/*/t.md", "*/t.md", "\\[x\\].md", "star\\*.md", "a*b*", "*a*b*.md",
    "**/*b*/*a*b.md", "é/*", "notes/**/x.md", "notes/**/**/x.md", "a\\\\b.md", "[]].md", "[!]].md", "[]a].md",
    "[\\^].md", "**/", "/**/", "a/**/", "x/**/b/**/",
    "x/**/b*/**", "*", "/*/b.md", "x/*", "new*", "***.md", "a**.md",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_as_git_reads_them(tmp_path: Path, pattern: str) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text(pattern + "\n")
    said = subprocess.run(
        ["git", "check-ignore", "-z", "--stdin", "--no-index"],
        cwd=tmp_path,
        input="\0".join(PATHS).encode(),
        capture_output=True,
    )
    expected = said.stdout.decode().split("\0")[:-1]
    globs = Globs([pattern])
    assert [path for path in PATHS if globs.matches(path)] == expected


def test_several_patterns_and_none() -> None:
    globs = Globs(["a/**", "*.txt"])
    assert globs and globs.matches("a/x.md") and globs.matches("x/y.txt") and not globs.matches("x.md")
    assert not Globs([]) and not Globs([]).matches("x.md")


@pytest.mark.parametrize("pattern", ["", "/", "!a.md", "../a", "a/../b", "./a", "a//b", "a\0", "[z-a].md"])
def test_bad_patterns_are_named(pattern: str) -> None:
    with pytest.raises(ReweaveError, match="invalid path pattern") as caught:
        Globs([pattern])
    assert "\n" not in str(caught.value)


def test_hostile_patterns_end() -> None:
    """Without atomic groups each of these takes longer than anyone waits."""
    assert not Globs(["*a" * 60 + "*b"]).matches("a" * 250)
    assert not Globs(["**/a/" * 40 + "b"]).matches("a/" * 2000 + "c")
    assert not Globs(["**/*a*a*a*a*a*a*b/" * 10 + "x"]).matches("/".join(["a" * 200] * 20))


@given(st.text("ab.*?[]/\\", min_size=1, max_size=8), st.text("ab./", min_size=1, max_size=8))
def test_a_path_without_the_needle_would_not_match_anyway(pattern: str, path: str) -> None:
    try:
        globs = Globs([pattern])
    except ReweaveError:
        return
    assert globs.matches(path) == Globs([pattern, "[z]"]).matches(path)  # which says nothing about any path with a z
