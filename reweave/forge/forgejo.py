"""Forgejo and Gitea (Codeberg, too), through `tea api` (tea 0.12 or newer) and their REST interface of pull requests.

`tea pr create` wants a checkout with a remote that it can match, takes the text as an argument, and says its answer for
eyes only; `tea api` takes the text from standard input, and works everywhere.
"""

import json
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from reweave.forge.base import LatestRequest, OpenPullRequest
from reweave.forge.detection import ForgeRepository
from reweave.forge.tool import Tool
from reweave.text import printable

_PAGE = 50
_PAGES = 40


class Forgejo:
    """Pull requests on a Forgejo or Gitea server, with the login that tea has for it."""

    def __init__(self, seconds: float) -> None:
        """Give each call at most `seconds`."""
        install = "install tea 0.12 or newer from https://gitea.com/gitea/tea and run `tea login add`"
        self._tea = Tool("tea", install, seconds)

    def find(self, repository: ForgeRepository, branch: str) -> OpenPullRequest | None:
        """Return the open pull request of the branch."""
        login = self._login(repository)
        for page in range(1, _PAGES + 1):
            listed = self._get(repository, f"pulls?state=open&limit={_PAGE}&page={page}", login)
            for one in listed:
                if one["head"]["ref"] == branch and _is_inner(one):
                    return OpenPullRequest(int(one["number"]), str(one["html_url"]), str(one["body"] or ""))
            if not listed:
                return None
        return None

    def latest(self, repository: ForgeRepository, branch: str) -> LatestRequest | None:
        """Return the newest pull request of the branch, in any state.

        Who edited a text is not told: its author, or somebody who may push, did. So the author decides for it.
        """
        for page in range(1, _PAGES + 1):
            endpoint = f"pulls?state=all&sort=recentupdate&limit={_PAGE}&page={page}"
            listed = self._get(repository, endpoint)
            own = [one for one in listed if one["head"]["ref"] == branch and _is_inner(one)]
            if own:
                one = max(own, key=lambda found: int(found["number"]))
                state: Literal["open", "closed", "merged"] = (
                    "merged" if one["merged"] else "open" if one["state"] == "open" else "closed"
                )
                login = str(one["user"]["login"]) if state == "open" else self._closer(repository, int(one["number"]))
                body = str(one["body"] or "")
                return LatestRequest(str(one["html_url"]), state, body, str(one["head"]["sha"]), login)
            if not listed:
                return None
        return None

    def may_write(self, repository: ForgeRepository, login: str) -> bool:
        """Return whether a user may push to the repository."""
        endpoint = f"repos/{repository.path}/collaborators/{quote(login, safe='')}/permission"
        found = self._tea.run_json(["api", "--login", self._login(repository), "--method", "GET", endpoint])
        return found["permission"] in ("owner", "admin", "write")

    def _closer(self, repository: ForgeRepository, number: int) -> str:
        events = self._get(repository, f"issues/{number}/timeline?limit={_PAGE}")
        closed = [one["user"] for one in events if one["type"] == "close" and one["user"]]
        return str(closed[-1]["login"]) if closed else ""

    def _get(self, repository: ForgeRepository, rest: str, login: str | None = None) -> list[Any]:
        endpoint = f"repos/{repository.path}/{rest}"
        login = login or self._login(repository)
        found = self._tea.run_json(["api", "--login", login, "--method", "GET", endpoint])
        if not isinstance(found, list):
            raise self._refused(found)
        return found

    def create(self, repository: ForgeRepository, branch: str, base: str, title: str, body: str) -> str:
        """Open a pull request into the branch `base`; return its URL."""
        wanted = {"head": branch, "base": base, "title": title, "body": body}
        return str(self._send(repository, "POST", f"repos/{repository.path}/pulls", wanted)["html_url"])

    def update(self, repository: ForgeRepository, number: int, title: str, body: str) -> None:
        """Give an open pull request another title and text."""
        self._send(repository, "PATCH", f"repos/{repository.path}/pulls/{number}", {"title": title, "body": body})

    def _send(self, repository: ForgeRepository, method: str, endpoint: str, body: dict[str, str]) -> Any:
        args = ["api", "--login", self._login(repository), "--method", method, "--data", "@-", endpoint]
        said = self._tea.run_json(args, json.dumps(body).encode())
        if not isinstance(said, dict) or "html_url" not in said:
            raise self._refused(said)
        return said

    def _login(self, repository: ForgeRepository) -> str:
        """Return the name under which tea knows the server."""
        for one in self._tea.run_json(["login", "list", "--output", "json"]) or []:
            hosts = (urlsplit(str(one.get("url", ""))).hostname, str(one.get("ssh_host", "")).partition(":")[0])
            if repository.host.lower() in hosts:
                return str(one["name"])
        raise self._tea.error(f"no login for {repository.host}; run `tea login add --url https://{repository.host}`")

    def _refused(self, said: object) -> Exception:
        # tea prints what the server answers, errors too, and ends well.
        why = said.get("message") if isinstance(said, dict) else None
        return self._tea.error(printable(str(why)[:300]) if why else "unexpected answer, expected a pull request")


def _is_inner(request: Any) -> bool:
    """Return whether a pull request is from a branch of its own repository."""
    return bool(request["head"]["repo_id"] == request["base"]["repo_id"])
