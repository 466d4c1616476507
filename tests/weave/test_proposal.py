"""New edges: both notes have to rank each other, whatever the ranker says of one of them."""

from dataclasses import replace
from datetime import date

import pytest

from reweave.config.model import Config
from reweave.vault.vault import Vault
from reweave.weave.filters import EdgeFilter
from reweave.weave.pipeline import WeaveOptions, weave_vault
from reweave.weave.proposal import propose
from reweave.weave.rank import duplicates
from reweave.weave.rank import ranker as ranking
from reweave.weave.rank.model import shipped

_WORDS = ["heat pumps draw warmth", "solar roofs feed batteries", "tidal mills grind barley", "peat bogs hold water"]


def _vault() -> Vault:
    files = []
    for number, words in enumerate(_WORDS):
        for half in ("winter", "summer"):
            body = f"# {words} in {half}\n\nIt is known that {words}; {words} {number} times.\n".encode()
            files.append((f"{words} in {half}.md", b"---\ntype: claim\n---\n" + body))
    return Vault.read(files)


@pytest.mark.parametrize(("within", "some"), [(1, True), (0, False)])
def test_the_target_has_to_rank_the_source(monkeypatch: pytest.MonkeyPatch, within: int, some: bool) -> None:
    model = replace(shipped(), related_at=0.2, related_within=within)
    monkeypatch.setattr(ranking, "shipped", lambda: model)
    for module in (ranking, duplicates):
        monkeypatch.setattr(module, "DUPLICATE_AT", 1.1)
    vault = _vault()
    screen = EdgeFilter(vault, lambda source, target, type_: False)
    found = propose(screen, (), vault.participants, date(2026, 3, 28)).edges
    assert bool(found) is some
    ends = {(one.edge.source, one.edge.target) for one in found}
    assert all(source[:5] == target[:5] for source, target in ends)
    assert {"related"} == {one.edge.type for one in found} or not some


def test_an_orphan_gains_its_best_edge_from_a_lower_score(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "DUPLICATE_AT", 1.1)
    monkeypatch.setattr(ranking, "DUPLICATE_AT", 1.1)
    monkeypatch.setattr(ranking, "shipped", lambda: replace(shipped(), related_at=1.0, orphans_at=0.2))
    vault = _vault()
    options = WeaveOptions(date(2026, 3, 28), "orphans")
    assert not weave_vault(vault, Config(), replace(options, which="all")).writable
    found = weave_vault(vault, Config(), options)
    touched = [path for one in found.writable for path in (one.edge.source, one.edge.target)]
    assert len(found.writable) == 4 and len(set(touched)) == 8 == len(vault.orphans)
    assert found.orphans_left == 0
