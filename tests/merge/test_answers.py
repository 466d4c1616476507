"""Remembered answers that both sides added or lifted merge as a set of lines, wherever a merge takes place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.files.answers_file import ANSWERS_FILE
from reweave.merge.answer_lines import merge_answers
from reweave.weave.answers import ClosedRequest, append_answers, parse_answers
from tests.git.conftest import commit, git, text
from tests.merge.conftest import BASE, LEFT, RIGHT, Parted, attempt, read, reweave


def told(*names: str) -> bytes:
    return append_answers(b"", [ClosedRequest(f"https://forge.example/{name}") for name in names])


SIDES = told("a", "b", "c"), told("a", "c", "ours"), told("a", "b", "theirs")
MERGED = set(told("a", "ours", "theirs").splitlines())


def answers(place: Path, folder: str = "") -> set[bytes]:
    return set(read(place, folder + ANSWERS_FILE).splitlines())


@pytest.mark.parametrize("folder", ["", "my [vault]/"])
def test_git_merges_them_by_the_driver(parted: Parted, folder: str) -> None:
    place = parted(
        {folder + ANSWERS_FILE: SIDES, f"{folder}n.md": (BASE, LEFT, RIGHT), f"{folder}reweave.toml": (b"",) * 3}
    )
    assert reweave(place / folder, "merge", "install").returncode == 0
    assert attempt(place, "merge", "-q", "side") == 0
    assert answers(place, folder) == MERGED


def test_an_attribute_of_their_own_is_kept(parted: Parted) -> None:
    place = parted({ANSWERS_FILE: SIDES, "n.md": (BASE, LEFT, RIGHT)})
    commit(place, {".gitattributes": b"*.jsonl merge=union\n"}, "attributes")
    assert b"kept: merge=union of .reweave/answers.jsonl\n" in reweave(place, "merge", "install").stdout
    assert text(place, "check-attr", "merge", "--", ANSWERS_FILE).endswith(": union")


def test_a_merge_that_stopped_is_resolved(parted: Parted) -> None:
    place = parted({ANSWERS_FILE: SIDES})
    assert attempt(place, "merge", "-q", "side") == 1
    done = reweave(place, "answers")
    assert done.returncode == 2
    assert b"unresolved merge conflict; during the merge `reweave resolve` resolves it" in done.stderr
    assert reweave(place, "resolve").returncode == 0
    assert answers(place) == MERGED
    assert git(place, "ls-files", "-u") == b""


def test_a_branch_is_merged_without_a_checkout(parted: Parted) -> None:
    place = parted({ANSWERS_FILE: SIDES, "n.md": (BASE, LEFT, RIGHT)})
    done = reweave(place, "merge", "side")
    assert done.returncode == 0, done.stderr
    assert set(git(place, "cat-file", "blob", f"side:{ANSWERS_FILE}").splitlines()) == MERGED


LINES = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(LINES, LINES, LINES)
def test_every_line_that_a_side_added_is_there_and_none_that_a_side_removed(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    merged = merge_answers(*(told(*side) for side in (base, ours, theirs)))
    kept = set(base) & set(ours) & set(theirs)
    expected = kept | (set(ours) | set(theirs)) - set(base)
    assert set(parse_answers(merged)) == set(parse_answers(told(*expected)))
    assert len(merged.splitlines()) == len(expected)
