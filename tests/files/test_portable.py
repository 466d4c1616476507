"""Paths that cannot exist on every system."""

import pytest

from reweave.files.portable import why_unportable

OTHERS = ("a/caf\xe9.md", "Q: 1/Note.md", "b/stra\xdfe.md")


@pytest.mark.parametrize("path", ["a/cafe\u0301.md", "a/CAF\xc9.md", "A/x.md", "b/STRASSE.md"])
def test_names_that_are_one_where_case_or_form_does_not_count(path: str) -> None:
    assert "differs only in case or Unicode form" in (why_unportable(path, OTHERS) or "")


@pytest.mark.parametrize("path", ["a/cafe.md", "a/x.md", "Q: 1/other.md", "b/strase.md", "new/c\xe9.md", "a.b/c.d.md"])
def test_others_are_two(path: str) -> None:
    assert why_unportable(path, OTHERS) is None
