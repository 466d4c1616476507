"""Statements in frontmatter fields, and statements of notes without links."""

import pytest

from reweave.weave.stated.edge_types import type_edges
from reweave.weave.verdict import VerdictOrigin
from tests.weave.stated.small import COMPOST, MULCH, small_vault, verdict


@pytest.mark.parametrize(
    ("field", "forward", "back"),
    [
        ("supports", "supports", None),
        ("challenges", "challenges", None),
        ("depends_on", "depends_on", "supports"),
        ("challenged_by", None, "challenges"),
        ("supported_by", None, "supports"),
        ("builds_on", "depends_on", "supports"),
        ("rests-on", "depends_on", "supports"),
        ("opposes", "challenges", None),
        ("rebutted_by", None, "challenges"),
        ("evidence", None, "supports"),
        ("assumptions", "depends_on", "supports"),
        ("links", None, None),
        ("related", "related", "related"),
        ("related_to_something", None, None),
    ],
)
def test_frontmatter_fields(field: str, forward: str | None, back: str | None) -> None:
    vault = small_vault(fields=(f"{field}:\n- {MULCH}\n", "", ""))
    assert [one.type for one in type_edges(vault, [(0, 1), (1, 0)])] == [forward, back]


@pytest.mark.parametrize(
    ("entry", "back"),
    [
        (f"growers report in [[{MULCH}]] that carbon is lost", "challenges"),
        (f"[[{MULCH}]], for clay", "challenges"),
        (f"nothing so far, but see [[{MULCH}]]", None),
        (f"might be in conflict with [[{MULCH}]]", None),
        (f"not [[{MULCH}]]", None),
    ],
)
def test_a_field_s_prose_with_a_link(entry: str, back: str | None) -> None:
    vault = small_vault(fields=(f"challenged_by:\n- '{entry}'\n", "", ""))
    assert [one.type for one in type_edges(vault, [(0, 1), (1, 0)])] == [None, back]


def test_a_field_is_quoted_with_the_line_of_its_entry() -> None:
    found = type_edges(small_vault(fields=("", f"challenged_by:\n- x\n- '{COMPOST}'\n", "")), [(0, 1)])[0]
    assert (found.quote, found.origin) == (f"challenged_by: {COMPOST}", VerdictOrigin.FIELD)
    assert (found.path, found.line) == (f"{MULCH}.md", 5)


def test_notes_without_links_state_nothing() -> None:
    assert verdict(f"This supports {MULCH}.").type is None


def test_a_link_in_code_states_nothing() -> None:
    assert verdict("~~~\n- [[X]] — the claim this supports\n~~~").type is None
    assert verdict("~~~\nDepends on:\n~~~\n- [[X]]").type is None
