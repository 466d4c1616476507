import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reweave.vault.vault import Vault
from reweave.weave.candidate import group_numbers
from reweave.weave.rank.duplicates import near_duplicates
from reweave.weave.rank.model import shipped
from reweave.weave.rank.pair_score import UNSEEN, pair_score
from reweave.weave.rank.ranker import Ranker
from reweave.weave.rank.sparse import CsrMatrix
from reweave.weave.rank.tfidf import TfidfMatrix
from reweave.weave.rank.vocabulary import Floats
from tests.weave.rank.vaults import topical, topical_files, vault_of

CLAIM = "---\ntype: claim\n---\n"


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return Ranker(topical())


def domain(vault: Vault, place: int) -> str | None:
    return vault.records[place].domain


def test_candidates_are_of_the_same_topic(ranker: Ranker) -> None:
    for source in ranker.vault.participants:
        found = ranker.candidates(source, 5)
        assert len(found) == 5 and source not in [one.target for one in found]
        assert [domain(ranker.vault, one.target) for one in found] == [domain(ranker.vault, source)] * 5


def test_the_most_probable_come_first_with_what_speaks_for_them(ranker: Ranker) -> None:
    found = ranker.candidates(0, 8)
    chances = [one.probability for one in found]
    assert chances == sorted(chances, reverse=True) and all(0.0 < chance < 1.0 for chance in chances)
    for one in found:
        words = ranker.vault.records[one.target].body.lower()
        assert one.shared_terms and all(term in words for term in one.shared_terms)
        assert one.evidence["tfidf"] == pytest.approx(one.similarity) and min(one.evidence.values()) != 0.0
        linking = {edge.source for edge in ranker.vault.into[one.target]}
        assert set(one.linkers) <= linking and one.source == 0


def test_a_longer_list_begins_with_the_shorter_one(ranker: Ranker) -> None:
    assert ranker.candidates(3, 9)[:4] == ranker.candidates(3, 4)
    assert ranker.candidates(3, 0) == []


def test_notes_that_are_left_out_make_room_for_the_next(ranker: Ranker) -> None:
    first, *rest = ranker.candidates(3, 5)
    found = ranker.candidates(3, 4, without=[first.target])
    assert [one.target for one in found] == [one.target for one in rest]


def test_the_order_is_the_same_in_every_process() -> None:
    script = (
        "from reweave.weave.rank.ranker import Ranker; from tests.weave.rank.vaults import topical;"
        "print(repr([Ranker(topical(5)).candidates(place, 5) for place in range(3)]))"
    )
    root = Path(__file__).parents[3]
    printed = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1] and b"Candidate(" in printed[0]


def test_near_duplicates_are_reported_and_are_no_candidates() -> None:
    files = topical_files(6)
    source = files[0][1]
    copy = "energy/a copy under another name.md", source.replace(b" matter ", b" thing ")
    ranker = Ranker(Vault.read([*files, copy]))
    one, other = 0, len(files)
    found = list(near_duplicates(ranker, [other]))
    assert [(group.places, group.same_title) for group in found] == [((one, other), False)]
    assert [group.places for group in near_duplicates(ranker, [one, other])] == [(one, other)]
    assert other not in [each.target for each in ranker.candidates(one, 50)]
    assert one not in [each.target for each in ranker.candidates(other, 50)]


def test_notes_that_share_a_title_are_duplicates_and_one_stands_for_both() -> None:
    files = topical_files(6)
    path, source = files[0]
    ranker = Ranker(Vault.read([*files, (path.replace("energy/", "copies/"), source)]))
    original, copy = 0, len(files)
    for asked in (original, copy):
        assert [(one.places, one.same_title) for one in near_duplicates(ranker, [asked])] == [((0, copy), True)]
    assert ranker.claim(copy) == ranker.claim(original) and ranker.place(ranker.claim(copy)) == original
    targets = [[one.target for one in ranker.candidates(place, 50)] for place in (original, copy)]
    assert targets[0] == targets[1] and not {original, copy} & set(targets[0])


@pytest.mark.parametrize("alike", ["title", "text"])
def test_many_notes_alike_are_one_group_and_cost_one_look(alike: str, monkeypatch: pytest.MonkeyPatch) -> None:
    count = 60
    own = ["journal" if alike == "title" else f"day {number}" for number in range(count)]
    body = " ".join(f"word{number}" for number in range(80))
    notes = {f"n{number:02}": f"---\ntitle: {own[number]}\n---\n{body}\n" for number in range(count)}
    other = "---\ntitle: ledger\n---\nAccounts close every quarter with an audit.\n"
    ranker = Ranker(vault_of(**notes, z=other))
    looks: list[int] = []
    nearest = TfidfMatrix.nearest

    def counted(self: TfidfMatrix, queries: CsrMatrix) -> Floats:
        looks.extend([1] * queries.shape[0])
        return nearest(self, queries)

    monkeypatch.setattr(TfidfMatrix, "nearest", counted)
    groups = list(near_duplicates(ranker, ranker.vault.participants))
    assert [(one.places, one.same_title) for one in groups] == [(tuple(range(count)), alike == "title")]
    assert len(looks) == 2
    numbers = group_numbers(groups)
    assert set(numbers) == set(range(count)) and all(one == {0} for one in numbers.values())


def test_a_copy_that_is_left_out_takes_its_original_along() -> None:
    files = topical_files(6)
    path, source = files[1]
    ranker = Ranker(Vault.read([*files, (path.replace("energy/", "copies/"), source)]))
    assert 1 in [one.target for one in ranker.candidates(0, 50)]
    assert 1 not in [one.target for one in ranker.candidates(0, 50, without=[len(files)])]


def test_notes_that_take_no_part_are_neither_asked_nor_found() -> None:
    ranker = Ranker(vault_of(one=CLAIM + "solar storage", two=CLAIM + "solar storage pays well", map="solar storage"))
    assert [one.target for one in ranker.candidates(0, 9)] in ([1], [])
    with pytest.raises(KeyError):
        ranker.candidates(2, 9)


@pytest.mark.parametrize(
    "notes",
    [
        {"one": CLAIM},
        {"one": CLAIM, "two": CLAIM},
        {"one": "", "two": "..."},
        {"one": CLAIM + "[[two]]", "two": CLAIM + "[[one]]"},
        {"one": CLAIM + "\N{SNOWMAN}", "two": CLAIM + "[[one]] [[one]]"},
    ],
)
def test_vaults_with_hardly_anything_in_them_have_hardly_any_candidates(notes: dict[str, str]) -> None:
    ranker = Ranker(vault_of(**notes))
    for place in ranker.vault.participants:
        assert all(one.target != place for one in ranker.candidates(place, 5))
    assert list(near_duplicates(ranker, ranker.vault.participants)) == []


def test_those_below_the_least_chance_are_left_out(ranker: Ranker) -> None:
    found = ranker.candidates(3, 9)
    assert ranker.candidates(3, 9, least=found[4].probability) == [
        one for one in found if one.probability >= found[4].probability
    ]
    assert ranker.candidates(3, 9, least=1.0) == []


def test_a_pair_is_scored_from_both_sides() -> None:
    asked = Ranker(topical(), replace(shipped(), related_within=3))
    sides = []
    for source in asked.vault.participants:
        for one in asked.candidates(source, 8):
            first = [other.target for other in Ranker(asked.vault, asked.model).candidates(one.target, 3)]
            back = asked.view_back(one)
            sides.append(back is not None)
            assert sides[-1] is (source in first)
            own = min(asked.own_words(asked.claim(place)) for place in (one.source, one.target))
            assert asked.score(one) == pair_score(asked.model.pair, one.view, back or UNSEEN, own, one.rare)
        if {*sides} == {True, False}:
            return
    pytest.fail("all candidates are alike")


@pytest.mark.parametrize(("notes", "told"), [(120, False), (40, True)])
def test_words_of_most_notes_are_no_reasons_in_any_language(notes: int, told: bool) -> None:
    files = {f"n{number:03}": f"der und nicht wort{number // 2} ding{number // 2}" for number in range(notes)}
    terms = {term for one in Ranker(vault_of(**files)).candidates(0, 50) for term in one.shared_terms}
    assert bool(terms & {"der", "und", "nicht"}) is told and not terms - {"der", "und", "nicht", "wort0", "ding0"}
