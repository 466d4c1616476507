"""The decision for a pair: fields, conflicts, derived supports, ambiguity, notes that make no claim; hostile input."""

import pytest

from reweave.config.model import Config
from reweave.config.weave import EdgeType, WeaveConfig
from reweave.vault.vault import Vault
from reweave.weave.stated.edge_types import type_edges
from tests.weave.stated.small import MULCH, small_vault, verdict


@pytest.mark.parametrize(
    ("body", "other"),
    [
        ("This supports [[X]].\n\nThis contradicts [[X]].", ""),
        ("This supports [[X]].", "[[S]] contradicts this."),
        ("This builds on [[X]].\n\nThis contradicts [[X]].", ""),
        ("", "This rests on [[S]].\n\nThis contradicts [[S]]."),
        ("This supports [[X]].", "This challenges [[S]]."),
        ("This challenges [[X]].", "This supports [[S]]."),
        ("This challenges [[X]].", "This rests on [[S]]."),
    ],
)
def test_a_challenge_and_its_opposite_cancel(body: str, other: str) -> None:
    found = verdict(body, other)
    assert found.type is None and "opposite" in found.why


def test_a_derived_support_is_marked_and_can_be_left_out() -> None:
    vault = small_vault("", "This rests on [[S]].")
    found = type_edges(vault, [(0, 1)])[0]
    assert (found.type, found.derived, found.path) == ("supports", True, f"{MULCH}.md")
    assert type_edges(vault, [(0, 1)], derived=False)[0].type is None


def test_mutual_support_is_kept() -> None:
    assert verdict("This supports [[X]].", "This supports [[S]].").type == "supports"


def test_an_ambiguous_name_is_followed_for_measuring_only() -> None:
    note = b"---\ntype: claim\n---\n"
    files = [("a.md", note + b"# first claim of all\nThis supports [[twin claim of two]].\n")]
    files += [(f"{folder}/twin claim of two.md", note) for folder in "xy"]
    vault = Vault.read(files)
    assert [one.type for one in type_edges(vault, [(0, 1), (0, 2)])] == [None, None]
    assert [one.type for one in type_edges(vault, [(0, 1), (0, 2)], follow_ambiguous=True)] == ["supports"] * 2


@pytest.mark.parametrize(
    ("title", "type_"),
    [
        ("risk parity", None),
        ("Modern Portfolio Theory and Its Critics", None),
        ("how to hold bonds in a downturn", None),
        ("do bonds hedge stocks in a downturn?", None),
        ("bonds hedge stocks only while inflation is low", "challenges"),
    ],
)
def test_a_vault_without_types_has_typed_edges_between_propositions_only(title: str, type_: str | None) -> None:
    files = [
        ("diversified funds beat picking stocks.md", b"It contradicts the claim that [[x]].\nThis challenges [[x]].")
    ]
    files = [(path, body.replace(b"[[x]]", f"[[{title}]]".encode())) for path, body in files]
    vault = Vault.read([*files, ("note.md", f"# {title}\n".encode())])
    assert type_edges(vault, [(0, 1)])[0].type == type_


def test_a_type_that_is_not_configured_is_not_written() -> None:
    files = [(record.path, record.source) for record in small_vault("This supports [[X]].").records]
    config = Config(weave=WeaveConfig(types=(EdgeType("challenges", "challenges"),)))
    found = type_edges(Vault.read(files, config), [(0, 1)])[0]
    assert found.type is None and "not configured" in found.why


def test_a_type_of_the_vault_s_own_is_stated_by_its_field() -> None:
    files = [(r.path, r.source) for r in small_vault(fields=(f"causes: ['[[{MULCH}]]']\n", "", "")).records]
    config = Config(weave=WeaveConfig(types=(EdgeType("causes", "causes"),)))
    assert type_edges(Vault.read(files, config), [(0, 1)])[0].type == "causes"


def test_a_note_states_nothing_of_itself() -> None:
    assert type_edges(small_vault("This supports [[S]]."), [(0, 0)])[0].type is None


def test_signs_that_stand_for_links_in_a_body_are_not_taken_for_links() -> None:
    assert verdict("This supports \ue001.\n\nCompare [[X]]. This supports \ue001.").type is None


@pytest.mark.parametrize(
    "body",
    [
        "supports " * 50_000 + "[[X]]",
        "[[X]]" * 20_000,
        "- [[X]] " + "— " * 100_000,
        "- [[X]] — " + "this " * 100_000,
        "-" + " " * 100_000 + "- x [[X]]",
        ". " * 100_000 + "[[X]]",
        '"' * 100_000 + "[[X]]",
        "a: " * 50_000 + "[[X]]",
        "Supports" + " " * 100_000 + "[[X]]",
        "**" * 100_000 + "[[X]]:",
        "#" * 100_000 + " [[X]]",
        "```\n" * 50_000 + "[[X]]",
        "Supports: " + "[[O]] , and " * 3_000 + "[[X]]",
        "Supports" + " -" * 50_000 + "> [[X]]",
        "really " * 50_000 + "calls [[X]] into question",
        "This is " + "really " * 90 + "why it is [[X]]",
        "it " + "exactly-ly " * 60 + "[[X]]",
        "This " + "[" * 50_000 + "[[X]]",
        "the claim that " * 5_000 + "[[X]]",
        "(" * 50_000 + ") supports [[X]]",
        "why " * 50_000 + "[[X]]",
        "\x00\x1b[31m\u202e" * 20_000 + "[[X]]",
        "e.g. " * 20_000 + "[[X]]",
    ],
)
def test_hostile_text_is_read_to_its_end(body: str) -> None:
    assert verdict(body).type in {None, "supports"}


def test_a_list_of_thousands_of_links_is_read_to_its_end() -> None:
    assert verdict("\n".join("- [[X]] — the claim this supports" for _ in range(3_000))).type == "supports"
