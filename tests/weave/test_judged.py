"""What a judge is asked about, and what becomes of its answers."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import pytest

from reweave.config.model import Config
from reweave.vault.vault import Vault
from reweave.weave.judged import screened, untyped_links
from reweave.weave.pipeline import WeaveOptions, WeaveResult, weave_vault
from reweave.weave.proposed_edge import EdgeKind
from reweave.weave.refusal import Refusal
from reweave.weave.verdict import Verdict, VerdictOrigin
from tests.weave.stated.small import COMPOST, MULCH, WORMS, small_vault

DAY = date(2026, 11, 28)


class Asked:
    """A judge that says the same of every pair, and remembers what it was asked."""

    def __init__(self, type: str | None = "supports") -> None:
        self.type = type
        self.pairs: list[tuple[int, int]] = []

    def __call__(self, vault: Vault, pairs: Sequence[tuple[int, int]]) -> Iterable[Verdict]:
        self.pairs += pairs
        for source, target in pairs:
            path = vault.records[source].path
            yield Verdict(source, target, self.type, VerdictOrigin.JUDGE, "words", path, 1, confidence=0.8)


def woven(vault: Vault, judge: Asked, judged: Literal["linked", "new", "all"] = "linked") -> WeaveResult:
    options = WeaveOptions(DAY, "all", new=False, judged=judged)
    return weave_vault(vault, Config(), options, judge=judge)


def test_links_whose_type_nobody_states_are_asked_about() -> None:
    vault = small_vault("See [[X]]. This supports [[O]].", "[[O]]")
    judge = Asked()
    result = woven(vault, judge)
    assert judge.pairs == [(0, 1), (1, 2)]
    found = {(one.edge.source, one.edge.target): one.edge for one in result.proposed.edges}
    edge = found[f"{COMPOST}.md", f"{MULCH}.md"]
    assert (edge.type, edge.kind, edge.score) == ("supports", EdgeKind.PROMOTED, 0.8)
    assert found[f"{COMPOST}.md", f"{WORMS}.md"].reason.rule == "evidence/prose/support"


def test_a_type_that_only_an_unmeasured_rule_reads_is_asked_about() -> None:
    vault = small_vault("- [[X]] \u2014 why compost binds carbon at all\n", "")
    assert list(untyped_links(vault, [0])) == [(0, 1)]
    result = woven(vault, Asked("depends_on"))
    assert [one.edge.type for one in result.proposed.edges] == ["depends_on"]
    assert result.proposed.refused[Refusal.UNMEASURED] == 1


@pytest.mark.parametrize("type", ["related", "duplicate", "none", None])
def test_a_link_says_already_that_notes_are_related(type: str | None) -> None:
    result = woven(small_vault("See [[X]].", ""), Asked(type))
    assert not result.proposed.edges


def test_pairs_that_could_not_be_written_are_not_asked_about() -> None:
    held = small_vault("See [[X]] and [[O]].", "", fields=(f"related:\n- {MULCH}\n", "", ""))
    judge = Asked()
    result = woven(held, judge)
    assert judge.pairs == [(0, 2)] and result.proposed.refused[Refusal.HELD] == 1
    retired = small_vault("See [[X]] and [[O]].", "", fields=("", "status: superseded\n", ""))
    judge = Asked()
    woven(retired, judge)
    assert judge.pairs == [(0, 2)]


def test_notes_that_claim_nothing_are_not_asked_about() -> None:
    files = [("a.md", b"# Order theory\n[[b]]"), ("b.md", b"# Game theory\n")]
    judge = Asked()
    woven(Vault.read(files), judge)
    assert judge.pairs == []


def test_without_being_told_a_judge_is_not_asked_about_links() -> None:
    judge = Asked()
    woven(small_vault("See [[X]].", ""), judge, "new")
    assert judge.pairs == []


def test_a_source_s_pairs_come_together_in_the_order_of_the_sources() -> None:
    pairs = [(3, 1), (1, 2), (3, 2), (2, 1), (1, 3)]
    assert screened(pairs, lambda pair: pair != (2, 1)) == [(3, 1), (3, 2), (1, 2), (1, 3)]
