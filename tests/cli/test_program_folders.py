"""Folders of other programs, in a working tree and in a commit."""

import json

from tests.cli.conftest import INDENTED, Vault
from tests.git.conftest import commit

SKIPPED = (".trash/a.md", ".obsidian/notes.md", ".github/a.md", "node_modules/a.md", "Vorlagen/a.md", "site/a.md")


def test_neither_check_nor_run_reads_them(vault: Vault) -> None:
    settings = {".obsidian/templates.json": b'{"folder": "Vorlagen"}', "mkdocs.yml": b"site_name: x\n"}
    commit(vault.root, {**settings, **dict.fromkeys(SKIPPED, INDENTED), "notes/a.md": INDENTED})
    named = vault.run("check", "--output-format", "concise").stdout.decode()
    assert "notes/a.md:" in named and not any(f"{path}:" in named for path in SKIPPED)
    assert vault.run("run").returncode == 0
    made = vault.committed("reweave/normalize")
    assert made["notes/a.md"] != INDENTED and {made[path] for path in SKIPPED} == {INDENTED}


def test_config_show_says_which_file_names_them(vault: Vault) -> None:
    (vault.root / "mkdocs.yml").write_text("site_name: x\n")
    lines = vault.run("config", "show").stdout.decode().splitlines()
    assert 'exclude = ["/site/"]   # mkdocs.yml' in lines
    assert any(line.startswith('default-exclude = [".*/", ') for line in lines)
    data = json.loads(vault.run("config", "show", "--output-format", "json").stdout)
    assert {"key": "exclude", "value": ["/site/"], "is_set": False, "found_in": {"path": "mkdocs.yml"}} in data[
        "settings"
    ]
    (vault.root / "reweave.toml").write_text("program-folders = false\ndefault-exclude = []\n")
    lines = vault.run("config", "show").stdout.decode().splitlines()
    assert not any("mkdocs.yml" in line for line in lines) and any("program-folders = false" in line for line in lines)
