"""`weave` and `run --weave`: what is proposed, written, and found again."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Vault
from tests.git.conftest import commit, git

WORDS = {
    "storage": "batteries store power for the evening and their price keeps falling with every doubling of output",
    "solar": "panels make power at noon and their price keeps falling with every doubling of output as well",
    "grid": "wires carry power from where it is made to where it is used and their losses are small",
    "tariff": "a flat tariff hides from users what power costs in the evening and what it costs at noon",
    "heat": "pumps move heat with little power and replace burners in most houses of a temperate country",
    "steel": "furnaces without coal need hydrogen made with power that is cheap at noon",
}
TITLES = {
    "storage": "batteries follow a learning curve",
    "solar": "panels follow a learning curve",
    "grid": "long wires lose little",
    "tariff": "flat tariffs hide the evening peak",
    "heat": "heat pumps replace burners",
    "steel": "coal leaves steel last",
}


@pytest.fixture
def claims(tmp_path: Path) -> Vault:
    vault = Vault(tmp_path / "vault")
    git(vault.root, "rm", "-rq", ".")
    notes: dict[str, bytes] = {}
    for name, words in WORDS.items():
        text = f"---\ntype: claim\ncreated: 2026-01-0{len(notes) + 1}\n---\n# {TITLES[name]}\n\n{words}\n"
        notes[f"claims/{TITLES[name]}.md"] = text.encode()
    stated = f"\nThis claim depends on [[{TITLES['solar']}]]. See also [[{TITLES['grid']}]].\n"
    notes[f"claims/{TITLES['steel']}.md"] += stated.encode()
    commit(vault.root, notes)
    return vault


def test_a_preview_writes_nothing_and_quotes_the_words(claims: Vault) -> None:
    before = claims.read()
    done = claims.run("weave", "--stated-only", "--output-format", "json", "--date", "2026-03-28")
    assert done.returncode == 1 and claims.read() == before
    answer = json.loads(done.stdout)
    assert [(one["type"], one["kind"], one["quote"]["line"], one["date"]) for one in answer["edges"]] == [
        ("depends_on", "promoted", 9, "2026-03-28")
    ]
    assert "depends on" in answer["edges"][0]["quote"]["text"]


def test_written_in_the_notes_style_and_only_once(claims: Vault) -> None:
    before = claims.read()
    done = claims.run("weave", "--from", "all", "--write", "--date", "2026-03-28")
    assert done.returncode == 0, done.stderr
    steel = claims.read()[f"claims/{TITLES['steel']}.md"].decode()
    assert f"depends_on:\n- {TITLES['solar']}\n" in steel
    assert f"- {TITLES['solar']}|depends_on|2026-03-28\n---\n" in steel
    written = claims.read()
    again = claims.run("weave", "--from", "all", "--write", "--date", "2026-03-29")
    assert again.returncode == 0 and claims.read() == written
    assert claims.run("check").returncode == 0
    assert claims.run("unweave").returncode == 0
    assert claims.read() == before


def test_the_diff_is_what_write_writes(claims: Vault) -> None:
    done = claims.run("weave", "--stated-only", "--diff", "--date", "2026-03-28")
    assert done.returncode == 1
    git(claims.root, "apply", input=done.stdout)
    applied = claims.read()
    git(claims.root, "checkout", "-q", ".")
    claims.run("weave", "--stated-only", "--write", "--date", "2026-03-28")
    assert claims.read() == applied


def test_run_weaves_in_commits_of_their_own_and_only_when_asked(claims: Vault) -> None:
    assert claims.run("run").stdout.endswith(b"nothing to do: no commit made\n")
    done = claims.run("run", "--weave")
    assert done.returncode == 0, done.stderr
    message = git(claims.root, "log", "-1", "--format=%B", "reweave/normalize").decode()
    assert "Reweave-Kind: edges\n" in message and TITLES["solar"] in message
    assert claims.run("run", "--weave").stdout.endswith(b"nothing to do: no commit made\n")


def test_a_declined_edge_is_not_proposed_until_a_note_changes(claims: Vault) -> None:
    source, target = f"claims/{TITLES['steel']}.md", f"claims/{TITLES['solar']}.md"
    assert claims.run("decline", source, target).returncode == 0
    assert claims.run("weave", "--stated-only").returncode == 0
    (claims.root / target).write_text((claims.root / target).read_text() + "More.\n")
    assert claims.run("weave", "--stated-only").returncode == 1


def test_an_index_in_a_database_proposes_the_same(claims: Vault) -> None:
    command = ("weave", "--from", "all", "--output-format", "json", "--date", "2026-03-28")
    here, there = claims.run(*command), claims.run(*command, "--index-url", ":memory:")
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr)
    edges = [
        [(one["source"], one["type"], one["target"]) for one in json.loads(done.stdout)["edges"]]
        for done in (here, there)
    ]
    assert edges[0] == edges[1] != []


def test_an_index_that_is_not_there_is_one_line(claims: Vault) -> None:
    done = claims.run("weave", "--from", "all", "--index-url", "http://127.0.0.1:1")
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 2 and done.stdout == b"" and b"Traceback" not in done.stderr
    assert "the index at http://127.0.0.1:1 did not answer" in lines[0] and len(lines) <= 2
