from dataclasses import replace
from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.weave.evaluation.attribution import attribute, stated_edges
from reweave.weave.evaluation.hashes import hash_of, note_hashes
from reweave.weave.evaluation.readings import (
    ReadEdges,
    Reading,
    count_rules,
    parse_readings,
    reading_line,
)
from reweave.weave.stated.measured import Count, measured
from tests.weave.stated.small import small_vault

READ = Path(__file__).resolve().parents[3] / "scripts" / "typed_read.jsonl"
ONE = Reading("a vault", "s", "t", "supports", "right", "me", rule="evidence/prose/support")


def test_what_ships_is_what_the_readings_say() -> None:
    readings = parse_readings(READ.read_bytes(), READ.name)
    assert measured().rules == count_rules(readings)


def test_the_readings_hold_hashes_and_few_own_words() -> None:
    for one in parse_readings(READ.read_bytes(), READ.name):
        assert len(one.source) == len(one.target) == 16 and len(one.sentence) in {0, 16}
        assert len(one.why.split()) <= 25


def test_a_reading_survives_its_line() -> None:
    one = replace(ONE, why="größer", label="supports", side="weave")
    assert parse_readings(reading_line(one).encode(), "file") == [one]


@pytest.mark.parametrize(
    "line", ['{"verdict": "right"}', "[]", "{", reading_line(ONE).replace('"right"', '"fine"'), '{"a": 1}']
)
def test_other_lines_are_named(line: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        parse_readings(f"{reading_line(ONE)}\n{line}\n".encode(), "file")
    assert caught.value.line == 2


def test_each_reader_counts_and_of_one_reader_the_strictest_reading() -> None:
    readings = [ONE, replace(ONE, reader="you", verdict="debatable"), replace(ONE, target="u"), ONE]
    assert count_rules(readings) == {ONE.rule: Count(3, 2)}
    assert count_rules([ONE, replace(ONE, verdict="wrong")]) == {ONE.rule: Count(1, 0)}


def test_a_label_tells_of_other_types_and_of_the_way_back() -> None:
    edges = ReadEdges([replace(ONE, type="challenges", verdict="wrong", label="supports", reverse="related")])
    assert edges.verdict("s", "t", "supports") == "right"
    assert edges.verdict("s", "t", "depends_on") == edges.verdict("t", "s", "supports") == "wrong"
    assert edges.verdict("t", "u", "supports") is None


def test_readings_are_given_to_the_rules_that_state_their_edges_now() -> None:
    vault = small_vault("This supports [[X]]. Clay contradicts [[O]].", "")
    hashes = note_hashes(vault)
    first, second, third = (hashes(record.path) for record in vault.records)
    readings = [
        replace(ONE, source=first, target=second, rule="gone/prose/rule"),
        replace(ONE, source=first, target=third, rule="evidence/prose/support"),
        replace(ONE, source=second, target=third, type="related", label="supports"),
        ONE,
    ]
    found = attribute(readings, vault)
    assert ONE in found
    rules = {(one.source, one.target, one.type): one.rule for one in found}
    assert rules[first, second, "supports"] == "evidence/prose/support"
    assert rules[first, third, "supports"] == ""
    assert rules[second, third, "related"] == ""


def test_a_pair_that_was_only_labelled_judges_what_is_stated_of_it() -> None:
    vault = small_vault("This supports [[X]].", "")
    hashes = note_hashes(vault)
    first, second = (hashes(record.path) for record in vault.records[:2])
    labelled = replace(ONE, source=first, target=second, type="related", rule="", label="related")
    [new] = [one for one in attribute([labelled], vault) if one.rule]
    assert (new.type, new.verdict, new.rule) == ("supports", "wrong", "evidence/prose/support")


def test_copies_of_a_note_are_one() -> None:
    vault = small_vault("This supports [[X]].", "")
    assert len(list(stated_edges(vault))) == 1
    assert len({note_hashes(vault)(record.path) for record in vault.records}) == 3
    assert hash_of("a  b") == hash_of("a b") != hash_of("ab")
