"""Text is merged as `git merge` merges it."""

import random
from collections import Counter

import pytest

from reweave.config.merge import MergeConfig
from reweave.git.text_options import TextOptions
from reweave.merge.notes import merge_notes
from tests.git.conftest import git
from tests.merge.conftest import Parted, attempt, read, reweave
from tests.merge.random_bodies import triple

COUNT = 200


def labelled() -> TextOptions:
    return TextOptions(ours="HEAD", theirs="side")


def test_bodies_are_merged_as_git_merges_them(parted: Parted) -> None:
    pick = random.Random(20260301)
    notes = {f"{number}.md": triple(pick) for number in range(COUNT)}
    place = parted(notes)
    attempt(place, "merge", "-q", "side")
    unmerged = {line.partition(b"\t")[2].decode() for line in git(place, "ls-files", "-u", "-z").split(b"\0")[:-1]}
    outcomes: Counter[str] = Counter()
    for name, sides in notes.items():
        merged = merge_notes(*sides, MergeConfig(), options=labelled)
        outcomes["conflict" if merged.conflicts else "clean"] += 1
        assert (merged.data, bool(merged.conflicts)) == (read(place, name), name in unmerged)
    print(f"{COUNT} bodies merged as by git: {dict(outcomes)}")
    assert min(outcomes.values()) > COUNT / 10


def test_notes_that_nobody_edited_are_resolved(parted: Parted) -> None:
    pick = random.Random(7)
    notes = {f"{number}.md": triple(pick) for number in range(COUNT // 2)}
    place = parted(notes)
    attempt(place, "merge", "-q", "side")
    assert b"it was edited since" not in reweave(place, "resolve").stdout


BASE = "title: x\nsummary: |\n  text\n\ntype: claim\ntags:\n- a\n- b\n"
OURS = "title: x\nsummary: |\n  text\n\ntype: claim\n"
THEIRS = "tags:\n  - a\nsummary: |\n  text2\ntitle: x\n\ntype: claim\n"


@pytest.mark.parametrize("swapped", [False, True])
def test_blank_lines_after_a_block_scalar_are_no_data(swapped: bool) -> None:
    base, ours, theirs = (f"---\n{text}---\nBody\n".encode() for text in (BASE, OURS, THEIRS))
    merged = merge_notes(base, *((theirs, ours) if swapped else (ours, theirs)), MergeConfig())
    assert not merged.conflicts
    assert b"text2\n" in merged.data
    assert b"tags" not in merged.data
    assert b"\n\n" in merged.data


def test_blank_lines_that_a_scalar_keeps_are_data() -> None:
    base, ours, theirs = (f"---\na: |+\n  {text}\nb: 1\n---\n".encode() for text in ("x\n", "x\n\n", "x\n\n\n"))
    assert merge_notes(base, ours, theirs, MergeConfig()).conflicts == ("a",)
