"""Weaving a working tree, and printing what a weave proposes."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reweave.cli.chosen import chosen_places
from reweave.cli.output import many, print_patch
from reweave.cli.workspace import Workspace, read_vault
from reweave.deliver.terminal import Style, escape, paint, wants_colour
from reweave.files.refuse import refuse_writing
from reweave.note.changeset import ChangeSet
from reweave.vault.vault import Vault
from reweave.weave.declined import DECLINED_FILE, MAX_BYTES, Declined, parse_declined
from reweave.weave.edge import Edge, Kind
from reweave.weave.propose import Judge
from reweave.weave.weaving import Weaving, Wishes, weave_vault


def weave_workspace(
    workspace: Workspace, paths: Sequence[Path] | None, wishes: Wishes, judge: Judge | None = None
) -> Weaving:
    """Read the vault, propose edges, and write them into the notes' bytes; no file is touched.

    Raises:
        ReweaveError: a path does not exist, `.reweave/declined.jsonl` is damaged, or git failed.
    """
    vault = read_vault(workspace)
    among = chosen_places(workspace, vault, paths) if paths else None
    declined, recent = read_declined(workspace, vault), recent_notes(workspace)
    return weave_vault(vault, workspace.config, wishes, declined=declined, recent=recent, among=among, judge=judge)


def read_declined(workspace: Workspace, vault: Vault) -> tuple[Declined, ...]:
    """Return what the vault's people said no to: in the file that is kept for it, and by taking edges out.

    Raises:
        ReweaveError: the file cannot be read, a line of it is no entry, or git failed.
    """
    return (*declined_by_file(workspace), *declined_by_history(workspace, vault))


def declined_by_file(workspace: Workspace) -> tuple[Declined, ...]:
    """Return what `.reweave/declined.jsonl` says no to.

    Raises:
        ReweaveError: the file cannot be read, or a line of it is no entry.
    """
    from reweave.deliver.sidecar import read_sidecar

    return parse_declined(read_sidecar(workspace.root, DECLINED_FILE, MAX_BYTES))


def declined_by_history(workspace: Workspace, vault: Vault) -> tuple[Declined, ...]:
    """Return the edges that reweave wrote and that a person took out again, as history tells.

    Raises:
        ReweaveError: git failed.
    """
    from reweave.git.repository import head, open_repository
    from reweave.weave.history import removed_edges

    repository = None if workspace.git is None else open_repository(workspace.root)
    commit = None if repository is None else head(repository).commit
    if repository is None or commit is None:
        return ()
    return tuple(removed_edges(repository, commit, vault, prefix=workspace.prefix))


def recent_notes(workspace: Workspace) -> frozenset[str]:
    """Return the paths of the notes that were committed within the configured cool-down."""
    days = workspace.config.weave.cool_down_days
    if days is None or workspace.git is None:
        return frozenset()
    from reweave.git.recent import recently_committed

    prefix = workspace.prefix
    paths = recently_committed(workspace.git, "HEAD", days)
    return frozenset(path.removeprefix(prefix) for path in paths if path.startswith(prefix))


def print_preview(result: Weaving, output_format: str) -> None:
    """Print each edge with its reason, what was refused, and notes that say the same."""
    if output_format == "json":
        from reweave.deliver.document import document

        print(document("weave", _data(result)), end="")
        return
    colour = wants_colour(sys.stdout, os.environ)
    for kind in Kind:
        own = [placed.edge for placed in result.proposed.edges if placed.edge.kind is kind]
        if own:
            print(paint(f"{kind.value}: {many(len(own), 'edge')}", Style.BOLD, colour=colour))
        for edge in own:
            _print_edge(edge, colour)
    for placed, why in result.woven.refused:
        print(f"cannot be written: {escape(placed.holder)}: {escape(why)}")
    for one, other in result.proposed.duplicates:
        titles = (result.vault.records[place].path for place in (one, other))
        print(f"near-duplicates, not linked: {' and '.join(map(escape, titles))}")
    for refusal, count in sorted(result.proposed.refused.items(), key=lambda item: (-item[1], item[0])):
        print(f"{count:6,} not proposed: {refusal.value}")
    print(
        f"{many(result.proposed.sources, 'note')} looked from, {many(len(result.proposed.edges), 'edge')} proposed, "
        f"{many(len(result.woven.changes), 'note')} to change"
    )


def print_weave_diff(workspace: Workspace, result: Weaving) -> None:
    """Print the changes as a patch, or as a page at a terminal."""
    print_patch(workspace.prefix, ChangeSet(list(result.woven.changes)).totals())


def writable(workspace: Workspace, result: Weaving) -> ChangeSet:
    """Return the changes of the notes that can be replaced; the others are named on stderr."""
    from reweave.cli.workspace import say

    locked = refuse_writing(workspace.root, [change.path for change in result.woven.changes], workspace.git)
    for one in locked:
        say(f"{one.path}: refused, {one.reason}")
    left = {one.path for one in locked}
    return ChangeSet([change for change in result.woven.changes if change.path not in left])


def _print_edge(edge: Edge, colour: bool) -> None:
    arrow = paint(f"--{edge.type}-->", Style.CYAN, colour=colour)
    print(f"  {escape(edge.source_title)}\n    {arrow} {escape(edge.target_title)}")
    print(f"    {edge.score:.2f}  {escape(str(edge.reason))}")


def _data(result: Weaving) -> dict[str, Any]:
    return {
        "sources": result.proposed.sources,
        "edges": [
            {
                "source": placed.edge.source,
                "target": placed.edge.target,
                "type": placed.edge.type,
                "kind": placed.edge.kind.value,
                "score": round(placed.edge.score, 4),
                "holder": placed.holder,
                "field": placed.lines.field,
                "item": placed.edge.target_title if placed.holder == placed.edge.source else placed.edge.source_title,
                "date": placed.edge.day.isoformat(),
                "quote": None
                if placed.edge.reason.quote is None
                else {
                    "path": placed.edge.reason.quote.path,
                    "line": placed.edge.reason.quote.line,
                    "text": placed.edge.reason.quote.text,
                },
                "features": {name: round(value, 4) for name, value in placed.edge.reason.features.items()},
                "terms": list(placed.edge.reason.terms),
                "linkers": list(placed.edge.reason.linkers),
            }
            for placed in result.proposed.edges
        ],
        "cannot_be_written": [{"holder": one.holder, "reason": why} for one, why in result.woven.refused],
        "near_duplicates": [_paths(result.vault, pair) for pair in result.proposed.duplicates],
        "not_proposed": {refusal.name.lower(): count for refusal, count in sorted(result.proposed.refused.items())},
        "notes_to_change": [change.path for change in result.woven.changes],
    }


def _paths(vault: Vault, places: Sequence[int]) -> list[str]:
    return [vault.records[place].path for place in places]
