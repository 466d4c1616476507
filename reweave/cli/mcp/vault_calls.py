"""What the tools ask of the vault that is kept: each call is a method that returns the answer as JSON has it."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast

from reweave.errors import ReweaveError
from reweave.files.answers_file import ANSWERS_FILE
from reweave.note.changeset import blob_hash
from reweave.output.explain import explain_answer
from reweave.output.weave import weave_answer
from reweave.plan.builders import make_plan, weaving
from reweave.plan.decisions import Decisions, EdgeEnds
from reweave.plan.operation import Operation, OperationError
from reweave.plan.operations.add_edge import AddEdge
from reweave.plan.operations.remove_edge import RemoveEdge
from reweave.plan.operations.retype_edge import RetypeEdge
from reweave.plan.worklist import Reader, read_lines, worklist_data, worklist_header
from reweave.plan.writer import header_data, operation_data
from reweave.run.kept_vault import KeptVault
from reweave.run.note_source import checked_out_commit
from reweave.run.selection import find_note
from reweave.run.workspace import Workspace
from reweave.suggestion import did_you_mean
from reweave.text import quoted
from reweave.vault.edges import Origin
from reweave.vault.vault import Vault
from reweave.weave.explanation import Explainer
from reweave.weave.pipeline import WeaveOptions

LookFrom = Literal["thin", "orphans", "all"]
_Weave = tuple[LookFrom, tuple[str, ...], bool, int | None]
_IN_OPERATION = ("type", "holder", "field", "item", "date", "quote", "features", "terms", "linkers")
"""What an edge's operation says again: its reason holds the quote and the terms."""


class VaultCalls:
    """The calls on one vault, which is read and woven again where it changed."""

    def __init__(self, root: Path) -> None:
        """Remember the folder."""
        self._kept = KeptVault(root)
        self._last: _Weave = "thin", (), True, None

    def propose(self, paths: Sequence[str], look_from: LookFrom, stated_only: bool, most: int | None) -> dict[str, Any]:
        """Return missing edges, each with its reason and the line of a plan that adds it."""
        self._last = look_from, tuple(paths), not stated_only, most
        workspace, explainer = self._woven(*self._last)
        answer = cast(dict[str, Any], weave_answer(explainer.result, workspace.config, checked_out_commit(workspace)))
        edges = [{key: value for key, value in edge.items() if key not in _IN_OPERATION} for edge in answer["edges"]]
        return {**answer, "edges": edges}

    def explain(self, source: str, target: str, look_from: LookFrom) -> dict[str, Any]:
        """Return why an edge is proposed or not."""
        workspace, explainer = self._woven(look_from, (), True, None)
        ends = self._ends(workspace, explainer.vault, source, target)
        return {"schema": "reweave/explain/1", **explain_answer(explainer.explain(*ends))}

    def notes(self) -> dict[str, Any]:
        """Return the paths and titles of all notes."""
        vault = self._kept.read()[1]
        return {"notes": [{"path": one.path, "title": one.title} for one in vault.records]}

    def read_note(self, note: str) -> dict[str, Any]:
        """Return a note's text, its blob, and the typed edges from and to it."""
        workspace, vault = self._kept.read()
        place = find_note(vault, note, workspace.root)
        record = vault.records[place]
        typed = [one for one in (*vault.out[place], *vault.into[place]) if one.type is not None]
        return {
            "path": record.path,
            "title": record.title,
            "blob": blob_hash(record.source),
            "edges": [
                {
                    "source": vault.records[one.source].path,
                    "target": vault.records[one.target].path,
                    "type": one.type,
                    "origin": one.origin,
                }
                for one in typed
            ],
            "text": record.source.decode(errors="replace"),
        }

    def decline(self, source: str, target: str, type: str, reason: str) -> dict[str, Any]:
        """Return the line of a plan that declines an edge."""
        workspace, explainer = self._woven(*self._last)
        vault = explainer.vault
        ends = self._ends(workspace, vault, source, target)
        types = [one.name for one in workspace.config.weave.types]
        if type and type not in types:
            message = f"unknown edge type {quoted(type)}"
            raise ReweaveError(message, code="no-such-type", suggestion=did_you_mean(type, types))
        edge = EdgeEnds(*ends, type or types[0])
        proposed = self._proposed(explainer, ends)
        id = _id("decline", ends, type) if proposed is None else proposed.id
        made = Decisions(vault, workspace.config).decline_edge(edge, id, type=type, reason=reason)
        records = vault.records
        names = f"{records[ends[0]].path} to {records[ends[1]].path}"
        return {
            "declines": f"{type or 'any edge'} from {names}",
            "proposed_as": None if proposed is None else proposed.id,
            **self._lines(workspace, [made]),
            "file": ANSWERS_FILE,
            "heeded": f"nothing is written yet: once apply_plan has committed it to {ANSWERS_FILE}, and that branch is "
            "merged, `run` does not propose the edge again until the text of one of the notes changes",
        }

    def retype(self, source: str, target: str, type: str, reverse: bool, reason: str) -> dict[str, Any]:
        """Return the lines of a plan that give an edge another type or direction, proposed or written."""
        workspace, explainer = self._woven(*self._last)
        vault, config = explainer.vault, workspace.config
        ends = self._ends(workspace, vault, source, target)
        decisions = Decisions(vault, config)
        proposed = self._proposed(explainer, ends)
        try:
            if proposed is not None:
                made: list[Operation] = [decisions.accept(proposed, type=type, reverse=reverse)]
            else:
                made = self._retyped(decisions, vault, EdgeEnds(*ends, type), reverse=reverse, reason=reason)
        except OperationError as error:
            raise ReweaveError(str(error), code="cannot-retype") from error
        return {"proposed_as": None if proposed is None else proposed.id, **self._lines(workspace, made)}

    def pairs(self, paths: Sequence[str], look_from: LookFrom, most: int | None) -> dict[str, Any]:
        """Return the proposed edges and likely pairs with the texts of both notes, to be typed."""
        workspace, explainer = self._woven(look_from, paths, True, None)
        result = explainer.result
        header = make_plan((), workspace.config, checked_out_commit(workspace)).header
        found = worklist_data(result)
        pairs = [line for _, line in zip(range(most), found, strict=False)] if most is not None else list(found)
        return {**worklist_header(result, header), "pairs": pairs}

    def type_pairs(self, lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """Return the lines of a plan for pairs that were typed, and those whose quotes do not hold."""
        workspace, vault = self._kept.read()
        read = list(read_lines(enumerate(lines, 1), "lines"))
        operations, refused = Reader(vault, workspace.config).operations(read, date.today())
        left = [{"id": one.line.id, "path": one.line.source, "why": one.why} for one in refused]
        return {**self._lines(workspace, operations), "refused": left}

    def _woven(
        self, look_from: LookFrom, paths: Sequence[str], new: bool, limit: int | None
    ) -> tuple[Workspace, Explainer]:
        return self._kept.weave(WeaveOptions(date.today(), look_from, new, limit), [Path(one) for one in paths])

    def _ends(self, workspace: Workspace, vault: Vault, source: str, target: str) -> tuple[int, int]:
        ends = find_note(vault, source, workspace.root), find_note(vault, target, workspace.root)
        if ends[0] == ends[1]:
            raise ReweaveError("both are the same note", code="same-note", path=vault.records[ends[0]].path)
        return ends

    def _proposed(self, explainer: Explainer, ends: tuple[int, int]) -> AddEdge | None:
        """Return the operation of the edge that is proposed between two notes, in this direction."""
        result = explainer.result
        records, by_path = result.vault.records, result.vault.by_path
        paths = records[ends[0]].path, records[ends[1]].path
        operations = weaving(result.writable, lambda path: records[by_path[path]].source)
        for placement, one in zip(result.writable, operations, strict=True):
            if (placement.edge.source, placement.edge.target) == paths and isinstance(one, AddEdge):
                return one
        return None

    def _retyped(
        self, decisions: Decisions, vault: Vault, edge: EdgeEnds, *, reverse: bool, reason: str
    ) -> list[Operation]:
        """Return what gives a written edge another type, or turns it round."""
        ends, day = (edge.source, edge.target), date.today()
        written = (Origin.FIELD, Origin.PROVENANCE)
        held = [
            one for one in vault.out[edge.source] if one.target == edge.target and one.type and one.origin in written
        ]
        if not held:
            names = " to ".join(vault.records[place].path for place in ends)
            message = f"no edge is proposed or written from {names}; `pairs` and `type_pairs` type other pairs"
            raise OperationError(message)
        old, holder = held[0], vault.records[held[0].holder]
        place = edge.target if old.holder == edge.source else edge.source
        other = vault.reference(place) or vault.records[place].path
        blob, field = blob_hash(holder.source), old.field
        role = vault.role(field)
        list_type = role.provenance_type if role is not None else old.type or edge.type
        if not reverse and old.holder == edge.source:
            return [
                RetypeEdge(
                    id=_id("retype", ends, edge.type), path=holder.path, blob=blob, reason=reason,
                    type=list_type, target=other, new_type=edge.type, date=day,
                )
            ]  # fmt: skip
        gone = RemoveEdge(
            id=_id("remove", ends, list_type), path=holder.path, blob=blob, reason=reason, type=list_type, target=other
        )
        new = decisions.add(edge.reversed if reverse else edge, _id("add", ends, edge.type), day, reason)
        return [gone, new]

    def _lines(self, workspace: Workspace, made: Sequence[Operation]) -> dict[str, Any]:
        header = make_plan((), workspace.config, checked_out_commit(workspace)).header
        return {"plan": header_data(header), "operations": [operation_data(one) for one in made]}


def _id(word: str, ends: tuple[int, int], type: str) -> str:
    """Return the id of an operation that no weave proposed: the same for the same edge."""
    return f"{word}-{hashlib.sha256(repr((ends, type)).encode()).hexdigest()[:8]}"
