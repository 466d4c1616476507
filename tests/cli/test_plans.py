"""Plans through real processes: written, edited by hand, applied, taken back, applied again."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Vault
from tests.git.conftest import git, text

SOLAR = "claims/panels follow a learning curve.md"
WIND, GRID = "claims/turbines follow the panels down.md", "claims/grid is old.md"
NOTES = {
    SOLAR: b"---\ntype: claim\n---\n# panels follow a learning curve\n",
    WIND: b"---\ntype: claim\n---\nThis claim depends on [[panels follow a learning curve]].\n",
    GRID: b'---\ntype: claim\ndepends_on:\n  - "panels follow a learning curve"\n---\n'
    b"Of [[turbines follow the panels down|w]].\n",
}


@pytest.fixture
def claims(vault: Vault) -> Vault:
    git(vault.root, "rm", "-rqf", ".")
    for path, data in NOTES.items():
        (vault.root / path).parent.mkdir(exist_ok=True, parents=True)
        (vault.root / path).write_bytes(data)
    git(vault.root, "add", "-A")
    git(vault.root, "commit", "-qm", "claims")
    return vault


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def write(path: Path, plan: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in plan))


def blob(vault: Vault, path: str) -> str:
    return text(vault.root, "hash-object", path)


def test_a_plan_is_edited_applied_undone_and_applied_again(claims: Vault, tmp_path: Path) -> None:
    plan, before = tmp_path / "plan.jsonl", claims.read()
    done = claims.run("weave", "--from", "all", "--stated-only", "--date", "2026-03-28", "--plan", plan)
    assert done.returncode == 0, done.stderr
    head, *operations = lines(plan)
    assert head["base"] == text(claims.root, "rev-parse", "HEAD")
    assert [(one["op"], one["path"], one["type"], one["target"]) for one in operations] == [
        ("add-edge", WIND, "depends_on", "panels follow a learning curve")
    ]
    own = {
        "op": "set-field",
        "id": "mine",
        "path": SOLAR,
        "blob": blob(claims, SOLAR),
        "field": "status",
        "value": "ok",
    }
    dropped = {**own, "id": "dropped", "field": "never"}
    write(plan, [head, own, *operations, dropped])
    write(plan, [line for line in lines(plan) if line.get("id") != "dropped"])

    shown = claims.run("apply", plan, "--diff")
    assert shown.returncode == 1 and b"+status: ok" in shown.stdout and claims.read() == before
    done = claims.run("apply", plan, "--commit", "--branch", "agent/one")
    assert done.returncode == 0 and claims.read() == before, done.stderr
    committed = claims.committed("agent/one")
    assert committed[SOLAR] == NOTES[SOLAR].replace(b"claim\n", b"claim\nstatus: ok\n")
    assert b"- panels follow a learning curve|depends_on|2026-03-28\n" in committed[WIND]

    done = claims.run("apply", plan, "--commit", "--branch", "agent/one")
    assert done.returncode == 0 and b"0 operations, 2 already done: 0 files" in done.stdout
    run = json.loads(claims.run("log", "--output-format", "json").stdout)["runs"][0]
    assert [batch["kind"] for batch in run["batches"]] == ["fields", "edges"]
    assert claims.run("undo", run["run"]).returncode == 0
    assert claims.committed("agent/one") == claims.committed("HEAD")
    again = claims.run("apply", plan, "--commit", "--branch", "agent/one", "--output-format", "json")
    assert again.returncode == 0 and len(json.loads(again.stdout)["commits"]) == 2
    assert claims.committed("agent/one") == committed


def test_single_operations_and_stale_notes(claims: Vault, tmp_path: Path) -> None:
    plan = tmp_path / "plan.jsonl"
    head = {"schema": "reweave/plan/1"}
    own = [
        {"op": "set-field", "id": str(at), "path": path, "blob": blob(claims, path), "field": "count", "value": at}
        for at, path in enumerate(NOTES)
    ]
    write(plan, [head, *own])
    (claims.root / SOLAR).write_bytes(NOTES[SOLAR] + b"edited\n")
    before = claims.read()
    done = claims.run("apply", plan)
    assert done.returncode == 5 and claims.read() == before
    assert done.stderr == f"reweave: {SOLAR}: stale, the note changed since the plan was made (0)\n".encode()
    assert claims.run("apply", plan, "--only", "1").returncode == 0
    assert claims.read()[WIND] == NOTES[WIND].replace(b"claim\n", b"claim\ncount: 1\n")
    assert claims.run("apply", plan, "--only", "0,2", "--skip-stale").returncode == 3
    assert b"count: 2" in claims.read()[GRID] and b"count: 0" not in claims.read()[SOLAR]
    missing = claims.run("apply", plan, "--only", "7")
    assert missing.returncode == 2 and b"operation '7' not found in the plan" in missing.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"path": "../out.md"}, '"path" must be a path below the root'),
        ({"value": "a\nb"}, '"value" must be'),
        ({"value": "\x1b[2J"}, '"value" must be'),
        ({"values": 1}, "has no field 'values'; did you mean 'value'?"),
    ],
)
def test_a_hostile_plan_is_refused_whole(claims: Vault, tmp_path: Path, line: dict[str, Any], said: str) -> None:
    plan, before = tmp_path / "plan.jsonl", claims.read()
    good = {"op": "set-field", "id": "a", "path": SOLAR, "blob": blob(claims, SOLAR), "field": "n", "value": 1}
    write(plan, [{"schema": "reweave/plan/1"}, good, {**good, "id": "b"} | line])
    done = claims.run("apply", plan)
    assert done.returncode == 2 and claims.read() == before
    assert done.stderr.startswith(f"reweave: {plan}:3: ".encode()) and said.encode() in done.stderr
    assert done.stderr.count(b"\n") == 1 and b"\x1b" not in done.stderr


def test_a_plan_of_another_configuration_is_refused(claims: Vault, tmp_path: Path) -> None:
    plan = tmp_path / "plan.jsonl"
    assert claims.run("fix", "--plan", plan).returncode == 0
    assert [one["op"] for one in lines(plan)[1:]] == ["normalize"]
    (claims.root / "reweave.toml").write_text("[rules.list-indent]\nindent = 2\n")
    done = claims.run("apply", plan)
    assert done.returncode == 2 and b"a different configuration" in done.stderr


def test_fix_by_plan_is_fix(claims: Vault, tmp_path: Path) -> None:
    plan = tmp_path / "plan.jsonl"
    claims.run("fix", "--plan", plan)
    shown, wanted = claims.run("apply", plan, "--diff").stdout, claims.run("diff").stdout
    assert shown == wanted and b"-  - " in shown
    assert claims.run("apply", plan).returncode == 0
    assert claims.run("check").returncode == 0


def test_unweave_by_plan(claims: Vault, tmp_path: Path) -> None:
    plan, before = tmp_path / "plan.jsonl", claims.read()
    claims.run("weave", "--from", "all", "--stated-only", "--write")
    assert claims.read() != before
    assert claims.run("unweave", "--plan", plan).returncode == 0
    assert claims.run("apply", plan).returncode == 0
    assert claims.read() == before


RENAMED = "claims/sun: power, cheap.md"


def renamed() -> dict[str, bytes]:
    new = b"sun: power, cheap"
    return {
        RENAMED: NOTES[SOLAR],
        WIND: NOTES[WIND].replace(b"panels follow a learning curve", new),
        GRID: NOTES[GRID].replace(b"panels follow a learning curve", new),
    }


def test_rename_in_the_working_tree_keeps_the_mode(claims: Vault) -> None:
    (claims.root / SOLAR).chmod(0o640)
    how = ("rename", "panels follow a learning curve", "sun: power, cheap", "--allow-unportable")
    shown = claims.run(*how, "--diff")
    assert shown.returncode == 1
    git(claims.root, "apply", "--check", input=shown.stdout)
    assert claims.run(*how).returncode == 0
    assert claims.read() == renamed()
    assert (claims.root / RENAMED).stat().st_mode & 0o777 == 0o640
    git(claims.root, "checkout", "-q", ".")
    (claims.root / RENAMED).unlink()
    git(claims.root, "apply", input=shown.stdout)
    assert claims.read() == renamed()


def test_rename_is_one_commit_that_can_be_taken_back(claims: Vault) -> None:
    before = claims.read()
    git(claims.root, "update-index", "--chmod=+x", SOLAR)
    git(claims.root, "commit", "-qm", "executable")
    done = claims.run("rename", SOLAR, "sun: power, cheap", "--allow-unportable", "--commit", "--branch", "names")
    assert done.returncode == 0 and claims.read() == before, done.stderr
    assert claims.committed("names") == renamed()
    assert text(claims.root, "rev-list", "--count", "HEAD..names") == "1"
    assert git(claims.root, "ls-tree", "names", RENAMED).startswith(b"100755 ")
    run = text(claims.root, "log", "-1", "--format=%(trailers:key=Reweave-Run,valueonly)", "names")
    assert claims.run("undo", run).returncode == 0
    assert text(claims.root, "rev-parse", "names^{tree}") == text(claims.root, "rev-parse", "HEAD^{tree}")
    assert b"error" not in git(claims.root, "fsck", "--strict")


def test_rename_into_a_new_folder(claims: Vault) -> None:
    done = claims.run("rename", SOLAR, "archive/sun.md", "--commit", "--branch", "names")
    assert done.returncode == 0 and "archive/sun.md" in claims.committed("names"), done.stderr
    assert not (claims.root / "archive").exists()
    assert claims.run("rename", SOLAR, "archive/2026/sun.md").returncode == 0
    assert claims.read()["archive/2026/sun.md"] == NOTES[SOLAR]


def test_a_refused_preview_prints_nothing_to_apply(claims: Vault, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (claims.root / "out").symlink_to(tmp_path / "outside")
    before = claims.read()
    for extra in (["--diff"], []):
        done = claims.run("rename", SOLAR, "out/new/sun.md", *extra)
        assert done.returncode == 3 and b"in a symlinked folder" in done.stderr
        assert b"\n+" not in done.stdout and b"diff --git" not in done.stdout
    assert claims.read() == before and not list((tmp_path / "outside").iterdir())


def test_rename_changes_canvases_and_bases(claims: Vault, tmp_path: Path) -> None:
    canvas = b'{"nodes":[{"id":"1","type":"file","file":"claims/panels follow a learning curve.md"}]}'
    base = b'filters: file.hasLink("panels follow a learning curve")\r\n'
    (claims.root / "a.canvas").write_bytes(canvas)
    (claims.root / "b.base").write_bytes(base)
    (claims.root / "bad.canvas").write_bytes(b"{panels follow a learning curve")
    git(claims.root, "add", "-A")
    git(claims.root, "commit", "-qm", "boards")
    plan = tmp_path / "plan.jsonl"
    assert claims.run("rename", SOLAR, "sun", "--commit", "--branch", "names").returncode == 0
    done = claims.run("rename", SOLAR, "sun", "--plan", plan)
    assert done.returncode == 0 and b"left 1 canvas or base file alone, in bad.canvas" in done.stderr, done.stderr
    assert claims.run("apply", plan).returncode == 0
    found = claims.read()
    assert found == claims.committed("names")
    name = b"panels follow a learning curve"
    assert (found["a.canvas"], found["b.base"]) == (canvas.replace(name, b"sun"), base.replace(name, b"sun"))
    again = claims.run("apply", plan)
    assert again.returncode == 0 and b"5 already done" in again.stdout
    wrong = {
        "op": "set-field",
        "id": "a",
        "path": "a.canvas",
        "blob": blob(claims, "a.canvas"),
        "field": "x",
        "value": 1,
    }
    write(plan, [{"schema": "reweave/plan/1"}, wrong])
    refused = claims.run("apply", plan)
    assert refused.returncode == 3 and b"set-field does not apply to a canvas or base" in refused.stderr


def test_rename_names_the_notes_outside_a_sparse_checkout(claims: Vault) -> None:
    (claims.root / "maps").mkdir()
    (claims.root / "maps/m.md").write_bytes(b"[[panels follow a learning curve]]\n")
    (claims.root / "maps/turbines.md").write_bytes(b"x\n")
    git(claims.root, "add", "-A")
    git(claims.root, "commit", "-qm", "maps")
    git(claims.root, "sparse-checkout", "set", "claims")
    assert not (claims.root / "maps").exists()
    done = claims.run("rename", SOLAR, "sun")
    assert done.returncode == 0 and b"left 1 note outside the sparse checkout: maps/m.md; --commit" in done.stderr
    taken = claims.run("rename", WIND, "turbines")
    assert taken.returncode == 2 and b"maps/turbines.md already has this name" in taken.stderr
    absent = claims.run("rename", "maps/m.md", "n")
    assert absent.returncode == 2 and b"outside the sparse checkout; use --commit" in absent.stderr
    git(claims.root, "checkout", "-q", ".")
    assert claims.run("rename", SOLAR, "sun", "--commit", "--branch", "names").returncode == 0
    assert claims.committed("names")["maps/m.md"] == b"[[sun]]\n"


def test_rename_in_a_vault_below_the_top(claims: Vault) -> None:
    (claims.root / "claims/reweave.toml").write_text("")
    git(claims.root, "add", "-A")
    git(claims.root, "commit", "-qm", "a vault in a folder")
    done = claims.run("rename", "panels follow a learning curve", "new/sun.md", "--commit", cwd=claims.root / "claims")
    assert done.returncode == 0, done.stderr
    assert "claims/new/sun.md" in claims.committed("reweave/normalize")


def test_rename_does_not_replace_a_file(claims: Vault) -> None:
    (claims.root / "claims/sun.md").symlink_to("nowhere")
    before = claims.read()
    done = claims.run("rename", SOLAR, "sun")
    assert done.returncode == 3 and b"already exists" in done.stderr and claims.read() == before


def test_delete_names_the_canvases_and_bases(claims: Vault) -> None:
    for name, content in (("b.canvas", '{"nodes": [{"type": "file", "file": "%s"}]}'), ("v.base", "filters: '%s'\n")):
        (claims.root / name).write_text(content % SOLAR)
    (claims.root / "other.canvas").write_text('{"nodes": []}')
    done = claims.run("delete", SOLAR, "--diff")
    assert b"left 2 canvas or base files alone, in b.canvas, v.base" in done.stderr, done.stderr


def test_delete_takes_the_edges_out_and_names_the_links(claims: Vault, tmp_path: Path) -> None:
    before, plan = claims.read(), tmp_path / "plan.jsonl"
    shown = claims.run("delete", SOLAR, "--diff")
    assert shown.returncode == 1 and claims.read() == before
    assert shown.stderr.startswith(f"reweave: left 1 link alone, in {WIND}\n".encode()), shown.stderr
    assert claims.run("delete", SOLAR, "--commit", "--branch", "less").returncode == 0 and claims.read() == before
    git(claims.root, "apply", input=shown.stdout)
    without = {WIND: NOTES[WIND], GRID: NOTES[GRID].replace(b'\n  - "panels follow a learning curve"', b" []")}
    assert claims.read() == without == claims.committed("less")
    assert text(claims.root, "rev-list", "--count", "HEAD..less") == "1"
    assert text(claims.root, "log", "-1", "--format=%s", "less") == "Delete 1 note, remove its name from 1 note"
    git(claims.root, "checkout", "-q", ".")
    assert claims.run("delete", SOLAR, "--plan", plan).returncode == 0
    assert [one.get("op") for one in lines(plan)[1:]] == ["remove-target", "delete-note"]
    assert claims.run("apply", plan).returncode == 0 and claims.read() == without
    again = claims.run("apply", plan)
    assert again.returncode == 0 and b"0 operations, 2 already done: 0 files written" in again.stdout
    run = json.loads(claims.run("log", "--output-format", "json").stdout)["runs"][0]
    assert claims.run("undo", run["run"]).returncode == 0
    assert claims.committed("less") == NOTES


def test_merge_notes_is_one_commit_that_can_be_taken_back(claims: Vault, tmp_path: Path) -> None:
    before, plan = claims.read(), tmp_path / "plan.jsonl"
    shown = claims.run("merge-notes", WIND, SOLAR, "--diff")
    assert shown.returncode == 1 and claims.read() == before, shown.stderr
    assert claims.run("merge-notes", WIND, SOLAR, "--commit", "--branch", "one").returncode == 0
    git(claims.root, "apply", input=shown.stdout)
    name = b"turbines follow the panels down"
    without = {
        WIND: NOTES[WIND]
        .replace(b"type: claim\n", b"type: claim\naliases:\n- panels follow a learning curve\n")
        .replace(b"[[panels follow a learning curve]]", b"[[" + name + b"]]"),
        GRID: NOTES[GRID].replace(b"panels follow a learning curve", name),
    }
    assert claims.read() == without == claims.committed("one")
    assert text(claims.root, "rev-list", "--count", "HEAD..one") == "1"
    git(claims.root, "checkout", "-q", ".")
    assert claims.run("merge-notes", WIND, SOLAR, "--plan", plan).returncode == 0
    assert [one.get("op") for one in lines(plan)[1:]] == ["merge-note", "rename-target", "delete-note"]
    assert claims.run("apply", plan).returncode == 0 and claims.read() == without
    again = claims.run("apply", plan)
    assert again.returncode == 0 and b"3 already done: 0 files written" in again.stdout
    run = json.loads(claims.run("log", "--output-format", "json").stdout)["runs"][0]
    assert (
        text(claims.root, "log", "-1", "--format=%s", "one") == "Merge 1 note into another, change its name in 1 note"
    )
    assert claims.run("undo", run["run"]).returncode == 0
    assert claims.committed("one") == NOTES
    assert claims.run("merge-notes", WIND, WIND).returncode == 2


def test_retarget_leads_edges_elsewhere(claims: Vault) -> None:
    done = claims.run("retarget", "panels follow a learning curve", "turbines follow the panels down")
    assert done.returncode == 0, done.stderr
    assert claims.read()[GRID] == NOTES[GRID].replace(
        b"panels follow a learning curve", b"turbines follow the panels down"
    )
    assert claims.run("retarget", "panels follow a learning curve", "panels follow a learning curve").returncode == 2
    assert claims.run("retarget", "nobody", "panels follow a learning curve").returncode == 2


def test_unweave_on_a_branch(claims: Vault) -> None:
    claims.run("weave", "--from", "all", "--stated-only", "--write")
    git(claims.root, "commit", "-qam", "woven")
    before = claims.read()
    shown = claims.run("unweave", "--commit", "--diff")
    assert shown.returncode == 1 and b"-- panels follow a learning curve|depends_on|" in shown.stdout
    done = claims.run("unweave", "--commit", "--branch", "less", "--output-format", "json")
    assert done.returncode == 0 and claims.read() == before, done.stderr
    answer = json.loads(done.stdout)
    assert [one["path"] for one in answer["removed"]] == [WIND] and len(answer["commits"]) == 1
    assert claims.committed("less") == NOTES
    assert text(claims.root, "log", "-1", "--format=%s", "less").startswith("Remove 1 edge")


def test_a_no_on_a_branch_can_be_taken_back(claims: Vault) -> None:
    before = claims.read()
    shown = claims.run("decline", WIND, SOLAR, "--diff")
    assert shown.returncode == 1 and claims.read() == before
    git(claims.root, "apply", "--check", input=shown.stdout)
    done = claims.run("decline", WIND, SOLAR, "--commit", "--branch", "answers")
    assert done.returncode == 0 and claims.read() == before, done.stderr
    assert set(claims.committed("answers")) == {*NOTES, ".reweave/answers.jsonl"}
    again = claims.run("decline", WIND, SOLAR, "--commit", "--branch", "answers")
    assert again.returncode == 0 and b"0 operations, 1 already done" in again.stdout
    run = json.loads(claims.run("log", "--output-format", "json").stdout)["runs"][0]
    assert run["batches"][0]["subject"] == "Decline 1 edge"
    assert claims.run("undo", run["run"]).returncode == 0
    assert claims.committed("answers") == NOTES


def test_a_no_in_a_plan_and_only_where_its_note_is_not_refused(claims: Vault, tmp_path: Path) -> None:
    plan = tmp_path / "plan.jsonl"
    assert claims.run("decline", WIND, SOLAR, "--type", "supports", "--plan", plan).returncode == 0
    head, no = lines(plan)
    assert (no["op"], no["path"], no["target"], no["type"]) == ("decline", WIND, SOLAR, "supports")
    bad = {"op": "remove-item", "id": "bad", "path": WIND, "blob": no["blob"], "field": "tags", "value": "x"}
    write(plan, [head, no, bad])
    before = claims.read()
    assert claims.run("apply", plan).returncode == 3 and claims.read() == before
    write(plan, [head, {**no, "type": "no such type"}])
    refused = claims.run("apply", plan)
    assert refused.returncode == 3 and b"unknown edge type 'no such type'" in refused.stderr
    write(plan, [head, no])
    assert claims.run("apply", plan).returncode == 0
    assert set(claims.read()) - set(before) == {".reweave/answers.jsonl"}
    (claims.root / WIND).write_bytes(NOTES[WIND] + b"edited\n")
    assert claims.run("apply", plan).returncode == 5
