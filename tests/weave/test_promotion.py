import pytest

from reweave.config.model import Config
from reweave.config.weave import EdgeType, WeaveConfig
from reweave.vault.vault import Vault
from reweave.weave.promotion import find_promotable
from tests.weave.stated.small import COMPOST, MULCH, small_vault


def edges(vault: Vault) -> list[tuple[int, str | None, int]]:
    return [(one.source, one.type, one.target) for one in find_promotable(vault)]


def test_what_a_body_says_of_its_link_is_promoted() -> None:
    vault = small_vault("- [[X]] — the claim this supports\n- [[O]] — the key premise\n", "See [[S]].")
    assert edges(vault) == [(0, "supports", 1), (0, "depends_on", 2)]
    first = find_promotable(vault)[0]
    assert (first.quote, first.path, first.line) == ("the claim this supports", f"{COMPOST}.md", 4)


def test_what_a_body_says_of_another_note_s_edge_is_promoted_there() -> None:
    assert edges(small_vault("[[X]] contradicts this claim.")) == [(1, "challenges", 0)]


@pytest.mark.parametrize(
    "fields",
    [
        (f"supports:\n- {MULCH}\n", "", ""),
        (f"supports: '[[{MULCH}]]'\n", "", ""),
        (f"reweave_edges:\n- {MULCH}|supports|2026-01-02\nsupports:\n- {MULCH}\n", "", ""),
    ],
)
def test_an_edge_that_a_frontmatter_holds_is_not(fields: tuple[str, ...]) -> None:
    assert edges(small_vault("This supports [[X]].", fields=fields)) == []


def test_an_edge_that_the_inverse_field_holds_is_not() -> None:
    assert edges(small_vault("This contradicts [[X]].", fields=("", f"challenged_by:\n- {COMPOST}\n", ""))) == []


def test_another_edge_of_the_pair_does_not_hinder_it() -> None:
    fields = (f"related:\n- {MULCH}\n", "", "")
    assert edges(small_vault("This supports [[X]].", fields=fields)) == [(0, "supports", 1)]


def test_what_follows_from_another_edge_is_not_written_beside_it() -> None:
    assert edges(small_vault("This rests on [[X]].")) == [(0, "depends_on", 1)]


def test_a_mention_is_no_reason() -> None:
    assert edges(small_vault("## See also\n\n- [[X]]\n")) == []


@pytest.mark.parametrize("fields", [("status: retired\n", "", ""), ("", "status: retired\n", "")])
def test_notes_out_of_use_get_and_give_nothing(fields: tuple[str, ...]) -> None:
    assert edges(small_vault("This supports [[X]].", fields=fields)) == []


def test_a_note_that_takes_no_part_gives_nothing() -> None:
    files = [(record.path, record.source) for record in small_vault("This supports [[X]].").records]
    files[0] = (files[0][0], files[0][1].replace(b"type: claim", b"type: map"))
    assert edges(Vault.read(files)) == []


def test_a_note_of_a_type_that_may_not_carry_it_gives_nothing() -> None:
    files = [(record.path, record.source) for record in small_vault("This supports [[X]].").records]
    config = Config(weave=WeaveConfig(types=(EdgeType("supports", "supports", note_types=("evidence",)),)))
    assert edges(Vault.read(files, config)) == []


def test_only_the_notes_asked_for_are_read() -> None:
    vault = small_vault("This supports [[X]].", "This supports [[O]].")
    assert [one.source for one in find_promotable(vault, notes=[1])] == [1]


def test_an_ambiguous_link_promotes_nothing() -> None:
    files = [(f"{folder}/twin claim of two.md", b"") for folder in "ab"]
    assert edges(Vault.read([("one claim about all twins.md", b"This supports [[twin claim of two]]."), *files])) == []
