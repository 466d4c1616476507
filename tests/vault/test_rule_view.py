from reweave.rules.base import Named
from reweave.vault.rule_view import RuleView
from reweave.vault.vault import Vault

FILES = {
    "a/solar-is-cheap.md": b"---\ntitle: Solar is cheap\n---\n",
    "a/Wind is cheap.md": b"---\nsupports:\n- gone\nreweave_edges:\n- x|supports|2026-01-01\n- bad\n---\n",
    "b/twin.md": b"",
    "c/twin.md": b"",
    "a/50 % #1.md": b"",
}


def view() -> RuleView:
    return RuleView(Vault.read(FILES.items()))


def test_names_are_resolved_from_the_note() -> None:
    assert view().names("a/x.md", "[[solar-is-cheap]]") == [Named("solar-is-cheap", ("a/solar-is-cheap.md",))]
    assert view().names("a/x.md", "twin") == [Named("twin", ("b/twin.md", "c/twin.md"))]
    assert view().names("a/x.md", "./Wind is cheap.md") == [Named("./Wind is cheap.md", ("a/Wind is cheap.md",))]
    assert view().names("a/x.md", "prose with [[twin]] in it") == []


def test_the_three_forms() -> None:
    one = view()
    assert one.written_as("a/solar-is-cheap.md", "title") == "Solar is cheap"
    assert one.written_as("a/solar-is-cheap.md", "slug") == "solar-is-cheap"
    assert one.written_as("a/solar-is-cheap.md", "wikilink") == "[[solar-is-cheap]]"
    assert one.written_as("a/Wind is cheap.md", "slug") == "wind-is-cheap"


def test_a_form_that_would_mean_another_note_is_none() -> None:
    one = view()
    assert one.written_as("b/twin.md", "title") is None
    assert one.written_as("b/twin.md", "wikilink") == "[[b/twin]]"


def test_disagreements_leave_malformed_entries_to_another_rule() -> None:
    one = view()
    assert one.disagreements("a/Wind is cheap.md") == [
        ("x|supports|2026-01-01", "the list of this type does not contain the note")
    ]
    assert one.disagreements("b/twin.md") == ()
    assert one.nearest("Solar is very cheap") == "Solar is cheap"
    assert one.nearest("something else entirely") is None
