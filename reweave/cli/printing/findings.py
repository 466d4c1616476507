"""Printing answers: each in the format that was asked for, on stdout."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

from reweave.errors import ReweaveError
from reweave.note.finding import Finding
from reweave.note.summary import Summary
from reweave.output.text import finding_lines, grouped_lines, statistics_lines, summary_lines
from reweave.run.lint import WorkspaceLint
from reweave.run.workspace import Workspace
from reweave.terminal import is_terminal, wants_colour
from reweave.text import count_of
from reweave.verbosity import Verbosity, verbosity

if TYPE_CHECKING:
    from reweave.note.changed_note import ChangedNote
    from reweave.output.excerpt import Excerpts
    from reweave.output.sarif import RuleText


FOR_PEOPLE = ("text", "concise", "grouped")
"""The output formats that end in counts; the others are for programs."""


def print_findings(
    workspace: Workspace, result: WorkspaceLint, output_format: str, *, statistics: bool = False
) -> None:
    """Print findings, or with `statistics` how many each rule has, and counts.

    Raises:
        ReweaveError: statistics are asked for in a format for programs.
    """
    if statistics:
        print_statistics(result.findings, output_format)
    if output_format in FOR_PEOPLE:
        if not statistics:
            print_text(workspace, result.findings, output_format, sources=result.sources)
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
    changes: "Iterable[ChangedNote]",
    rules: Callable[[], Mapping[str, object]],
    output_format: str,
) -> None:
    """Print findings in a format for programs; `rules` returns those that may occur, by name."""
    if output_format == "json":
        from reweave.output.json import findings_json

        print(findings_json(findings, summary, root=str(workspace.root), changes=changes), end="")
    elif output_format == "github":
        from reweave.output.github import github_commands

        for line in github_commands(findings, prefix=workspace.prefix):
            print(line)
    elif output_format == "gitlab":
        from reweave.output.gitlab import gitlab_report

        print(gitlab_report(findings, prefix=workspace.prefix), end="")
    elif output_format == "junit":
        from reweave.output.junit import junit_xml

        print(junit_xml(findings, prefix=workspace.prefix), end="")
    else:
        from reweave.distribution import home_page, source_address
        from reweave.output.sarif import sarif

        address = source_address()
        texts = {name: _described(rule, address) for name, rule in rules().items()}
        print(sarif(findings, texts, prefix=workspace.prefix, home=home_page()), end="")


def _described(rule: object, address: str | None) -> "RuleText":
    import inspect

    from reweave.output.sarif import RuleText

    page = inspect.cleandoc(rule.__doc__ or "")
    module = rule.__module__.replace(".", "/")
    return RuleText(page.partition("\n")[0], page, None if address is None else f"{address}/{module}.py")


def print_statistics(findings: Sequence[Finding], output_format: str) -> None:
    """Print how many findings each rule has.

    Raises:
        ReweaveError: the format is for programs, which have the findings to count.
    """
    if output_format not in FOR_PEOPLE:
        raise ReweaveError(
            f"--statistics does not go with --output-format {output_format}",
            code="wrong-use",
            suggestion="use text, or read `findings_by_rule` in json",
        )
    for line in statistics_lines(findings):
        print(line)


def print_fixed(workspace: Workspace, result: WorkspaceLint, output_format: str) -> None:
    """Print what `fix` did, and the findings that are left."""
    if output_format not in FOR_PEOPLE:
        print_findings(workspace, result, output_format)
        return
    print_text(workspace, result.left, output_format, sources=result.sources)
    print(written_line(count_of(result.summary.changed, "note"), result.findings, result.left))
    for line in summary_lines(result.left, result.summary):
        print(line)


def print_left(workspace: Workspace, result: WorkspaceLint, output_format: str) -> None:
    """Print the findings that a fix leaves, without counts."""
    if output_format in FOR_PEOPLE:
        print_text(workspace, result.left, output_format, sources=result.sources)
    else:
        print_findings(workspace, result, output_format)


def written_line(what: str, findings: Sequence[Finding], left: Sequence[Finding]) -> str:
    """Say what was written, with the findings of each rule that this fixed."""
    fixed = Counter(one.rule for one in findings) - Counter(one.rule for one in left)
    shown = ", ".join(f"{rule} {count:,}" for rule, count in sorted(fixed.items()))
    return f"{what} written{f' ({shown})' if shown else ''}"


def print_diff(workspace: Workspace, result: WorkspaceLint, output_format: str) -> None:
    """Print the pending changes: a page at a terminal, a patch in a pipe; what cannot be changed goes to stderr."""
    if output_format not in FOR_PEOPLE:
        print_findings(workspace, result, output_format)
        return
    from reweave.cli.printing.patch import print_patch

    print_patch(workspace.prefix, result.changes.totals())
    if verbosity() is Verbosity.QUIET:
        return
    print_text(workspace, result.left, output_format, stream=sys.stderr, sources=result.sources)
    for line in summary_lines(result.left, result.summary, pending=True):
        print(line, file=sys.stderr)


def print_text(
    workspace: Workspace,
    findings: Sequence[Finding],
    output_format: str,
    *,
    stream: TextIO | None = None,
    sources: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Print findings for people, with their paths as seen from the current directory.

    In the format `text`, the lines concerned are shown at a terminal; `sources` are the bytes of notes that are not
    those of the working tree.
    """
    stream = stream or sys.stdout
    shown = from_here(workspace, findings)
    excerpts = None
    if output_format == "text" and is_terminal(stream):
        own = {here.path: finding.path for here, finding in zip(shown, findings, strict=True)}
        excerpts = _excerpts(workspace, own, sources)
    print_lines(shown, output_format, stream=stream, excerpts=excerpts)


def _excerpts(workspace: Workspace, own: Mapping[str, str], sources: Mapping[str, bytes]) -> "Excerpts":
    """Return what shows lines; `own` are the paths relative to the root by those that are shown."""
    import shutil

    from reweave.files.reading import read_found
    from reweave.output.excerpt import Excerpts

    def read(shown: str) -> bytes | None:
        path = own[shown]
        limit = workspace.config.limits.note_bytes
        return sources[path] if path in sources else read_found(str(workspace.root / path), limit)

    return Excerpts(read, shutil.get_terminal_size().columns)


def print_lines(
    findings: Sequence[Finding],
    output_format: str = "concise",
    *,
    stream: TextIO | None = None,
    excerpts: "Excerpts | None" = None,
) -> None:
    """Print findings for people as they are, on a line each, or `grouped` by note."""
    stream = stream or sys.stdout
    terminal, colour = is_terminal(stream), wants_colour(stream, os.environ)
    if output_format == "grouped":
        lines = grouped_lines(findings, terminal=terminal, colour=colour)
    else:
        lines = finding_lines(findings, terminal=terminal, colour=colour, excerpts=excerpts)
    stream.writelines(f"{line}\n" for line in lines)


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
