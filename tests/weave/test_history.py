"""What real histories say of edges."""

from pathlib import Path

import pytest

from reweave.config.model import Config
from reweave.git.repository import open_repository
from reweave.note.note import Note
from reweave.vault.edges import roles
from reweave.vault.vault import Vault
from reweave.weave.answers import Declined
from reweave.weave.declined import DeclinedEdges, content_hash
from reweave.weave.history import earlier_versions, removed_edges
from tests.git.conftest import commit, git, text

BARE = b"---\ntype: claim\n---\nBody\n"
WOVEN = (
    b"---\ntype: claim\nsupports:\n- solar is cheap\nreweave_edges:\n- solar is cheap|supports|2026-03-28\n---\nBody\n"
)
SOLAR = b"---\ntype: claim\n---\n# solar is cheap\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    git(folder, "init", "-q")
    git(folder, "config", "core.autocrlf", "false")
    commit(folder, {"kb/a b.md": BARE, "kb/solar is cheap.md": SOLAR})
    return folder


def notes(place: Path) -> Vault:
    root = place / "kb"
    return Vault.read([(path.name, path.read_bytes()) for path in sorted(root.glob("*.md"))], Config())


def removed(place: Path, most: int = 1000) -> list[Declined]:
    return removed_edges(open_repository(place), "HEAD", notes(place), prefix="kb/", most=most)


def refuses(place: Path) -> bool:
    vault = notes(place)
    lists = roles(vault.config.types)
    texts = {one.path: content_hash(Note(one.path, one.source), lists) for one in vault.records}
    return DeclinedEdges(removed(place), texts.get).matches("a b.md", "solar is cheap.md", "supports")


def test_an_edge_that_somebody_removed_is_a_no(place: Path) -> None:
    commit(place, {"kb/a b.md": WOVEN})
    assert removed(place) == []
    commit(place, {"kb/a b.md": BARE})
    assert [(one.source, one.target, one.type) for one in removed(place)] == [
        ("a b.md", "solar is cheap.md", "supports")
    ]
    assert refuses(place)
    assert removed(place, most=1) != []
    commit(place, {"kb/other.md": BARE})
    assert removed(place, most=1) == []


def test_a_no_ends_when_one_of_the_notes_changes(place: Path) -> None:
    commit(place, {"kb/a b.md": WOVEN})
    commit(place, {"kb/a b.md": BARE})
    commit(place, {"kb/a b.md": BARE.replace(b"type: claim\n", b"type:   claim\nrelated:\n- x\n")})
    assert refuses(place)
    commit(place, {"kb/solar is cheap.md": SOLAR + b"Not any more.\n"})
    assert not refuses(place)


def test_an_edge_that_was_written_again_is_none(place: Path) -> None:
    commit(place, {"kb/a b.md": WOVEN})
    commit(place, {"kb/a b.md": BARE})
    commit(place, {"kb/a b.md": WOVEN})
    assert removed(place) == []


def test_an_edge_that_a_person_took_over_is_none(place: Path) -> None:
    commit(place, {"kb/a b.md": WOVEN})
    commit(place, {"kb/a b.md": b'---\ntype: claim\nsupports: ["[[solar is cheap]]"]\n---\nBody\n'})
    assert removed(place) == []


def test_an_edge_that_a_reviewer_took_out_before_the_merge(place: Path) -> None:
    git(place, "checkout", "-q", "-b", "edges")
    commit(place, {"kb/a b.md": WOVEN})
    commit(place, {"kb/a b.md": BARE})
    git(place, "checkout", "-q", "main")
    commit(place, {"kb/other.md": BARE})
    git(place, "merge", "-q", "--no-ff", "-m", "merge", "edges")
    assert len(removed(place)) == 1


def test_an_edge_that_a_merge_dropped(place: Path) -> None:
    git(place, "checkout", "-q", "-b", "edges")
    commit(place, {"kb/a b.md": WOVEN})
    git(place, "checkout", "-q", "main")
    commit(place, {"kb/other.md": BARE})
    git(place, "merge", "-q", "-s", "ours", "-m", "no thanks", "edges")
    assert len(removed(place)) == 1


def test_the_inverse_field_names_the_source(place: Path) -> None:
    woven = WOVEN.replace(b"supports", b"challenged_by")
    commit(place, {"kb/a b.md": woven})
    commit(place, {"kb/a b.md": BARE})
    assert [(one.source, one.target, one.type) for one in removed(place)] == [
        ("solar is cheap.md", "a b.md", "challenges")
    ]


def test_hostile_history_is_only_read(place: Path) -> None:
    """Paths with line ends, notes that are no YAML, a textconv that the repository names."""
    git(place, "config", "diff.evil.textconv", f"touch {place}/sprung; cat")
    commit(
        place,
        {".gitattributes": b"*.md diff=evil\n", "kb/x\n:y\t.md": WOVEN, "kb/bad.md": b"---\n{[|2026-01-01\n---\n"},
    )
    commit(place, {"kb/x\n:y\t.md": BARE, "kb/bad.md": b"x\n", "kb/a b.md": WOVEN})
    commit(place, {"kb/a b.md": b"---\n: [x|supports|2026-01-01\n"})
    assert {one.source for one in removed(place)} == {"x\n:y\t.md", "a b.md"}
    assert not (place / "sprung").exists()


def test_earlier_versions_newest_first(place: Path) -> None:
    commit(place, {"kb/a b.md": WOVEN})
    last = commit(place, {"kb/a b.md": WOVEN + b"more\n", "kb/:odd*.md": b"odd\n"})
    repository = open_repository(place)
    with earlier_versions(repository, last, ["a b.md", ":odd*.md", "new.md"], prefix="kb/") as versions:
        assert list(versions("a b.md")) == [WOVEN + b"more\n", WOVEN, BARE]
        assert list(versions(":odd*.md")) == [b"odd\n"]
        assert list(versions("new.md")) == []
    assert text(place, "status", "--porcelain") == ""
