"""Forgejo and Gitea (Codeberg, too), through `tea api` (tea 0.12 or newer) and their REST interface of pull requests.

`tea pr create` wants a checkout with a remote that it can match, takes the text as an argument, and says its answer for
eyes only; `tea api` takes the text from standard input, and works everywhere.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from reweave.forge.base import FoundRequest
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

    def find(self, place: ForgeRepository, branch: str) -> FoundRequest | None:
        """Return the open pull request of the branch."""
        login = self._login(place)
        for page in range(1, _PAGES + 1):
            endpoint = f"repos/{place.path}/pulls?state=open&limit={_PAGE}&page={page}"
            listed = self._tea.ask(["api", "--login", login, "--method", "GET", endpoint])
            if not isinstance(listed, list):
                raise self._refused(listed)
            for one in listed:
                head, base = one["head"], one["base"]
                if head["ref"] == branch and head["repo_id"] == base["repo_id"]:
                    return FoundRequest(int(one["number"]), str(one["html_url"]), str(one["body"] or ""))
            if not listed:
                return None
        return None

    def create(self, place: ForgeRepository, branch: str, base: str, title: str, body: str) -> str:
        """Open a pull request into the branch `base`; return its URL."""
        wanted = {"head": branch, "base": base, "title": title, "body": body}
        return str(self._send(place, "POST", f"repos/{place.path}/pulls", wanted)["html_url"])

    def update(self, place: ForgeRepository, number: int, title: str, body: str) -> None:
        """Give an open pull request another title and text."""
        self._send(place, "PATCH", f"repos/{place.path}/pulls/{number}", {"title": title, "body": body})

    def _send(self, place: ForgeRepository, method: str, endpoint: str, body: dict[str, str]) -> Any:
        args = ["api", "--login", self._login(place), "--method", method, "--data", "@-", endpoint]
        said = self._tea.ask(args, json.dumps(body).encode())
        if not isinstance(said, dict) or "html_url" not in said:
            raise self._refused(said)
        return said

    def _login(self, place: ForgeRepository) -> str:
        """Return the name under which tea knows the server."""
        for one in self._tea.ask(["login", "list", "--output", "json"]) or []:
            hosts = (urlsplit(str(one.get("url", ""))).hostname, str(one.get("ssh_host", "")).partition(":")[0])
            if place.host.lower() in hosts:
                return str(one["name"])
        raise self._tea.failed(f"no login for {place.host}; run `tea login add --url https://{place.host}`")

    def _refused(self, said: object) -> Exception:
        # tea prints what the server answers, errors too, and ends well.
        why = said.get("message") if isinstance(said, dict) else None
        return self._tea.failed(printable(str(why)[:300]) if why else "unexpected answer, expected a pull request")
