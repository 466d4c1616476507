"""Random notes edited by two sides, merged in process and by git, judged by an oracle that knows no reweave."""

import random
import sys
from pathlib import Path

import pytest

from reweave.config.merge import MergeConfig
from reweave.merge.notes import merge_notes
from reweave.merge.registration import driver_command
from tests.merge.conftest import PROJECT
from tests.merge.operations import OPERATIONS, build, swapped
from tests.merge.oracle import judge
from tests.merge.triples import Triple, triple


def test_nothing_is_lost_or_back_or_doubled_or_unmarked() -> None:
    pick = random.Random(20260302)
    clean = 0
    for one in [triple(pick) for _ in range(120)]:
        for sides in (one, one._replace(ours=one.theirs, theirs=one.ours)):
            merged = merge_notes(sides.base, sides.ours, sides.theirs, MergeConfig())
            assert not judge(sides, merged.data, bool(merged.conflicts)), (sides, merged)
            clean += not merged.conflicts
    assert clean > 180


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Triple]]:
    pick = random.Random(20260303)
    triples = {f"{number}.md": triple(pick) for number in range(12)}
    place = tmp_path_factory.mktemp("triples")
    program = (sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(PROJECT)!r}); {_MAIN}")
    build(place, triples, driver_command(program))
    return place, triples


_MAIN = "from reweave.__main__ import main; main()"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_same_holds_in_git(built: tuple[Path, dict[str, Triple]], operation: str) -> None:
    place, triples = built
    outcomes = OPERATIONS[operation](place, triples)
    for name, one in triples.items():
        assert not judge(swapped(one, operation), *outcomes[name]), (operation, one, outcomes[name])


def test_the_oracle_sees_what_is_wrong() -> None:
    sources = [f"---\ntags: [{items}]\n# comment 1\n---\nx\n".encode() for items in ("a, b", "a, item L1", "a, b, c")]
    one = Triple(sources[0], sources[1], sources[2].replace(b"# comment 1\n", b""), {})
    results = {
        "a, item L1, c": set(),
        "a, item L1": {"lost"},
        "a, b, item L1, c": {"back"},
        "a, a, item L1, c": {"doubled"},
        "a, item L1, c, q": {"doubled"},
        "[": {"unmarked"},
    }
    for items, wrong in results.items():
        assert judge(one, f"---\ntags: [{items}]\n---\nx\n".encode(), False) == wrong
    assert judge(one, b"---\r\ntags: [a, item L1, c]\n---\nx\n", False) == {"mixed"}
    assert judge(one, sources[1], True) == {"unmarked"}
    assert judge(one, sources[1].replace(b"a, item L1", b"a, item L1, c"), False) == {"back"}
