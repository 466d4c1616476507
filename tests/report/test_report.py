"""Reports: figures by week from the commits alone, what there is to do, and a page that shows text as text."""

import json
import re
import shlex
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reweave.cache.store import Store
from reweave.config.model import Config
from reweave.git.repository import open_repository
from reweave.report import trend
from reweave.report.communities import communities
from reweave.report.layout import lay_out
from reweave.report.page import is_report_page, report_page
from reweave.report.text import report_lines
from reweave.report.trend import sampled, weekly_trend
from reweave.report.vault_report import VaultReport, vault_report
from reweave.run.workspace import open_workspace
from reweave.vault.vault import Vault
from tests.cli.conftest import PROJECT
from tests.cli.conftest import Vault as Repository
from tests.git.conftest import commit, git

HOSTILE = "</style><script>alert(1)</script>\u202e\x1b[31m\"'&<b>"


def claim(*lines: str, body: str = "") -> bytes:
    return "\n".join(["---", "type: claim", *lines, "---", "Text.", body, ""]).encode()


class History(Repository):
    """A repository whose commits have dates."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self._monkeypatch = monkeypatch
        root.mkdir()
        git(root, "init", "-q")

    def commit(self, day: str, files: dict[str, bytes]) -> None:
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            self._monkeypatch.setenv(name, f"{day}T12:00:00Z")
        commit(self.root, files)

    def report(self) -> VaultReport:
        return vault_report(open_workspace([self.root], None), cached=False)


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    made = History(tmp_path / "vault", monkeypatch)
    made.commit("2026-01-06", {"claims/sun is free.md": claim()})
    made.commit("2026-01-08", {"claims/wind is cheap.md": claim("supports:", "- sun is free")})
    made.commit("2026-01-20", {"claims/grid is old.md": claim("supports:", "- moon is made of cheese")})
    made.commit(
        "2026-02-03",
        {
            "claims/broken.md": b"---\ntitle: [unclosed\n---\n",
            "a/twin.md": claim(),
            "b/twin.md": claim(body="Another."),
            "map.md": b"---\ntype: map\n---\n[[twin]]\n",
            "claims/moon is made of green cheese.md": claim("related:", '- "twin"'),
        },
    )
    return made


def test_the_trend_has_the_last_commit_of_each_week(history: History) -> None:
    report = history.report()
    points = report.trend
    assert [(one.day, one.notes, one.dangling, one.unreadable) for one in points] == [
        ("2026-01-08", 2, 0, 0),
        ("2026-01-20", 3, 1, 0),
        ("2026-02-03", 8, 1, 1),
    ]
    assert [(one.edges, one.orphans) for one in points[:2]] == [(1, 1), (1, 2)]
    last, health = points[-1], report.health
    assert (last.orphans, last.edges + last.links) == (len(health.orphans), health.edges.total())
    assert last.dangling == len(health.dangling)


def test_a_long_history_is_sampled_and_what_is_known_is_not_read_again(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    weeks = [(date.fromordinal(730_000 + 7 * at), str(at)) for at in range(500)]
    some = sampled(weeks, 26)
    assert (len(some), some[0], some[-1]) == (26, weeks[0], weeks[-1]) and sampled(weeks[:3], 26) == weeks[:3]
    repository, store = open_repository(history.root), Store(None, None)
    head = git(history.root, "rev-parse", "HEAD").decode().strip()
    first = weekly_trend(repository, head, "", Config(), store, most=2)
    assert [one.day for one in first] == ["2026-01-08", "2026-02-03"]
    monkeypatch.setattr(trend, "list_committed", lambda *_: pytest.fail("read again"))
    assert weekly_trend(repository, head, "", Config(), store, most=2) == first


def test_what_there_is_to_do_comes_with_its_commands(history: History) -> None:
    report = history.report()
    assert not report.is_done
    (dangling,) = report.dangling
    assert (dangling.name, dangling.holders) == ("moon is made of cheese", ("claims/grid is old.md",))
    assert dangling.command == "reweave retarget 'moon is made of cheese' 'claims/moon is made of green cheese.md'"
    assert [(one.name, one.times, one.means) for one in report.ambiguous] == [("twin", 2, ("a/twin.md", "b/twin.md"))]
    (unreadable,) = report.unreadable
    assert (unreadable.path, unreadable.text) == ("claims/broken.md", "title: [unclosed")
    text = "\n".join(report_lines(report))
    assert dangling.command in text and "since 2026-01-08: +6 notes" in text


def test_a_name_like_no_note_is_told_with_its_note_and_a_shallow_clone_says_so(
    history: History, tmp_path: Path
) -> None:
    history.commit("2026-02-10", {"claims/wind is cheap.md": claim("supports:", "- nothing at all like this")})
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", history.root.as_uri(), str(clone))
    report = vault_report(open_workspace([clone], None), cached=False)
    text = "\n".join(report_lines(report))
    assert "  nothing at all like this: in claims/wind is cheap.md" in text
    assert "this clone is shallow" in text and "The clone is shallow" in report_page(report)
    assert [one.day for one in report.trend] == ["2026-02-10"] and not history.report().shallow


@pytest.mark.parametrize("marks", [("", ""), ('"', '"'), ('"[[', ']]"')])
def test_the_command_for_a_dangling_name_leads_its_edges_on(history: History, marks: tuple[str, str]) -> None:
    start, end = marks
    history.commit(
        "2026-02-04",
        {
            "claims/grid is old.md": claim("supports:", f"- {start}Moon is made of cheese{end}", "- sun is free"),
            "claims/woven.md": claim(
                "related:", "- moon is made of cheese", "reweave_edges:", "- moon is made of cheese|related|2026-01-02"
            ),
        },
    )
    for dangling in history.report().dangling:
        assert dangling.command is not None
        done = history.run(*shlex.split(dangling.command)[1:])
        assert done.returncode == 0, done.stderr
    grid, woven = ((history.root / f"claims/{name}.md").read_text() for name in ("grid is old", "woven"))
    assert "moon is made of green cheese" in grid and "made of cheese" not in grid and "reweave_edges" not in grid
    assert ("[[moon is made of green cheese]]" in grid) == (start == '"[[')
    assert "- moon is made of green cheese|related|2026-01-02" in woven and "of cheese" not in woven
    assert not history.report().dangling
    unknown = history.run("retarget", "no such name", "sun is free")
    assert unknown.returncode == 2 and b"note 'no such name' not found" in unknown.stderr


def test_nothing_to_do_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "sun is free.md").write_bytes(claim())
    report = vault_report(open_workspace([tmp_path], None), cached=False)
    assert report.is_done and list(report_lines(report))[-1] == "nothing to do"
    page = report_page(report)
    assert '<p class="status done">Nothing to do.</p>' in page and ">Dangling" not in page and ">Trend" not in page


def test_a_baseline_makes_findings_known(history: History) -> None:
    before = history.report()
    assert before.new and all(one.known == 0 for one in before.findings)
    assert history.run("baseline").returncode == 0
    after = history.report()
    assert not after.new and sum(one.known for one in after.findings) == len(before.new)


def test_past_runs_come_with_their_undo_commands(history: History) -> None:
    history.commit("2026-02-05", {"claims/indented.md": b'---\ntype: claim\ntags:\n  - "a"\n---\n'})
    assert history.run("run").returncode in (0, 3)
    (run,) = history.report().runs
    assert run.command == f"reweave undo {run.name}" and not run.undone
    assert run.command in report_page(history.report())
    assert history.run(*run.command.split()[1:]).returncode == 0
    assert [one.undone for one in history.report().runs] == [True]


class _Page(HTMLParser):
    """Collects the elements of a page, their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_text_of_notes_is_text_and_nothing_is_fetched(history: History) -> None:
    history.commit(
        "2026-02-05",
        {
            "x/hostile.md": claim(f"title: {json.dumps(HOSTILE)}", "supports:", f"- {json.dumps(HOSTILE + ' gone')}"),
            f"claims/{'<img src=x onerror=y>' * 5}.md": claim(f"description: {'z' * 10_000}"),
        },
    )
    page = report_page(history.report())
    assert is_report_page(page.encode())
    parsed = _Page(page)
    assert not {"script", "img", "iframe", "link", "object", "form"} & parsed.tags
    assert not {one for one in parsed.attributes if one.startswith("on")} and "style" not in parsed.attributes
    assert "<script>alert(1)</script>" in "".join(parsed.text)
    assert "\u202e" not in page and "\x1b" not in page
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None and policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r'(?:src|href)="(?!#)|url\(|@import|http:|https:', page)


def test_the_page_is_written_and_replaced_but_nothing_else_is(history: History) -> None:
    assert history.run("report", "--html", "health.html").returncode == 0
    assert history.run("report", "--html", "health.html").returncode == 0
    assert history.run("report", "--html", "map.md").returncode == 2
    whole = json.loads(history.run("report", "--output-format", "json").stdout)
    assert whole["nothing_to_do"] is False and len(whole["trend"]) == 3


def test_communities_are_neither_everything_nor_tiny() -> None:
    paths = [f"a/b{number % 4}/c{number % 40}/{number}.md" for number in range(400)] + ["x/1.md", "2.md"]
    assert {"a/b0", "a/b1", "a/b2", "a/b3", ""} >= {one[:4] for one in communities(paths)}
    assert communities([]) == []
    deep = communities([f"{'d/' * (number % 90)}{number}.md" for number in range(900)])
    assert len(set(deep)) <= 29


@pytest.mark.parametrize("count", [0, 1, 2, 60])
def test_the_layout_is_the_same_each_time_and_keeps_notes_in_their_discs(count: int) -> None:
    notes = {
        f"f{number % 3}/note {number}.md": claim(body=f"[[note {number * 7 % max(count, 1)}]] [[note {number // 2}]]")
        for number in range(count)
    }
    vault = Vault.read(notes.items())
    layout = lay_out(vault)
    assert layout == lay_out(vault)
    for place, (x, y) in enumerate(layout.notes):
        disc = layout.discs[layout.group[place]]
        assert ((x - disc.x) ** 2 + (y - disc.y) ** 2) ** 0.5 <= disc.radius + 0.01
    for one in layout.discs:
        for other in layout.discs:
            if one is not other:
                assert ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5 > one.radius + other.radius


def test_without_the_extra_the_figures_are_still_there(history: History) -> None:
    code = "import sys; sys.modules['igraph'] = None\nfrom reweave.cli.program import run\nsys.exit(run(sys.argv[1:]))"
    environment = {**history.environment(), "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", code, "report"]
    done = subprocess.run(command, cwd=history.root, env=environment, capture_output=True, check=False)
    assert done.returncode == 0 and b"8 notes" in done.stdout
