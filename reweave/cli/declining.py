"""Saying no to an edge: in the working tree, or in a commit on a branch."""

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from reweave.cli.committed import committed_file
from reweave.cli.committing import Wishes, open_commits
from reweave.cli.named import named_type
from reweave.cli.place import find_place
from reweave.cli.workspace import open_workspace, read_vault
from reweave.config.model import Config
from reweave.deliver.sidecar import read_sidecar, write_sidecar
from reweave.deliver.terminal import escape
from reweave.git.commits import Delivery
from reweave.note.changeset import Change, ChangeSet, Kind, Total
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.vault.edges import roles
from reweave.vault.vault import Vault
from reweave.weave.declined import DECLINED_FILE, MAX_BYTES, Declined, append_declined, text_hash


@dataclass(frozen=True, slots=True)
class No:
    """What a user names: two notes, and a type of edge (empty: any)."""

    source: str
    target: str
    type: str


@dataclass(frozen=True, slots=True)
class Done:
    """The answer, what it does to the file of answers, and how it was delivered."""

    declined: Declined
    total: Total
    prefix: str
    delivery: Delivery | None = None

    @property
    def is_new(self) -> bool:
        """Whether nobody had said so before."""
        return self.total.before != self.total.after

    @property
    def where(self) -> str:
        """The branch, for a person."""
        return "" if self.delivery is None else f" on {escape(self.delivery.branch)}"


def decline_in_tree(no: No, config: Path | None, *, preview: bool) -> Done:
    """Append the answer to the working tree's file, unless it is only a `preview`.

    Raises:
        ReweaveError: there is no such note or type, the file is damaged or cannot be written, or the lock is held.
    """
    workspace = open_workspace(None, config)
    with nullcontext() if preview else workspace.held():
        declined = _declined(no, read_vault(workspace), workspace.config, workspace.root)
        before = read_sidecar(workspace.root, DECLINED_FILE, MAX_BYTES)
        done = Done(declined, _total(declined, before), workspace.prefix)
        if done.is_new and not preview:
            write_sidecar(workspace.root, DECLINED_FILE, done.total.after)
        return done


def decline_in_branch(no: No, wishes: Wishes, *, preview: bool) -> Done:
    """Append the answer to the file that a branch holds, in a commit on it, unless it is only a `preview`.

    Raises:
        ReweaveError: as `decline_in_tree` and `open_commits`; or the branch moved (exit 5).
    """
    with open_commits(wishes, preview=preview) as commits:
        source = commits.source
        declined = _declined(no, source.vault, source.config, None)
        before = committed_file(commits.repository, commits.target.base, commits.prefix + DECLINED_FILE)
        total = _total(declined, before or b"", made=before is None)
        delivery = None
        if not preview and total.before != total.after:
            edge = f"{declined.source} to {declined.target}" + (f" ({declined.type})" if declined.type else "")
            reason = (Edit(0, 0, b"", "decline", edge),)
            change = Change(total.path, Kind.ANSWERS, total.before, total.after, reason, made=total.made)
            delivery = commits.deliver(ChangeSet([change]))
        return Done(declined, total, commits.prefix, delivery)


def _total(declined: Declined, before: bytes, *, made: bool = False) -> Total:
    after = append_declined(before, [declined])
    return Total(DECLINED_FILE, before, after, (), made=made or not before)


def _declined(no: No, vault: Vault, config: Config, root: Path | None) -> Declined:
    if no.type:
        named_type(no.type, [one.name for one in vault.config.types])
    records = [vault.records[find_place(vault, name, root)] for name in (no.source, no.target)]
    lists = roles(vault.config.types)
    texts = [text_hash(Note(one.path, one.source, config.limits), lists) for one in records]
    return Declined(records[0].path, records[1].path, no.type, texts[0], texts[1])
