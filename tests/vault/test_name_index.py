"""From a name to notes."""

import unicodedata

import pytest

from tests.vault.build import paths, vault

NOTES = {
    "claims/solar is cheap.md": "---\naliases: [cheap sun]\n---\n# Solar power costs little\n",
    "claims/wind-is-not-free.md": "# Wind isn't (always) free\n",
    "maps/solar.md": "",
    "maps/deep/solar.md": "",
    "maps/Überblick.md": "",
    "maps/C.md": "",
    "a/Grid.md": "",
    "b/grid.md": "",
    "issue #7 stays.md": "",
    "v2.0.md": "",
}
SOLAR = "claims/solar is cheap.md"
WIND = "claims/wind-is-not-free.md"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("solar is cheap", [SOLAR]),
        ("Solar Is Cheap", [SOLAR]),
        ("solar-is-cheap", [SOLAR]),
        ("solar is cheap.md", [SOLAR]),
        ("claims/solar is cheap", [SOLAR]),
        ("claims/solar-is-cheap.md", [SOLAR]),
        ("Solar power costs little", [SOLAR]),
        ("solar-power-costs-little", [SOLAR]),
        ("Cheap Sun", [SOLAR]),
        ("wind is not free", [WIND]),
        ("wind-isnt-always-free", [WIND]),
        ("wind-isn-t-always-free", [WIND]),
        (unicodedata.normalize("NFD", "überblick"), ["maps/Überblick.md"]),
        ("solar", ["maps/solar.md", "maps/deep/solar.md"]),
        ("maps/solar", ["maps/solar.md"]),
        ("deep/solar", ["maps/deep/solar.md"]),
        ("Grid", ["a/Grid.md"]),
        ("GRID", ["a/Grid.md", "b/grid.md"]),
        ("v2.0", ["v2.0.md"]),
        ("C", ["maps/C.md"]),
        ("C++", []),
        ("solar is", []),
        ("../claims/solar is cheap", []),
        ("/etc/passwd", []),
        ("", []),
        ("-", []),
    ],
)
def test_resolve(name: str, found: list[str]) -> None:
    one = vault(NOTES)
    assert paths(one, one.names.resolve(name)) == found


@pytest.mark.parametrize(
    ("path", "folder", "found"),
    [
        ("solar.md", "maps", ["maps/solar.md"]),
        ("../claims/solar is cheap.md", "maps", [SOLAR]),
        ("./deep/solar.md", "maps", ["maps/deep/solar.md"]),
        ("claims/solar is cheap.md", "maps", [SOLAR]),
        ("/maps/solar.md", "claims", ["maps/solar.md"]),
        ("./claims/solar is cheap.md", "maps", []),
        ("../../claims/solar is cheap.md", "maps", []),
        ("solar is cheap.md", "maps", [SOLAR]),
        ("solar is cheap", "maps", []),
        ("./solar is cheap.md", "maps", []),
        ("/solar is cheap.md", "maps", []),
        ("solar-is-cheap.md", "maps", []),
        ("Solar is Cheap.md", "maps", [SOLAR]),
        ("solar is cheap.md", "claims", [SOLAR]),
    ],
)
def test_a_path_is_seen_from_the_folder_then_from_the_root_then_as_the_end_of_one(
    path: str, folder: str, found: list[str]
) -> None:
    one = vault(NOTES)
    assert paths(one, one.names.resolve(path, folder=folder, is_path=True)) == found


def test_a_number_sign_may_belong_to_the_name() -> None:
    one = vault(NOTES)
    assert paths(one, one.names.resolve("issue ", fragment="7 stays")) == ["issue #7 stays.md"]
    assert paths(one, one.names.resolve("solar is cheap", fragment="why")) == [SOLAR]


def test_the_same_title_twice_is_ambiguous_and_the_stem_comes_first() -> None:
    one = vault({"a.md": "# One title\n", "b.md": "# One title\n", "One title.md": ""})
    assert paths(one, one.names.resolve("One title")) == ["One title.md"]
    one = vault({"a.md": "# One title\n", "b.md": "# One title\n"})
    assert paths(one, one.names.resolve("One title")) == ["a.md", "b.md"]


def test_many_notes_of_one_name() -> None:
    notes = {
        f"top/{number}/deep/index.md": f"[[{number}/deep/index]] [[deep/index]] [[index]]" for number in range(5000)
    }
    one = vault(notes)
    assert [link.targets for link in one.links[7]] == [(7,), tuple(range(5000)), tuple(range(5000))]
