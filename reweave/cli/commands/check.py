from __future__ import annotations

from typing import TYPE_CHECKING

from reweave.cli.note_choice import only_since
from reweave.cli.params import only_one
from reweave.cli.printing.findings import print_findings
from reweave.cli.rule_choice import with_rules
from reweave.exit_codes import Exit
from reweave.note.finding import Severity
from reweave.run.lint import lint_workspace
from reweave.run.readable_workspace import readable_workspace
from reweave.run.stdin_note import is_stdin, lint_stdin, stdin_folder

if TYPE_CHECKING:
    from reweave.cli.options import (
        ChangedSince,
        ConfigFile,
        ExitZero,
        ExtendSelect,
        FindingFormat,
        Ignore,
        NoCache,
        Paths,
        Select,
        Staged,
        Statistics,
        StdinFilename,
    )

SCHEMAS = ("findings",)


def check(
    paths: Paths = None,
    config: ConfigFile = None,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    statistics: Statistics = False,
    exit_zero: ExitZero = False,
    changed_since: ChangedSince = None,
    staged: Staged = False,
    stdin_filename: StdinFilename = None,
    no_cache: NoCache = False,
    output_format: FindingFormat = "text",
) -> int:
    """Check frontmatter and report findings.

    Each finding names the file, line, column and rule, and says which command fixes it. Nothing is written.
    In a bare repository, the notes of HEAD are checked. With `-` as the path, the note on stdin is. --staged is for
    hooks: what is in the index is checked, whatever the working tree holds.

    Example:
    reweave check claims/ --output-format github
    reweave check --select quotes,list-indent --statistics
    """
    from_stdin = is_stdin(paths, stdin_filename)
    only_one({"-": from_stdin, "--staged": staged, "--changed-since": changed_since is not None})
    opened = [stdin_folder(stdin_filename)] if from_stdin else paths
    with readable_workspace(opened, config) as (workspace, chosen, root):
        workspace = with_rules(workspace, select, extend_select, ignore)
        if from_stdin:
            result = lint_stdin(workspace, stdin_filename, unsafe=False)[1].result
        elif staged:
            from reweave.run.partial_lint import lint_staged

            result = lint_staged(workspace, chosen, unsafe=False).result
        else:
            only = only_since(workspace, changed_since)
            changes, whole = output_format == "json", only is None
            result = lint_workspace(
                workspace, chosen, unsafe=False, changes=changes, cached=not no_cache, point=whole, only=only
            )
        print_findings(workspace._replace(root=root), result, output_format, statistics=statistics)
    found = any(one.severity is not Severity.INFO for one in result.findings)
    return Exit.FINDINGS if found and not exit_zero else Exit.DONE
