"""What to do where a remote cannot be reached or refuses a push: what git itself, or its documentation, advises."""

import os
import re
from collections.abc import Iterable
from shlex import quote

_PROXIES = ("https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY")

_ADVICE = (
    # In order: what a server says comes before git's own last line about it.
    (
        r"returned error: 407|CONNECT tunnel failed|after CONNECT|Could not resolve proxy",
        "check the proxy in {proxy}, and its credentials",
    ),
    (
        r"could not read (?:Username|Password)|Authentication failed|returned error: 401",
        "git has no valid credentials: `git ls-remote {name}` asks for them, and a credential helper keeps them",
    ),
    (
        r"returned error: 403|Permission to \S+ denied|Permission denied \(|access denied",
        "check that the account may push there",
    ),
    (r"Host key verification failed", "connect to the server with `ssh` once, and check its key"),
    (r"returned error: 404|repository .*not found|does not appear to be a git repository", "check the URL"),
    (r"hook declined|protected branch", "ask who runs the server to accept it"),
    (r"shallow update not allowed", "this clone is shallow: `git fetch --unshallow` first"),
    (r"insufficient permission|unable to create temporary", "check that you may write there"),
)


def advice(said: str, name: str, url: str, settings: Iterable[tuple[str, str]]) -> str | None:
    """Return what to do about what git `said` when it worked with the remote `name`, or None: try again.

    Servers say some of it, and may say anything: no word of it is in the result, but the path of a local repository at
    `url`. `settings` are those that git ran with: with the environment, they say whether it used a proxy.
    """
    owned = re.search(r"detected dubious ownership in repository at '(/[^'\n]*)'", said)
    if owned and (owned[1] + "/").startswith(url.rstrip("/") + "/"):
        return f"if you trust its owner: git config --global --add safe.directory {quote(owned[1])}"
    proxy = _proxy(settings)
    found = next((text for pattern, text in _ADVICE if re.search(pattern, said, re.IGNORECASE)), None)
    if found is None and proxy and re.search(r"Failed to connect|Connection refused|timed out", said):
        found = "git uses the proxy in {proxy}; check it"
    return found and found.format(name=quote(name), proxy=proxy or "git's `http.proxy`")


def _proxy(settings: Iterable[tuple[str, str]]) -> str:
    """Return where the proxy is set that git uses; it may hold a password, and is not shown itself."""
    if any(re.fullmatch(r"http\.(?:.*\.)?proxy", key) and value for key, value in settings):
        return "git's `http.proxy`"
    return next((name for name in _PROXIES if os.environ.get(name)), "")
