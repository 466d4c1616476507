"""Title and text of a pull request, from the report of a run and the commits on its branch."""

from reweave.forge.boxes import box_id, box_lines
from reweave.git.command import run_git
from reweave.git.repository import Repository, read_ref
from reweave.git.versions import changes_between
from reweave.output.report import code, report_markdown
from reweave.run.report import run_report
from reweave.run.result import RunResult
from reweave.text import count_of
from reweave.vault.record import stem_of
from reweave.weave.history import edges_added

_MAX_LISTED = 100
_MAX_LENGTH = 50_000


def pull_request_text(repository: Repository, result: RunResult) -> tuple[str, str]:
    """Return title and Markdown text of the pull request for the branch of a run.

    The report is about this run alone; the commits of earlier runs on the same branch are listed after it.
    """
    report, made = run_report(result), result.delivery.commits
    text = report_markdown(report, _MAX_LENGTH)
    text = _boxes(repository, result) + text
    earlier = [(short, subject) for name, short, subject in _commits(repository, result) if name not in made]
    if earlier:
        lines = [f"- {code(short)} {code(subject)}" for short, subject in earlier[:_MAX_LISTED]]
        lines += ["- and more"] if len(earlier) > _MAX_LISTED else []
        listed = "## On this branch before\n\n" + "\n".join(lines) + "\n"
        text = f"{text}\n{listed}" if made else f"{listed}\n{text}"
    title = report.title if made else f"{count_of(len(earlier), 'commit')} of earlier runs"
    return f"reweave: {title[0].lower()}{title[1:]}", text


def _boxes(repository: Repository, result: RunResult) -> str:
    """Return the edges on the branch with a box each, which the next run reads."""
    tip, prefix = read_ref(repository, result.target.ref), result.prefix
    if tip is None:
        return ""
    added = edges_added(repository, changes_between(repository, result.base, tip))
    edges = sorted((path[len(prefix) :], entry) for path, entry in added if path.startswith(prefix))
    if not edges:
        return ""
    lines = box_lines(
        (box_id(path, entry.type, entry.title), f"{code(stem_of(path))} {code(entry.type)} {code(entry.title)}")
        for path, entry in edges
    )
    told = (
        "Uncheck an edge to decline it: the next run takes it out and does not propose it again. To close this pull "
        "request without merging it declines all of them."
    )
    return "\n".join([f"## Edges on this branch ({len(edges):,})", "", told, "", *lines]) + "\n\n"


def _commits(repository: Repository, result: RunResult) -> list[list[str]]:
    """Return full name, short name and subject of the newest commits on the branch."""
    args = ["log", "--no-merges", f"--max-count={_MAX_LISTED + 1}", "--format=%H%x00%h%x00%s"]
    log = run_git(repository.git, [*args, result.target.ref, "--not", result.base, "--"])
    return [line.split("\0", 2) for line in log.decode("utf-8", "replace").splitlines()]
