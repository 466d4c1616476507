import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from reweave.config.loader import parse_config
from tests.bare_environment import make_bare
from tests.cli.conftest import Vault
from tests.cli.test_run_again import COMPOST, MULCH, SHADE, SOURCE, TARGET
from tests.forge.fake import Fake
from tests.git.conftest import commit, git

PLAIN = {
    f"notes/{name}.md": data.replace(b"type: claim", b"type: idea")
    for name, data in ((COMPOST, SOURCE), (MULCH, TARGET), (SHADE, TARGET))
}

PAIRS = {"solar panels": "wind parks", "wind parks": "power grids", "power grids": "solar panels"}
TYPED = {
    f"n/{name}.md": f'---\ntype: idea\nsupports:\n- "[[{other}]]"\n---\n# {name}\n'.encode()
    for name, other in PAIRS.items()
}


def written(vault: Vault, *args: str) -> str:
    done = vault.run("init", "--print", *args)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def only(vault: Vault, notes: dict[str, bytes]) -> None:
    """Replace the notes of a vault."""
    for path in vault.read():
        (vault.root / path).unlink()
    commit(vault.root, notes)


def test_the_majority_style_with_its_counts(vault: Vault) -> None:
    done = vault.run("init")
    assert done.returncode == 0 and done.stdout.startswith(b"wrote reweave.toml")
    text = (vault.root / "reweave.toml").read_text()
    assert "# Found: 2 (3), 0 (1).\n" in text
    config = tomllib.loads(text)
    assert config["rules"]["list-indent"] == {"indent": 2}
    assert config["rules"]["quotes"]["items"] == "double"
    assert b"claims/right.md:4:1: list-indent" in vault.run("check").stdout
    again = vault.run("init")
    assert again.returncode == 2 and b"configuration already exists" in again.stderr
    assert vault.run("init", "--print").stdout.decode() == text


def test_lists_with_quotes_beside_lists_without_are_kept(vault: Vault) -> None:
    quoted = b'authors: ["Ann Arden", "Bo Berg", "Cy Cole"]\n'
    only(vault, {f"{name}.md": b"---\n" + quoted + b"topics: [soil]\n---\nx\n" for name in "abcd"})
    assert tomllib.loads(written(vault))["rules"]["quotes"]["items"] == "keep"
    # Where no list shows a habit of its own, most items are followed.
    only(vault, {f"{name}.md": b"---\n" + quoted + b"authors2: [Ann, Bo]\n---\nx\n" for name in "a"})
    assert tomllib.loads(written(vault))["rules"]["quotes"]["items"] == "double"


def test_what_is_said_without_the_extra_and_without_notes(vault: Vault, tmp_path: Path) -> None:
    bare = make_bare(tmp_path / "bare")

    def said() -> str:
        (vault.root / "reweave.toml").unlink(missing_ok=True)
        done = subprocess.run([*bare, "init"], cwd=vault.root, env=vault.environment(), capture_output=True, text=True)
        assert done.returncode == 0 and " @ " not in (vault.root / "reweave.toml").read_text(), done.stderr
        return done.stdout

    only(vault, TYPED)
    assert "weaving is on, since there are typed lists (supports); `reweave run` needs the extra for it: pip" in said()
    only(vault, PLAIN)
    first, second, _ = said().splitlines()
    assert first.endswith(": 3 of 3 notes have YAML frontmatter")
    assert "to see what it would add, pip install 'reweave-notes[weave]" in second
    only(vault, {"a.md": b"# A\n"})
    assert ": 0 of 1 note has YAML frontmatter" in said()
    only(vault, {"a.txt": b"text\n"})
    assert ": there are no notes yet" in said() and said().endswith("; then commit both files\n")
    shutil.rmtree(vault.root / ".git")
    assert said().endswith("; `reweave run` needs a git repository\n")


def test_the_schema_is_where_the_first_line_says(vault: Vault) -> None:
    vault.run("init")
    first = (vault.root / "reweave.toml").read_text().splitlines()[0]
    schema = (vault.root / first.removeprefix("#:schema ")).read_text()
    assert schema == vault.run("schema", "config").stdout.decode()


def test_an_empty_folder(vault: Vault) -> None:
    (vault.root / "empty").mkdir()
    done = vault.run("init", "empty", "--print")
    assert done.returncode == 0 and tomllib.loads(done.stdout.decode())["rules"]["list-indent"]["indent"] == 0
    assert vault.run("init", "nowhere").returncode == 2


def test_without_typed_lists_weaving_is_off_and_its_effect_is_said(vault: Vault) -> None:
    only(vault, PLAIN)
    text = written(vault)
    assert tomllib.loads(text)["run"]["weave"] is False
    found = re.search(r"# True would add (\d+ edges? in \d+ notes?): see `reweave weave`\.\n", text)
    assert found is not None, text
    assert found[1] == "2 edges in 1 note"
    said = f"weaving is off, since there are no typed lists; it would add {found[1]}"
    assert said in vault.run("init").stdout.decode()
    commit(vault.root, {"reweave.toml": text.encode()})
    assert vault.run("run").returncode == 0 and not git(vault.root, "branch", "--list", "reweave/*")


def test_typed_lists_turn_it_on_and_their_form_is_kept(vault: Vault) -> None:
    only(vault, TYPED | {"journal/a.md": b"---\ntype: day\n---\nx\n"})
    config = parse_config(written(vault).encode(), "reweave.toml")
    assert config.run.weave and config.weave.names == "wikilink"
    assert config.weave.participants == {"type": ("idea",)}


def test_lists_of_its_own_are_edge_types_and_folders_apart_are_left_out(vault: Vault) -> None:
    names = [f"note number {number}" for number in range(6)]
    notes = {
        f"zettel/{name}.md": f"---\nup:\n- {names[at - 1]}\n- {names[at - 2]}\ndown:\n- {names[at - 3]}\n"
        f"- {names[at - 4]}\n---\ntext\n".encode()
        for at, name in enumerate(names)
    }
    only(vault, notes | {f"journal/{day}.md": b"---\nmood: fine\n---\nday\n" for day in range(4)})
    config = parse_config(written(vault).encode(), "reweave.toml")
    own = [(one.name, one.field, one.inverse) for one in config.weave.types]
    assert own[-1] == ("up", "up", "down") and own[0][0] == "supports" and len(own) == 5
    assert config.weave.exclude == ("/journal/",) and config.run.weave


def test_other_extensions_and_templates_git_does_not_know(vault: Vault) -> None:
    only(vault, {f"docs/{name}.mdx": b"---\ntitle: x y\n---\n" for name in "abcd"} | {"a.md": b"---\na: 1\n---\n"})
    (vault.root / ".obsidian").mkdir()
    (vault.root / ".obsidian/templates.json").write_text('{"folder": "Vor[lagen]"}')
    (vault.root / "Vor[lagen]").mkdir()
    (vault.root / "Vor[lagen]/t.md").write_text("---\ntitle: '{{title}}'\n---\n")
    config = parse_config(written(vault).encode(), "reweave.toml")
    assert config.extensions == (".md", ".mdx")
    assert config.exclude == (r"/Vor\[lagen]/",) and not config.note_filter().matches("Vor[lagen]/t.md")
    commit(vault.root, {".obsidian/templates.json": b'{"folder": "Vor[lagen]"}'})
    assert parse_config(written(vault).encode(), "reweave.toml").exclude == ()


@pytest.fixture
def gh(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """The tool `gh`, and a remote on GitHub whose pushes go to a folder."""
    bare = tmp_path / "bare.git"
    shutil.copytree(vault.root / ".git", bare)
    git(bare, "config", "core.bare", "true")
    git(vault.root, "remote", "add", "origin", "https://github.com/o/r.git")
    git(vault.root, "config", "--global", f"url.{bare}.insteadOf", "https://github.com/o/r.git")
    fake = Fake(tmp_path / "bin", "gh")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return fake


def test_a_pull_request_proposes_it_and_writes_nothing_here(vault: Vault, gh: Fake, tmp_path: Path) -> None:
    gh.answers("pr list", said=[])
    gh.answers("pr create", text="https://github.com/o/r/pull/7\n")
    before = vault.read()
    done = vault.run("init", "--pr", "--output-format", "json")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert data["pull_request"] == {"url": "https://github.com/o/r/pull/7", "done": "opened"} and not data["written"]
    assert vault.read() == before
    made = vault.committed("reweave/onboarding")
    assert made.pop("reweave.toml").decode() == data["configuration"]
    assert made.pop(".reweave/config.schema.json") and made == before
    body = gh.calls()[-1]["stdin"]
    assert "## What the first run would do" in body and "list-indent" in body and "add no edges" in body
    bare = tmp_path / "bare.git"
    assert git(bare, "rev-parse", "reweave/onboarding") == git(vault.root, "rev-parse", "reweave/onboarding")
    gh.forget()
    gh.answers("pr list", said=[{"number": 7, "url": "U", "body": body, "isCrossRepository": False}])
    gh.answers("pr edit")
    again = json.loads(vault.run("init", "--pr", "--output-format", "json").stdout)
    assert again["pull_request"]["done"] == "kept"
    assert git(bare, "rev-list", "--count", "main..reweave/onboarding").strip() == b"1"
    git(vault.root, "merge", "-q", "reweave/onboarding")
    merged = vault.run("init", "--pr")
    assert merged.returncode == 2 and b"configuration already exists" in merged.stderr
