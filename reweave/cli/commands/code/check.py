from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import (
    CodePaths,
    ConfigFile,
    ExitZero,
    ExtendSelect,
    FindingFormat,
    Ignore,
    Select,
    Statistics,
)
from reweave.cli.printing.code import print_code_findings
from reweave.cli.rule_choice import with_code_rules
from reweave.exit_codes import Exit
from reweave.run.code import advise, lint_programs
from reweave.run.workspace import open_workspace

SCHEMAS = ("findings",)


def check(
    paths: CodePaths = None,
    vault: Annotated[
        Path | None,
        typer.Option("--vault", metavar="PATH", help="List the lines of this vault that each list parser would skip."),
    ] = None,
    config: ConfigFile = None,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    statistics: Statistics = False,
    exit_zero: ExitZero = False,
    output_format: FindingFormat = "text",
) -> int:
    """Check Python code that handles frontmatter.

    Also checks Python, JavaScript and TypeScript code blocks in notes. `# reweave: ignore[RW101]` silences a rule
    on its line.

    Example:
    reweave code check scripts/ --vault claims/
    """
    workspace = with_code_rules(open_workspace(paths, config), select, extend_select, ignore)
    result = lint_programs(workspace, paths)
    if vault is not None:
        advise(result, vault)
    print_code_findings(workspace, result, result.findings, output_format, statistics=statistics)
    return Exit.FINDINGS if result.findings and not exit_zero else Exit.DONE
