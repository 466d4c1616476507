"""Title and text of a pull request, from the report of a run and what its branch holds."""

from reweave.git.command import run_git
from reweave.git.repository import Repository
from reweave.output.report import code, report_markdown
from reweave.run.report import run_report
from reweave.run.result import RunResult
from reweave.text import count_of

_LISTED = 100
_MOST = 50_000


def proposal(repository: Repository, result: RunResult) -> tuple[str, str]:
    """Return title and Markdown text for the pull request of the branch of a run.

    The report tells of this run alone; the commits of earlier ones, which wait on the same branch, are listed below it.
    """
    args = ["log", "--no-merges", f"--max-count={_LISTED + 1}", "--format=%H%x00%h%x00%s"]
    said = run_git(repository.git, [*args, result.target.ref, "--not", result.base, "--"])
    commits = [line.split("\0", 2) for line in said.decode("utf-8", "replace").splitlines()]
    earlier = [(short, subject) for name, short, subject in commits if name not in result.delivery.commits]
    report = run_report(result)
    text = report_markdown(report, _MOST)
    if earlier:
        lines = [f"- {code(short)} {code(subject)}" for short, subject in earlier[:_LISTED]]
        lines += ["- and more"] if len(earlier) > _LISTED else []
        listed = "## On this branch before\n\n" + "\n".join(lines) + "\n"
        text = f"{text}\n{listed}" if result.delivery.commits else f"{listed}\n{text}"
    title = report.title if result.delivery.commits else f"{count_of(len(earlier), 'commit')} of earlier runs"
    return f"reweave: {title[0].lower()}{title[1:]}", text
