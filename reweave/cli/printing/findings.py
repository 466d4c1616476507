"""Printing answers: each in the format that was asked for, on stdout."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reweave.cli.printing.patch import print_patch
from reweave.note.changeset import ChangedNote
from reweave.note.finding import Finding
from reweave.note.summary import Summary
from reweave.output.text import finding_lines, summary_lines
from reweave.run.lint import WorkspaceLint
from reweave.run.workspace import Workspace
from reweave.terminal import is_terminal, wants_colour
from reweave.text import count_of
from reweave.verbosity import Verbosity, verbosity


def print_findings(workspace: Workspace, result: WorkspaceLint, output_format: str) -> None:
    """Print findings and counts."""
    if output_format == "text":
        print_text(from_here(workspace, result.findings))
        for line in summary_lines(result.findings, result.summary):
            print(line)
    else:
        print_for_programs(workspace, result.findings, result.summary, result.changes, _note_rules, output_format)


def _note_rules() -> Mapping[str, object]:
    from reweave.rules.registry import all_rules

    return all_rules()


def print_for_programs(
    workspace: Workspace,
    findings: Sequence[Finding],
    summary: Summary,
    changes: Iterable[ChangedNote],
    rules: Callable[[], Mapping[str, object]],
    output_format: str,
) -> None:
    """Print findings as JSON, GitHub annotations or SARIF; `rules` returns those that may occur, by name."""
    if output_format == "json":
        from reweave.output.json import findings_json

        print(findings_json(findings, summary, root=str(workspace.root), changes=changes), end="")
    elif output_format == "github":
        from reweave.output.github import github_commands

        for line in github_commands(findings, prefix=workspace.prefix):
            print(line)
    else:
        import inspect

        from reweave.output.sarif import RuleText, sarif

        pages = {name: inspect.cleandoc(rule.__doc__ or "") for name, rule in rules().items()}
        texts = {name: RuleText(page.partition("\n")[0], page) for name, page in pages.items()}
        print(sarif(findings, texts, prefix=workspace.prefix), end="")


def print_fixed(workspace: Workspace, result: WorkspaceLint, output_format: str) -> None:
    """Print what `fix` did, and the findings that are left."""
    if output_format != "text":
        print_findings(workspace, result, output_format)
        return
    print_text(from_here(workspace, result.left))
    print(written_line(count_of(result.summary.changed, "note"), result.findings, result.left))
    for line in summary_lines(result.left, result.summary):
        print(line)


def written_line(what: str, findings: Sequence[Finding], left: Sequence[Finding]) -> str:
    """Say what was written, with the findings of each rule that this fixed."""
    fixed = Counter(one.rule for one in findings) - Counter(one.rule for one in left)
    shown = ", ".join(f"{rule} {count:,}" for rule, count in sorted(fixed.items()))
    return f"{what} written{f' ({shown})' if shown else ''}"


def print_diff(workspace: Workspace, result: WorkspaceLint, output_format: str) -> None:
    """Print the pending changes: a page at a terminal, a patch in a pipe; what cannot be changed goes to stderr."""
    if output_format != "text":
        print_findings(workspace, result, output_format)
        return
    print_patch(workspace.prefix, result.changes.totals())
    if verbosity() is Verbosity.QUIET:
        return
    print_text(from_here(workspace, result.left), stream=sys.stderr)
    for line in summary_lines(result.left, result.summary, pending=True):
        print(line, file=sys.stderr)


def print_text(findings: Sequence[Finding], stream: Any = None) -> None:
    """Print one line per finding."""
    stream = stream or sys.stdout
    terminal, colour = is_terminal(stream), wants_colour(stream, os.environ)
    for line in finding_lines(findings, terminal=terminal, colour=colour):
        print(line, file=stream)


def from_here(workspace: Workspace, findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return findings with their paths as seen from the current directory, so that an editor finds the files."""
    here = Path.cwd()
    if here == workspace.root:
        return findings
    folders = {one.path.rpartition("/")[0] for one in findings}
    seen = {folder: os.path.relpath(workspace.root / folder, here) for folder in folders}
    return [one._replace(path=_in_folder(seen, one.path)) for one in findings]


def _in_folder(folders: Mapping[str, str], path: str) -> str:
    folder, _, name = path.rpartition("/")
    return name if folders[folder] == "." else f"{folders[folder]}/{name}"
