"""The command `code check`."""

from reweave.cli.code import CodePaths, VaultFolder, advise, print_code_findings, sweep_programs
from reweave.cli.options import ConfigFile, FindingFormat
from reweave.cli.workspace import open_workspace
from reweave.exits import Exit

SCHEMAS = ("findings",)


def check(
    paths: CodePaths = None, vault: VaultFolder = None, config: ConfigFile = None, output_format: FindingFormat = "text"
) -> int:
    """Say which Python code writes or reads frontmatter badly, where, and what mends it; nothing is written.

    Python code blocks in the notes are looked at too. `# reweave: ignore[RW101]` on a line silences a rule there.

    Example:
    reweave code check scripts/ --vault claims/
    """
    workspace = open_workspace(paths, config)
    result = sweep_programs(workspace, paths)
    if vault is not None:
        advise(result, vault)
    print_code_findings(workspace, result, result.findings, output_format)
    return Exit.FINDINGS if result.findings else Exit.DONE
