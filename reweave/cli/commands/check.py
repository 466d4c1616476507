from reweave.cli.options import ConfigFile, FindingFormat, NoCache, Paths
from reweave.cli.printing.findings import print_findings
from reweave.exit_codes import Exit
from reweave.note.finding import Severity
from reweave.run.lint import lint_workspace
from reweave.run.readable_workspace import readable_workspace

SCHEMAS = ("findings",)


def check(
    paths: Paths = None, config: ConfigFile = None, no_cache: NoCache = False, output_format: FindingFormat = "text"
) -> int:
    """Check frontmatter and report findings.

    Each finding names the file, line, column and rule, and says which command fixes it. Nothing is written.
    In a bare repository, the notes of HEAD are checked.

    Example:
    reweave check claims/ --output-format github
    """
    changes = output_format == "json"
    with readable_workspace(paths, config) as (workspace, chosen, root):
        result = lint_workspace(workspace, chosen, unsafe=False, changes=changes, cached=not no_cache, point=True)
        print_findings(workspace._replace(root=root), result, output_format)
    return Exit.FINDINGS if any(one.severity is not Severity.INFO for one in result.findings) else Exit.DONE
