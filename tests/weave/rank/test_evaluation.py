from dataclasses import replace

import pytest

from reweave.note.changeset import blob_hash
from reweave.weave.rank.evaluation import count_trained_on, evaluate, linking
from reweave.weave.rank.model import shipped
from reweave.weave.rank.ranker import Ranker
from tests.weave.rank.vaults import topical, topical_files, vault_of

CLAIM = "---\ntype: claim\n---\n"


def test_hidden_links_are_found_again_under_both_protocols() -> None:
    ranker = Ranker(topical(20))
    sources = linking(ranker)
    found = list(evaluate(ranker, sources))
    assert [(one.protocol, one.sources) for one in found] == [("strict", 60), ("leave_one_source_out", 60)]
    for one in found:
        # By chance ten of a topic's nineteen others hold half of the links.
        assert one.model.recall_at_10.mean > 0.75
        assert one.fitted and one.model.recall_at_10.mean >= one.base.recall_at_10.mean
        assert one.model.recall_at_5.mean <= one.model.recall_at_10.mean
        assert one.model.mrr.mean > one.baseline.mrr.mean > 0.3


def test_figures_are_of_the_sources_that_are_asked() -> None:
    ranker = Ranker(
        vault_of(
            first=CLAIM + "solar storage\n- [[second]]",
            second=CLAIM + "solar storage pays",
            third=CLAIM + "violin tempo\n- [[fourth]]",
            fourth=CLAIM + "compost",
        )
    )
    assert linking(ranker) == [0, 2]
    by_source = {source: next(evaluate(ranker, [source])) for source in (0, 2)}
    assert by_source[0].model.mrr.mean == by_source[0].baseline.mrr.mean == 1.0
    assert by_source[2].model.mrr.mean < 1.0
    both = next(evaluate(ranker, [0, 2]))
    assert both.model.mrr.mean == pytest.approx((1.0 + by_source[2].model.mrr.mean) / 2)


def test_notes_that_the_model_learned_from_are_known_by_their_bytes() -> None:
    names = frozenset(blob_hash(source)[:12] for _, source in topical_files(4)[:3])
    ranker = Ranker(topical(4), replace(shipped(), trained_on=names))
    assert count_trained_on(ranker, range(12)) == 3
    assert count_trained_on(ranker, [2, 3]) == 1
