"""What a review is made of: a weave, a plan, or what a branch has that HEAD has not."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from reweave.errors import ReweaveError
from reweave.files.writable import refuse_writing
from reweave.git.repository import resolve
from reweave.git.runs import DeliveredBatch, list_runs
from reweave.git.versions import changes_in
from reweave.note.changeset import ChangeKind
from reweave.plan.application import check_configuration
from reweave.plan.board_operations import board_operations
from reweave.plan.builders import make_plan, number, weaving
from reweave.plan.decisions import Decisions
from reweave.plan.operation import Context, Operation, OperationError
from reweave.plan.plan import Plan
from reweave.plan.renaming import merging_operations
from reweave.review.branch_cards import BranchCards
from reweave.review.card import Card, ChangeCard, Review
from reweave.review.edge_cards import EdgeCards
from reweave.review.note_facts import NoteTable
from reweave.review.plan_review import review_name, review_plan
from reweave.review.same_cards import MergeOperations
from reweave.review.written_changes import DeliveredChange, undoable_card, whole_card
from reweave.run.branch_options import BranchOptions
from reweave.run.branch_writer import BranchWriter, open_branch
from reweave.run.commit_reasons import CommitReasons
from reweave.run.note_source import checked_out_commit, working_source
from reweave.run.vault import read_vault
from reweave.run.weave import weave_workspace
from reweave.run.workspace import Workspace
from reweave.text import count_of, quoted
from reweave.vault.edges import ProvenanceEntry
from reweave.vault.renaming import Renaming
from reweave.vault.vault import Vault
from reweave.verbosity import say
from reweave.weave.pipeline import WeaveOptions

if TYPE_CHECKING:
    from reweave.plan.worklist import Worklist


def review_weave(workspace: Workspace, options: WeaveOptions) -> Review:
    """Return the review of what a weave proposes, near-duplicates as well.

    Raises:
        ReweaveError: as `weave_workspace`.
    """
    result = weave_workspace(workspace, None, options)
    records, by_path = result.vault.records, result.vault.by_path
    operations = weaving(result.writable, lambda path: records[by_path[path]].source)
    plan = make_plan(operations, workspace.config, checked_out_commit(workspace))
    same = [(group.places, group.same_title) for group in result.proposed.duplicates]
    return _review(workspace, plan, result.vault, same, f"{count_of(len(operations), 'edge')} that a weave proposes")


def review_file(workspace: Workspace, given: "Plan | Worklist", name: str) -> Review:
    """Return the review of a plan or worklist that was read from the file `name`, for the notes as they are now.

    Raises:
        ReweaveError: it was made under another configuration.
    """
    vault = read_vault(workspace)
    plan = given if isinstance(given, Plan) else _filled(workspace, given)
    check_configuration(plan, Context(workspace.config, lambda: vault))
    return _review(workspace, plan, vault, (), f"{count_of(len(plan.operations), 'operation')} of {name}")


def _review(
    workspace: Workspace, plan: Plan, vault: Vault, same: Iterable[tuple[Sequence[int], bool]], source: str
) -> Review:
    paths = [record.path for record in vault.records]
    refused = refuse_writing(workspace.root, paths, workspace.git)
    unwritable = {file.path: str(file.reason) for file in refused}
    groups = list(same)
    merge = _merging(workspace) if groups else merging_operations
    return review_plan(plan, vault, workspace.config, unwritable=unwritable, same=groups, merge=merge, source=source)


def _filled(workspace: Workspace, worklist: "Worklist") -> Plan:
    from reweave.run.worklist import RefusedLine, plan_of_worklist

    refused: list[RefusedLine] = []
    plan = plan_of_worklist(worklist, working_source(workspace), refused)
    for one in refused:
        say(f"{one.id} is left out: {one.why}")
    return plan


def _merging(workspace: Workspace) -> MergeOperations:
    """Return what makes the plan of `reweave merge-notes` for two notes."""
    read = working_source(workspace)

    def merge(vault: Vault, path: str, gone: str) -> Sequence[Operation]:
        operations = merging_operations(vault, path, gone, read.sparse)
        renaming = Renaming(vault, gone, path, workspace.config.extensions, merges=True)
        return [*operations, *board_operations(read.boards, renaming, len(operations)).operations]

    return merge


def review_branch(options: BranchOptions, run: str | None) -> Review:
    """Return the review of what runs delivered to a branch and HEAD does not have; with `run`, of that run alone.

    Raises:
        ReweaveError: the repository, the configuration or the branch is wrong, or has no such run.
    """
    with open_branch(options, preview=True) as branch:
        batches = _batches(branch, options.base, run)
        config, vault = branch.source.config, branch.source.vault
        notes = NoteTable(vault)
        context = branch.source.context()
        decisions = Decisions(vault, config)
        edges = BranchCards(vault, decisions, EdgeCards(vault, decisions, notes), context)
        cards, left = _edge_cards(branch, batches, edges)
        cards += [
            card for one in batches if one.kind not in _SHOWN_ELSEWHERE for card in _batch_cards(branch, one, context)
        ]
        header = make_plan((), config, branch.source.base).header
        types = tuple(one.name for one in config.weave.types)
        source = f"{count_of(len(batches), 'batch', 'batches')} on {branch.target.branch}"
        name = review_name(header, [one.commit for one in batches])
        return Review(
            name=name,
            header=header,
            types=types,
            notes=notes.facts,
            cards=tuple(cards),
            symmetric=frozenset(one.name for one in config.weave.types if one.symmetric),
            left=left,
            source=source,
            branch=branch.target.branch,
        )


_SHOWN_ELSEWHERE = (ChangeKind.EDGES, ChangeKind.ANSWERS)


def _batches(branch: BranchWriter, base: str, run: str | None) -> list[DeliveredBatch]:
    repository, target = branch.repository, branch.target
    if target.old is None:
        raise ReweaveError(f"branch {quoted(target.branch)} not found", code="no-such-branch")
    runs = list_runs(repository, [target.old, f"^{resolve(repository, base)}"])
    found = [one for one in runs if run in (None, one.name)]
    if run is not None and not found:
        message = f"run {quoted(run)} not found on {quoted(target.branch)}, or merged already"
        raise ReweaveError(message, code="no-such-run", suggestion="see `reweave log`")
    return [batch for one in reversed(found) for batch in one.batches if batch.undone_by is None]


def _edge_cards(
    branch: BranchWriter, batches: Sequence[DeliveredBatch], edges: BranchCards
) -> tuple[list[Card], tuple[tuple[str, str], ...]]:
    """Return the cards of the edges that batches added and the branch still has."""
    from reweave.weave.history import edges_added

    commits = [one.commit for one in batches]
    added = sorted(edges_added(branch.repository, changes_in(branch.repository, commits)))
    held = {(edges.vault.records[place].path, entry.parsed) for place, entry in _entries(edges.vault)}
    reasons = CommitReasons(branch.repository, commits)
    cards: list[Card] = []
    left: list[tuple[str, str]] = []
    inside = [(path.removeprefix(branch.prefix), entry) for path, entry in added if path.startswith(branch.prefix)]
    for at, (path, entry) in enumerate(one for one in inside if one in held):
        target = map(edges.vault.records.__getitem__, edges.vault.resolve(entry.title, edges.vault.by_path[path]))
        reason = reasons.reason(branch.prefix + path, entry, target)
        try:
            cards.append(edges.card(number(at), path, entry, reason))
        except OperationError as error:
            left.append((f"{path}: {entry.type} {entry.title}", str(error)))
    return cards, tuple(left)


def _entries(vault: Vault) -> Iterable[tuple[int, ProvenanceEntry]]:
    return ((place, entry) for place in range(len(vault)) for entry in vault.provenance[place])


def _batch_cards(branch: BranchWriter, batch: DeliveredBatch, context: Context) -> list[ChangeCard]:
    """Return a card for each note of a batch of rules, which can be declined; for any other batch, one card."""
    from reweave.git.objects import open_objects

    prefix = branch.prefix
    changes = [one for one in changes_in(branch.repository, [batch.commit]) if one.path.startswith(prefix)]
    with open_objects(branch.repository) as objects:

        def read(blob: str | None) -> bytes:
            return b"" if blob is None else objects.read(blob)[1]

        notes = [DeliveredChange(one.path.removeprefix(prefix), read(one.before), read(one.after)) for one in changes]
    name = f"{batch.run}/{batch.number}"
    if not batch.rules:
        return [whole_card(name, batch.subject, notes)]
    return [undoable_card(name, batch.rules, note, branch.source.read(note.path), context) for note in notes]


def stale_cards(review: Review, read: Callable[[str], bytes | None]) -> Collection[str]:
    """Return the ids of cards whose notes changed since the review was made; `read` gives a note's bytes now."""
    from reweave.plan.freshness import is_current

    found = set()
    for card in review.cards:
        own = {(one.path, one.blob): one for choice in card.choices for one in choice.operations}
        for (path, _), operation in own.items():
            source = read(path)
            if source is None or not is_current([operation], source):
                found.add(card.id)
    return found
