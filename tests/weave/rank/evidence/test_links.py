from reweave.weave.rank.evidence import links
from tests.weave.rank.vaults import every, hidden, index_of

CLAIM = "---\ntype: claim\n---\n"
NOTES = {
    "asked": CLAIM + "solar storage",
    "like": CLAIM + "solar storage pays [[voted]]",
    "voted": CLAIM + "violin [[far]]",
    "far": CLAIM + "tempo",
    "alone": CLAIM + "compost",
    "mapped": CLAIM + "octave",
    "map": "[[like]] [[mapped]]",
}


def scores(**changed: str) -> dict[str, dict[str, float]]:
    index = index_of(**{**NOTES, **changed})
    found: dict[str, dict[str, float]] = {}
    for family in (links.votes, links.neighbourhood, links.walk, links.hub_votes, links.cocitation, links.popularity):
        for name, values in family(hidden(index, "asked"), every(index)).items():
            found[name] = {index.note(claim).record.stem: float(value) for claim, value in enumerate(values)}
    return found


def test_claims_like_the_source_vote_for_what_they_link() -> None:
    found = scores()
    for name in ("votes_few", "votes_many", "linker_best", "around"):
        assert found[name]["voted"] > 0.0 == found[name]["alone"]


def test_a_walk_goes_on_from_link_to_link_and_gets_fainter() -> None:
    found = scores()["walk"]
    assert found["voted"] > found["far"] > found["alone"] == 0.0


def test_a_map_vouches_for_what_it_links_beside_a_claim_like_the_source() -> None:
    found = scores()["voucher_votes"]
    assert found["mapped"] > 0.0 == found["voted"]


def test_notes_that_link_source_and_candidate_together() -> None:
    found = scores(alone=CLAIM + "compost [[asked]] [[far]]", map="[[asked]] [[mapped]]")
    assert found["cocited"]["far"] > 0.0 == found["cocited"]["voted"]
    assert found["vouched"]["mapped"] > 0.0 == found["vouched"]["far"]


def test_standing_is_how_often_others_link_a_claim() -> None:
    found = scores(asked=CLAIM + "solar storage [[far]]")
    assert found["in_degree"]["far"] == 1.0 and found["in_degree"]["alone"] == 0.0
    assert found["voucher_degree"]["mapped"] == 1.0
    assert found["mates_degree"]["far"] == 1.0
