"""Title and text of a pull request, from the report of a run and the commits on its branch."""

from reweave.git.command import run_git
from reweave.git.repository import Repository
from reweave.output.report import code, report_markdown
from reweave.run.report import run_report
from reweave.run.result import RunResult
from reweave.text import count_of

_MAX_LISTED = 100
_MAX_LENGTH = 50_000


def pull_request_text(repository: Repository, result: RunResult) -> tuple[str, str]:
    """Return title and Markdown text of the pull request for the branch of a run.

    The report is about this run alone; the commits of earlier runs on the same branch are listed after it.
    """
    report, made = run_report(result), result.delivery.commits
    text = report_markdown(report, _MAX_LENGTH)
    earlier = [(short, subject) for name, short, subject in _commits(repository, result) if name not in made]
    if earlier:
        lines = [f"- {code(short)} {code(subject)}" for short, subject in earlier[:_MAX_LISTED]]
        lines += ["- and more"] if len(earlier) > _MAX_LISTED else []
        listed = "## On this branch before\n\n" + "\n".join(lines) + "\n"
        text = f"{text}\n{listed}" if made else f"{listed}\n{text}"
    title = report.title if made else f"{count_of(len(earlier), 'commit')} of earlier runs"
    return f"reweave: {title[0].lower()}{title[1:]}", text


def _commits(repository: Repository, result: RunResult) -> list[list[str]]:
    """Return full name, short name and subject of the newest commits on the branch."""
    args = ["log", "--no-merges", f"--max-count={_MAX_LISTED + 1}", "--format=%H%x00%h%x00%s"]
    log = run_git(repository.git, [*args, result.target.ref, "--not", result.base, "--"])
    return [line.split("\0", 2) for line in log.decode("utf-8", "replace").splitlines()]
