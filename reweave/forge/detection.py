"""Detecting the forge of a remote from its URL."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from reweave.errors import ReweaveError
from reweave.text import printable

_SCP = re.compile(r"(?:[^/@:]+@)?(?P<host>\[[^]/]+\]|[^/:@\[\]]+):(?P<path>[^:].*)")
_NAME = re.compile(r"(?!\.\.?\Z)[A-Za-z0-9_.][A-Za-z0-9_.\-]*")
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*")
_HOME = {"github": "github.com", "gitlab": "gitlab.com", "forgejo": "codeberg.org"}
_WORDS = {
    "github": "github",
    "ghe": "github",
    "gitlab": "gitlab",
    "forgejo": "forgejo",
    "gitea": "forgejo",
    "codeberg": "forgejo",
}


@dataclass(frozen=True, slots=True)
class ForgeRepository:
    """A repository on a forge (`github`, `gitlab` or `forgejo`): the server's name, and the repository's path there."""

    forge: str
    host: str
    path: str


def detect_forge(url: str, forge: str | None) -> ForgeRepository:
    """Return the forge and the repository at `url`; `forge` names the forge where the host name does not.

    Raises:
        ReweaveError: the URL is not that of a server, or the forge cannot be told (`forge`).
    """
    host, path = _split(url)
    parts = path.strip("/").removesuffix(".git").split("/")
    if not host or len(parts) < 2 or not all(map(_NAME.fullmatch, parts)) or not _HOST.fullmatch(host):
        shown = printable(re.sub(r"(?<=://)[^/@]*@", "", url))
        raise ReweaveError(
            f"cannot open a pull request: {shown} is not on a known forge",
            code="forge",
            suggestion="push to a GitHub, GitLab or Forgejo server, or omit --pr",
        )
    found = forge or next((_WORDS[word] for word in re.split(r"[.\-]", host.lower()) if word in _WORDS), None)
    if found is None:
        raise ReweaveError(
            f"cannot tell which forge runs at {host}",
            code="forge",
            suggestion='set `forge` to "github", "gitlab" or "forgejo" under [run] in the configuration',
        )
    # An alias from the user's ssh configuration has no dots; `ssh.` and `altssh.` are the same server.
    host = re.sub(r"^(?:alt)?ssh\.", "", host) if "." in host or host == "localhost" else _HOME[found]
    return ForgeRepository(found, host, "/".join(parts))


def _split(url: str) -> tuple[str, str]:
    if "://" in url:
        try:
            parts = urlsplit(url)
        except ValueError:
            return "", ""
        known = parts.scheme in ("http", "https", "ssh", "git") and not parts.query
        return (parts.hostname or "", unquote(parts.path)) if known else ("", "")
    match = _SCP.fullmatch(url)
    return (match["host"], match["path"]) if match and not url.startswith(("/", ".")) else ("", "")
