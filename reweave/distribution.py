"""Where this installation came from, as the line that another project's dependencies need."""

import json
from importlib import metadata
from pathlib import Path

DISTRIBUTION = "reweave-notes"
"""The name in the metadata. Another package is called reweave on the package index: never install that."""


def requirement() -> str:
    """Return a requirement (PEP 508) of what is installed here: its address (PEP 610), else its checkout."""
    pinned = pinned_requirement()
    if pinned is not None:
        return pinned
    address = _origin().get("url")
    where = address if isinstance(address, str) else Path(__file__).resolve().parents[1].as_uri()
    return f"{DISTRIBUTION} @ {where}"


def pinned_requirement(*extras: str) -> str | None:
    """Return the requirement of exactly this reweave for other machines, with extras.

    `None` where nothing says where it is from.
    """
    origin = _origin()
    address, about = origin.get("url"), origin.get("vcs_info")
    commit = about.get("commit_id") if isinstance(about, dict) else None
    if not isinstance(address, str) or not isinstance(commit, str) or not address.startswith("https://"):
        return None
    chosen = f"[{','.join(extras)}]" if extras else ""
    return f"{DISTRIBUTION}{chosen} @ git+{address}@{commit}"


def home_page() -> str | None:
    """Return the address of the project: of the repository that this was installed from; `None` where that is unknown.

    Only an address of the web counts, without a user name or password in it.
    """
    address = _origin().get("url")
    if not isinstance(address, str) or not address.startswith("https://") or "@" in address:
        return None
    return address.removesuffix(".git")


def source_address() -> str | None:
    """Return the address of the source text at the commit that is installed; `None` where that is unknown."""
    home, about = home_page(), _origin().get("vcs_info")
    commit = about.get("commit_id") if isinstance(about, dict) else None
    return f"{home}/blob/{commit}" if home is not None and isinstance(commit, str) else None


def _origin() -> dict[str, object]:
    """Return where the distribution was installed from, as the installer recorded it."""
    try:
        recorded = metadata.distribution(DISTRIBUTION).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return {}
    origin = json.loads(recorded) if recorded is not None else {}
    return origin if isinstance(origin, dict) else {}


def extra(name: str) -> str:
    """Return the command that installs an extra of what is installed here."""
    head, _, where = requirement().partition(" @ ")
    return f"pip install '{head}[{name}] @ {where}'"
