import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import Vault

NOTES = {
    "claims/solar is cheap.md": "---\ntype: claim\nsupports:\n- wind is not free\n- 'two'\nsource: a book\n"
    "---\nfirst\n\n[[one]]\n",
    "claims/wind is not free.md": "---\ntype: claim\nchallenged_by:\n# why\n- solar is cheap\n"
    "related: [&a one]\nsupports:\n- *a\nreweave_edges:\n- one|related|2026-03-28\n---\n",
    "other/one.md": "---\ntype: map\n---\n",
    "claims/hostile \x1b[31m.md": "---\ntype: claim\nsupports: [solar is cheap]\n---\n",
}  # fmt: skip
SCHEMA = json.loads((files("reweave") / "schemas/edges-1.json").read_text())


@pytest.fixture
def notes(vault: Vault) -> Vault:
    for path in vault.root.rglob("*.md"):
        path.unlink()
    (vault.root / "other").mkdir()
    for name, text in NOTES.items():
        (vault.root / name).write_text(text)
    return vault


def lines(vault: Vault, *args: str | Path, cwd: Path | None = None) -> list[str]:
    done = vault.run("edges", *args, cwd=cwd)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().splitlines()


HOSTILE = (
    "claims/hostile \\x1b[31m.md --supports--> claims/solar is cheap.md  typed-field  claims/hostile \\x1b[31m.md:3"
)
SOLAR = [
    "claims/solar is cheap.md --challenges--> claims/wind is not free.md  typed-field  claims/wind is not free.md:5",
    "claims/solar is cheap.md --supports--> claims/wind is not free.md  typed-field  claims/solar is cheap.md:4",
    "claims/solar is cheap.md --links--> other/one.md  body-link  claims/solar is cheap.md:10",
]
WIND = [
    "claims/wind is not free.md --related--> other/one.md  provenance  2026-03-28  claims/wind is not free.md:6",
    "claims/wind is not free.md --supports--> other/one.md  typed-field  claims/wind is not free.md:8",
]


def test_every_edge_with_its_place(notes: Vault) -> None:
    assert lines(notes) == [HOSTILE, *SOLAR, *WIND]


def test_what_is_asked_for(notes: Vault) -> None:
    assert lines(notes, "--from", "solar is cheap") == SOLAR
    assert lines(notes, "--to", "one.md", cwd=notes.root / "other") == [SOLAR[2], *WIND]
    assert lines(notes, "--type", "supports") == [HOSTILE, SOLAR[1], WIND[1]]
    assert lines(notes, "--type", "links") == [SOLAR[2]]
    assert lines(notes, "--origin", "provenance") == [WIND[0]]
    assert lines(notes, "--since", "2026-03-28") == [WIND[0]]
    assert lines(notes, "--since", "2026-03-29") == []
    assert lines(notes, "claims/wind is not free.md") == [SOLAR[0], *WIND]
    assert lines(notes, "--from", "solar is cheap", "--type", "supports", "other") == []


def test_for_programs(notes: Vault) -> None:
    done = notes.run("edges", "--output-format", "json")
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, SCHEMA)
    assert len(answer["edges"]) == 6
    assert answer["edges"][4] == {
        "source": "claims/wind is not free.md",
        "target": "other/one.md",
        "type": "related",
        "origin": "provenance",
        "date": "2026-03-28",
        "path": "claims/wind is not free.md",
        "line": 6,
        "field": "related",
        "entry": "one",
        "meanings": 1,
    }
    none = json.loads(notes.run("edges", "--since", "2027-01-01", "--output-format", "json").stdout)
    assert none == {"schema": "reweave/edges/1", "edges": []}


def test_what_means_nothing_or_several_notes(notes: Vault) -> None:
    (notes.root / "claims/one.md").write_text("---\ntype: claim\n---\n")
    done = notes.run("edges", "--to", "one")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"reweave: 'one' is ambiguous: claims/one.md, other/one.md; give a path\n"
    done = notes.run("edges", "--from", "solar is very cheap")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.endswith(b"did you mean 'claims/solar is cheap.md'?\n")
    done = notes.run("edges", "--type", "suports")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"reweave: unknown edge type 'suports'; did you mean 'supports'?\n"
    assert notes.run("edges", "--since", "yesterday").returncode == 2
