"""What is said to be installed, by how it was installed: as pip leaves it in the metadata."""

import json
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from reweave import distribution

COMMIT, DIGEST = "ab" * 20, "cd" * 32
ARCHIVE = "https://git.example/reweave_notes-9.9-py3-none-any.whl"


def git(address: str) -> dict[str, object]:
    return {"url": address, "vcs_info": {"vcs": "git", "commit_id": COMMIT, "requested_revision": "main"}}


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, origin: dict[str, object] | None, *urls: str) -> None:
    """Make metadata as an installer does, in the place of our own."""
    about = folder / "reweave_notes-9.9.dist-info"
    about.mkdir()
    lines = ["Metadata-Version: 2.1", "Name: reweave-notes", "Version: 9.9", *(f"Project-URL: {url}" for url in urls)]
    (about / "METADATA").write_text("\n".join(lines) + "\n")
    (about / "WHEEL").write_text("Wheel-Version: 1.0\n")
    if origin is not None:
        (about / "direct_url.json").write_text(json.dumps(origin))
    monkeypatch.setattr(metadata, "distribution", lambda _: metadata.PathDistribution(about))


@pytest.mark.parametrize(
    ("origin", "pinned", "home"),
    [
        (git("https://git.example/o/r.git"), f"git+https://git.example/o/r.git@{COMMIT}", "https://git.example/o/r"),
        (git("ssh://git@git.example/o/r.git"), None, None),
        (git("file:///srv/r.git"), None, None),
        ({"url": ARCHIVE, "archive_info": {"hashes": {"sha256": DIGEST}}}, f"{ARCHIVE}#sha256={DIGEST}", None),
        ({"url": ARCHIVE, "archive_info": {}}, None, None),
        ({"url": "file:///srv/x.whl", "archive_info": {"hashes": {"sha256": DIGEST}}}, None, None),
        ({"url": "file:///srv/r", "dir_info": {"editable": True}}, None, None),
    ],
)
def test_what_was_installed_from_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: dict[str, object], pinned: str | None, home: str | None
) -> None:
    install(tmp_path, monkeypatch, origin)
    wanted = None if pinned is None else f"reweave-notes[weave,schema] @ {pinned}"
    assert distribution.pinned_requirement("weave", "schema") == wanted
    named = Requirement(distribution.requirement("mcp"))
    address = str(origin["url"])
    assert named.extras == {"mcp"} and named.url is not None and address in named.url
    assert ("vcs_info" in origin) == (named.url == f"git+{address}@{COMMIT}")
    assert distribution.home_page() == home
    assert distribution.source_address() == (None if home is None else f"{home}/blob/{COMMIT}")


def test_a_release_is_named_by_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, None, "Issues, https://git.example/o/r/issues", "Homepage, https://git.example/o/r")
    assert distribution.pinned_requirement() == "reweave-notes==9.9"
    assert distribution.pinned_requirement("weave") == "reweave-notes[weave]==9.9"
    assert distribution.extra("mcp") == "pip install 'reweave-notes[mcp]==9.9'"
    assert distribution.source_address() == "https://git.example/o/r/blob/v9.9"


def test_an_unpacked_source_distribution_is_no_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, None, "Homepage, https://git.example/o/r")
    (tmp_path / "reweave_notes-9.9.dist-info" / "WHEEL").unlink()
    assert distribution.pinned_requirement() is None and distribution.home_page() is None


def test_a_wheel_that_no_release_made_pins_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, None)
    assert distribution.pinned_requirement() is None and distribution.home_page() is None
    assert "file:///" in distribution.requirement(), "the checkout that runs here"
    # Without a checkout, as in site-packages, which nothing can be installed from.
    monkeypatch.setattr(distribution, "__file__", str(tmp_path / "reweave" / "distribution.py"))
    assert distribution.extra("mcp") == "pip install 'reweave-notes[mcp]==9.9'"
