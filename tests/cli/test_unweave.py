"""`reweave unweave` and `reweave decline` as a user runs them."""

import json
import shutil

from tests.cli.conftest import Vault
from tests.git.conftest import commit, git, text

PLAIN = b"---\ntype: claim\nsupports: []   # none yet\n---\n# a\n"
SOLAR = b"---\ntype: claim\n---\n# solar is cheap\n"
WOVEN = (
    b"---\ntype: claim\nsupports:   # none yet\n- solar is cheap\nrelated:\n- wind is cheap\nreweave_edges:\n"
    b"- solar is cheap|supports|2026-03-28\n- wind is cheap|related|2026-03-30\n---\n# a\n"
)
TRAILERS = "Add 2 edges\n\nReweave-Run: {run}\nReweave-Batch: 1/1\nReweave-Kind: edges\n"


def _woven(vault: Vault, run: str = "20260328-101500-3fa2c1") -> None:
    commit(vault.root, {"edges/a.md": PLAIN, "edges/solar is cheap.md": SOLAR, "edges/wind is cheap.md": SOLAR})
    commit(vault.root, {"edges/a.md": WOVEN}, TRAILERS.format(run=run))


def test_puts_every_byte_back(vault: Vault) -> None:
    _woven(vault)
    done = vault.run("unweave")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"removed 2 edges from 1 note\n"
    assert vault.read()["edges/a.md"] == PLAIN
    again = vault.run("unweave")
    assert (again.returncode, again.stdout) == (0, b"removed 0 edges from 0 notes\n")


def test_only_a_run_and_what_a_person_wrote_since_stays(vault: Vault) -> None:
    _woven(vault)
    later = WOVEN.replace(b"- solar is cheap\n", b"- solar is cheap\n- theirs\n").replace(
        b"2026-03-30\n", b"2026-03-30\n- theirs too|supports|2026-04-01\n"
    )
    commit(vault.root, {"edges/a.md": later})
    done = vault.run("unweave", "--run", "20260328-101500-3fa2c1")
    assert done.returncode == 0, done.stderr
    assert vault.read()["edges/a.md"] == (
        b"---\ntype: claim\nsupports:   # none yet\n- theirs\n"
        b"reweave_edges:\n- theirs too|supports|2026-04-01\n---\n# a\n"
    )


def test_by_type_by_day_and_by_path(vault: Vault) -> None:
    _woven(vault)
    assert vault.run("unweave", "claims").stdout == b"removed 0 edges from 0 notes\n"
    assert vault.run("unweave", "--since", "2026-03-31").stdout == b"removed 0 edges from 0 notes\n"
    assert vault.run("unweave", "--since", "2026-03-29").stdout == b"removed 1 edge from 1 note\n"
    assert b"- wind is cheap" not in vault.read()["edges/a.md"]
    assert vault.run("unweave", "--type", "supports").stdout == b"removed 1 edge from 1 note\n"
    assert vault.read()["edges/a.md"] == PLAIN


def test_a_diff_writes_nothing_and_git_takes_it(vault: Vault) -> None:
    _woven(vault)
    shown = vault.run("unweave", "--diff")
    assert shown.returncode == 1
    assert vault.read()["edges/a.md"] == WOVEN
    git(vault.root, "apply", input=shown.stdout)
    assert vault.read()["edges/a.md"] == PLAIN


def test_what_is_left_is_named(vault: Vault) -> None:
    _woven(vault)
    commit(vault.root, {"edges/a.md": WOVEN.replace(b"- solar is cheap\n", b"- solar is cheap  # mine now\n")})
    done = vault.run("unweave", "--output-format", "json")
    answer = json.loads(done.stdout)
    assert done.returncode == 3
    assert [one["edge"] for one in answer["removed"]] == ["wind is cheap|related|2026-03-30"]
    assert answer["left"][0]["reason"] == "supports: it has a comment"


def test_wrong_use(vault: Vault) -> None:
    for args, word in (
        (["--run", "nothing"], b"run 'nothing' not found"),
        (["--type", "suports"], b"did you mean 'supports'"),
        (["--since", "yesterday"], b"--since: 'yesterday' is not a date; use YYYY-MM-DD"),
    ):
        done = vault.run("unweave", *args)
        assert done.returncode == 2
        assert word in done.stderr
        assert b"Traceback" not in done.stderr


def test_decline_by_path_and_by_title(vault: Vault) -> None:
    _woven(vault)
    first = vault.run("decline", "a.md", "solar is cheap.md", cwd=vault.root / "edges")
    assert (first.returncode, first.stdout) == (0, b"1 operation: 1 file written\n")
    again = vault.run("decline", "edges/a.md", "solar is cheap")
    assert (again.returncode, again.stdout) == (0, b"0 operations, 1 already done: 0 files written\n")
    typed = vault.run("decline", "edges/a.md", "wind is cheap", "--type", "related")
    assert typed.returncode == 0
    lines = [json.loads(line) for line in (vault.root / ".reweave/answers.jsonl").read_bytes().splitlines()]
    assert [(one["source"], one["target"], one["type"]) for one in lines] == [
        ("edges/a.md", "edges/solar is cheap.md", ""),
        ("edges/a.md", "edges/wind is cheap.md", "related"),
    ]
    assert text(vault.root, "status", "--porcelain", "-uall") == "?? .reweave/answers.jsonl"


def test_decline_of_what_is_not_there(vault: Vault) -> None:
    _woven(vault)
    commit(vault.root, {"other/a.md": SOLAR})
    for args, word in (
        (["nowhere", "edges/a.md"], b"note 'nowhere' not found"),
        (["a", "edges/a.md"], b"'a' is ambiguous"),
        (["edges/a.md", "solar is cheap", "--type", "x"], b"unknown edge type 'x'"),
    ):
        done = vault.run("decline", *args)
        assert done.returncode == 2
        assert word in done.stderr
    (vault.root / ".reweave").mkdir()
    (vault.root / ".reweave/answers.jsonl").write_bytes(b"<<<<<<< HEAD\n")
    done = vault.run("decline", "edges/a.md", "solar is cheap")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b".reweave/answers.jsonl:1: " in done.stderr


def test_rules_that_ask_about_the_vault(vault: Vault) -> None:
    """One note is checked, and its edges are resolved in the whole vault; a run reads the commit."""
    _woven(vault)
    config = b'select = ["dangling-edge", "link-form"]\n[rules.link-form]\nform = "slug"\n'
    moved = {"reweave.toml": config, "edges/b.md": b"---\nsupports:\n- solar is cheap\n- wind is chep\n---\n"}
    commit(vault.root, moved)
    found = vault.run("check", "edges/b.md")
    assert b"edges/b.md:4:3: dangling-edge `wind is chep` in `supports` not found" in found.stdout
    assert b"edges/b.md:3:3: link-form 1 reference not in slug form" in found.stdout
    done = vault.run("run")
    assert b"link-form" in git(vault.root, "log", "--format=%B", "-1", "reweave/normalize"), done.stderr
    assert b"- solar-is-cheap\n- wind is chep\n" in vault.committed("reweave/normalize")["edges/b.md"]


def test_outside_git_every_byte_comes_back(vault: Vault) -> None:
    shutil.rmtree(vault.root)
    notes = {
        "a.md": b"---\nsupports: null  # none yet\ntype: claim\n---\n# a\n\nThis supports [[b]] because it is cheap.\n",
        "b.md": b"---\ntype: claim\n---\n# b\n",
        "c.md": b"---\n---\n# c\n",
        "d.md": b"# d\n",
        "reweave.toml": b"[weave]\nparticipants = {}\n",
    }
    for name in "cd":
        notes[f"{name}.md"] += b"\nThis supports [[b]] because it is cheap.\n"
    vault.root.mkdir()
    for name, data in notes.items():
        (vault.root / name).write_bytes(data)
    done = vault.run("weave", "--from", "all", "--write", "--create-frontmatter")
    assert done.returncode == 0, done.stderr
    assert all(b"reweave_edges:\n" in (vault.root / f"{name}.md").read_bytes() for name in "acd")
    shown = vault.run("unweave", "--diff").stdout
    assert b"\n+supports: null  # none yet\n" in shown and b".reweave" not in shown
    assert vault.run("unweave").returncode == 0
    assert {one.name: one.read_bytes() for one in vault.root.iterdir() if one.is_file()} == notes
    assert not (vault.root / ".reweave/before-edges.jsonl").exists()


def test_notes_that_were_not_committed_come_back_to_the_byte(vault: Vault) -> None:
    stated = b"\nThis supports [[b]] because it is cheap.\n"
    notes = {
        "sub/a.md": b"---\nsupports: null  # none yet\ntype: claim\n---\n# a\n" + stated,
        "sub/b.md": b"---\ntype: claim\n---\n# b\n",
        "sub/c.md": b"---\nsupports: [ ]  # later\n---\n# c\n" + stated,
        "sub/reweave.toml": b"[weave]\nparticipants = {}\n",
    }
    root = vault.root / "sub"
    commit(vault.root, {**notes, "sub/c.md": b"---\nsupports: ~\n---\n# c\n" + stated})
    git(vault.root, "rm", "-q", "--cached", "sub/a.md")
    git(vault.root, "commit", "-qm", "a is not ours")
    (root / "c.md").write_bytes(notes["sub/c.md"])
    done = vault.run("weave", "--from", "all", "--write", cwd=root)
    assert done.returncode == 0, done.stderr
    assert all(b"reweave_edges:\n" in (root / f"{name}.md").read_bytes() for name in "ac")
    assert not (root / ".reweave").exists()
    git(vault.root, "add", "-A")
    git(vault.root, "commit", "-qm", "woven")
    assert vault.run("unweave", cwd=root).returncode == 0
    assert {f"sub/{one.name}": one.read_bytes() for one in root.iterdir()} == notes
    assert (vault.root / ".git/reweave/before-edges.jsonl").read_bytes() == b""
