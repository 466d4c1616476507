"""A weave says the same whether its answers were found before or not."""

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.cache.store import Store
from reweave.config.dense import DenseConfig
from reweave.config.model import Config
from reweave.config.weave import WeaveConfig
from reweave.vault.vault import Vault
from reweave.weave.cache import WeaveCache, usable
from reweave.weave.explanation import Explainer
from reweave.weave.pipeline import WeaveOptions, WeaveResult, weave_vault
from reweave.weave.rank import ranker
from tests.weave.rank.vaults import topical_files

DAY = date(2026, 1, 1)
CONFIG = Config()
NOTES = dict(topical_files(7))
EDITS = st.sampled_from(
    [
        {},
        {"sun0.md": b"---\ntype: claim\n---\nsun pays, since it depends on [[more]]\n"},
        {"sun0.md": b"---\ntype: claim\n---\nsun pays\n", "wind0.md": b"---\ntype: claim\n---\nsun pays\n"},
        {"more.md": b"---\ntype: claim\n---\n# more\n\nsalt and steel\n"},
    ]
)


WHICH: st.SearchStrategy[Literal["thin", "orphans", "all"]] = st.sampled_from(["thin", "orphans", "all"])


def woven(notes: dict[str, bytes], file: Path | None, options: WeaveOptions) -> WeaveResult:
    vault = Vault.read(sorted(notes.items()), CONFIG)
    cache = None if file is None else WeaveCache(Store(file, b"code"), vault, CONFIG)
    return weave_vault(vault, CONFIG, options, cache=cache)


def said(result: WeaveResult) -> object:
    proposed = result.proposed
    return proposed.edges, proposed.refused, proposed.duplicates, proposed.trust, result.written.changes


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(EDITS, WHICH), min_size=2, max_size=4))
def test_a_cache_changes_no_proposal(
    tmp_path_factory: pytest.TempPathFactory, weaves: list[tuple[dict[str, bytes], Literal["thin", "orphans", "all"]]]
) -> None:
    file = tmp_path_factory.mktemp("cache") / "weave.cache"
    for edit, which in weaves:
        options = WeaveOptions(DAY, which)
        notes = {**NOTES, **edit}
        assert said(woven(notes, file, options)) == said(woven(notes, None, options))


def test_a_second_weave_of_the_same_notes_ranks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, options = tmp_path / "weave.cache", WeaveOptions(DAY, "all")
    first = said(woven(NOTES, file, options))
    with monkeypatch.context() as patch:
        patch.delattr(ranker, "Ranker")
        assert said(woven(NOTES, file, options)) == first
        with pytest.raises(ImportError):
            woven({**NOTES, "new.md": b"---\ntype: claim\n---\nsun\n"}, file, options)


def test_an_explanation_from_the_cache_is_the_same(tmp_path: Path) -> None:
    vault = Vault.read(sorted(NOTES.items()), CONFIG)
    options, found = WeaveOptions(DAY, "all"), []
    for _ in range(2):
        cache = WeaveCache(Store(tmp_path / "weave.cache", b"code"), vault, CONFIG)
        explainer = Explainer(vault, CONFIG, options, cache=cache)
        found.append([explainer.explain(*pair) for pair in ((0, 1), (2, 9), (5, 5))])
    assert found[0] == found[1]


def test_answers_that_depend_on_more_than_the_notes_are_not_kept() -> None:
    assert usable(CONFIG)
    assert not usable(Config(weave=WeaveConfig(dense=DenseConfig(model="/models/one"))))
