"""Generated vaults: the same for the same seed, and shaped like real ones."""

import re
import statistics
from collections import Counter
from pathlib import Path

import pytest

from reweave.note.note import Note
from tests.scripts.conftest import Script

_NOTES = 1500
_FEW_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def notes(script: Script) -> dict[str, bytes]:
    note = script("make_vault")["note"]
    return dict(note(1, number, _NOTES) for number in range(_NOTES))


def _written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}


@pytest.mark.parametrize("count", [0, 1, 10])
def test_the_same_seed_gives_the_same_bytes(script: Script, tmp_path: Path, count: int) -> None:
    write = script("make_vault")["main"]
    for name, seed in (("a", "3"), ("b", "3"), ("c", "4")):
        write(["--seed", seed, str(count), str(tmp_path / name)])
    first, second, other = (_written(tmp_path / name) for name in "abc")
    assert first == second
    assert len(first) == len(other) == count
    assert count == 0 or set(first.values()).isdisjoint(other.values())


@pytest.mark.parametrize("arguments", [["-1", "x"], ["999999999", "x"], ["1", "."]])
def test_what_cannot_be_written_is_refused(script: Script, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        script("make_vault")["main"](arguments)
    assert caught.value.code not in (None, 0)


def test_every_title_is_its_own(script: Script) -> None:
    title = script("make_vault")["title"]
    assert len({title(number) for number in range(50_000)}) == 50_000


def test_paths_are_their_own_and_stay_inside(notes: dict[str, bytes]) -> None:
    assert len(notes) == _NOTES
    for path in notes:
        assert not path.startswith("/") and ".." not in path and path.isascii() and len(path) < 250


def test_nothing_hostile_is_in_them(notes: dict[str, bytes]) -> None:
    for source in notes.values():
        text = source.decode()
        assert _FEW_CONTROLS.search(text) is None
        assert "\r" not in text.replace("\r\n", "")


def test_sizes_are_those_of_real_notes(notes: dict[str, bytes]) -> None:
    sizes = [len(source) for source in notes.values()]
    assert 2_000 < statistics.median(sizes) < 6_000
    assert max(sizes) > 4 * statistics.median(sizes)
    assert max(sizes) < 100_000
    frontmatter = [Note("n.md", source) for source in notes.values()]
    with_keys = [note for note in frontmatter if note.text]
    assert 0.88 < len(with_keys) / _NOTES < 0.98
    assert 0.001 < sum(note.problem is not None for note in with_keys) / len(with_keys) < 0.03
    assert 100 < statistics.median(len(note.text) for note in with_keys) < 1_000


def test_few_notes_are_linked_from_everywhere_and_most_from_few(notes: dict[str, bytes]) -> None:
    titles = {Path(path).stem for path in notes}
    linked = Counter(
        name for source in notes.values() for name in re.findall(r"\[\[([^\]|#]+)", source.decode()) if name in titles
    )
    outgoing = [len(re.findall(r"\[\[", source.decode())) for source in notes.values()]
    assert 1 < statistics.mean(outgoing) < 8
    assert max(outgoing) > 5 * statistics.mean(outgoing)
    counts = sorted((linked[name] for name in titles), reverse=True)
    assert counts[0] > 30
    assert sum(counts[: _NOTES // 20]) > sum(counts) / 3, "a twentieth of the notes has a third of the links"
    assert counts[_NOTES // 2] <= 2
