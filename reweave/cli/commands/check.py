"""The command `check`."""

from reweave.cli.options import ConfigFile, FindingFormat, Paths
from reweave.cli.output import print_findings
from reweave.cli.workspace import open_workspace, sweep_workspace
from reweave.config.sweep import Proof
from reweave.exits import Exit

SCHEMAS = ("findings",)


def check(paths: Paths = None, config: ConfigFile = None, output_format: FindingFormat = "text") -> int:
    """Say what is wrong, where, and what mends it; nothing is written.

    Example:
    reweave check claims/ --output-format github
    """
    workspace = open_workspace(paths, config)
    result = sweep_workspace(workspace, paths, unsafe=False, proof=Proof.FAST, point=True)
    print_findings(workspace, result, output_format)
    return Exit.FINDINGS if result.findings else Exit.DONE
