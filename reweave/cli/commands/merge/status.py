"""The command `merge status`."""

import json

from reweave.cli.options import ConfigFile, ListFormat
from reweave.cli.workspace import open_workspace
from reweave.deliver.terminal import escape
from reweave.exits import Exit


def status(config: ConfigFile = None, output_format: ListFormat = "text") -> int:
    """Say whether this clone merges notes by their meaning, and whether a rebase in it does.

    Example:
    reweave merge status
    """
    from reweave.git.repository import open_repository
    from reweave.merge import install

    workspace = open_workspace(None, config)
    found = install.status(open_repository(workspace.root), workspace.prefix, workspace.config.extensions)
    if output_format == "json":
        answer = {"driver": found.driver, "runs": found.runs, "notes": found.notes, "covered": found.covered}
        print(
            json.dumps({"schema": "reweave/merge-status/1", **answer, "merge": found.merges, "rebase": found.rebases})
        )
    else:
        print(f"driver: {'not registered' if found.driver is None else escape(found.driver)}")
        if found.driver is not None and not found.runs:
            print("        its program is not there")
        print(f"notes:  {found.covered:,} of {found.notes:,} have merge=reweave")
        if found.other is not None:
            print(f"        {escape(found.other)} has not; another line of a .gitattributes may hold for it")
        print(f"merge, cherry-pick, stash pop: {_word(found.merges)}")
        why = f" ({found.patches})" if found.patches else ""
        if found.merges and found.always < found.notes:
            why = " (only on commits whose .gitattributes say so)"
        print(f"rebase: {_word(found.rebases)}{why}")
        if not found.merges:
            print("`reweave merge install` sets it up")
    return Exit.DONE if found.merges and found.rebases else Exit.FINDINGS


def _word(yes: bool) -> str:
    return "by meaning" if yes else "as text"
