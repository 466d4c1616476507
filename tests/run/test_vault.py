"""Reading a vault in several processes comes to the same vault."""

from pathlib import Path
from unittest.mock import patch

import pytest

from reweave.run import vault as run_vault
from reweave.run.workspace import open_workspace
from reweave.vault import vault as vault_module
from reweave.vault.vault import Vault


def _notes() -> dict[str, bytes]:
    notes = {
        f"claims/note {number}.md": (
            f"---\ntitle: Note {number}\nsupports:\n- Note {number + 1}\ncreated: 2024-01-02\n---\n"
            f"# Note\nSee [[note {number + 2}|that]], [this](note%20{number * 3}.md#a) and [[nowhere {number}]].\n"
        ).encode()
        for number in range(40)
    }
    return notes | {"bad.md": b"---\nx: [\n---\n", "plain.md": b"caf\xe9 [[note 1]]\n"}


def test_the_vault_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = _notes()
    for path, source in notes.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(source)
    (tmp_path / "link.md").symlink_to("plain.md")
    with (
        patch.object(run_vault, "_FEW", 1),
        patch.object(run_vault, "_CHUNK", 3),
        patch.object(vault_module, "_FEW", 1),
        patch.object(vault_module, "_CHUNK", 3),
        patch("reweave.pool.cores", lambda: 3),
    ):
        shared = run_vault.read_vault(open_workspace([tmp_path], None))
    alone = Vault.read(sorted(notes.items()))
    for name in ("path", "source", "title", "fields", "created", "problem", "heading", "aliases"):
        assert [getattr(one, name) for one in shared.records] == [getattr(one, name) for one in alone.records]
    assert shared.links == alone.links
    assert any(link.targets for links in shared.links for link in links)
    assert shared.references == alone.references
    assert shared.edges == alone.edges
    assert "link.md: skipped:" in capsys.readouterr().err


def test_the_graph_without_texts_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = _notes()
    copied = b"---\ntitle: Twice\n---\n" + b" ".join(b"word%d" % at for at in range(40))
    for path, source in (notes | {"a/twice.md": copied, "b/twice.md": copied + b" more"}).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(source)
    with patch.object(run_vault, "_FEW", 1), patch("reweave.pool.cores", lambda: 2):
        bare = run_vault.read_graph(open_workspace([tmp_path], None))
    full = run_vault.read_vault(open_workspace([tmp_path], None))
    assert {record.path for record in bare.records if record.source} == {"a/twice.md", "b/twice.md"}
    for name in ("path", "title", "fields", "created", "problem", "heading", "aliases"):
        assert [getattr(one, name) for one in bare.records] == [getattr(one, name) for one in full.records]
    for name in ("links", "references", "provenance", "edges", "orphans", "components"):
        assert getattr(bare, name) == getattr(full, name)
    assert len(full.meanings.copies) == 1 and bare.meanings.copies == full.meanings.copies
