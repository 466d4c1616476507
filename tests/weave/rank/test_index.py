from reweave.weave.rank.index import build, link_context
from reweave.weave.rank.notes import LinkSpan
from tests.weave.rank.vaults import index_of


def test_the_context_of_a_link_is_the_rest_of_its_line() -> None:
    body = "above\nbefore [[x]] after\nbelow"
    assert link_context(body, LinkSpan(13, 18, 0)) == "before   after"
    assert link_context("[[x]]", LinkSpan(0, 5, 0)) == " "
    assert len(link_context("y" * 999 + "[[x]]" + "z" * 999, LinkSpan(999, 1004, 0))) == 321


def test_links_between_claims_and_those_of_maps_are_kept_apart() -> None:
    claim = "---\ntype: claim\n---\n"
    index = index_of(a=claim + "[[b]] [[b]] [[map]]", b=claim, map="[[a]] [[b]]")
    assert index.size == 2
    assert index.claims.forth.toarray().tolist() == [[0, 1], [0, 0]]
    assert index.hubs.forth.toarray().tolist() == [[1, 1]]
    assert index.claims.into.tolist() == [0, 1] and index.hubs.into.tolist() == [1, 1]
    assert index.linking() == [0]
    assert index.anchors.source.tolist() == [0, 0] and index.anchors.target.tolist() == [1, 1]


def test_fields_meet_under_the_same_key_alone() -> None:
    index = index_of(
        a="---\ndomain: energy\n---\n", b="---\ndomain: energy\n---\n", c="---\ntopic: energy\n---\n", d="no fields"
    )
    alike = index.fields.toarray() @ index.fields.toarray().T
    assert alike[0].round(6).tolist() == [1, 1, 0, 0]


def test_a_vault_without_notes_without_words_or_without_links_has_an_index() -> None:
    assert build(()).size == 0
    assert index_of(a="", b="...").size == 2
