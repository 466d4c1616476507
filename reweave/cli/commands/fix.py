from collections.abc import Callable
from pathlib import Path

from reweave.cli.options import (
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
    Unsafe,
)
from reweave.cli.params import only_one
from reweave.cli.printing.findings import print_diff, print_fixed
from reweave.cli.rule_choice import with_rules
from reweave.exit_codes import Exit
from reweave.run.lint import WorkspaceLint, lint_workspace
from reweave.run.workspace import Workspace, open_workspace

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
    no_cache: NoCache = False,
    output_format: FindingFormat = "text",
) -> int:
    """Fix frontmatter in the working tree.

    Notes are written all or nothing: if any write fails, none is changed.

    Example:
    reweave fix claims/ --diff
    """
    only_one({"--diff": diff, "--plan": plan is not None})
    workspace = with_rules(open_workspace(paths, config), select, extend_select, ignore)

    def lint() -> WorkspaceLint:
        return lint_workspace(workspace, paths, unsafe=unsafe, cached=not no_cache)

    if plan is not None:
        result = _plan(workspace, lint, plan, output_format, unsafe=unsafe)
    elif diff:
        result = lint()
        print_diff(workspace, result, output_format)
        if result.changes and not exit_zero:
            return Exit.FINDINGS
    else:
        from reweave.worktree.writer import write_tree

        with workspace.held():
            result = lint()
            write_tree(workspace.root, workspace.state, list(result.changes.totals()))
        print_fixed(workspace, result, output_format)
    left = result.summary.refused or result.summary.unreadable
    return Exit.REFUSED if left and not exit_zero else Exit.DONE


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
