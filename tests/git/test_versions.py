from pathlib import Path

from reweave.git.repository import open_repository
from reweave.git.versions import changes_in, changes_of, changes_with
from tests.git.conftest import commit, git, text


def blob(place: Path, revision: str, path: str) -> str:
    return text(place, "rev-parse", f"{revision}:{path}")


def test_changes_of_paths_newest_first(place: Path) -> None:
    first = text(place, "rev-parse", "HEAD")
    second = commit(place, {"top.md": b"other\n", "a\nb.md": b"x\n"})
    git(place, "rm", "-q", "top.md")
    third = commit(place, {"c.md": b"c\n"})
    found = changes_of(open_repository(place), "HEAD", ["top.md", "a\nb.md"])
    old, new = blob(place, first, "top.md"), blob(place, second, "top.md")
    assert [(one.commit, one.path, one.before, one.after) for one in found] == [
        (third, "top.md", new, None),
        (second, "a\nb.md", None, blob(place, second, "a\nb.md")),
        (second, "top.md", old, new),
        (first, "top.md", None, old),
    ]
    assert changes_of(open_repository(place), "HEAD", []) == []


def test_changes_by_their_lines(place: Path) -> None:
    second = commit(place, {"top.md": b"top\nx|2026-01-01\n", "domains/energy/two.md": b"nothing\n"})
    commit(place, {"top.md": b"top\nx|2026-01-01\nmore\n"})
    repository = open_repository(place)
    assert [(one.commit, one.path) for one in changes_with(repository, "HEAD", r"\|[0-9]{4}-", 10)] == [
        (second, "top.md")
    ]
    assert changes_with(repository, "HEAD", r"\|[0-9]{4}-", 1) == []


def test_changes_in_commits(place: Path) -> None:
    second = commit(place, {"top.md": b"two\n"})
    commit(place, {"top.md": b"three\n"})
    repository = open_repository(place)
    assert [(one.path, one.after) for one in changes_in(repository, [second])] == [
        ("top.md", blob(place, second, "top.md"))
    ]
    assert changes_in(repository, []) == []


def test_a_link_is_no_version(place: Path) -> None:
    (place / "link.md").symlink_to("top.md")
    last = commit(place, {})
    assert [(one.before, one.after) for one in changes_of(open_repository(place), last, ["link.md"])] == [(None, None)]
