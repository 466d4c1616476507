"""A workflow for GitHub Actions."""

from collections.abc import Sequence

from reweave.schedule.installation import install_step
from reweave.schedule.job import Job
from reweave.schedule.workflow import Workflow, run_command

_TEXT = """\
name: reweave
on:
  schedule:
  - cron: "{minute} {hour} * * *"
  workflow_dispatch:
permissions: {{}}
concurrency:
  group: reweave
  cancel-in-progress: false
jobs:
  run:
    name: reweave run
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: write # to push the branch
{pulls}    steps:
    - name: Check out all history
      uses: actions/checkout@8e8c483db84b4bee98b60c0593521ed34d9990e8 # v6.0.1
      with:
        fetch-depth: 0
        persist-credentials: false
    - name: Set up Python
      uses: actions/setup-python@e797f83bcb11b83ae66e0230d6156d7c80228e7c # v6.0.0
      with:
        python-version: "3.13"
    - name: Install reweave
      run: |
{install}
    - name: Run
      run: |
        {command}
      env:
        GH_TOKEN: ${{{{ github.token }}}}
        GIT_CONFIG_COUNT: "1"
        GIT_CONFIG_KEY_0: credential.https://github.com.helper
        GIT_CONFIG_VALUE_0: "!gh auth git-credential"
        GIT_AUTHOR_NAME: reweave
        GIT_AUTHOR_EMAIL: 41898282+github-actions[bot]@users.noreply.github.com
        GIT_COMMITTER_NAME: reweave
        GIT_COMMITTER_EMAIL: 41898282+github-actions[bot]@users.noreply.github.com
"""
_PULLS = "      pull-requests: write # to open its pull request\n"


class GitHubActions(Workflow):
    """`.github/workflows/reweave.yml`."""

    path = ".github/workflows/reweave.yml"

    def text(self, job: Job) -> str:
        """Return the workflow."""
        command, pulls = run_command(job, "github", "origin"), _PULLS if job.pr else ""
        return _TEXT.format(
            minute=job.minute, hour=job.hour, install=install_step(job, 8), command=command, pulls=pulls
        )

    def instructions(self, job: Job) -> Sequence[str]:
        """Return what is left to do."""
        allow = "allow it in the settings: Actions > General > Allow GitHub Actions to create pull requests"
        return [*super().instructions(job), *([allow] if job.pr else [])]
