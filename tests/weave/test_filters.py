"""What must not be proposed, and how much of the rest."""

from collections.abc import Mapping, Set
from datetime import date
from types import MappingProxyType

import pytest

from reweave.config.model import Config
from reweave.config.weave import WeaveConfig
from reweave.note.note import Note
from reweave.vault.vault import Vault
from reweave.weave.answers import Declined
from reweave.weave.declined import content_hash
from reweave.weave.filters import EdgeFilter
from reweave.weave.pipeline import declined_check
from reweave.weave.proposed_edge import EdgeKind, ProposedEdge, Reason
from reweave.weave.refusal import Refusal

DAY = date(2026, 3, 28)
CLAIM = "---\ntype: claim\n"


def vault(notes: dict[str, str], config: WeaveConfig | None = None) -> Vault:
    files = [(f"{name}.md", text.encode()) for name, text in notes.items()]
    return Vault.read(files, Config(weave=config or WeaveConfig()))


def edge(source: str, target: str, type: str = "related", kind: EdgeKind = EdgeKind.NEW) -> ProposedEdge:
    return ProposedEdge(f"{source}.md", f"{target}.md", source, target, type, DAY, 0.5, Reason(), kind)


def screen(
    found: Vault,
    recent: frozenset[str] = frozenset(),
    duplicates: Mapping[int, Set[int]] = MappingProxyType({}),
    pending: frozenset[tuple[int, int]] = frozenset(),
) -> EdgeFilter:
    return EdgeFilter(found, lambda source, target, type: False, recent, duplicates, pending)


EDGE_LISTS = [field for one in WeaveConfig().types for field in (one.field, one.inverse) if field]
PAIR = {"solar pays": CLAIM + "---\n", "wind pays": CLAIM + "---\n"}


@pytest.mark.parametrize(
    ("notes", "type", "refusal"),
    [
        (PAIR, "related", None),
        ({**PAIR, "solar pays": CLAIM + "---\n[[wind pays]]\n"}, "related", Refusal.LINKED),
        ({**PAIR, "wind pays": CLAIM + "---\n[[solar pays]]\n"}, "related", Refusal.LINKED),
        ({**PAIR, "solar pays": CLAIM + "supports:\n- wind pays\n---\n"}, "challenges", Refusal.HELD),
        ({**PAIR, "wind pays": CLAIM + "challenged_by: ['[[solar pays]]']\n---\n"}, "supports", Refusal.HELD),
        ({**PAIR, "wind pays": CLAIM + "status: retired\n---\n"}, "related", Refusal.RETIRED),
        ({**PAIR, "wind pays": "---\ntype: map\n---\n"}, "related", Refusal.NO_PART),
    ],
)
def test_what_speaks_against_an_edge(notes: dict[str, str], type: str, refusal: Refusal | None) -> None:
    found = vault(notes)
    assert screen(found).refusal(edge("solar pays", "wind pays", type)) is refusal


def test_a_stated_edge_may_join_linked_notes() -> None:
    found = vault({**PAIR, "solar pays": CLAIM + "---\n[[wind pays]]\n"})
    assert screen(found).offer(edge("solar pays", "wind pays", "supports", EdgeKind.PROMOTED))


def test_declined_recent_and_alike() -> None:
    found = vault(PAIR)
    one = edge("solar pays", "wind pays")
    assert EdgeFilter(found, lambda *names: names == ("solar pays.md", "wind pays.md", "related")).refusal(one) is (
        Refusal.DECLINED
    )
    assert screen(found, recent=frozenset({"solar pays.md"})).refusal(one) is Refusal.COOLING
    assert screen(found, duplicates={0: {7}, 1: {3, 7}}).refusal(one) is Refusal.DUPLICATE
    assert screen(found, pending=frozenset({(0, 1)})).refusal(one) is Refusal.WAITING


def test_one_edge_for_a_pair() -> None:
    found = vault({**PAIR, "hydro pays": CLAIM + "---\n"})
    one = screen(found)
    assert one.offer(edge("solar pays", "wind pays"))
    assert not one.offer(edge("wind pays", "solar pays"))
    assert one.offer(edge("hydro pays", "wind pays"))
    assert one.refused == {Refusal.PAIR: 1}
    assert [(placement.holder, placement.entry.provenance.title) for placement in one.accepted] == [
        ("solar pays.md", "wind pays"),
        ("hydro pays.md", "wind pays"),
    ]


def test_caps_count_what_was_woven_before() -> None:
    woven = CLAIM + "related:\n- wind pays\nreweave_edges:\n- wind pays|related|2026-01-01\n---\n"
    config = WeaveConfig(per_note=1, per_target=1)
    found = vault({**PAIR, "solar pays": woven, "hydro pays": CLAIM + "---\n"}, config)
    one = screen(found)
    assert one.refusal(edge("solar pays", "hydro pays")) is Refusal.PER_NOTE
    assert one.refusal(edge("hydro pays", "wind pays")) is Refusal.PER_TARGET
    assert one.refusal(edge("wind pays", "hydro pays")) is None


def test_copies_of_a_note_are_said_one_edge() -> None:
    text = CLAIM + "---\n" + "Panels get cheaper with every doubling of what was built, as such things do. " * 3
    text += "Those who wait pay less, and those who pay early teach the makers how it is done for all who come after. "
    notes = {**PAIR, "a/solar pays": text, "b/solar pays": text + "Seen again.\n"}
    del notes["solar pays"]
    one = screen(vault(notes))
    assert one.offer(edge("a/solar pays", "wind pays"))
    assert not one.offer(edge("b/solar pays", "wind pays"))
    assert one.refused == {Refusal.COPY: 1}
    held = {**notes, "a/solar pays": text.replace("claim\n", "claim\nsupports:\n- wind pays\n")}
    assert screen(vault(held)).refusal(edge("b/solar pays", "wind pays")) is Refusal.COPY


@pytest.mark.parametrize("said", [("a/solar pays", "wind pays"), ("b/solar pays", "wind pays"), ("gone", "wind pays")])
@pytest.mark.parametrize("named", ["related", ""])
def test_a_no_to_the_edge_of_one_copy_holds_for_all(said: tuple[str, str], named: str) -> None:
    text = CLAIM + "---\n" + "Panels get cheaper with every doubling of what was built, as such things do. " * 3
    text += "Those who wait pay less, and those who pay early teach the makers how it is done for all who come after. "
    found = vault({"wind pays": CLAIM + "---\n", "a/solar pays": text, "b/solar pays": text + "Seen again.\n"})
    config = Config()
    hashes = {record.path: content_hash(Note(record.path, record.source), EDGE_LISTS) for record in found.records}
    source, target = (f"{name}.md" for name in said)
    no = Declined(source, target, named, hashes.get(source, ""), hashes[target])
    one = EdgeFilter(found, declined_check(found, config, [no]))
    expected = None if said[0] == "gone" else Refusal.DECLINED
    assert one.refusal(edge("a/solar pays", "wind pays")) is expected
    assert one.refusal(edge("b/solar pays", "wind pays")) is expected
    assert one.refusal(edge("wind pays", "a/solar pays")) is expected
    assert (one.refusal(edge("b/solar pays", "wind pays", "supports")) is None) == (named == "related" or not expected)
