"""GitLab, through `glab api` (https://docs.gitlab.com/cli/api/) and GitLab's REST interface of merge requests.

`glab mr create` and `glab mr update` take the text as an argument, and want a checkout of the project in most versions;
`glab api` takes it from standard input, and works everywhere.
"""

import json
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import quote, urlencode

from reweave.forge.base import LatestRequest, OpenPullRequest
from reweave.forge.detection import ForgeRepository
from reweave.forge.tool import Tool

_DEVELOPER = 30
"""The access level from which a member may push."""
_STATES: Mapping[str, Literal["open", "closed", "merged"]] = {
    "opened": "open",
    "locked": "open",
    "closed": "closed",
    "merged": "merged",
}


class GitLab:
    """Merge requests on gitlab.com or a server of one's own."""

    def __init__(self, seconds: float) -> None:
        """Give each call at most `seconds`."""
        install = "install it from https://gitlab.com/gitlab-org/cli and run `glab auth login`"
        self._glab = Tool("glab", install, seconds)

    def find(self, repository: ForgeRepository, branch: str) -> OpenPullRequest | None:
        """Return the open merge request of the branch."""
        query = urlencode({"state": "opened", "source_branch": branch, "per_page": "100"})
        for one in self._ask(repository, f"?{query}", "GET"):
            if one["source_project_id"] == one["target_project_id"]:
                return OpenPullRequest(int(one["iid"]), str(one["web_url"]), str(one["description"] or ""))
        return None

    def latest(self, repository: ForgeRepository, branch: str) -> LatestRequest | None:
        """Return the newest merge request of the branch, in any state."""
        query = {"state": "all", "source_branch": branch, "order_by": "created_at", "sort": "desc", "per_page": "20"}
        for one in self._ask(repository, f"?{urlencode(query)}", "GET"):
            if one["source_project_id"] == one["target_project_id"]:
                state = _STATES[one["state"]]
                login = self._editor(repository, one["iid"]) if state == "open" else _login(one.get("closed_by"))
                return LatestRequest(str(one["web_url"]), state, str(one["description"] or ""), str(one["sha"]), login)
        return None

    def may_write(self, repository: ForgeRepository, login: str) -> bool:
        """Return whether a user may push to the project."""
        endpoint = f"projects/{quote(repository.path, safe='')}/members/all?{urlencode({'query': login})}"
        found = self._glab.run_json(["api", endpoint, "--hostname", repository.host, "--method", "GET"]) or []
        return any(one["username"] == login and one["access_level"] >= _DEVELOPER for one in found)

    def _editor(self, repository: ForgeRepository, number: int) -> str:
        """Return who last changed the text of a merge request; empty where nobody did."""
        notes = self._ask(repository, f"/{int(number)}/notes?sort=desc&order_by=created_at&per_page=100", "GET")
        edits = (one for one in notes if one["system"] and str(one["body"]).startswith("changed the description"))
        return _login(next((one["author"] for one in edits), None))

    def create(self, repository: ForgeRepository, branch: str, base: str, title: str, body: str) -> str:
        """Open a merge request into the branch `base`; return its URL."""
        wanted = {"source_branch": branch, "target_branch": base, "title": title, "description": body}
        return str(self._ask(repository, "", "POST", wanted)["web_url"])

    def update(self, repository: ForgeRepository, number: int, title: str, body: str) -> None:
        """Give an open merge request another title and text."""
        self._ask(repository, f"/{number}", "PUT", {"title": title, "description": body})["iid"]

    def _ask(self, repository: ForgeRepository, rest: str, method: str, body: dict[str, str] | None = None) -> Any:
        endpoint = f"projects/{quote(repository.path, safe='')}/merge_requests{rest}"
        args = ["api", endpoint, "--hostname", repository.host, "--method", method]
        if body is None:
            return self._glab.run_json(args) or []
        args += ["--header", "Content-Type: application/json", "--input", "-"]
        said = self._glab.run_json(args, json.dumps(body).encode())
        if not isinstance(said, dict) or "iid" not in said:
            raise self._glab.error("unexpected answer, expected a merge request")
        return said


def _login(user: Any) -> str:
    return "" if user is None else str(user["username"])
