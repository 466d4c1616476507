from reweave.vault.vault import Vault
from reweave.weave.source_notes import choose_sources
from tests.weave.rank.vaults import vault_of

CLAIM = "---\ntype: claim\n---\n"


def vault() -> Vault:
    return vault_of(
        hub=CLAIM + "[[a]] [[b]] [[c]]",
        a=CLAIM + "[[hub]]",
        b=CLAIM + "[[hub]] [[a]] [[c]]",
        c=CLAIM + "[[hub]]",
        lonely=CLAIM,
        pointing=CLAIM + "[[hub]] [[a]] [[b]] [[c]]",
        retired="---\ntype: claim\nstatus: retired\n---\n",
        map="[[lonely]]",
    )


def names(places: list[int]) -> list[str]:
    found = vault()
    return [found.records[place].stem for place in places]


def test_orphans_come_first_then_thinly_linked_notes() -> None:
    assert names(choose_sources(vault())) == ["lonely", "pointing"]
    thin = vault_of(one=CLAIM + "[[two]]", two=CLAIM + "[[three]]", three=CLAIM)
    assert [thin.records[place].stem for place in choose_sources(thin)] == ["one", "three", "two"]


def test_orphans_alone() -> None:
    assert names(choose_sources(vault(), orphans=True)) == ["lonely", "pointing"]


def test_all_that_take_part_and_are_in_use() -> None:
    assert names(choose_sources(vault(), everything=True)) == ["lonely", "pointing", "a", "c", "hub", "b"]


def test_given_notes_however_well_linked() -> None:
    found = vault()
    given = [found.by_path[path] for path in ("hub.md", "lonely.md", "map.md", "retired.md")]
    assert names(choose_sources(found, places=given)) == ["lonely", "hub"]
    assert names(choose_sources(found, places=given, orphans=True)) == ["lonely"]
    assert choose_sources(found, places=[]) == []
