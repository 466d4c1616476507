import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from tests.cli.conftest import Vault
from tests.cli.test_stats import NOTES, write

SCHEMA = Path(__file__).parents[2] / "reweave/schemas/graph-1.json"
SOLAR, WIND = NOTES


def test_json_keeps_to_its_schema(vault: Vault) -> None:
    write(vault, NOTES)
    before = vault.read()
    done = vault.run("graph")
    assert (done.returncode, done.stderr) == (0, b"")
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads(SCHEMA.read_text()))
    assert [node["id"] for node in answer["nodes"]][-2:] == [WIND, "maps/bom.md"]
    found = [(edge["source"], edge["target"], edge["type"], edge["cross_domain"]) for edge in answer["edges"]]
    assert (SOLAR, WIND, "supports", True) in found
    assert (WIND, SOLAR, None, True) in found
    assert vault.run("graph").stdout == done.stdout
    assert vault.read() == before


def test_all_notes_or_some(vault: Vault) -> None:
    write(vault, NOTES)
    everything = json.loads(vault.run("graph", "--all").stdout)
    assert {"readme.md", "maps/toml.md", SOLAR} <= {node["id"] for node in everything["nodes"]}
    some = json.loads(vault.run("graph", WIND, SOLAR).stdout)
    assert [node["id"] for node in some["nodes"]] == [SOLAR, WIND]
    assert len(some["edges"]) == 2


@pytest.mark.parametrize("name", ["graphml", "dot", "mermaid", "csv", "nodes-csv"])
def test_other_formats(vault: Vault, name: str) -> None:
    write(vault, NOTES)
    done = vault.run("graph", "--output-format", name)
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    if name == "graphml":
        assert len(ElementTree.fromstring(text)[-1]) == 6 + 7
    elif name.endswith("csv"):
        assert len(list(csv.DictReader(io.StringIO(text)))) == (6 if name == "nodes-csv" else 7)
    else:
        assert text.startswith({"dot": "digraph vault {", "mermaid": "flowchart LR"}[name])
        assert "solar is cheap" in text


def test_context(vault: Vault, tmp_path: Path) -> None:
    write(vault, NOTES)
    index = tmp_path / "index.txt"
    done = vault.run("graph", "--context", index)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == f"reweave: wrote {index}, {len(index.read_bytes()):,} bytes\n"
    assert "## energy\n" in index.read_text()


def test_context_beside_a_graph_and_within_a_size(vault: Vault, tmp_path: Path) -> None:
    write(vault, {f"claims/{'long ' * 30}{number}.md": "---\ntype: claim\n---\n" for number in range(20)})
    index = tmp_path / "index.txt"
    done = vault.run("graph", "--context", index, "--size", "1500", "--output-format", "dot")
    assert done.stdout.startswith(b"digraph vault {")
    assert index.stat().st_size <= 1500
    assert b"left out for size: " in done.stderr


def test_a_context_that_cannot_be_written(vault: Vault, tmp_path: Path) -> None:
    done = vault.run("graph", "--context", tmp_path / "none" / "index.txt")
    assert done.returncode == 2
    assert (
        done.stderr.decode()
        == f"reweave: {tmp_path}/none/index.txt: cannot write: the folder does not exist or is not writable\n"
    )
    assert vault.run("graph", "--size", "10").returncode == 2
