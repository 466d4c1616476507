"""The report in a few lines."""

from collections.abc import Iterator

from reweave.report.lists import DanglingName
from reweave.report.vault_report import VaultReport
from reweave.terminal import Style, paint
from reweave.text import count_of, escape

_SHOWN = 5


def report_lines(report: VaultReport, *, colour: bool = False) -> Iterator[str]:
    """Yield the figures, their change over the history, and what is first to be done, with its commands."""
    health = report.health
    typed = sum(count for (name, _), count in health.edges.items() if name is not None)
    yield (
        f"{count_of(health.notes, 'note')}, {count_of(typed, 'typed edge')}, "
        f"{count_of(len(health.orphans), 'orphan')}, {count_of(len(health.components), 'component')}"
    )
    if len(report.trend) > 1:
        first, last = report.trend[0], report.trend[-1]
        changes = [
            f"{getattr(last, name) - getattr(first, name):+,} {word}"
            for name, word in (
                ("notes", "notes"), ("edges", "typed edges"), ("orphans", "orphans"), ("dangling", "dangling"),
                ("unreadable", "unreadable"),
            )
        ]  # fmt: skip
        yield f"since {first.day}: {', '.join(changes)}"
    if report.shallow:
        yield "this clone is shallow: older history is missing; `git fetch --unshallow`"
    if report.is_done:
        yield paint("nothing to do", Style.GREEN, colour=colour)
        return
    yield from _todo(report)


def _held(name: DanglingName) -> str:
    more = len(name.holders) - 1
    also = f" and {count_of(more, 'more note')}" if more else ""
    return f"{name.name}: in {name.holders[0]}{also}"


def _todo(report: VaultReport) -> Iterator[str]:
    if report.fixable:
        yield f"{count_of(report.fixable, 'finding')} that `reweave fix` fixes"
    if report.new:
        known = sum(one.known for one in report.findings)
        yield f"{count_of(len(report.new), 'new finding')}, {known:,} known; `reweave check` lists them"
    if report.unreadable:
        yield f"{count_of(len(report.unreadable), 'unreadable note')}:"
        for note in report.unreadable[:_SHOWN]:
            yield f"  {escape(note.path)}:{note.line}: {escape(note.message)}"
    if report.dangling:
        entries = len(report.health.dangling)
        yield f"{count_of(len(report.dangling), 'dangling name')} in {count_of(entries, 'entry', 'entries')}:"
        for name in report.dangling[:_SHOWN]:
            yield f"  {escape(name.command or _held(name))}"
    if report.ambiguous:
        yield f"{count_of(len(report.ambiguous), 'ambiguous name')}:"
        for one in report.ambiguous[:_SHOWN]:
            yield f"  {escape(one.name)}: {count_of(len(one.means), 'note')}, used {one.times:,} times"
