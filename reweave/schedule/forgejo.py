"""A workflow for Forgejo Actions."""

from reweave.schedule.installation import install_step
from reweave.schedule.job import Job
from reweave.schedule.workflow import Workflow, run_command

_TEA = "0.15.1"

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
    runs-on: docker
    timeout-minutes: 60
    permissions:
      contents: write # to push the branch
{pulls}    steps:
    - name: Check out all history
      uses: https://data.forgejo.org/actions/checkout@8e8c483db84b4bee98b60c0593521ed34d9990e8 # v6.0.1
      with:
        fetch-depth: 0
        persist-credentials: false
    - name: Set up Python
      uses: https://data.forgejo.org/actions/setup-python@e797f83bcb11b83ae66e0230d6156d7c80228e7c # v6.0.0
      with:
        python-version: "3.13"
    - name: Install reweave
      run: |
{install}
{tea}    - name: Run
      run: |
{login}        {command}
      env:
        REWEAVE_TOKEN: ${{{{ github.token }}}}
        SERVER_URL: ${{{{ github.server_url }}}}
        GIT_CONFIG_COUNT: "1"
        GIT_CONFIG_KEY_0: credential.${{{{ github.server_url }}}}.helper
        GIT_CONFIG_VALUE_0: '!f() {{ echo username=reweave; echo "password=$REWEAVE_TOKEN"; }}; f'
        GIT_AUTHOR_NAME: reweave
        GIT_AUTHOR_EMAIL: reweave@noreply.invalid
        GIT_COMMITTER_NAME: reweave
        GIT_COMMITTER_EMAIL: reweave@noreply.invalid
"""
_PULLS = "      pull-requests: write # to open its pull request\n"
_INSTALL = """\
    - name: Install tea
      run: |
        cd /usr/local/bin
        curl -fsSLO "https://dl.gitea.com/tea/$TEA/tea-$TEA-linux-amd64"
        curl -fsSL "https://dl.gitea.com/tea/$TEA/checksums.txt" | sha256sum --check --ignore-missing --strict
        install -m 0755 "tea-$TEA-linux-amd64" tea
      env:
        TEA: {tea}
"""
_LOGIN = """\
        GITEA_SERVER_URL="$SERVER_URL" GITEA_SERVER_TOKEN="$REWEAVE_TOKEN" tea login add --name here
"""


class ForgejoActions(Workflow):
    """`.forgejo/workflows/reweave.yml`."""

    path = ".forgejo/workflows/reweave.yml"

    def text(self, job: Job) -> str:
        """Return the workflow."""
        return _TEXT.format(
            minute=job.minute,
            hour=job.hour,
            install=install_step(job, 8),
            command=run_command(job, "forgejo", "origin"),
            pulls=_PULLS if job.pr else "",
            tea=_INSTALL.format(tea=_TEA) if job.pr else "",
            login=_LOGIN if job.pr else "",
        )
