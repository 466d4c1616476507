"""Layout goldens, held against readers of Ruby and Go: what they read before, they read after."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reweave.note.changeset import ChangeKind
from reweave.rules.registry import all_rules
from tests.other_languages import Reader, go_yaml, psych
from tests.rules.judge import split

_GOLDEN = Path(__file__).parents[2] / "golden"


def _layout_cases() -> Iterator[tuple[str, str]]:
    """Yield the frontmatter before and after each golden of a layout rule."""
    for after in sorted(_GOLDEN.glob("*/*/after.md")):
        if all_rules()[after.parent.parent.name].kind is ChangeKind.LAYOUT:
            before = after.with_name("before.md")
            yield split(before.read_bytes())[1].decode(), split(after.read_bytes())[1].decode()


@pytest.fixture(scope="module", params=["Psych", "yaml.v3", "yaml.v2"])
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    found = psych() if request.param == "Psych" else go_yaml(request.param[-2:], tmp_path_factory.mktemp("go"))
    if found is None:
        pytest.skip(f"{request.param} is not installed")
    return found


def test_layout_changes_nothing_that_others_read(reader: Reader) -> None:
    before, after = zip(*_layout_cases(), strict=True)
    assert len(before) > 30
    # Keys in another order are other values in another order.
    read = [
        [sorted(map(repr, answer)) if isinstance(answer, list) else answer for answer in reader(list(texts))]
        for texts in (before, after)
    ]
    assert read[0] == read[1]
