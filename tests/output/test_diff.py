"""The patch against the real `git apply`, and the page for a person."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reweave.note.changeset import Total
from reweave.note.edit import Edit
from reweave.output.diff import coloured, quoted, unified

LINE = st.sampled_from(
    [b"", b"a", b"b", b"- x", b'  - "x"', b"a\r", b"\r", b"--- a/x", b"+++ b/x", b"@@ -1 +1 @@", b"\xff"]
)
TEXT = st.lists(st.tuples(LINE, st.sampled_from([b"\n", b"\n", b"\n", b"\r\n", b""])), max_size=24).map(
    lambda lines: b"".join(line + end for line, end in lines)
)
ANY = st.one_of(TEXT, TEXT, st.binary(max_size=60))
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=20)
"""Half of the pairs share their ends, as notes do."""
PAIR = st.one_of(
    st.tuples(ANY, ANY), st.tuples(ANY, ANY, ANY, ANY).map(lambda p: (p[0] + p[1] + p[3], p[0] + p[2] + p[3]))
)


def total(path: str, before: bytes, after: bytes, *rules: str) -> Total:
    return Total(path, before, after, tuple(Edit(0, 0, b"", rule, "why") for rule in rules))


def git(directory: Path, *arguments: str, patch: bytes = b"") -> None:
    done = subprocess.run(["git", "-C", directory, *arguments], input=patch, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("repository")
    git(root, "init", "-q")
    return root


def assert_there_and_back(repository: Path, totals: list[Total], prefix: str = "") -> None:
    """Apply the patch of `totals` by git to their first state, and take it back."""
    files = {repository / prefix / one.path: one for one in totals}
    for file, one in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(one.before)
    patch = b"".join(unified(totals, prefix=prefix))
    if patch:
        git(repository / prefix, "apply", "--whitespace=nowarn", patch=patch)
    assert [file.read_bytes() for file in files] == [one.after for one in files.values()]
    if patch:
        git(repository / prefix, "apply", "--whitespace=nowarn", "-R", patch=patch)
    assert [file.read_bytes() for file in files] == [one.before for one in files.values()]
    for file in files:
        file.unlink()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(PAIR, min_size=10, max_size=60))
def test_git_applies_any_change_and_takes_it_back(repository: Path, pairs: list[tuple[bytes, bytes]]) -> None:
    assert_there_and_back(repository, [total(f"{i}.md", *pair) for i, pair in enumerate(pairs)])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, min_size=1, max_size=40, unique_by=str.casefold))
def test_git_finds_any_name(repository: Path, names: list[str]) -> None:
    assert_there_and_back(repository, [total(f"names/n{name}", b"a\n", b"b\n") for name in names])


@pytest.mark.parametrize(
    "path",
    [
        "plain.md",
        "two words.md",
        "ends in space ",
        " starts with space",
        "x b/x b/x",
        "-leading.md",
        "--- a/x",
        'quo"te.md',
        "back\\slash.md",
        "tab\there.md",
        "new\nline.md",
        "carriage\rreturn.md",
        "bell\a\b\v\f\x01\x1b[31m\x7f.md",
        "größe 電池.md",
        "line\u2028separator\x85.md",
        "not utf-8 \udcff\udc80.md",
        "n" * 252 + ".md",
        "deep er/dir\t/n.md",
    ],
)
def test_names_that_hurt(repository: Path, path: str) -> None:
    assert_there_and_back(repository, [total(path, b"a\nb\n", b"a\nc\n")])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"a\n"),
        (b"", b"a"),
        (b"a\n", b""),
        (b"a", b"a\n"),
        (b"a\n", b"a"),
        (b"a", b"b"),
        (b"a\nb", b"b"),
        (b"x\n", b"x\nx\n"),
        (b"\xef\xbb\xbf---\r\nk:\r\n  - a\r\n---\r\nbody", b"\xef\xbb\xbf---\r\nk:\r\n- a\r\n---\r\nbody"),
        (b"a\r\nb\n", b"a\nb\r\n"),
        (b"\0\n\xff\n", b"\0\n\xfe\n"),
        (b"a\x85b\x0cc\x1cd\xe2\x80\xa8e\nf\n", b"a\x85b\x0cc\x1cd\xe2\x80\xa8e\ng\n"),
        (b"\n" * 9, b"\n" * 7),
    ],
)
def test_contents_that_hurt(repository: Path, before: bytes, after: bytes) -> None:
    assert_there_and_back(repository, [total("n.md", before, after)])


def test_a_root_below_the_top_of_the_repository(repository: Path) -> None:
    assert_there_and_back(repository, [total("sub/n.md", b"a\n", b"b\n")], prefix="note s/vault/")


def test_three_way_apply_after_the_note_moved_on(tmp_path: Path) -> None:
    before, after = b"k:\n  - a\nx: 1\n" + b"body\n" * 9, b"k:\n- a\nx: 1\n" + b"body\n" * 9
    git(tmp_path, "init", "-q")
    (tmp_path / "n.md").write_bytes(before)
    git(tmp_path, "add", "n.md")
    (tmp_path / "n.md").write_bytes(before + b"more\n")
    git(tmp_path, "add", "n.md")
    git(tmp_path, "apply", "--3way", patch=b"".join(unified([total("n.md", before, after)])))
    assert (tmp_path / "n.md").read_bytes() == after + b"more\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"---\nk:\n  - a\n---\n1\n2\n3\n4\n", b"---\nk:\n- a\n---\n1\n2\n3\n4\n"),
        (b"", b"a\n"),
        (b"a\nb\n", b""),
        (b"a\n", b"b\n"),
        (b"a", b"a\nb"),
        (b"1\n2\n3\n4\n5\n6\n7\n8\n9\n", b"0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n"),
    ],
)
def test_the_patch_is_what_git_itself_would_write(tmp_path: Path, before: bytes, after: bytes) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "two words.md").write_bytes(before)
    git(tmp_path, "add", ".")
    (tmp_path / "two words.md").write_bytes(after)
    own = subprocess.run(["git", "-C", tmp_path, "diff", "--full-index"], capture_output=True, check=True).stdout
    assert b"".join(unified([total("same", b"", b""), total("two words.md", before, after)])) == (
        own.replace(b" 100644\n", b"\n")
    )
    assert b"@@" in own


def test_distant_changes_are_hunks_of_their_own() -> None:
    middle = b"".join(b"%d\n" % i for i in range(7))
    patch = b"".join(unified([total("n", b"a\n" + middle + b"b\n", b"A\n" + middle + b"B\n")]))
    assert patch.count(b"@@ -") == 2
    near = b"".join(unified([total("n", b"a\n" + middle[2:] + b"b\n", b"A\n" + middle[2:] + b"B\n")]))
    assert near.count(b"@@ -") == 1


def test_paths_are_quoted_as_git_does(repository: Path) -> None:
    for path in (b"a\tb", b'a"b', b"a\\b", b"\xff\xc3\xa9", b"\x01\x7f\a\b\v\f\r\n"):
        (repository / "list").mkdir()
        (repository / "list" / path.decode(errors="surrogateescape")).touch()
        listed = subprocess.run(
            ["git", "-C", repository / "list", "ls-files", "-o"], capture_output=True, check=True
        ).stdout
        assert listed == quoted(path) + b"\n"
        (repository / "list" / path.decode(errors="surrogateescape")).unlink()
        (repository / "list").rmdir()
    assert quoted("é 電".encode()) == "é 電".encode()


def test_the_page_names_the_rules_and_colours_the_lines() -> None:
    (page,) = coloured([total("n.md", b"k:\n  - a\n", b"k:\n- a\n", "list-indent", "quotes", "list-indent")])
    assert page == (
        "\x1b[1m--- a/n.md\x1b[0m\n\x1b[1m+++ b/n.md\x1b[0m\n"
        "\x1b[36m@@ -1,2 +1,2 @@\x1b[0m list-indent (2x), quotes\n"
        " k:\n\x1b[31m-  - a\x1b[0m\n\x1b[32m+- a\x1b[0m\n"
    )


def test_the_page_lets_no_note_steer_the_terminal() -> None:
    nasty = total("\x1b]0;t\a\u202e\udcff.md", b"a\x1b[2J\n\xff\n", b"\t\xc2\x9b2J\xe2\x80\xae\n\xff", "q\x1b")
    (page,) = coloured([nasty], colour=False)
    assert page == (
        '--- "a/\\033]0;t\\a\\342\\200\\256\\377.md"\n+++ "b/\\033]0;t\\a\\342\\200\\256\\377.md"\n'
        "@@ -1,2 +1,2 @@ q\\x1b\n-a\\x1b[2J\n-\\xff\n+\t\\u009b2J\\u202e\n+\\xff\n\\ No newline at end of file\n"
    )


def test_the_page_shows_carriage_returns_only_where_they_tell_something() -> None:
    (page,) = coloured([total("n", b"k:\r\n  - a\r\n", b"k:\r\n- a\r\n")], colour=False)
    assert "\\r" not in page
    (page,) = coloured([total("n", b"k:\r\n", b"k:\n")], colour=False)
    assert page.endswith("-k:\\r\n+k:\n")
