"""GitHub, through `gh` (https://cli.github.com/manual): its own commands need no checkout when `--repo` names one."""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote

from reweave.forge.base import LatestRequest, OpenPullRequest
from reweave.forge.detection import ForgeRepository
from reweave.forge.tool import Tool

_QUERY = """
query($owner: String!, $name: String!, $branch: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(headRefName: $branch, first: 10, orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes {
        url state body isCrossRepository headRefOid editor { login }
        timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent { actor { login } } } }
      }
    }
  }
}
"""
_STATES: Mapping[str, Literal["open", "closed", "merged"]] = {"OPEN": "open", "CLOSED": "closed", "MERGED": "merged"}


class GitHub:
    """Pull requests on github.com or a GitHub Enterprise server."""

    def __init__(self, seconds: float) -> None:
        """Give each call at most `seconds`."""
        self._gh = Tool("gh", "install it from https://cli.github.com and run `gh auth login`", seconds)

    def find(self, repository: ForgeRepository, branch: str) -> OpenPullRequest | None:
        """Return the open pull request of the branch."""
        fields = "number,url,body,isCrossRepository"
        args = ["pr", "list", f"--head={branch}", "--state=open", "--limit=100", f"--json={fields}"]
        for one in self._gh.run_json([*args, self._repo(repository)]) or []:
            # `--head` also lists the pull requests of forks whose branch has the same name.
            if not one["isCrossRepository"]:
                return OpenPullRequest(int(one["number"]), str(one["url"]), str(one["body"] or ""))
        return None

    def latest(self, repository: ForgeRepository, branch: str) -> LatestRequest | None:
        """Return the newest pull request of the branch, in any state."""
        owner, name = repository.path.split("/")
        fields = [f"query={_QUERY}", f"owner={owner}", f"name={name}", f"branch={branch}"]
        args = ["api", "graphql", f"--hostname={repository.host}", *(f"--raw-field={field}" for field in fields)]
        for one in self._gh.run_json(args)["data"]["repository"]["pullRequests"]["nodes"]:
            if not one["isCrossRepository"]:
                state = _STATES[one["state"]]
                closed = [event["actor"] for event in one["timelineItems"]["nodes"]]
                actor = one["editor"] if state == "open" else closed[-1] if closed else None
                login = "" if actor is None else str(actor["login"])
                return LatestRequest(str(one["url"]), state, str(one["body"]), str(one["headRefOid"]), login)
        return None

    def may_write(self, repository: ForgeRepository, login: str) -> bool:
        """Return whether a user may push to the repository."""
        endpoint = f"repos/{repository.path}/collaborators/{quote(login, safe='')}/permission"
        found = self._gh.run_json(["api", f"--hostname={repository.host}", endpoint])
        return found["permission"] in ("admin", "write")

    def create(self, repository: ForgeRepository, branch: str, base: str, title: str, body: str) -> str:
        """Open a pull request into the branch `base`; return its URL."""
        args = ["pr", "create", f"--head={branch}", f"--base={base}", f"--title={title}", "--body-file=-"]
        said = self._gh.run([*args, self._repo(repository)], body.encode()).decode("utf-8", "replace").split()
        url = next((word for word in reversed(said) if word.startswith("https://")), None)
        if url is None:
            raise self._gh.error("unexpected answer, expected the URL of the pull request")
        return url

    def update(self, repository: ForgeRepository, number: int, title: str, body: str) -> None:
        """Give an open pull request another title and text."""
        args = ["pr", "edit", str(number), f"--title={title}", "--body-file=-"]
        self._gh.run([*args, self._repo(repository)], body.encode())

    def _repo(self, repository: ForgeRepository) -> str:
        return f"--repo={repository.host}/{repository.path}"
