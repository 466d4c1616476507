"""Printing what a weave proposes."""

import os
import sys
from collections.abc import Iterator, Sequence

from reweave.cli.printing.patch import print_patch
from reweave.note.changeset import ChangeSet
from reweave.run.workspace import Workspace
from reweave.terminal import Style, paint, wants_colour
from reweave.text import count_of, escape, few
from reweave.vault.vault import Vault
from reweave.weave.candidate import Trust
from reweave.weave.pipeline import WeaveResult
from reweave.weave.proposed_edge import EdgeKind, ProposedEdge

_GROUPS_SHOWN = 20
_NOTES_SHOWN = 4
_TRUSTED = 0.6
"""The share of hidden links found among the first ten from which a vault counts as understood."""


def print_preview(workspace: Workspace, result: WeaveResult, output_format: str) -> None:
    """Print each edge with its reason, what was refused, and notes that say the same."""
    if output_format == "json":
        from reweave.output.document import document
        from reweave.output.weave import weave_answer
        from reweave.run.note_source import checked_out_commit

        print(document("weave", weave_answer(result, workspace.config, checked_out_commit(workspace))), end="")
        return
    colour = wants_colour(sys.stdout, os.environ)
    for kind in EdgeKind:
        own = [placement.edge for placement in result.writable if placement.edge.kind is kind]
        if own:
            print(paint(f"{kind.value}: {count_of(len(own), 'edge')}", Style.BOLD, colour=colour))
        for edge in own:
            _print_edge(edge, colour)
    for placement, why in result.written.refused:
        left = placement.edge
        shown = f"{left.source_title} --{left.type}--> {left.target_title}"
        print(f"cannot be written: {escape(shown)}: {escape(placement.holder)}: {escape(why)}")
    for line in _duplicate_lines(result):
        print(line)
    for refusal, count in sorted(result.proposed.refused.items(), key=lambda item: (-item[1], item[0])):
        print(f"{count:6,} not proposed: {refusal.value}")
    if result.proposed.trust is not None:
        print(_trust(result.proposed.trust))
    if before := len(result.vault.orphans):
        print(f"orphans: {before:,} before, {result.orphans_left:,} after")
    refused = len(result.written.refused)
    print(
        f"{count_of(result.proposed.sources, 'note')} looked from, "
        f"{count_of(len(result.writable), 'edge')} proposed, "
        f"{f'{refused:,} that cannot be written, ' if refused else ''}"
        f"{count_of(len(result.written.changes), 'note')} to change"
    )


def print_weave_diff(workspace: Workspace, result: WeaveResult) -> None:
    """Print the changes as a patch, or as a page at a terminal."""
    print_patch(workspace.prefix, ChangeSet(list(result.written.changes)).totals())


def _print_edge(edge: ProposedEdge, colour: bool) -> None:
    arrow = paint(f"--{edge.type}-->", Style.CYAN, colour=colour)
    print(f"  {escape(edge.source_title)}\n    {arrow} {escape(edge.target_title)}")
    print(f"    {edge.score:.2f}  {escape(str(edge.reason))}")


def _trust(trust: Trust) -> str:
    """Return on one line how well links of this vault are found again, and what that means for new edges."""
    if trust.found is None or trust.baseline is None:
        return (
            f"{count_of(trust.sources, 'linking note')}, too few to fit the ranker to this vault: new edges come from "
            "the general model; check each"
        )
    found, alone = trust.found, trust.baseline
    meaning = "new edges follow its habits" if found >= _TRUSTED else "its links follow no clear habit; check new edges"
    return f"{found:.0%} of this vault's links are found again when hidden (TF-IDF: {alone:.0%}): {meaning}"


def _duplicate_lines(result: WeaveResult) -> Iterator[str]:
    """Yield a line for each group of near-duplicates, largest first: few of them, each with few of its notes."""
    groups = sorted(result.proposed.duplicates, key=lambda group: -len(group.places))
    for group in groups[:_GROUPS_SHOWN]:
        yield f"near-duplicates, not linked: {escape(few(_paths(result.vault, group.places), _NOTES_SHOWN))}"
    if len(groups) > _GROUPS_SHOWN:
        left = count_of(len(groups) - _GROUPS_SHOWN, "more group")
        yield f"near-duplicates, not linked: {left} (--output-format json lists all)"


def _paths(vault: Vault, places: Sequence[int]) -> list[str]:
    return [vault.records[place].path for place in places]
