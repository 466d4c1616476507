from datetime import date

import pytest

from reweave.config.weave import DEFAULT_TYPES
from reweave.weave.placement import place_edge
from reweave.weave.proposed_edge import EdgeKind, ProposedEdge, Quote, Reason

CREATED = {"new.md": date(2026, 3, 1), "old.md": date(2026, 1, 1)}
TITLES = {"new.md": "the new", "old.md": "the old"}
QUOTE = Reason(Quote("new.md", 12, "this\nchallenges it"))


def named(holder: str, field: str, other: str) -> str:
    return TITLES[other]


def place(name: str, write_to: str, created: dict[str, date] = CREATED) -> tuple[str, str, str, str]:
    edge = ProposedEdge(
        "new.md", "old.md", "the new", "the old", name, date(2026, 3, 28), 0.914, QUOTE, EdgeKind.PROMOTED
    )
    assert write_to in ("source", "older")
    placement = place_edge(edge, DEFAULT_TYPES, created.get, "older" if write_to == "older" else "source", named)
    entry = placement.entry
    return placement.holder, entry.field, entry.provenance.title, entry.provenance.type


@pytest.mark.parametrize(
    ("name", "write_to", "expected"),
    [
        ("supports", "source", ("new.md", "supports", "the old", "supports")),
        ("supports", "older", ("new.md", "supports", "the old", "supports")),
        ("challenges", "source", ("new.md", "challenges", "the old", "challenges")),
        ("challenges", "older", ("old.md", "challenged_by", "the new", "challenged_by")),
        ("related", "source", ("new.md", "related", "the old", "related")),
        ("related", "older", ("old.md", "related", "the new", "related")),
    ],
)
def test_where_an_edge_is_written(name: str, write_to: str, expected: tuple[str, ...]) -> None:
    assert place(name, write_to) == expected


def test_without_a_day_the_source_is_written_to() -> None:
    assert place("related", "older", {})[0] == "new.md"
    assert place("related", "older", {"new.md": date(2026, 1, 1), "old.md": date(2026, 1, 1)})[0] == "new.md"


def test_the_message_says_why_on_one_line() -> None:
    edge = ProposedEdge(
        "new.md", "old.md", "the new", "the old", "related", date(2026, 3, 28), 0.914, QUOTE, EdgeKind.PROMOTED
    )
    message = place_edge(edge, DEFAULT_TYPES, CREATED.get, "source", named).entry.message
    assert message == 'related the old (0.91, promoted: "this challenges it" new.md:12)'
    assert str(Reason(None, {"tfidf": 0.5}, ("grid", "cost"))) == "both mention grid, cost"
    assert str(Reason(None, {"tfidf": 0.5, "tags": 1})) == "tfidf 0.50; tags 1.00"


def test_a_type_that_is_not_configured() -> None:
    with pytest.raises(ValueError, match="unknown edge type 'inspires'"):
        place("inspires", "source")
