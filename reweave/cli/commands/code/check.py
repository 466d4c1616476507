"""The command `code check`."""

from reweave.cli.options import CodePaths, ConfigFile, FindingFormat, VaultFolder
from reweave.cli.printing.code import print_code_findings
from reweave.exit_codes import Exit
from reweave.run.code import advise, lint_programs
from reweave.run.workspace import open_workspace

SCHEMAS = ("findings",)


def check(
    paths: CodePaths = None, vault: VaultFolder = None, config: ConfigFile = None, output_format: FindingFormat = "text"
) -> int:
    """Say which Python code writes or reads frontmatter badly, where, and what fixes it; nothing is written.

    Python code blocks in the notes are looked at too. `# reweave: ignore[RW101]` on a line silences a rule there.

    Example:
    reweave code check scripts/ --vault claims/
    """
    workspace = open_workspace(paths, config)
    result = lint_programs(workspace, paths)
    if vault is not None:
        advise(result, vault)
    print_code_findings(workspace, result, result.findings, output_format)
    return Exit.FINDINGS if result.findings else Exit.DONE
