"""Where this installation came from, as the line that another project's dependencies need."""

import json
from importlib import metadata
from pathlib import Path

DISTRIBUTION = "reweave"
"""The name in the metadata."""


def requirement() -> str:
    """Return a requirement (PEP 508) of what is installed here: its address (PEP 610), else its checkout."""
    try:
        recorded = metadata.distribution(DISTRIBUTION).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        recorded = None
    origin = json.loads(recorded) if recorded is not None else {}
    address = origin.get("url")
    if not isinstance(address, str):
        return f"{DISTRIBUTION} @ {Path(__file__).resolve().parents[1].as_uri()}"
    commit = origin.get("vcs_info", {}).get("commit_id")
    return f"{DISTRIBUTION} @ git+{address}@{commit}" if commit else f"{DISTRIBUTION} @ {address}"


def extra(name: str) -> str:
    """Return the command that installs an extra of what is installed here."""
    head, _, where = requirement().partition(" @ ")
    return f"pip install '{head}[{name}] @ {where}'"
