"""Which names are those of conflict copies."""

import pytest

from reweave.config.model import Config
from reweave.vault.conflict_copies import is_conflict_copy
from reweave.vault.vault import Vault


@pytest.mark.parametrize(
    "stem",
    [
        "note (conflicted copy)",
        "note (conflicted copy 2026-03-28 101112)",
        "note (Anna's conflicted copy 2026-03-28)",
        "note (Case Conflict)",
        "note (Case Conflict 1)",
        "note (conflict 2026-03-28-10-11-12)",
        "note.sync-conflict-20260328-101112-ABCDEF7",
        "note.sync-conflict-20260328-101112",
        "note_conflict-20260328-101112",
        "note [Conflict]",
        "été (conflicted copy)",
    ],
)
def test_conflict_copies(stem: str) -> None:
    assert is_conflict_copy(stem)


@pytest.mark.parametrize(
    "stem",
    [
        "note",
        "conflict",
        "How to resolve a conflict",
        "sync-conflict",
        "war (armed conflict)",
        "Syria (conflict)",
        "note 2",
        "conflicts (class struggle)",
    ],
)
def test_other_names(stem: str) -> None:
    assert not is_conflict_copy(stem)


def test_a_copy_is_no_participant_and_makes_no_name_ambiguous() -> None:
    text = b"---\naliases: [sole]\n---\n# Il sole\n"
    notes = {"sol.md": text, "sol.sync-conflict-20260328-101112-ABCDEF7.md": text, "a.md": b"[[Il sole]] [[sole]]\n"}
    vault = Vault.read(notes.items(), Config())
    assert [vault.records[place].path for place in vault.participants] == ["sol.md", "a.md"]
    assert vault.resolve("Il sole") == vault.resolve("sole") == (0,)
