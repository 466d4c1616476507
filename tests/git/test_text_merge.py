import pytest

from reweave.git.text_merge import TextMerge, merge_text
from reweave.git.text_options import Style, TextOptions


def test_one_side_that_changed_nothing_yields() -> None:
    assert merge_text(b"a\n", b"b\n", b"a\n") == merge_text(b"a\n", b"a\n", b"b\n") == TextMerge(b"b\n", False)
    assert merge_text(b"a\n", b"b\n", b"b\n") == TextMerge(b"b\n", False)


def test_changes_apart_are_both_taken() -> None:
    assert merge_text(b"1\n2\n3\n4", b"0\n2\n3\n4", b"1\n2\n3\n5") == TextMerge(b"0\n2\n3\n5", False)


STYLES: dict[Style, bytes] = {
    "merge": b"<<<<<<<< ours\nb\n========\nc\n>>>>>>>> theirs\n",
    "diff3": b"<<<<<<<< ours\nb\n|||||||| base\na\n========\nc\n>>>>>>>> theirs\n",
    "zdiff3": b"<<<<<<<< ours\nb\n|||||||| base\na\n========\nc\n>>>>>>>> theirs\n",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_conflict_has_markers_of_the_size_and_style_asked_for(style: Style) -> None:
    assert merge_text(b"a\n", b"b\n", b"c\n", TextOptions(8, style)) == TextMerge(STYLES[style], True)


def test_binary_keeps_ours_and_is_a_conflict() -> None:
    assert merge_text(b"\0a", b"\0b", b"\0c") == TextMerge(b"\0b", True)
