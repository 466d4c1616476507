"""What goes with a note that is deleted: the edges to it, and nothing else."""

import pytest

from reweave.config.loader import parse_config
from reweave.plan.renaming import deleting_operations
from reweave.vault.vault import Vault
from tests.plan.notes import after, applied, operation


def notes(holder: bytes) -> dict[str, bytes]:
    return {"x.md": b"---\ntitle: x\n---\n", "y.md": b"", "a.md": b"---\n" + holder + b"---\n[[x]]\n"}


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("supports:\n- z # z\n- x  # why\n# y\n- y\n", "supports:\n- z # z\n# y\n- y\n"),
        ("supports: # all\n- x  # why\n", "supports: [] # all\n"),
        ('supports:\n- "x\n\n  " # why\n- >- # why\n  x\n- y\n', "supports:\n- y\n"),
        (
            'supports: [\n  "[[x]]", # why\n  # y\n  "[[y]]", # y\n]\n',
            'supports: [\n  # y\n  "[[y]]", # y\n]\n',
        ),
        ("supports: [\n  y, # y\n  x # why\n  ]\n", "supports: [\n  y # y\n  ]\n"),
        ("supports: [\n  # all\n  x # why\n  ]\n", "supports: [\n  # all\n  ]\n"),
        ("supports: [\n  x # why\n]\n", "supports: []\n"),
        ("related: x  # why\nstatus: y # s\n", "related:\nstatus: y # s\n"),
        ("supports: [x, y] # all\n", "supports: [y] # all\n"),
        (
            "supports:\n- x # why\nreweave_edges:\n- x|supports|2026-01-01 # by a program\nstatus: y\n",
            "status: y\n",
        ),
        ("supports:\r\n- ä # ö\r\n- x # ü\r\n", "supports:\r\n- ä # ö\r\n"),
    ],
)
def test_an_edge_goes_with_the_comment_on_its_lines(before: str, wanted: str) -> None:
    vault = notes(before.encode())
    made = after(operation("remove-target", "a.md", vault, target="x.md"), notes=vault)
    assert made["a.md"] == notes(wanted.encode())["a.md"]


@pytest.mark.parametrize(
    ("stuck", "why"),
    [
        (b"supports:\n- &a x\nother: *a\n", "supports: it has an anchor or a tag"),
        (b"supports: [y, x # why\n ]\n", "supports: its line holds something else"),
        (b"supports:\n- - x # why\n", "it is nested in the list"),
    ],
)
def test_what_cannot_be_taken_out_is_left_and_the_rest_is_done(stuck: bytes, why: str) -> None:
    vault = {**notes(stuck), "b.md": b"---\nsupports: [x]\n---\n"}
    config = parse_config(b"", "reweave.toml")
    operations, left = deleting_operations(Vault.read(vault.items(), config), "x.md", config)
    assert [one.path for one in operations] == ["b.md", "x.md"]
    assert [one.id for one in operations] == ["op-1", "op-2"]
    assert not applied(*operations, notes=vault).refused
    assert list(left) == ["a.md"]
    assert left["a.md"].startswith(why)
