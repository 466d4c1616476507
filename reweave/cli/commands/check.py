from reweave.cli.options import ConfigFile, FindingFormat, NoCache, Paths
from reweave.cli.printing.findings import print_findings
from reweave.exit_codes import Exit
from reweave.note.finding import Severity
from reweave.run.lint import lint_workspace
from reweave.run.workspace import open_workspace

SCHEMAS = ("findings",)


def check(
    paths: Paths = None, config: ConfigFile = None, no_cache: NoCache = False, output_format: FindingFormat = "text"
) -> int:
    """Check frontmatter and report findings.

    Each finding names the file, line, column and rule, and says which command fixes it. Nothing is written.

    Example:
    reweave check claims/ --output-format github
    """
    workspace = open_workspace(paths, config)
    changes = output_format == "json"
    result = lint_workspace(workspace, paths, unsafe=False, changes=changes, cached=not no_cache, point=True)
    print_findings(workspace, result, output_format)
    return Exit.FINDINGS if any(one.severity is not Severity.INFO for one in result.findings) else Exit.DONE
