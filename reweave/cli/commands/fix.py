from reweave.cli.options import ConfigFile, Diff, FindingFormat, NoCache, Paths, PlanFile, Unsafe
from reweave.cli.params import only_one
from reweave.cli.printing.findings import print_diff, print_fixed
from reweave.exit_codes import Exit
from reweave.run.lint import lint_workspace
from reweave.run.workspace import open_workspace

SCHEMAS = ("findings", "planned")


def fix(
    paths: Paths = None,
    unsafe: Unsafe = False,
    diff: Diff = False,
    plan: PlanFile = None,
    config: ConfigFile = None,
    no_cache: NoCache = False,
    output_format: FindingFormat = "text",
) -> int:
    """Fix frontmatter in the working tree.

    Notes are written all or nothing: if any write fails, none is changed.

    Example:
    reweave fix claims/ --diff
    """
    only_one({"--diff": diff, "--plan": plan is not None})
    workspace = open_workspace(paths, config)
    if plan is not None:
        from reweave.cli.plan_file import check_plan_file, save_plan
        from reweave.plan.builders import make_plan, normalizing
        from reweave.run.note_source import checked_out_commit

        check_plan_file(plan)
        result = lint_workspace(workspace, paths, unsafe=unsafe, cached=not no_cache)
        operations = normalizing(result.changes, unsafe=unsafe)
        save_plan(make_plan(operations, workspace.config, checked_out_commit(workspace)), plan, output_format)
    elif diff:
        result = lint_workspace(workspace, paths, unsafe=unsafe, cached=not no_cache)
        print_diff(workspace, result, output_format)
        if result.changes:
            return Exit.FINDINGS
    else:
        from reweave.worktree.writer import write_tree

        with workspace.held():
            result = lint_workspace(workspace, paths, unsafe=unsafe, cached=not no_cache)
            write_tree(workspace.root, workspace.state, list(result.changes.totals()))
        print_fixed(workspace, result, output_format)
    summary = result.summary
    return Exit.REFUSED if summary.refused or summary.unreadable else Exit.DONE
