import json
import os
from pathlib import Path

import jsonschema

from tests.cli.conftest import BROKEN, Vault
from tests.git.conftest import commit, git

SCHEMA = Path(__file__).parents[2] / "reweave/schemas/findings-1.json"


def test_findings_stand_with_their_place_and_a_summary(vault: Vault) -> None:
    before = vault.read()
    done = vault.run("check")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert lines[0] == "claims/one.md:4:3: list-indent list indented by 2 spaces, expected 0"
    assert lines[1] == "claims/one.md:4:5: quotes unnecessary double quotes"
    assert lines[-2:] == [
        "6 notes read: 3 with findings, 1 with TOML left alone, 1 without frontmatter",
        "6 findings: 6 fixable with `reweave fix`",
    ]
    assert vault.read() == before


def test_nothing_to_find(vault: Vault) -> None:
    done = vault.run("check", "claims/right.md", "readme.md")
    assert (done.returncode, done.stdout) == (0, b"2 notes read: no findings, 1 without frontmatter\n")


def test_paths_are_told_from_the_current_folder(vault: Vault) -> None:
    done = vault.run("check", "../claims/one.md", cwd=vault.root / "maps")
    assert done.stdout.startswith(b"../claims/one.md:4:3: list-indent ")


def test_an_unreadable_note_is_named_with_line_column_and_reason(vault: Vault) -> None:
    (vault.root / "claims/broken.md").write_bytes(BROKEN)
    done = vault.run("check", "claims/broken.md")
    assert done.returncode == 1
    assert done.stdout.startswith(b"claims/broken.md:2:8: unreadable unclosed `[`")


def test_a_name_cannot_forge_a_line_or_steer_a_terminal(vault: Vault) -> None:
    (vault.root / "x\n\x1b[2Jright.md:1:1: list-indent forged.md").write_bytes(BROKEN)
    lines = vault.run("check", ".").stdout.split(b"\n")
    assert not any(b"\x1b" in line or line.startswith((b"right.md", b"\x1b")) for line in lines)
    assert any(line.startswith(b"x\\n\\x1b[2Jright.md:1:1: list-indent forged.md:2:8: unreadable") for line in lines)


def test_json_keeps_to_its_schema(vault: Vault) -> None:
    (vault.root / os.fsdecode(b"claims/caf\xe9.md")).write_bytes(BROKEN)
    done = vault.run("check", "--output-format", "json")
    assert done.returncode == 1 and done.stderr == b""
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads(SCHEMA.read_text()))
    assert answer["summary"]["unreadable"] == 1 and answer["summary"]["changed"] == 3


def test_other_formats(vault: Vault) -> None:
    github = vault.run("check", "maps", "--output-format", "github").stdout
    assert github.startswith(b"::notice file=maps/bom.md,line=4,col=3,title=list-indent::")
    sarif = json.loads(vault.run("check", "--output-format", "sarif").stdout)
    assert {result["ruleId"] for result in sarif["runs"][0]["results"]} == {"list-indent", "quotes"}


def test_the_configuration_of_the_vault_counts(vault: Vault) -> None:
    config = vault.root / "reweave.toml"
    config.write_text('exclude = ["maps/"]\nignore = ["quotes"]\n[rules.list-indent]\nindent = 2\n')
    done = vault.run("check")
    assert done.stdout.splitlines()[0].endswith(
        b"claims/right.md:4:1: list-indent list indented by 0 spaces, expected 2"
    )
    config.write_text("ignore = ['qoutes']\n")
    done = vault.run("check")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().endswith("reweave.toml:1: unknown rule 'qoutes' in ignore; did you mean 'quotes'?\n")


def test_an_error_in_json_stays_json(vault: Vault) -> None:
    done = vault.run("check", "nowhere", "--output-format", "json")
    assert done.returncode == 2 and done.stdout == b""
    assert json.loads(done.stderr)["error"]["code"] == "no-such-path"


def test_outside_a_repository(vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "loose"
    folder.mkdir()
    (folder / "note.md").write_bytes(b"---\na:\n  - x\n---\n")
    assert vault.run("check", folder, cwd=tmp_path).stdout.startswith(b"loose/note.md:3:3: list-indent ")


def test_information_alone_changes_no_exit_code(vault: Vault) -> None:
    (vault.root / "claims/template.md").write_bytes(b"---\ncreated: {{date:YYYY}}\n---\n")
    done = vault.run("check", "claims/template.md")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "claims/template.md:2:10: placeholder template placeholder `{{date:YYYY}}` left as it is",
        "1 note read: 1 with findings",
        "1 finding: 1 informational",
    ]
    assert vault.run("fix", "claims/template.md").returncode == 0


def test_another_repository_among_the_notes_is_no_note(vault: Vault) -> None:
    vault.run("fix")
    inner = vault.root / "data"
    inner.mkdir()
    git(inner, "init", "-q")
    commit(inner, {"a.md": BROKEN, "b.py": b"x = 1\n"})
    before = vault.run("check")
    for command in (["check"], ["fix"], ["code", "check"], ["code", "fix"]):
        done = vault.run(*command)
        assert (done.returncode, b"data" in done.stdout) == (0, False), command
    git(vault.root, "-c", "advice.addEmbeddedRepo=false", "add", "data")
    assert vault.run("check").stdout == before.stdout
    named = vault.run("check", "claims/right.md", "data/a.md")
    assert named.returncode == 0
    assert b"data/a.md: skipped: in a submodule or another repository" in named.stderr
