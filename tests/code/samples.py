"""Example programs: writers and readers of frontmatter, each to be run as it is and fixed."""

import re
from dataclasses import dataclass
from pathlib import Path

_HEAD = re.compile(r"^=== (?P<name>[^|]+) \| (?P<level>\w+) \|(?P<rules>.*)$", re.M)


@dataclass(frozen=True)
class Sample:
    """A program, what fixes it (`safe`, `unsafe`, `report` for nothing), and the rules that speak of it."""

    name: str
    level: str
    rules: tuple[str, ...]
    source: str


def samples(file: str) -> list[Sample]:
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [
        Sample(head["name"], head["level"], tuple(head["rules"].split()), text[head.end() + 1 : end])
        for head, end in zip(heads, ends, strict=True)
    ]
