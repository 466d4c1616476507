"""Layout goldens, held against readers of other languages: what they read before, they read after."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reweave.note.changeset import ChangeKind
from reweave.rules.registry import all_rules
from tests.other_languages import NO_YAML, Reader
from tests.rules.judge import split

_GOLDEN = Path(__file__).parents[2] / "golden"


def _layout_cases() -> Iterator[tuple[str, str]]:
    """Yield the frontmatter before and after each golden of a layout rule."""
    for after in sorted(_GOLDEN.glob("*/*/after.md")):
        if all_rules()[after.parent.parent.name].kind is ChangeKind.LAYOUT:
            before = after.with_name("before.md")
            yield split(before.read_bytes())[1].decode(), split(after.read_bytes())[1].decode()


def test_layout_changes_nothing_that_others_read(reader: Reader) -> None:
    before, after = zip(*_layout_cases(), strict=True)
    assert len(before) > 30
    readings = zip(reader(list(before)), reader(list(after)), strict=True)
    read = [(_sorted(old), _sorted(new)) for old, new in readings if old != NO_YAML]
    assert len(read) > 30
    assert [old for old, _ in read] == [new for _, new in read]


def _sorted(answer: Any) -> Any:
    """Return an answer without the order of its top-level keys, which the rule key-order changes."""
    return sorted(map(repr, answer["pairs"])) if isinstance(answer, dict) and "pairs" in answer else answer
