"""Names of several notes: copies of one note, and where a reader is led."""

import pytest

from tests.vault.build import claim, paths, vault

TEXT = " ".join(f"Storage number {number} falls in cost." for number in range(12))


def test_copies_have_one_title_and_nearly_one_text() -> None:
    one = vault(
        {
            "a/sun pays.md": TEXT,
            "b/Sun-pays.md": f"{TEXT}\n\nAdded later by hand.",
            "c/sun pays.md": "Something else entirely, of the same name.",
            "d/wind pays.md": TEXT,
            "e/sun pays.md": "",
            "f/sun pays.md": "",
        }
    )
    assert one.meanings.copies == ((0, 1),)
    assert one.meanings.of(1) == {0, 1}
    assert one.meanings.of(2) == {2}


@pytest.mark.parametrize("text", ["日本語の文章です。" * 4, "Краткая заметка о ветре и солнце. " * 6])
def test_copies_in_any_script(text: str) -> None:
    assert vault({"a/x.md": text, "b/x.md": f"{text}\n"}).meanings.copies == ((0, 1),)


def test_the_original_takes_part() -> None:
    one = vault({"a/x.md": TEXT, "b/x.md": claim(body=TEXT)})
    assert one.meanings.original(0) == 1
    assert one.meanings.sole((0, 1)) == 1


def test_a_name_of_different_notes_has_no_sole_meaning() -> None:
    one = vault({"a/x.md": TEXT, "b/x.md": "Of something else.", "c/x.md": TEXT})
    assert one.meanings.sole((0, 1)) is None
    assert one.meanings.sole((0, 2)) == 0
    assert one.meanings.sole(()) is None


@pytest.mark.parametrize(
    ("folder", "opened"),
    [("deep/er", "deep/er/x.md"), ("deep", "deep/er/x.md"), ("", "b/x.md"), ("other", "b/x.md"), ("a", "a/long/x.md")],
)
def test_a_reader_is_led_to_the_own_folder_else_below_it_else_to_the_shortest_path(folder: str, opened: str) -> None:
    one = vault({"a/long/x.md": "A.", "b/x.md": "B.", "deep/er/x.md": "C."})
    found = one.meanings.opened((0, 1, 2), folder)
    assert found is not None
    assert one.records[found].path == opened


def test_a_copy_is_no_orphan_where_another_is_named() -> None:
    one = vault({"a/x.md": TEXT, "b/x.md": TEXT, "c.md": "[[a/x]]", "d/x.md": "Of something else."})
    assert paths(one, one.orphans) == ["c.md", "d/x.md"]


def test_a_thousand_notes_of_one_title_are_compared_with_few() -> None:
    one = vault({f"{number}/x.md": f"Number {number}. {TEXT}" for number in range(1000)})
    assert [len(group) for group in one.meanings.copies] == [1000]
