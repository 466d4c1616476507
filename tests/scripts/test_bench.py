"""The parts of the benchmarks that measure nothing."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.scripts.conftest import Script


def test_sizes_grow_to_the_largest(script: Script) -> None:
    sizes = script("bench_scale")["sizes"]
    assert sizes(10_000) == [1000, 3000, 10_000]
    assert sizes(1_000_000) == [1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000]
    assert sizes(2500) == [1000, 2500]
    assert sizes(10) == [10]


def test_cost_and_memory_are_per_note(script: Script) -> None:
    module = script("bench_scale")
    series = module["Series"]()
    series.found["check"] = {1000: module["Measured"](2.0, 1.0, 50.0), 10_000: module["Measured"](10.0, 5.0, 100.0)}
    assert series.cost("check") == [(1000, 2.0), (10_000, 1.0)]
    assert series.memory("check") == [(1000, 51.2), (10_000, 10.24)]
    assert module["growth"](series) == {"check": 0.5}


def test_a_size_without_room_is_named(script: Script, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = script("bench_scale")
    monkeypatch.setattr(module["shutil"], "disk_usage", lambda path: type("Usage", (), {"free": 5_000_000})())
    monkeypatch.setitem(module["measure"].__globals__, "run_once", lambda *arguments: (1.0, 1.0, 1.0))
    series = module["measure"](1000, 1.0, tmp_path)
    assert series.missing == {"1,000 notes": "0.0 GB free, about 0.0 needed"}
    assert not any(series.found.values())


def test_ratios_are_taken_round_by_round(script: Script) -> None:
    ratio = script("measuring.py")["ratio"]
    assert ratio([1.0, 9.0, 4.0], [2.0, 3.0, 2.0]) == 2.0
    with pytest.raises(ValueError, match="zip"):
        ratio([1.0], [1.0, 2.0])


def test_a_command_is_timed_and_its_memory_seen(script: Script, tmp_path: Path) -> None:
    run_once = script("measuring.py")["run_once"]
    hold = "import sys, time; held = bytearray(60_000_000); time.sleep(.5); sys.exit(3)"
    cpu, wall, memory = run_once([sys.executable, "-c", hold], (3,), tmp_path)
    assert cpu > 0 and wall > 0
    assert memory > 55
    with pytest.raises(SystemExit, match="ended with 3"):
        run_once([sys.executable, "-c", "raise SystemExit(3)"], (0,), tmp_path)
    with pytest.raises(TimeoutError):
        run_once([sys.executable, "-c", "import time; time.sleep(60)"], (0,), tmp_path, limit=0.1)


def test_each_stage_of_the_floor_holds_those_before_it(script: Script) -> None:
    stages = script("measuring.py")["STAGES"]
    assert [name for name, _ in stages] == ["start-up", "imports", "discovery", "reading", "events"]
    for (_, before), (_, after) in pairwise(stages[1:]):
        assert after.startswith(before)


def test_the_floor_reads_every_frontmatter(script: Script, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"---\na: [b\n---\n")
    (tmp_path / "b.md").write_bytes(b"---\na: b\n---\nx\n")
    (tmp_path / "c.md").write_bytes(b"---\nno end\n")
    names: dict[str, object] = {}
    argv, sys.argv = sys.argv, ["-c", str(tmp_path)]
    try:
        exec(script("measuring.py")["FLOOR"], names)
    finally:
        sys.argv = argv
    sources = names["sources"]
    assert isinstance(sources, list) and len(sources) == 3


def test_frontmatters_become_files_for_tools_without_markdown(script: Script, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text("---\na: b\n---\nBody\n")
    (vault / "b.md").write_text("no frontmatter\n")
    script("bench_formatters")["split"](vault, tmp_path / "out")
    assert [path.read_text() for path in (tmp_path / "out").iterdir()] == ["a: b\n"]


def test_the_table_names_the_share_of_the_start(script: Script) -> None:
    module = script("bench_formatters")
    base = module["Job"]("oxfmt --check", [])
    job = module["Job"]("reweave check", [])
    base.timing.cpu, base.timing.wall = [2.0, 2.0], [1.0, 1.0]
    job.timing.cpu, job.timing.wall, job.start.cpu = [1.0, 1.0], [1.0, 1.0], [0.25, 0.25]
    assert module["line"](job, base).endswith("0.50 x oxfmt --check   25% start-up")
    assert module["line"](base, None).endswith("1.000 s wall")
