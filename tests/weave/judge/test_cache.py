"""Kept answers: when they are used, and when they are not."""

import json

import pytest

from reweave.errors import ReweaveError
from tests.weave.judge.conftest import ALL, QUOTE, MakeBench
from tests.weave.judge.server import always, says


def test_the_same_question_is_asked_once(bench: MakeBench) -> None:
    made = bench(always(says("supports", QUOTE)))
    assert [one.type for one in made.ask((0, 1), (0, 1), (0, 1))] == ["supports"] * 3
    assert len(made.server.requests) == made.run.asked == 1


def test_an_answer_is_known_until_one_of_the_two_texts_changes(bench: MakeBench) -> None:
    made = bench(always(says("none", "")))
    made.ask(*ALL)
    assert (made.run.asked, made.run.cached) == (6, 0)
    made.ask(*ALL)
    assert (made.run.asked, made.run.cached) == (0, 6)
    made.changed(2, "They dig deeper in winter.\n")  # another field, the same text
    made.ask(*ALL)
    assert (made.run.asked, made.run.cached) == (0, 6)
    made.changed(2, "They dig.\n")
    made.ask(*ALL)
    assert (made.run.asked, made.run.cached) == (4, 2)


def test_a_refused_answer_is_not_asked_for_again(bench: MakeBench) -> None:
    made = bench(always(says("supports", "words that nobody ever wrote")))
    first = made.ask()
    assert made.ask() == first and made.run.cached == 1 and len(made.server.requests) == 1


def test_a_kept_answer_is_checked_like_a_fresh_one(bench: MakeBench) -> None:
    made = bench(always(says("supports", QUOTE)))
    made.ask()
    (file,) = made.cache._directory.rglob("*.json")
    for text in ("", "[]", '{"answer": 3}', "\xff"):
        file.write_text(text)
        assert made.ask()[0].type == "supports" and made.run.asked == 1
    file.write_text(json.dumps({"answer": says("challenges", "planted words, not of the note").content}))
    assert made.ask()[0].type is None


def test_a_cache_that_is_a_link_is_refused(bench: MakeBench) -> None:
    made = bench(always(says("none", "")))
    directory = made.cache._directory
    directory.parent.mkdir()
    directory.symlink_to(directory.parent)
    with pytest.raises(ReweaveError, match="symlink"):
        type(made.cache)(directory)
