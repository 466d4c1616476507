"""The rename it probably was."""

from reweave.vault.nearest import Nearest
from tests.vault.build import vault

NOTES = {
    "storage cost falls faster than forecasts because learning compounds.md": "",
    "grid batteries displace peaking plants before 2030.md": "",
    "grid batteries displace coal plants before 2040.md": "",
    "short.md": "",
}


def test_nearest() -> None:
    nearest = Nearest(vault(NOTES).records)
    assert nearest.find("storage costs fall faster than forecasts because learning compounds") == 0
    assert nearest.find("storage-cost-falls-faster-than-forecasts") == 0
    assert nearest.find("grid batteries displace peaking plants") == 1


def test_no_guess() -> None:
    nearest = Nearest(vault(NOTES).records)
    assert nearest.find("grid batteries displace plants") is None
    assert nearest.find("a quite different thing") is None
    assert nearest.find("") is None


def test_a_long_name() -> None:
    assert Nearest(vault(NOTES).records).find("grid " * 100_000) is None


def test_notes_that_hold_a_name() -> None:
    nearest = Nearest(vault({**NOTES, "知识管理是什么.md": "", "Über große Netze.md": ""}).records)
    assert nearest.holding("grid batteries") == [2, 1]
    assert nearest.holding("Batteries  GRID") == nearest.holding("baterries gird") == [2, 1]
    assert nearest.holding("知识管理") == [4]
    assert nearest.holding("große netze") == [5]
    assert nearest.holding("nothing alike") == nearest.holding("") == nearest.holding("...") == []


def test_many_names_share_a_word() -> None:
    """Whatever the order of the words, the most alike of the many is found."""
    many = [f"{word} number {at} of a long list" for at in range(20) for word in ("solar", "wind")]
    nearest = Nearest(vault({f"{name}.md": "" for name in (*many, "wind")}).records)
    assert nearest.find("solar wind") == nearest.find("wind solar") == len(many)
