"""A job for GitLab CI, in a file to include; the schedule itself is a setting of the project."""

from collections.abc import Sequence

from reweave.schedule.installation import install_step
from reweave.schedule.job import Job
from reweave.schedule.workflow import Workflow, run_command

# The variables of a push travel as git's own; the token is read by the shell that git starts, and is in no URL.
_TEXT = """\
reweave:
  image: python:3.13-slim-trixie
  rules:
  - if: $CI_PIPELINE_SOURCE == "schedule" && $REWEAVE == "run"
  resource_group: reweave
  interruptible: false
  timeout: 60 minutes
  variables:
    GIT_DEPTH: "0"
    GITLAB_HOST: $CI_SERVER_HOST
    GITLAB_TOKEN: $REWEAVE_TOKEN
    GIT_AUTHOR_NAME: reweave
    GIT_AUTHOR_EMAIL: reweave@noreply.$CI_SERVER_HOST
    GIT_COMMITTER_NAME: reweave
    GIT_COMMITTER_EMAIL: reweave@noreply.$CI_SERVER_HOST
  before_script:
  - apt-get update && apt-get install --yes --no-install-recommends {packages}
  - |
{install}
  script:
  - export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="credential.$CI_SERVER_URL.helper"
  - >-
    export GIT_CONFIG_VALUE_0='!f() {{ echo username=reweave; echo "password=$REWEAVE_TOKEN"; }}; f'
  - |
    {command}
"""


class GitLabCI(Workflow):
    """`.gitlab/reweave.gitlab-ci.yml`."""

    path = ".gitlab/reweave.gitlab-ci.yml"

    def text(self, job: Job) -> str:
        """Return the job."""
        # The URL that GitLab's own clone has holds a token that may not push.
        command = run_command(job, "gitlab", '"$CI_SERVER_URL/$CI_PROJECT_PATH.git"')
        packages = "git glab" if job.pr else "git"
        return _TEXT.format(install=install_step(job, 4), command=command, packages=packages)

    def instructions(self, job: Job) -> Sequence[str]:
        """Return what is left to do."""
        scopes = "api and write_repository" if job.pr else "write_repository"
        return [
            f"include it from .gitlab-ci.yml, and commit both: include: [{{local: {self.path}}}]",
            f"CI/CD variable REWEAVE_TOKEN, masked: a project access token with the scopes {scopes}",
            "glab schedule create --ref main --description reweave --variable REWEAVE:run "
            f'--cron "{job.minute} {job.hour} * * *"',
        ]
