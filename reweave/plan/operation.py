"""Operations of plans, and the vault and history that they consult."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from reweave.config.model import Config
from reweave.note.append import AppendError
from reweave.note.apply import Edited, apply_edits
from reweave.note.changeset import Change, ChangeKind
from reweave.note.note import Note
from reweave.note.verify import ProofError
from reweave.plan.fields import Blob, Id, NotePath, Remark
from reweave.suggestion import did_you_mean
from reweave.text import quoted
from reweave.vault.edges import FieldRole, provenance_role, roles
from reweave.vault.renaming import Renaming
from reweave.vault.rule_view import History
from reweave.vault.vault import Vault
from reweave.weave.answers import Answer

if TYPE_CHECKING:
    from reweave.git.delivered_notes import DeliveredNote

_Operation = TypeVar("_Operation", bound="Operation")


class OperationError(Exception):
    """An operation cannot be carried out; the text says why, `operation` which one of several it is."""

    def __init__(self, why: str, operation: "Operation | None" = None) -> None:
        """Say why."""
        super().__init__(why)
        self.operation = operation


class Context:
    """What an operation may consult besides its note; the vault is read on first use."""

    def __init__(
        self,
        config: Config,
        vault: Callable[[], Vault],
        earlier: Callable[[str], Iterable[bytes]] = lambda path: (),
        said: Callable[[], bytes | None] = lambda: None,
        exists: Callable[[str], bool] = lambda path: True,
        history: History | None = None,
        delivered: "Callable[[str, str], DeliveredNote | None]" = lambda path, batch: None,
    ) -> None:
        """Remember how to read the vault, the earlier versions of a note (the newest first), and what was said no to.

        `exists` says whether there is a file at a path from the root, `history` is how to read the days of the notes,
        and `delivered` what a batch of a run did to a note. `answers` are those that operations gave, by their ids.
        """
        self.config = config
        self._read = vault
        self.earlier = earlier
        self.said = said
        self.exists = exists
        self.history = history
        self.delivered = delivered
        self.answers: dict[str, Answer] = {}
        self.roles = roles(config.weave.types)
        self._renamings: dict[tuple[str, str, bool], Renaming] = {}

    @cached_property
    def vault(self) -> Vault:
        """All notes as a graph, as they are before the plan."""
        return self._read()

    def renaming(self, old: str, new: str, *, merges: bool = False) -> Renaming:
        """Return what becomes of the names of the note at `old`, once `new` is its path or the note that is meant.

        With `merges` there is no note at `old` then.

        Raises:
            OperationError: no note exists at `old`.
        """
        if old not in self.vault.by_path:
            raise OperationError(f"note {quoted(old)} not found")
        key = old, new, merges
        if key not in self._renamings:
            self._renamings[key] = Renaming(self.vault, old, new, self.config.extensions, self.exists, merges=merges)
        return self._renamings[key]

    def role(self, name: str) -> FieldRole:
        """Return what an edge type, or an inverse field, says.

        Raises:
            OperationError: the name is unknown.
        """
        found = provenance_role(name, self.roles)
        if found is None:
            known = sorted(role.provenance_type for role in self.roles.values())
            raise OperationError(f"unknown edge type {quoted(name)}; {did_you_mean(name, known)}")
        return found

    def meant(self, path: str, name: str) -> int:
        """Return the place of the one note that a name in the note at `path` means; of copies, the first.

        Raises:
            OperationError: it means none or several, or the note itself.
        """
        vault = self.vault
        found = vault.resolve(name, vault.by_path.get(path))
        if not found:
            raise OperationError(f"note {quoted(name)} not found")
        meant = vault.meanings.sole(found)
        if meant is None:
            several = ", ".join(vault.records[place].path for place in found[:3])
            raise OperationError(f"{quoted(name)} is ambiguous: {several}")
        if vault.records[meant].path == path:
            raise OperationError("an edge cannot point to its own note")
        return meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(ABC):
    """One operation on one note: a frozen dataclass in a file of `operations/`, whose fields are those of its line.

    Its docstring is its description. `path` is the note's, `blob` names the bytes it was made for, `reason` is for
    people.
    """

    op: ClassVar[str]
    id: Id
    path: NotePath
    blob: Blob
    reason: Remark = ""

    @classmethod
    @abstractmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the proved steps that neighbouring operations of this kind on one note make of it together.

        Empty if there is nothing to do.

        Raises:
            OperationError: one of them cannot be carried out.
            AppendError, ProofError: the note's frontmatter does not allow it.
        """

    @classmethod
    def is_done(cls, own: Sequence[Self], note: Note, context: Context) -> bool:
        """Return whether a note, whatever it was before, is what these operations would make of it.

        Raises:
            OperationError, AppendError, ProofError: as `carry_out`.
        """
        made = cls.carry_out(own, note, context)
        return not made or made[-1].after == note.source


def step(note: Note, kind: ChangeKind, edited: Edited) -> list[Change]:
    """Return the step that edits make, proved.

    Raises:
        ProofError: the result is not what was expected.
    """
    return [Change(note.path, kind, note.source, apply_edits(note, edited).source, edited.edits)]


def one_by_one(own: Sequence[_Operation], note: Note, make: Callable[[_Operation, Note], list[Change]]) -> list[Change]:
    """Return the steps of operations that are carried out one after the other.

    Raises:
        OperationError: one of them cannot be carried out.
    """
    steps: list[Change] = []
    for one in own:
        try:
            made = make(one, note)
        except (OperationError, AppendError, ProofError) as error:
            raise OperationError(str(error), one) from error
        steps += made
        note = Note(note.path, made[-1].after, note.limits) if made else note
    return steps
