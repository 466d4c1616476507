"""Readings: what a person who opened two notes says of an edge between them. Paths and sentences are hashes."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reweave.errors import ReweaveError
from reweave.weave.stated.measured import Count

RIGHT, DEBATABLE, WRONG = "right", "debatable", "wrong"
VERDICTS = (RIGHT, DEBATABLE, WRONG)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader's answer about one edge: `source` does `type` to `target`.

    `vault` describes the vault, `side` is who proposed the edge, `rule` the rule that states it in the words `sentence`
    (both empty for an edge of the ranker or a baseline). `label` is what the reader says the source does to the target,
    `reverse` the other way around, where they said so.
    """

    vault: str
    source: str
    target: str
    type: str
    verdict: str
    reader: str
    side: str = ""
    rule: str = ""
    sentence: str = ""
    label: str = ""
    reverse: str = ""
    why: str = ""


def parse_readings(data: bytes, name: str) -> list[Reading]:
    """Return the readings of a file called `name`, one a line.

    Raises:
        ReweaveError: a line is none.
    """
    found = []
    for number, line in enumerate(data.splitlines(), 1):
        try:
            values: Any = json.loads(line)
            reading = Reading(**values)
        except (ValueError, TypeError, RecursionError) as error:
            raise ReweaveError("not a reading", code="readings-invalid", path=name, line=number) from error
        if reading.verdict not in VERDICTS or not all(isinstance(value, str) for value in values.values()):
            message = f'"verdict" must be one of {", ".join(VERDICTS)}, and every value a string'
            raise ReweaveError(message, code="readings-invalid", path=name, line=number)
        found.append(reading)
    return found


def reading_line(reading: Reading) -> str:
    """Return a reading as a line of a file."""
    return json.dumps({key: value for key, value in asdict(reading).items() if value}, ensure_ascii=False)


class ReadEdges:
    """What was read, edge by edge. Of several readings of one edge the strictest counts."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        """Look the readings up by edge, and labels by pair."""
        self._verdicts: dict[tuple[str, str, str], str] = {}
        self._labels: dict[tuple[str, str], str] = {}
        for one in readings:
            edge = (one.source, one.target, one.type)
            known = self._verdicts.get(edge)
            if known is None or VERDICTS.index(one.verdict) > VERDICTS.index(known):
                self._verdicts[edge] = one.verdict
            if one.label:
                self._labels.setdefault((one.source, one.target), one.label)
            if one.reverse:
                self._labels.setdefault((one.target, one.source), one.reverse)

    def verdict(self, source: str, target: str, type: str) -> str | None:
        """Return what the readers say of an edge; where they only labelled its pair, whether the label fits."""
        found = self._verdicts.get((source, target, type))
        if found is not None:
            return found
        label = self._labels.get((source, target))
        return None if label is None else RIGHT if label == type else WRONG


def count_rules(readings: Sequence[Reading]) -> dict[str, Count]:
    """Return how often each rule was read, in the order of their names: each reader of an edge once.

    Where readers differ, what the rule is worth is between them; an edge that a rule states twice counts once.
    """
    by_rule: defaultdict[str, dict[tuple[str, str, str, str], str]] = defaultdict(dict)
    for one in readings:
        if one.rule:
            read = by_rule[one.rule]
            key = (one.source, one.target, one.type, one.reader)
            read[key] = max(read.get(key, one.verdict), one.verdict, key=VERDICTS.index)
    return {
        rule: Count(len(found), sum(verdict == RIGHT for verdict in found.values()))
        for rule, found in sorted(by_rule.items())
    }


def measured_json(rules: Mapping[str, Count]) -> str:
    """Return the counts as `measured.json` holds them."""
    lines = [f"  {json.dumps(rule)}: [{count.read}, {count.right}]" for rule, count in rules.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"
