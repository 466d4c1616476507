import json
from importlib.resources import files
from typing import Any

import jsonschema

from tests.cli.conftest import Vault
from tests.git.conftest import git

SCHEMA = json.loads((files("reweave") / "schemas/explain-1.json").read_text())
SOLAR = "claims/solar makes noon power cheap.md"
STORAGE = "claims/storage gets cheaper each year.md"


def write(vault: Vault) -> None:
    (vault.root / SOLAR).write_text("---\ntype: claim\n---\nThis supports [[storage gets cheaper each year]].\n")
    (vault.root / STORAGE).write_text("---\ntype: claim\n---\nCells.\n")


def answer(vault: Vault, *args: str) -> dict[str, Any]:
    done = vault.run("explain", *args, "--output-format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    found: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(found, SCHEMA)
    return found


def test_what_would_be_proposed(vault: Vault) -> None:
    write(vault)
    done = vault.run("explain", "solar makes noon power cheap", STORAGE)
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert lines[0] == f"{SOLAR} --> {STORAGE}"
    assert f"  {SOLAR}:4  This supports [[storage gets cheaper each year]]." in lines
    assert any(line.startswith("stated: supports, ") and f"{SOLAR}:4" in line for line in lines)
    assert lines[-1] == "would be proposed as supports"
    found = answer(vault, SOLAR, STORAGE)
    proposed = found["asked"]["proposed"]
    assert isinstance(proposed, dict)
    assert (proposed["type"], proposed["holder"]) == ("supports", SOLAR)
    back = vault.run("explain", STORAGE, SOLAR).stdout.decode().splitlines()[-1]
    assert back.startswith("not proposed: the reverse edge is proposed, as supports; ")


def test_declined_by_file_and_by_history(vault: Vault) -> None:
    write(vault)
    vault.run("weave", "--write")
    git(vault.root, "add", "-A")
    git(vault.root, "commit", "-qm", "weave")
    assert "the frontmatter of one note already names the other" in str(answer(vault, SOLAR, STORAGE)["conclusion"])
    write(vault)
    git(vault.root, "commit", "-qam", "take out")
    assert "(in the history)" in str(answer(vault, SOLAR, STORAGE)["conclusion"])
    vault.run("decline", SOLAR, STORAGE)
    both = "(in .reweave/answers.jsonl and in the history)"
    assert both in str(answer(vault, SOLAR, STORAGE)["conclusion"])


def test_unreadable_and_unknown_notes(vault: Vault) -> None:
    write(vault)
    (vault.root / "claims/broken.md").write_text("---\ntitle: [unclosed\n---\n[[storage gets cheaper each year]]\n")
    found = answer(vault, "claims/broken.md", STORAGE)
    assert {"unreadable", "no-part"} <= {one["code"] for one in found["asked"]["against"]}
    assert answer(vault, STORAGE, STORAGE)["asked"]["proposed"] is None
    done = vault.run("explain", SOLAR, "no such note")
    assert (done.returncode, done.stdout) == (2, b"")
