from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.weave.rank.batch import Batch
from reweave.weave.rank.features import raw_scores
from reweave.weave.rank.index import Index, build
from reweave.weave.rank.notes import rank_notes
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.ranking import ask
from tests.weave.rank.vaults import hidden, index_of, topical

CLAIM = "---\ntype: claim\n---\n"
TEXT = "solar panels need storage. storage needs copper"


def notes(**more: str) -> dict[str, str]:
    others = {f"other{number}": f"{CLAIM}storage with copper and salt {number}" for number in range(4)}
    return {**others, **{name: CLAIM + text for name, text in more.items()}}


@cache
def topical_index() -> Index:
    return build(rank_notes(topical()).notes)


def evidence(linked: dict[str, str], *, orphan: bool) -> dict[str, list[float]]:
    index = index_of(**notes(**linked))
    source = hidden(index, "asked", orphan=orphan)
    pool = source.similarity[0].argsort(kind="stable")
    names, raw = raw_scores(source, Pool.of_one(pool, index.size))
    return {name: values[pool.argsort()].tolist() for name, values in zip(names, raw, strict=True)}


def test_what_a_source_links_leaves_no_trace() -> None:
    one, other = (evidence({"asked": f"{TEXT}\n- [[{name}]]\n"}, orphan=False) for name in ("other1", "other2"))
    assert one == other


def test_what_links_an_orphan_leaves_no_trace_either() -> None:
    found = []
    for name in ("first", "second"):
        linking = {
            one: f"copper salt mine\n- [[{'asked' if one == name else 'other1'}]]" for one in ("first", "second")
        }
        scores = evidence({"asked": TEXT, **linking}, orphan=True)
        found.append({key: sorted(values) for key, values in scores.items()})
    assert found[0] == found[1]


def test_notes_that_link_both_speak_for_a_link_unless_the_source_is_an_orphan() -> None:
    linked = {"asked": TEXT, "third": "- [[asked]]\n- [[other3]]"}
    assert max(evidence(linked, orphan=False)["cocited"]) > 0 and max(evidence(linked, orphan=True)["cocited"]) == 0


def test_names_of_linked_notes_are_hidden_and_words_that_hold_them_are_not() -> None:
    index = index_of(
        **{
            "asked": CLAIM + "Grid Power pays; gridlock and the power stay. [[grid power]] [[grid]]",
            "grid power": CLAIM,
            "grid": CLAIM,
            "other": CLAIM + "grid power gridlock pays stay",
        }
    )
    source = hidden(index, "asked")
    names = index.vocabulary.names()
    kept = {
        names[term - index.vocabulary.buckets]
        for term in source.queries.indices.tolist()
        if index.vocabulary.is_word(term)
    }
    assert kept == {"asked", "pay", "gridlock", "power", "stay"}


def test_a_source_is_not_like_itself() -> None:
    index = index_of(**notes(asked=TEXT))
    source = hidden(index, "asked")
    assert source.similarity[0, source.claims[0]] == 0.0 and source.similarity.max() > 0.0


@given(st.lists(st.integers(0, 35), min_size=1, max_size=6, unique=True), st.booleans())
@settings(max_examples=20)
def test_what_is_asked_together_changes_no_answer(claims: list[int], orphans: bool) -> None:
    index = topical_index()
    together = list(ask(Batch.hide(index, claims, orphans=orphans)))
    for one, claim in zip(together, claims, strict=True):
        alone = next(ask(Batch.hide(index, [claim], orphans=orphans)))
        assert one.claim == claim and np.array_equal(one.similarity, alone.similarity)
        assert np.array_equal(one.pool, alone.pool) and np.array_equal(one.terms, alone.terms)
        assert np.array_equal(one.evidence.scores, alone.evidence.scores)
        assert np.array_equal(one.features, alone.features)


@given(st.floats(0.01, 0.4))
@settings(max_examples=10)
def test_sources_with_nothing_to_look_at_leave_the_others_as_they_are(below: float) -> None:
    index = topical_index()
    batch = Batch.hide(index, range(index.size), orphans=False)
    for one, all_of_it in zip(ask(batch, below), ask(batch), strict=True):
        if (one.similarity[all_of_it.pool] < below).any():
            assert np.array_equal(one.features, all_of_it.features)
        else:
            assert one.pool.tolist() == [] and one.features.shape[0] == 0
