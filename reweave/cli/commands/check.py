from reweave.cli.options import (
    ConfigFile,
    ExitZero,
    ExtendSelect,
    FindingFormat,
    Ignore,
    NoCache,
    Paths,
    Select,
    Statistics,
)
from reweave.cli.printing.findings import print_findings
from reweave.cli.rule_choice import with_rules
from reweave.exit_codes import Exit
from reweave.note.finding import Severity
from reweave.run.lint import lint_workspace
from reweave.run.readable_workspace import readable_workspace

SCHEMAS = ("findings",)


def check(
    paths: Paths = None,
    config: ConfigFile = None,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    statistics: Statistics = False,
    exit_zero: ExitZero = False,
    no_cache: NoCache = False,
    output_format: FindingFormat = "text",
) -> int:
    """Check frontmatter and report findings.

    Each finding names the file, line, column and rule, and says which command fixes it. Nothing is written.
    In a bare repository, the notes of HEAD are checked.

    Example:
    reweave check claims/ --output-format github
    reweave check --select quotes,list-indent --statistics
    """
    changes = output_format == "json"
    with readable_workspace(paths, config) as (workspace, chosen, root):
        workspace = with_rules(workspace, select, extend_select, ignore)
        result = lint_workspace(workspace, chosen, unsafe=False, changes=changes, cached=not no_cache, point=True)
        print_findings(workspace._replace(root=root), result, output_format, statistics=statistics)
    found = any(one.severity is not Severity.INFO for one in result.findings)
    return Exit.FINDINGS if found and not exit_zero else Exit.DONE
