"""The report of a run: Markdown for a file or a pull request, and JSON."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from reweave.note.finding import Finding
from reweave.note.summary import Summary
from reweave.output.counts import summary_counts
from reweave.output.paths import path_fields
from reweave.text import count_of, escape, few

if TYPE_CHECKING:
    from reweave.schemas import run as answer

_LISTED = (200, 100, 50, 20, 5)
_WIDTH = 300
_NOTES_SHOWN = 4
_TICKS = re.compile("`+")


@dataclass(frozen=True, slots=True)
class Made:
    """A commit (`None`: it would be made), its batch's kind, and how many notes it changes."""

    commit: str | None
    subject: str
    kind: str
    notes: int


@dataclass(frozen=True, slots=True)
class NewEdge:
    """An edge that was written: from which note to which (paths, and the names that mean them), of which type, and why.

    `kind` is `promoted`, `mentioned` or `new`, `holder` the note that it was written to.
    """

    source: str
    target: str
    source_title: str
    target_title: str
    type: str
    kind: str
    holder: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class StaleEdge:
    """An edge that was proposed before and was taken out again, or left with its note: from where, and why."""

    path: str
    title: str
    type: str
    date: str
    why: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A limit that stopped the run, by its key in the configuration; `left` counts what is left for the next run."""

    limit: str
    value: float
    left: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RunReport:
    """The result of a run.

    `base` is the commit that was asked for, `start` the parent of the run's first commit, `merged` how many notes
    were merged semantically to get there. `left` are the findings that the commits do not fix, `known` those that are
    accepted. `not_written` are edges that their note cannot take (its path, and why), `not_proposed` counts pairs by
    the reason against them, `duplicates` are notes that say the same. `orphans` is how many notes no edge reaches,
    without the edges and with them. `waiting` counts the changes that are already pending, by branch. `seconds` is how
    long each part took. `push` is what became of a push: `remote`, `done`, `commit`, `pull_request`, `failure` (`None`:
    none was asked for).
    """

    run: str
    branch: str
    base: str
    start: str
    dry_run: bool
    commits: Sequence[Made]
    summary: Summary
    left: Sequence[Finding] = ()
    known: Collection[Finding] = ()
    edges: Sequence[NewEdge] = ()
    stale: Sequence[StaleEdge] = ()
    not_written: Sequence[tuple[str, str]] = ()
    not_proposed: Mapping[str, int] = field(default_factory=dict)
    duplicates: Sequence[Sequence[str]] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)
    stops: Sequence[Stop] = ()
    orphans: tuple[int, int] = (0, 0)
    merged: int = 0
    cost: float = 0.0
    seconds: Mapping[str, float] = field(default_factory=dict)
    push: "answer.Push | None" = None

    @property
    def new(self) -> list[Finding]:
        """The findings that are left and that are not known."""
        return [finding for finding in self.left if finding not in self.known]

    @property
    def news(self) -> str:
        """How many of the findings that are left are new, and how many known."""
        return f"new: {len(self.new):,}, known: {len(self.left) - len(self.new):,}"

    @property
    def notes(self) -> int:
        """How many changes of notes the commits hold; a note counts once for each commit it is in."""
        return sum(one.notes for one in self.commits)

    @property
    def title(self) -> str:
        """What the run did, on one line, without text from notes."""
        whats = []
        plain = sum(one.notes for one in self.commits if one.kind not in ("edges", "stale", "answers"))
        whats += [f"normalize {count_of(plain, 'note')}"] if plain else []
        whats += [f"add {count_of(len(self.edges), 'edge')}"] if self.edges else []
        whats += [f"take out {count_of(len(self.stale), 'stale edge')}"] if self.stale else []
        text = ", ".join(whats) or ("update what is known" if self.commits else "nothing to do")
        return text[0].upper() + text[1:]


def report_data(report: RunReport) -> "answer.Run":
    """Return the report for programs; the same run gives the same, but for seconds."""
    return {
        "run": report.run,
        "branch": report.branch,
        "base": report.base,
        "start": report.start,
        "dry_run": report.dry_run,
        "commits": [
            {"commit": one.commit, "subject": one.subject, "kind": one.kind, "notes": one.notes}
            for one in report.commits
        ],
        "summary": summary_counts(report.summary),
        "left": [
            {
                **path_fields(one.path),
                "line": one.line,
                "column": one.column,
                "rule": one.rule,
                "message": one.message,
                "known": one in report.known,
            }
            for one in report.left
        ],
        "edges": [_edge(one) for one in report.edges],
        "stale_edges": [
            {"path": one.path, "title": one.title, "type": one.type, "date": one.date, "why": one.why}
            for one in report.stale
        ],
        "not_written": [{**path_fields(path), "reason": why} for path, why in report.not_written],
        "not_proposed": dict(sorted(report.not_proposed.items())),
        "orphans": {"before": report.orphans[0], "after": report.orphans[1]},
        "near_duplicates": [list(group) for group in report.duplicates],
        "waiting": dict(sorted(report.waiting.items())),
        "stopped_by": [{"limit": one.limit, "value": one.value, "left": dict(one.left)} for one in report.stops],
        "merged": report.merged,
        "cost": round(report.cost, 6),
        "push": report.push,
        "seconds": {name: round(value, 3) for name, value in report.seconds.items()},
    }


def _edge(edge: NewEdge) -> "answer.Edge":
    return {
        "source": edge.source,
        "target": edge.target,
        "source_title": edge.source_title,
        "target_title": edge.target_title,
        "type": edge.type,
        "kind": edge.kind,
        "holder": edge.holder,
        "score": edge.score,
        "reason": edge.reason,
    }


def report_markdown(report: RunReport, most: int | None = None) -> str:
    """Return the report for people; lists are cut so that it has at most about `most` characters.

    Whatever comes from notes is in code spans: no link, mention or markup in it takes effect.
    """
    text = ""
    for listed in _LISTED:
        text = "\n\n".join([_head(report), *_sections(report, listed)]) + "\n"
        if most is None or len(text) <= most:
            break
    return text


def _head(report: RunReport) -> str:
    counts = report.summary
    lines = [
        f"{report.title}{' (a dry run: no commit was made)' if report.dry_run else ''}.",
        "",
        f"- run {code(report.run)} on {code(report.branch)}, based on {code(report.base[:10])}",
        f"- {count_of(counts.notes, 'note')} read, {counts.unchanged:,} in style, {counts.changed:,} changed, "
        f"{counts.refused:,} refused, {counts.unreadable:,} unreadable",
    ]
    if report.left:
        lines.append(f"- findings that are left: {report.news}")
    if report.merged:
        lines.append(f"- the branch had diverged from its base: {count_of(report.merged, 'note')} merged semantically")
    if report.cost:
        lines.append(f"- spent on the model: {report.cost:.4f}")
    if report.push is not None:
        lines.append(f"- {code(report.push['remote'])}: {report.push['done']}")
    if report.commits and not report.dry_run:
        lines.append(f"- undo it with {code(f'reweave undo {report.run}')}")
    if any(one.kind == "layout" and one.commit for one in report.commits):
        command = code("reweave log --ignore-revs > .git-blame-ignore-revs")
        lines.append(f"- once it is merged, {command} keeps the commits of layout out of {code('git blame')}")
    return "\n".join(lines)


def _sections(report: RunReport, listed: int) -> Iterator[str]:
    section = partial(_section, listed)
    yield from section(
        "Commits",
        [f"{code(one.commit[:10]) if one.commit else 'would be'} {code(one.subject)}" for one in report.commits],
    )
    titles = (("promoted", "Edges stated by notes"), ("mentioned", "Notes named by others"), ("new", "New edges"))
    for kind, title in titles:
        own = [one for one in report.edges if one.kind == kind]
        lines = [
            f"{code(one.source_title)} {code(one.type)} {code(one.target_title)}: {code(one.reason)}" for one in own
        ]
        yield from section(title, lines)
    yield from section(
        "Stale edges, removed",
        [f"{code(one.path)}: {code(f'{one.type} {one.title}')}, {one.why}" for one in report.stale],
    )
    yield from section(
        "Left as they are",
        [f"{code(f'{one.path}:{one.line}:{one.column}')} {one.rule}: {code(one.message)}" for one in report.new],
    )
    yield from section(
        "Edges that cannot be written", [f"{code(path)}: {code(why)}" for path, why in report.not_written]
    )
    yield from section(
        "Near-duplicates, not linked",
        [few([code(path) for path in group], _NOTES_SHOWN) for group in report.duplicates],
    )
    yield from section("Orphans", [orphans_line(*report.orphans)] if report.orphans[0] else [])
    by_count = sorted(report.not_proposed.items(), key=lambda one: (-one[1], one[0]))
    yield from section("Not proposed", [f"{count:,}: {why}" for why, count in by_count])
    yield from section(
        "Already pending",
        [f"{count_of(count, 'change')} on {code(name)}" for name, count in sorted(report.waiting.items())],
    )
    yield from section("Left for the next run", [stop_line(one) for one in report.stops])
    shown = [f"{name}: {value:.1f} s" for name, value in report.seconds.items()]
    yield from section("How long it took", shown)


def orphans_line(before: int, after: int) -> str:
    """Return how many notes no edge reached before, and none reaches now."""
    return f"{before:,} before, {after:,} after"


def stop_line(stop: Stop) -> str:
    """Return what a limit left, on one line."""
    left = ", ".join(count_of(count, name.removesuffix("s")) for name, count in stop.left.items() if count)
    return f"{stop.limit} = {stop.value:g} stopped the run; left for the next one: {left or 'the rest'}"


def _section(listed: int, title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        shown = [f"- {line}" for line in lines[:listed]]
        shown += [f"- and {len(lines) - listed:,} more"] if len(lines) > listed else []
        yield "\n".join([f"## {title}", "", *shown])


def code(text: str) -> str:
    """Return a text as a Markdown code span on one line, of bounded length, that shows it and nothing else."""
    shown = escape(text)
    shown = shown if len(shown) <= _WIDTH else shown[: _WIDTH - 3] + "..."
    longest = max((len(found) for found in _TICKS.findall(shown)), default=0)
    fence = "`" * (longest + 1)
    gap = " " if longest or shown != shown.strip() or not shown else ""
    return f"{fence}{gap}{shown}{gap}{fence}"
