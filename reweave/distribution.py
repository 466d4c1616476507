"""Where this installation came from, as the line that another project's dependencies need."""

import json
from importlib import metadata
from pathlib import Path

DISTRIBUTION = "reweave-notes"
"""The name in the metadata. Another package is called reweave on the package index: never install that."""


def requirement(*extras: str) -> str:
    """Return a requirement (PEP 508) of what is installed here, with extras.

    That is where it was installed from (PEP 610), else its checkout, else its version.
    """
    pinned = pinned_requirement(*extras)
    if pinned is not None:
        return pinned
    name, address, commit = _with_extras(extras), _origin().get("url"), _commit()
    if isinstance(address, str):
        return f"{name} @ {address}" if commit is None else f"{name} @ git+{address}@{commit}"
    checkout, installed = Path(__file__).resolve().parents[1], _installed()
    if installed is None or (checkout / "pyproject.toml").is_file():
        return f"{name} @ {checkout.as_uri()}"
    return f"{name}=={installed.version}"


def pinned_requirement(*extras: str) -> str | None:
    """Return the requirement of exactly this reweave for other machines, with extras.

    It is a commit of a repository, an archive and its digest, or a released version; `None` where nothing tells.
    """
    origin, name, commit = _origin(), _with_extras(extras), _commit()
    if not origin:
        return None if _release() is None else f"{name}=={_release()}"
    address, archive = origin.get("url"), origin.get("archive_info")
    if not isinstance(address, str) or not address.startswith("https://"):
        return None
    if commit is not None:
        return f"{name} @ git+{address}@{commit}"
    hashes = archive.get("hashes") if isinstance(archive, dict) else None
    digest = hashes.get("sha256") if isinstance(hashes, dict) else None
    return f"{name} @ {address.partition('#')[0]}#sha256={digest}" if isinstance(digest, str) else None


def home_page() -> str | None:
    """Return the address of the project: of the repository that this was installed from, or the one a release names.

    Only an address of the web counts, without a user name or password in it; `None` where none is known.
    """
    address = _home_of_release() if _commit() is None else _origin().get("url")
    if not isinstance(address, str) or not address.startswith("https://") or "@" in address:
        return None
    return address.removesuffix(".git")


def source_address() -> str | None:
    """Return the address of the source text that is installed, at its commit or tag; `None` where it is unknown."""
    home = home_page()
    return None if home is None else f"{home}/blob/{_commit() or f'v{_release()}'}"


def extra(name: str) -> str:
    """Return the command that installs an extra of what is installed here."""
    return f"pip install '{requirement(name)}'"


def _with_extras(extras: tuple[str, ...]) -> str:
    return f"{DISTRIBUTION}[{','.join(extras)}]" if extras else DISTRIBUTION


def _installed() -> metadata.Distribution | None:
    try:
        return metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return None


def _origin() -> dict[str, object]:
    """Return where the distribution was installed from, as the installer recorded it."""
    installed = _installed()
    recorded = installed.read_text("direct_url.json") if installed is not None else None
    origin = json.loads(recorded) if recorded is not None else {}
    return origin if isinstance(origin, dict) else {}


def _commit() -> str | None:
    about = _origin().get("vcs_info")
    commit = about.get("commit_id") if isinstance(about, dict) else None
    return commit if isinstance(commit, str) else None


def _home_of_release() -> str | None:
    """Return the home page in the metadata, which only releases have: scripts/release writes it there.

    The metadata of an unpacked source distribution are those of no installation.
    """
    installed = _installed()
    if installed is None or installed.read_text("WHEEL") is None:
        return None
    urls = installed.metadata.get_all("Project-URL") or []
    return next((url.partition(", ")[2] for url in urls if url.startswith("Homepage, ")), None)


def _release() -> str | None:
    """Return the version that is installed, if it is a release."""
    installed = _installed()
    return None if installed is None or _home_of_release() is None else installed.version
