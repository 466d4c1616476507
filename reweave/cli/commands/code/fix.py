from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import (
    CodePaths,
    ConfigFile,
    Diff,
    ExitZero,
    ExtendSelect,
    FindingFormat,
    Ignore,
    Select,
)
from reweave.cli.printing.code import print_code_diff, print_code_fixed
from reweave.cli.rule_choice import with_code_rules
from reweave.config.loader import is_module
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.run.code import lint_programs, with_functions
from reweave.run.workspace import open_workspace
from reweave.text import quoted

SCHEMAS = ("findings",)


def fix(
    paths: CodePaths = None,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Also apply fixes that can change what the code writes.")
    ] = False,
    diff: Diff = False,
    functions: Annotated[
        str | None,
        typer.Option(
            "--fm",
            help="Where fixed code has its functions from: import (reweave, a new dependency), vendored (a copy beside "
            "the code), or a module.",
            show_default="import",
            metavar="import|vendored|MODULE",
        ),
    ] = None,
    functions_file: Annotated[
        Path | None,
        typer.Option("--fm-file", help="With --fm vendored, the file of the copy.", metavar="FILE"),
    ] = None,
    config: ConfigFile = None,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    exit_zero: ExitZero = False,
    output_format: FindingFormat = "text",
) -> int:
    """Fix Python code that handles frontmatter.

    Files are written all or nothing. Code blocks in notes are never written.

    Example:
    reweave code fix scripts/ --diff
    """
    if functions is not None and not is_module(functions):
        raise ReweaveError(
            f"--fm: {quoted(functions)} is not a module name",
            code="no-module",
            suggestion="use import, vendored, or one such as 'scripts.fm'",
        )
    workspace = with_code_rules(open_workspace(paths, config), select, extend_select, ignore)
    workspace = with_functions(workspace, functions, functions_file)
    if diff:
        result = lint_programs(workspace, paths, fix=True, unsafe=unsafe)
        print_code_diff(workspace, result, output_format)
        if result.changes.changes and not exit_zero:
            return Exit.FINDINGS
    else:
        from reweave.worktree.writer import write_tree

        with workspace.held():
            result = lint_programs(workspace, paths, fix=True, unsafe=unsafe)
            write_tree(workspace.root, workspace.state, result.changes.totals())
        print_code_fixed(workspace, result, output_format)
    left = result.summary.refused or result.summary.unreadable
    return Exit.REFUSED if left and not exit_zero else Exit.DONE
