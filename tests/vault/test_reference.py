"""What an entry of a list names."""

import pytest

from reweave.vault.reference import entry_links, entry_names


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ("solar is cheap", ("solar is cheap",)),
        ("  two\n lines ", ("two lines",)),
        ("[[solar is cheap]]", ("solar is cheap",)),
        ("[[solar is cheap|cheap]]", ("solar is cheap",)),
        ("[solar](claims/solar.md)", ("claims/solar.md",)),
        ("claims/solar.md", ("claims/solar.md",)),
        ("[[a]], [[b]] and [[c]]", ("a", "b", "c")),
        ("[[a]] — says that [[b]] fails", ("a",)),
        ('"[[a]]"', ("a",)),
        ("as [[a]] says", ()),
        ("", ()),
        ("   ", ()),
    ],
)
def test_named(entry: str, names: tuple[str, ...]) -> None:
    assert entry_names(entry) == names


def test_the_links_in_prose() -> None:
    assert [link.name for link in entry_links("as [[a]] says of [b](b.md)")] == ["a", "b.md"]
    assert entry_links("[[a]]" + " " * 20_000) == []
