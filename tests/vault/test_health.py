"""The health of a graph."""

from reweave.vault.edges import DisagreementKind, Origin
from reweave.vault.health import Dangling, examine
from tests.vault.build import claim, vault

ONE = vault(
    {
        "a.md": claim(
            "supports: [b]\nreweave_edges: [b|supports|2026-03-28, c|supports|2026-03-28]\n", "[[c]] [[twin]]"
        ),
        "b.md": claim("depends_on: [a long title that was renamed since]\nstatus: retired\n", "[[gone]]"),
        "c.md": claim("challenged_by: [Some say no.]\n", "[[gone]]"),
        "x/twin.md": claim("", "[[gone]]"),
        "y/twin.md": claim("related_to: '[[a short one]]'\n"),
        "a long title that was renamed.md": claim(),
        "broken.md": "---\na: [\n---\n",
        "map.md": "[[a]]",
    }
)


def test_all() -> None:
    health = examine(ONE)
    assert (health.notes, health.participants, health.retired, health.unreadable) == (8, 6, 1, 1)
    assert health.edges == {("supports", Origin.PROVENANCE): 1, (None, Origin.BODY): 2}
    assert health.orphans == [0, 4, 5]
    assert health.isolated == [4, 5]
    assert health.components == [4, 1, 1]
    assert health.unresolved == {"gone": 3, "a short one": 1}
    assert health.ambiguous == {"twin": 1}
    assert health.meanings == {"twin": (3, 4)}
    assert health.shared_titles == [(3, 4)]
    assert health.dangling == [
        Dangling(1, "depends_on", "a long title that was renamed since", 5),
        Dangling(2, "challenged_by", "Some say no.", None),
    ]
    assert [(one.holder, one.kind) for one in health.disagreements] == [(0, DisagreementKind.NOT_IN_FIELD)]


def test_some() -> None:
    health = examine(ONE, {1, 3})
    assert (health.notes, health.participants) == (2, 2)
    assert health.unresolved == {"gone": 2}
    assert health.edges == {}
    assert health.orphans == []
    assert health.components == [4]
    assert [one.holder for one in health.dangling] == [1]
    assert health.disagreements == []


def test_dangling_provenance() -> None:
    health = examine(vault({"a.md": claim("reweave_edges: [gone|supports|2026-03-28]\n")}))
    assert health.dangling == [Dangling(0, "reweave_edges", "gone|supports|2026-03-28", None)]


def test_none() -> None:
    health = examine(vault({}))
    assert (health.notes, health.components, health.edges.total()) == (0, [], 0)
