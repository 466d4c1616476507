from __future__ import annotations

from typing import TYPE_CHECKING

from reweave.cli.note_choice import Choice, only_since
from reweave.cli.params import only_one
from reweave.cli.printing.findings import print_findings
from reweave.cli.rule_choice import with_rules
from reweave.exit_codes import Exit
from reweave.note.finding import Severity
from reweave.run.lint import lint_workspace
from reweave.run.readable_workspace import readable_workspace
from reweave.run.stdin_note import is_stdin, lint_stdin, stdin_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        Watch,
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
    watch: Watch = False,
    no_cache: NoCache = False,
    output_format: FindingFormat = "text",
) -> int:
    """Check frontmatter and report findings.

    Each finding names the file, line, column and rule, and says which command fixes it. Nothing is written.
    In a bare repository, the notes of HEAD are checked. With `-` as the path, the note on stdin is. --staged is for
    hooks: what is in the index is checked, whatever the working tree holds. --watch checks again whenever a note or the
    configuration changes, until Ctrl-C.

    Example:
    reweave check claims/ --output-format github
    reweave check --select quotes,list-indent --statistics
    """
    from_stdin = is_stdin(paths, stdin_filename)
    since = changed_since is not None
    only_one({"-": from_stdin, "--staged": staged, "--changed-since": since, "--watch": watch})
    chosen = Choice(paths, config, changed_since, stdin_filename, from_stdin=from_stdin, staged=staged)
    rules = (select, extend_select, ignore)

    def once() -> Exit:
        return _check(chosen, rules, output_format, statistics=statistics, cached=not no_cache)

    if watch:
        from reweave.cli.watching import check_again

        return check_again(paths, config, output_format, once)
    code = once()
    return Exit.DONE if exit_zero and code == Exit.FINDINGS else code


def _check(
    choice: Choice, rules: Sequence[Sequence[str] | None], output_format: str, *, statistics: bool, cached: bool
) -> Exit:
    opened = [stdin_folder(choice.stdin_filename)] if choice.from_stdin else choice.paths
    needs_files = choice.staged or choice.changed_since is not None
    with readable_workspace(opened, choice.config, bare=not needs_files) as (workspace, chosen, root):
        workspace = with_rules(workspace, *rules)
        if choice.from_stdin:
            result = lint_stdin(workspace, choice.stdin_filename, unsafe=False)[1].result
        elif choice.staged:
            from reweave.run.partial_lint import lint_staged

            result = lint_staged(workspace, chosen, unsafe=False).result
        else:
            only = only_since(workspace, choice.changed_since)
            changes, whole = output_format == "json", only is None
            result = lint_workspace(
                workspace, chosen, unsafe=False, changes=changes, cached=cached, point=whole, only=only
            )
        print_findings(workspace._replace(root=root), result, output_format, statistics=statistics)
    found = any(one.severity is not Severity.INFO for one in result.findings)
    return Exit.FINDINGS if found else Exit.DONE
