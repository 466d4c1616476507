"""How the new edges of a run are spread over folders."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from reweave.weave.diversity import diverse

NOTES = Counter({"a": 50, "b": 50, "c": 1})
FOLDERS = st.lists(st.sampled_from(["a", "b", "c", None]), max_size=60)


@given(FOLDERS, st.integers(0, 100))
def test_no_folder_has_more_than_its_share_and_the_best_stay(folders: list[str | None], percent: int) -> None:
    kept = diverse(list(enumerate(folders)), NOTES, percent)
    assert kept == sorted(kept)
    inside = Counter(folders[one] for one in kept if folders[one] is not None)
    for folder, count in inside.items():
        allowed = max(percent / 100, NOTES[folder or ""] / NOTES.total())
        assert count <= max(5, allowed * len(kept) + 1e-6)
    for folder in "abc":
        own = [number for number, one in enumerate(folders) if one == folder]
        assert [one for one in kept if folders[one] == folder] == own[: inside[folder]]
    assert all(number in kept for number, one in enumerate(folders) if one is None)


def test_a_folder_with_nearly_all_notes_may_have_all_pairs() -> None:
    pairs = [(number, "a") for number in range(40)]
    assert diverse(pairs, Counter({"a": 9, "b": 1}), 50) == list(range(40))
    assert diverse(pairs, Counter({"a": 5, "b": 5}), 50) == list(range(5))
    assert diverse(pairs, Counter({"a": 5, "b": 5}), 100) == list(range(40))
