"""What the commands of the group `code` share: their files, and printing their answers."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, TextIO

import typer

from reweave.cli.output import from_here, many, print_for_programs, print_patch, print_text, written_line
from reweave.cli.workspace import SKIPPED, Workspace, open_workspace, read_files, read_workspace, say
from reweave.code.look import EXTENSION
from reweave.code.spread import cores
from reweave.code.style import settings_of
from reweave.code.sweep import CodeSweep, sweep_code
from reweave.deliver.tally import tally
from reweave.files.discover import FoundFile, discover
from reweave.files.globs import Globs
from reweave.files.refuse import refuse_writing
from reweave.files.refused import Refused
from reweave.note.finding import Finding, Fix
from reweave.voice import Volume, part, volume

CodePaths = Annotated[
    list[Path] | None,
    typer.Argument(help="Python files, notes and folders.", show_default="the whole vault", metavar="[PATHS]..."),
]
VaultFolder = Annotated[
    Path | None, typer.Option("--vault", help="Name the lines of this vault that a reader of lists would miss.")
]


@part("read and check the code")
def sweep_programs(
    workspace: Workspace, paths: Sequence[Path] | None, *, fix: bool = False, unsafe: bool = False
) -> CodeSweep:
    """Find and read the Python files and the notes, and put them through the rules.

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or git failed.
    """
    from reweave.code.registry import code_rules
    from reweave.deliver.progress import progress

    config = workspace.config
    found = discover(
        workspace.root,
        paths or [],
        workspace.git,
        exclude=config.code.exclude,
        extensions=(EXTENSION, *config.extensions),
        max_bytes=config.limits.note_bytes,
    )
    chosen = list(_chosen(found.files, Globs(config.include), Globs(config.exclude)))
    unread: list[Refused] = []
    files = read_files(progress(chosen, total=len(chosen)), unread, config.limits.note_bytes)
    rules = list(code_rules().values())
    result = sweep_code(files, rules, settings_of(config), fix=fix, unsafe=unsafe, processes=cores())
    for skipped in found.refused:
        if skipped.reason in SKIPPED:
            say(f"{skipped.path}: left, {skipped.reason}")
        elif skipped.path.endswith((EXTENSION, *config.extensions)):
            unread.append(skipped)
    changed = [total.path for total in result.changes.totals()]
    for one in (*unread, *refuse_writing(workspace.root, changed, workspace.git)):
        result.refuse(one.path, one.reason)
    return result


def _chosen(files: Sequence[FoundFile], include: Globs, exclude: Globs) -> Iterator[FoundFile]:
    """Yield the Python files, and those others that are notes of the vault."""
    for file in files:
        is_note = not exclude.matches(file.path) and (not include or include.matches(file.path))
        if file.path.endswith(EXTENSION) or is_note:
            yield file


def advise(result: CodeSweep, vault: Path) -> None:
    """Add to each reader of lists which lines of a vault it would miss.

    Raises:
        ReweaveError: there is no such vault, or its configuration is wrong.
    """
    if not result.readers:
        return
    from reweave.code.missed import advice, list_items

    workspace = open_workspace([vault], None)
    items = list(list_items(read_workspace(workspace, [vault]), workspace.config))
    told = {finding: advice(reader, items) for finding, reader in result.readers.items()}
    result.add_advice({finding: text for finding, text in told.items() if text is not None})


def print_code_findings(
    workspace: Workspace, result: CodeSweep, findings: Sequence[Finding], output_format: str
) -> None:
    """Print findings and counts."""
    if output_format == "text":
        print_text(from_here(workspace, findings))
        print_summary(result, findings)
    else:
        from reweave.code.registry import code_rules

        totals = result.changes.totals()
        print_for_programs(workspace, findings, result.summary, totals, code_rules(), output_format)


def print_code_diff(workspace: Workspace, result: CodeSweep, output_format: str) -> None:
    """Print the pending changes: a page at a terminal, a patch in a pipe; what is left goes to stderr."""
    if output_format != "text":
        print_code_findings(workspace, result, result.findings, output_format)
        return
    print_patch(workspace.prefix, result.changes.totals())
    if volume() is Volume.QUIET:
        return
    print_text(from_here(workspace, result.left), stream=sys.stderr)
    print_summary(result, result.left, stream=sys.stderr)


def print_code_fixed(workspace: Workspace, result: CodeSweep, output_format: str) -> None:
    """Print what `code fix` did, and the findings that are left."""
    if output_format != "text":
        print_code_findings(workspace, result, result.findings, output_format)
        return
    print_text(from_here(workspace, result.left))
    print(written_line(many(result.summary.changed, "file"), result.findings, result.left))
    print_summary(result, result.left)


def print_summary(result: CodeSweep, findings: Sequence[Finding], stream: TextIO | None = None) -> None:
    """Print the closing lines: the files, and what mends the findings; unsafe fixes are hidden until asked for."""
    counts = tally(findings)
    summary = result.summary
    parts = [
        f"{counts.notes:,} with findings" if counts.notes else "no findings",
        *(f"{count:,} {what}" for count, what in _troubles(summary.unreadable, summary.refused) if count),
    ]
    lines = [f"{many(summary.notes, 'file')} read: {', '.join(parts)}"]
    if counts.findings:
        mends = [
            (counts.by_fix[Fix.SAFE], "fixable with `reweave code fix`"),
            (counts.by_fix[Fix.UNSAFE], "hidden unsafe fixes, with `reweave code fix --unsafe`"),
            (counts.by_fix[Fix.NO], "for a person"),
        ]
        told = ", ".join(f"{count:,} {what}" for count, what in mends if count)
        lines.append(f"{many(counts.findings, 'finding')}: {told}")
    for line in lines:
        print(line, file=stream or sys.stdout)


def _troubles(unparsable: int, refused: int) -> tuple[tuple[int, str], ...]:
    return (unparsable, "that do not parse"), (refused, "refused")


def with_functions(workspace: Workspace, module: str | None) -> Workspace:
    """Return the workspace with another module for the functions that mended code imports."""
    if module is None:
        return workspace
    config = replace(workspace.config, code=workspace.config.code._replace(functions=module))
    return workspace._replace(config=config)
