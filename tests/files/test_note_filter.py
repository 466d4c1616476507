"""Which paths are notes."""

import pytest

from reweave.config.loader import parse_config
from reweave.errors import ReweaveError
from reweave.files.note_filter import NoteFilter
from reweave.files.refusal import RefusalReason


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("a.md", None),
        ("sub/A.MD", None),
        ("a.txt", RefusalReason.EXTENSION),
        ("a.md.txt", RefusalReason.EXTENSION),
        ("drafts/a.md", RefusalReason.EXCLUDED),
        ("other/a.md", None),
    ],
)
def test_the_reason_why_a_path_is_not_a_note(path: str, reason: RefusalReason | None) -> None:
    notes = NoteFilter.of((".md",), exclude=("drafts/",))
    assert notes.why_not(path) is reason and notes.matches(path) is (reason is None)


def test_patterns_count_from_the_folder_of_the_vault() -> None:
    config = parse_config(b'include = ["notes/**"]\nexclude = ["notes/old/"]\n', "reweave.toml")
    notes = config.note_filter("kb/")
    assert notes.matches("kb/notes/a.md") and not notes.matches("kb/notes/old/a.md")
    assert not notes.matches("notes/a.md") and not notes.matches("kb/a.md")
    assert config.note_filter().matches("notes/a.md")


def test_a_pattern_that_is_not_valid() -> None:
    with pytest.raises(ReweaveError):
        NoteFilter.of((".md",), include=("../a",))
