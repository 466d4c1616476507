"""The report as one HTML file: no script, no network, and text of notes as text."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from reweave.page.document import policy, theme
from reweave.report.layout import lay_out
from reweave.report.lists import AmbiguousName, DanglingName, UnreadableNote
from reweave.report.svg import graph_svg, hue_of, markup, trend_svg
from reweave.report.vault_report import PastRun, RuleCount, VaultReport
from reweave.text import count_of

_MARK = "<!-- written by reweave report, which replaces this file -->"
_SHOWN = 12
"""Rows of a list that are open; the others are folded."""
_MOST = 500
"""Rows of a list; the text form and `--output-format json` have all."""
_TRENDS = (
    ("Notes", "notes", None),
    ("Typed edges", "edges", True),
    ("Orphans", "orphans", False),
    ("Dangling entries", "dangling", False),
    ("Unreadable notes", "unreadable", False),
)
"""The charts: their titles, their figures, and whether it is good that these grow."""


def is_report_page(source: bytes) -> bool:
    """Return whether a file is a page that `report_page` made."""
    return source.startswith(b"<!DOCTYPE html>") and _MARK.encode() in source[:2_000]


def report_page(report: VaultReport) -> str:
    """Return the page of a report."""
    style = _style()
    body = "\n".join(_body(report))
    return f"""<!DOCTYPE html>
{_MARK}
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(style)}">
<title>{markup(report.name)}: health report</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


@cache
def _style() -> str:
    return theme() + "\n" + (files("reweave.report") / "report.css").read_text(encoding="utf-8")


def _body(report: VaultReport) -> Iterator[str]:
    at = f", at commit <code>{report.commit[:10]}</code>" if report.commit else ""
    yield '<header class="top"><div>'
    yield f"<h1><bdi>{markup(report.name)}</bdi></h1>"
    yield f'<p>Health of the vault on <time datetime="{report.day}">{report.day}</time>{at}</p>'
    yield "</div></header>"
    yield "<main>"
    yield from _status(report)
    yield from _tiles(report)
    yield from _trend(report)
    yield from _graph(report)
    yield from _section("dangling", "Dangling entries", len(report.dangling), _dangling(report.dangling))
    yield from _section("ambiguous", "Ambiguous names", len(report.ambiguous), _ambiguous(report.ambiguous))
    yield from _section("unreadable", "Unreadable notes", len(report.unreadable), _unreadable(report.unreadable))
    yield from _section("findings", "Other findings", sum(one.new + one.known for one in report.findings),
                        _findings(report.findings))  # fmt: skip
    yield from _section("runs", "Past runs", len(report.runs), _runs(report.runs))
    yield "</main>"


def _status(report: VaultReport) -> Iterator[str]:
    if report.is_done:
        yield '<p class="status done">Nothing to do.</p>'
        return
    todo = [
        ("dangling", count_of(len(report.dangling), "dangling name"), len(report.dangling)),
        ("ambiguous", count_of(len(report.ambiguous), "ambiguous name"), len(report.ambiguous)),
        ("unreadable", count_of(len(report.unreadable), "unreadable note"), len(report.unreadable)),
        ("findings", count_of(len(report.new), "new finding"), len(report.new)),
    ]
    links = [f'<a href="#{place}">{words}</a>' for place, words, count in todo if count]
    if report.fixable:
        what = count_of(report.fixable, "finding")
        links.append(f'<span>{what} that <code class="copy">reweave fix</code> fixes</span>')
    yield f'<p class="status open"><strong>To do</strong> {" ".join(links)}</p>'


def _tiles(report: VaultReport) -> Iterator[str]:
    health = report.health
    typed = sum(count for (name, _), count in health.edges.items() if name is not None)
    tiles = (
        ("Notes", health.notes, f"{health.participants:,} participating"),
        ("Typed edges", typed, f"{health.edges.total() - typed:,} links beside them"),
        ("Orphans", len(health.orphans), f"{len(health.isolated):,} name no note either"),
        ("Components", len(health.components), f"the largest of {max(health.components, default=0):,} notes"),
    )
    yield '<dl class="tiles">'
    for name, value, more in tiles:
        yield f"<div><dt>{name}</dt><dd><b>{value:,}</b> <span>{more}</span></dd></div>"
    yield "</dl>"


def _trend(report: VaultReport) -> Iterator[str]:
    points = report.trend
    if not points:
        return
    yield '<section aria-labelledby="trend"><h2 id="trend">Trend</h2>'
    shallow = " The clone is shallow: what was before is missing." if report.shallow else ""
    if len(points) == 1:
        yield f'<p class="note">The history has one week only; there is no trend yet.{shallow}</p></section>'
        return
    yield f'<p class="note">By week, from {points[0].day} to {points[-1].day}, from the commits alone.{shallow}</p>'
    yield '<div class="trends">'
    for name, key, good in _TRENDS:
        figures = [int(getattr(point, key)) for point in points]
        change = figures[-1] - figures[0]
        way = "" if not change or good is None else "better" if (change > 0) == good else "worse"
        told = (
            f'{name} <b>{figures[-1]:,}</b> <i class="{way}">{change:+,}</i>'
            if change
            else f"{name} <b>{figures[-1]:,}</b>"
        )
        yield f"<figure><figcaption>{told}</figcaption>{trend_svg(points, figures, name)}</figure>"
    yield "</div></section>"


def _graph(report: VaultReport) -> Iterator[str]:
    vault = report.vault
    if not len(vault):
        return
    types = [one.name for one in vault.config.types]
    used = {edge.type for edge in vault.edges}
    hues = hue_of(types)
    keys = [(f'<path class="{hues[name]}" d="M0 5H18"/>', markup(name)) for name in types if name in used]
    keys += [
        ('<path class="link" d="M0 5H18"/>', "links"),
        ('<circle class="note" cx="9" cy="5" r="3"/>', "note"),
        ('<circle class="orphan" cx="9" cy="5" r="3"/>', "orphan: nothing leads to it"),
        ('<circle class="aside" cx="9" cy="5" r="3"/>', "not participating"),
    ]
    picture = graph_svg(vault, lay_out(vault), vault.orphans, types)
    yield '<section aria-labelledby="graph"><h2 id="graph">Graph</h2>'
    yield (
        '<p class="note">A disc is a folder, a dot a note; the more lead to it, the larger. Bands join folders, as '
        "wide as there are edges between them.</p>"
    )
    legend = "".join(f'<li><svg viewBox="0 0 18 10" aria-hidden="true">{key}</svg>{word}</li>' for key, word in keys)
    yield f'<ul class="legend">{legend}</ul>'
    yield f'<div class="picture" tabindex="0" role="group" aria-label="Graph">{picture}</div></section>'


def _section(place: str, title: str, count: int, rows: Iterator[str]) -> Iterator[str]:
    """Yield a list under a heading: the first rows open, the others folded; nothing where there is none."""
    if not count:
        return
    shown = list(rows)
    head, found, more = shown[0], shown[1 : _MOST + 1], len(shown) - 1 - _MOST
    yield f'<section aria-labelledby="{place}"><h2 id="{place}">{title} <small>{count:,}</small></h2>'
    yield _table(f'aria-labelledby="{place}"', head, found[:_SHOWN])
    if found[_SHOWN:]:
        yield f"<details><summary>{len(found) - _SHOWN:,} more</summary>"
        yield _table(f'aria-label="More: {title}"', head, found[_SHOWN:]) + "</details>"
    if more > 0:
        yield f'<p class="note">{more:,} more: <code>reweave report --output-format json</code> lists all.</p>'
    yield "</section>"


def _table(label: str, head: str, rows: Sequence[str]) -> str:
    body = f"<table>{head}<tbody>{''.join(rows)}</tbody></table>"
    return f'<div class="rows" role="group" {label} tabindex="0">{body}</div>'


def _head(*names: str) -> str:
    cells = "".join(f'<th scope="col">{name}</th>' for name in names)
    return f"<thead><tr>{cells}</tr></thead>"


def _row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _name(text: str) -> str:
    return f"<bdi>{markup(text)}</bdi>"


def _path(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f'<bdi class="path"><span>{markup(folder)}{"/" if folder else ""}</span>{markup(name)}</bdi>'


def _paths(paths: Sequence[str]) -> str:
    shown = "".join(f"<li>{_path(path)}</li>" for path in paths[:4])
    more = f"<li>and {len(paths) - 4:,} more</li>" if len(paths) > 4 else ""
    return f"<ul>{shown}{more}</ul>"


def _command(text: str | None) -> str:
    return f'<code class="copy" tabindex="0">{markup(text)}</code>' if text else ""


def _dangling(rows: Sequence[DanglingName]) -> Iterator[str]:
    yield _head("Name of no note", "In", "Probably")
    for one in rows:
        meant = (
            f"{_path(one.probably)}{_command(one.command)}"
            if one.probably
            else '<span class="soft">no note like it</span>'
        )
        fields = f'<span class="soft">{markup(", ".join(one.fields))}</span>'
        yield _row(f"{_name(one.name)} {fields}", _paths(one.holders), meant)


def _ambiguous(rows: Sequence[AmbiguousName]) -> Iterator[str]:
    yield _head("Name", "Used", "Means")
    for one in rows:
        yield _row(_name(one.name), f"{one.times:,} times" if one.times != 1 else "once", _paths(one.means))


def _unreadable(rows: Sequence[UnreadableNote]) -> Iterator[str]:
    yield _head("Note", "Why", "Line")
    for one in rows:
        line = f'<code class="line"><b>{one.line}</b> {markup(one.text)}</code>' if one.text else f"line {one.line}"
        yield _row(_path(one.path), markup(one.message), line)


def _findings(rows: Sequence[RuleCount]) -> Iterator[str]:
    yield _head("Rule", "New", "Known")
    for one in sorted(rows, key=lambda one: (-one.new, -one.known, one.rule)):
        new = f'<b class="bad">{one.new:,}</b>' if one.new else "0"
        yield _row(f"<code>{markup(one.rule)}</code>", new, f"{one.known:,}")


def _runs(rows: Sequence[PastRun]) -> Iterator[str]:
    yield _head("When", "What", "Take back")
    for one in rows:
        shown = "".join(f"<li>{_name(subject)}</li>" for subject in one.subjects[:3])
        more = f"<li>and {one.commits - 3:,} more commits</li>" if one.commits > 3 else ""
        undo = '<span class="soft">undone</span>' if one.undone else _command(one.command)
        yield _row(
            f'{markup(one.time)} <span class="soft">{markup(one.author)}</span>', f"<ul>{shown}{more}</ul>", undo
        )
