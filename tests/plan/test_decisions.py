"""Decisions: proposed edges in, operations out."""

from collections.abc import Mapping
from datetime import date

import pytest

from reweave.config.loader import parse_config
from reweave.plan.decisions import Decisions, EdgeEnds
from reweave.plan.operation import OperationError
from reweave.plan.operations.add_edge import AddEdge
from reweave.vault.vault import Vault
from tests.plan.notes import NOTES, after, applied

DAY = date(2026, 3, 28)
SOLAR, WIND, GRID = NOTES


def decisions(
    configuration: bytes = b"", notes: Mapping[str, bytes] = NOTES, unwritable: Mapping[str, str] | None = None
) -> Decisions:
    config = parse_config(configuration, "reweave.toml")
    return Decisions(Vault.read(notes.items(), config), config, unwritable)


def proposed(made: Decisions, source: int = 0, target: int = 2, type: str = "supports") -> AddEdge:
    return made.add(EdgeEnds(source, target, type), "op-7", DAY, "both speak of power")


def test_an_accepted_edge_is_the_proposal() -> None:
    made = decisions()
    operation = proposed(made)
    assert made.accept(operation) == operation
    assert b"supports:\n- grid is old\n" in after(operation)[SOLAR]


def test_another_type_and_the_other_direction() -> None:
    made = decisions()
    operation = proposed(made)
    retyped = made.accept(operation, type="challenges")
    assert (retyped.id, retyped.path, retyped.type, retyped.reason) == ("op-7", SOLAR, "challenges", operation.reason)
    assert b"challenges:\n- grid is old\n" in after(retyped)[SOLAR]
    back = made.accept(operation, reverse=True)
    assert (back.id, back.path, back.type, back.target) == ("op-7", GRID, "supports", "solar is cheap")
    assert set(after(back)) == {GRID}


def test_an_edge_in_an_inverse_list_is_told_from_its_source() -> None:
    made = decisions(b'[weave]\nwrite-to = "older"\n', {
        "a.md": b"---\ncreated: 2026-02-01\n---\nA\n",
        "b.md": b"---\ncreated: 2026-01-01\n---\nB\n",
    })  # fmt: skip
    operation = proposed(made, 0, 1, "challenges")
    assert (operation.path, operation.type) == ("b.md", "challenged_by")
    assert made.ends(operation) == EdgeEnds(0, 1, "challenges")
    assert made.decline(operation).path == "a.md"
    assert made.accept(operation, reverse=True).path == "b.md"


def test_a_declined_edge_is_remembered_by_its_ends() -> None:
    made = decisions()
    no = made.decline(proposed(made), reason="too vague")
    assert (no.id, no.path, no.target, no.type, no.reason) == ("op-7", SOLAR, GRID, "", "too vague")
    assert b"declined-edge" in after(no)[".reweave/answers.jsonl"]


@pytest.mark.parametrize(
    ("edge", "said"),
    [
        (EdgeEnds(0, 2, "suports"), "did you mean 'supports'"),
        (EdgeEnds(1, 0, "supports"), "already has this edge"),
    ],
)
def test_what_cannot_be_decided_so_says_why(edge: EdgeEnds, said: str) -> None:
    with pytest.raises(OperationError, match=said):
        decisions().add(edge, "op-1", DAY)


def test_a_full_or_unwritable_note_takes_no_edge() -> None:
    with pytest.raises(OperationError, match=r"holds 1 woven edge"):
        decisions(b"[weave]\nper-note = 1\n").add(EdgeEnds(1, 2, "supports"), "op-1", DAY)
    with pytest.raises(OperationError, match="a symlink"):
        decisions(unwritable={GRID: "a symlink"}).add(EdgeEnds(2, 0, "supports"), "op-1", DAY)


def test_a_proposal_for_notes_that_are_gone_says_which() -> None:
    made = decisions()
    operation = proposed(made)
    assert not applied(operation).refused
    with pytest.raises(OperationError, match=r"note 'claims/solar is cheap.md' not found"):
        decisions(notes={WIND: NOTES[WIND]}).ends(operation)
