from collections.abc import Iterator
from typing import TYPE_CHECKING

from reweave.cli.options import ConfigFile, ListFormat
from reweave.cli.printing.answer import answer
from reweave.cli.printing.kept_attributes import kept_lines, some_paths
from reweave.exit_codes import Exit
from reweave.output.paths import path_fields
from reweave.run.workspace import open_workspace
from reweave.text import escape

if TYPE_CHECKING:
    from reweave.merge.status import Status
    from reweave.schemas import merge_status as answers


def status(config: ConfigFile = None, output_format: ListFormat = "text") -> int:
    """Show whether the merge driver is active.

    Merge and rebase are reported separately: a rebase can fall back to merging text.

    Example:
    reweave merge status
    """
    from reweave.git.repository import open_repository
    from reweave.merge.status import status as ask

    workspace = open_workspace(None, config)
    found = ask(open_repository(workspace.root), workspace.prefix, workspace.config.extensions)
    answer("merge-status", output_format, lambda: _data(found), lambda: _lines(found))
    return Exit.DONE if found.merges and found.rebases else Exit.FINDINGS


def _data(found: "Status") -> "answers.MergeStatus":
    return {
        "driver": found.driver,
        "runs": found.runs,
        "outdated": found.outdated,
        "notes": found.notes,
        "covered": found.covered,
        "kept": len(found.kept),
        "others": [{**path_fields(path), "attribute": attribute} for path, attribute in sorted(found.kept.items())],
        "merge": found.merges,
        "rebase": found.rebases,
    }


def _lines(found: "Status") -> Iterator[str]:
    from reweave.merge.registration import program_of

    yield f"driver: {'not registered' if found.driver is None else escape(program_of(found.driver) or found.driver)}"
    if found.driver is not None and not found.runs:
        yield "        its program cannot be run"
    if found.outdated:
        yield "        registered by an older reweave; `reweave merge install` updates it"
    yield f"notes:  {found.covered:,} of {found.notes:,} have merge=reweave"
    yield from (f"        {line}" for line in kept_lines(found.kept))
    if found.covered and found.missed:
        yield f"        without it: {some_paths(found.missed)}"
    yield f"merge, cherry-pick, stash pop: {_word(found.merges)}"
    why = f" ({found.patches})" if found.patches else ""
    if found.merges and found.always < found.covered:
        why = " (only for commits that contain the .gitattributes)"
    yield f"rebase: {_word(found.rebases)}{why}"
    if not found.all_kept and (not found.merges or not (found.rebases or found.patches)):
        yield "run `reweave merge install` to set it up"


def _word(yes: bool) -> str:
    return "semantic" if yes else "as text"
