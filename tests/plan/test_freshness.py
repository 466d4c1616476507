"""A plan that was applied already is told from one whose notes changed since."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reweave.config.model import Config
from reweave.files.answers_file import ANSWERS_FILE
from reweave.git.delivered_notes import DeliveredNote
from reweave.note.changeset import blob_hash
from reweave.plan.application import Applied, apply_operations
from reweave.plan.freshness import is_current
from reweave.plan.operation import Context, Operation
from reweave.plan.operations.set_field import SetField
from reweave.plan.registry import all_operations
from reweave.vault.vault import Vault
from tests.git.conftest import git
from tests.plan.notes import NOTES as OTHERS
from tests.plan.notes import operation

W, S, G = "claims/wind follows.md", "claims/solar is cheap.md", "claims/grid is old.md"
NEW = "claims/sun.md"
DATE = "2026-03-28"
NOTES = {
    **OTHERS,
    S: b"---\ntype: claim\n---\n# Panels\n",
    W: OTHERS[W].replace(b"- other", b'- "other"').replace(b"cheap   # why", b"cheap"),
}
PLANS: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "add-edge": [("add-edge", S, {"type": "supports", "target": "grid is old", "date": DATE})],
    "remove-edge": [("remove-edge", W, {"type": "related", "target": "grid is old"})],
    "retype-edge": [
        ("retype-edge", W, {"type": "related", "target": "grid is old", "new_type": "supports", "date": DATE})
    ],
    "add-item": [("add-item", G, {"field": "tags", "value": "c"}), ("add-item", G, {"field": "tags", "value": "d"})],
    "remove-item": [("remove-item", G, {"field": "tags", "value": "a"})],
    "set-field": [("set-field", S, {"field": "n", "value": 1}), ("set-field", S, {"field": "n", "value": 2})],
    "normalize": [("normalize", W, {"rules": ["quotes"]})],
    "decline": [("decline", W, {"target": S, "type": "supports"})],
    "rename-note": [
        ("set-field", S, {"field": "status", "value": "ok"}),
        ("rename-note", S, {"new_path": NEW}),
        ("rename-target", W, {"target": S, "new_target": NEW, "everywhere": True}),
    ],
    "delete-note": [("remove-target", W, {"target": S}), ("delete-note", S, {})],
    "remove-target": [("remove-target", W, {"target": G})],
    "merge-note": [
        ("merge-note", G, {"other": S}),
        ("rename-target", W, {"target": S, "new_target": G, "everywhere": True}),
        ("delete-note", S, {}),
    ],
    "rename-target": [("rename-target", W, {"target": S, "new_target": G})],
    "undo-change": [("undo-change", W, {"batch": "run/1"})],
}


def plan(name: str) -> list[Operation]:
    return [operation(op, path, NOTES, id=str(at), **fields) for at, (op, path, fields) in enumerate(PLANS[name])]


def carry_out(operations: list[Operation], notes: Mapping[str, bytes]) -> tuple[Applied, dict[str, bytes]]:
    config = Config()
    read = {path: data for path, data in notes.items() if path.endswith(".md")}
    context = Context(
        config,
        lambda: Vault.read(read.items(), config),
        said=lambda: notes.get(ANSWERS_FILE),
        delivered=lambda path, batch: DeliveredNote(("quotes",), NOTES[path].replace(b"wind", b"'wind'"), NOTES[path]),
    )
    result = apply_operations(operations, read.get, context)
    after = dict(notes)
    for total in result.changes.totals():
        after.pop(total.path, None)
        if not total.gone:
            after[total.to or total.path] = total.after
    return result, after


def test_every_operation_is_tried() -> None:
    assert {op for own in PLANS.values() for op, _, _ in own} == set(all_operations())


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_already_done_the_second_time(name: str) -> None:
    own = plan(name)
    first, after = carry_out(own, NOTES)
    assert not first.stale and not first.refused and after != NOTES, first
    again, same = carry_out(own, after)
    assert again.idle == sorted(own, key=lambda one: one.path) and same == after, again
    assert not again.done and not again.stale and not again.refused


@pytest.mark.parametrize("name", PLANS)
def test_a_note_that_was_edited_instead_is_stale(name: str) -> None:
    own = plan(name)
    edited = {path: data + b"\nedited\n" for path, data in NOTES.items()}
    result, same = carry_out(own, edited)
    assert not result.done and not result.idle and len(result.stale) == len(own) and same == edited, result


def test_half_a_plan_is_stale() -> None:
    own = plan("add-item")
    _, half = carry_out(own[:1], NOTES)
    result, _ = carry_out(own, half)
    assert [one.id for one, _ in result.stale] == ["0", "1"]


def test_a_note_that_still_has_the_old_name_is_stale() -> None:
    own = plan("rename-note")
    _, after = carry_out(own, NOTES)
    result, _ = carry_out(own, {**after, W: after[W] + b"[[solar is cheap]]\n"})
    assert [one.id for one, _ in result.stale] == ["2"] and [one.id for one in result.idle] == ["0", "1"]


@pytest.mark.parametrize("attributes", ["*.md text eol=crlf", "*.md text eol=crlf ident", "*.md ident", "*.md -text"])
@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_note_as_git_checks_it_out_is_the_note_in_the_commit(tmp_path: Path, attributes: str, algorithm: str) -> None:
    git(tmp_path, "init", "-q", f"--object-format={algorithm}")
    (tmp_path / ".gitattributes").write_text(attributes)
    (tmp_path / "n.md").write_bytes(b"---\na: 1\n---\n$Id$ and $Id$\n")
    git(tmp_path, "add", "-A")
    (tmp_path / "n.md").unlink()
    git(tmp_path, "checkout", "-q", "n.md")
    source, stored = (tmp_path / "n.md").read_bytes(), git(tmp_path, "show", ":n.md")
    names = [git(tmp_path, "hash-object", *extra, "n.md").decode().strip() for extra in ([], ["--no-filters"])]
    for blob in (*names, blob_hash(source), blob_hash(stored)):
        one = SetField(id="a", path="n.md", blob=blob, field="a", value=2)
        assert is_current([one], source) and is_current([one], stored)
        for other in (source + b"x", stored + b"x", source.replace(b"a: 1", b"a: 2"), b""):
            assert not is_current([one], other)
