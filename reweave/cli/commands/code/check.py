from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import CodePaths, ConfigFile, FindingFormat
from reweave.cli.printing.code import print_code_findings
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
    output_format: FindingFormat = "text",
) -> int:
    """Check Python code that handles frontmatter.

    Also checks Python code blocks in notes. `# reweave: ignore[RW101]` silences a rule on its line.

    Example:
    reweave code check scripts/ --vault claims/
    """
    workspace = open_workspace(paths, config)
    result = lint_programs(workspace, paths)
    if vault is not None:
        advise(result, vault)
    print_code_findings(workspace, result, result.findings, output_format)
    return Exit.FINDINGS if result.findings else Exit.DONE
