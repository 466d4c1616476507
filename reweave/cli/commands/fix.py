from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.cli.note_choice import only_since
from reweave.cli.params import only_one
from reweave.cli.printing.findings import print_diff, print_fixed, print_left
from reweave.cli.rule_choice import with_rules
from reweave.exit_codes import Exit
from reweave.run.lint import WorkspaceLint, lint_workspace
from reweave.run.stdin_note import is_stdin, lint_stdin, stdin_folder
from reweave.run.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from reweave.cli.options import (
        ChangedSince,
        ConfigFile,
        Diff,
        ExitZero,
        ExtendSelect,
        FindingFormat,
        Ignore,
        NoCache,
        Paths,
        PlanFile,
        Select,
        StdinFilename,
        Unsafe,
    )

SCHEMAS = ("findings", "planned")


def fix(
    paths: Paths = None,
    unsafe: Unsafe = False,
    diff: Diff = False,
    plan: PlanFile = None,
    config: ConfigFile = None,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    exit_zero: ExitZero = False,
    changed_since: ChangedSince = None,
    stdin_filename: StdinFilename = None,
    no_cache: NoCache = False,
    output_format: FindingFormat = "text",
) -> int:
    """Fix frontmatter in the working tree.

    Notes are written all or nothing: if any write fails, none is changed. With `-` as the path, the note on stdin is
    fixed: it is printed, changed or not, and the findings that are left go to stderr.

    Example:
    reweave fix claims/ --diff
    reweave fix - --stdin-filename claims/new.md < draft.md
    """
    from_stdin = is_stdin(paths, stdin_filename)
    only_one({"-": from_stdin, "--diff": diff, "--plan": plan is not None})
    only_one({"-": from_stdin, "--changed-since": changed_since is not None})
    opened = open_workspace([stdin_folder(stdin_filename)] if from_stdin else paths, config)
    workspace = with_rules(opened, select, extend_select, ignore)

    def lint() -> WorkspaceLint:
        only, written = only_since(workspace, changed_since), not diff and plan is None
        return lint_workspace(workspace, paths, unsafe=unsafe, cached=not no_cache, written=written, only=only)

    if from_stdin:
        result = _fix_stdin(workspace, stdin_filename, output_format, unsafe=unsafe)
    elif plan is not None:
        result = _plan(workspace, lint, plan, output_format, unsafe=unsafe)
    elif diff:
        result = lint()
        print_diff(workspace, result, output_format)
        if result.changes and not exit_zero:
            return Exit.FINDINGS
    else:
        from reweave.run.written_notes import remember_written
        from reweave.worktree.writer import write_tree

        with workspace.held():
            result = lint()
            remember_written(workspace, result, write_tree(workspace.root, workspace.state, result.changes.totals()))
        print_fixed(workspace, result, output_format)
    left = result.summary.refused or result.summary.unreadable
    return Exit.REFUSED if left and not exit_zero else Exit.DONE


def _fix_stdin(workspace: Workspace, name: Path | None, output_format: str, *, unsafe: bool) -> WorkspaceLint:
    """Print the note on stdin as it is to be, and the findings that are left on stderr."""
    source, (result, fixed) = lint_stdin(workspace, name, unsafe=unsafe)
    sys.stdout.buffer.write(next(iter(fixed.values()), source))
    sys.stdout.buffer.flush()
    with redirect_stdout(sys.stderr):
        print_left(workspace, result, output_format)
    return result


def _plan(
    workspace: Workspace, lint: Callable[[], WorkspaceLint], plan: Path, output_format: str, *, unsafe: bool
) -> WorkspaceLint:
    """Write the changes as a plan."""
    from reweave.cli.plan_file import check_plan_file, save_plan
    from reweave.plan.builders import make_plan, normalizing
    from reweave.run.note_source import checked_out_commit

    check_plan_file(plan)
    result = lint()
    operations = normalizing(result.changes, unsafe=unsafe)
    save_plan(make_plan(operations, workspace.config, checked_out_commit(workspace)), plan, output_format)
    return result
