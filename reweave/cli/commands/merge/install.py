import os
from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import ConfigFile, ListFormat
from reweave.cli.printing.answer import answer
from reweave.cli.printing.kept_attributes import kept_lines
from reweave.effects import record_change
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.output.paths import path_fields
from reweave.run.workspace import open_workspace
from reweave.text import escape


def install(
    everywhere: Annotated[
        bool, typer.Option("--global/--local", help="Install for all your repositories, or for this one.")
    ] = False,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Install the git merge driver.

    git then merges, rebases and cherry-picks notes semantically. --local, the default, configures this clone and writes
    `.gitattributes`; commit that file, and run this command in every clone. The same lines go to this clone's
    `.git/info/attributes`, for rebases over commits that do not have them.

    Example:
    reweave merge install
    """
    from reweave.git.repository import open_repository
    from reweave.merge.install import install_global, install_local

    workspace = open_workspace(None, config)
    extensions = workspace.config.extensions
    if everywhere:
        installed = install_global(extensions)
    elif workspace.git is None:
        raise ReweaveError(
            "not a git repository", code="not-a-repository", suggestion="run this inside one, or use --global"
        )
    else:
        installed = install_local(open_repository(workspace.root), workspace.prefix, extensions)
    record_change()
    names = [os.path.relpath(path, Path.cwd()) for path in installed.written]
    kept = sorted(installed.kept.items())
    where = "all your repositories" if everywhere else "this repository"
    answer(
        "merge-install",
        output_format,
        lambda: {
            "everywhere": everywhere,
            "written": [path_fields(name) for name in names],
            "kept": [{**path_fields(path), "attribute": attribute} for path, attribute in kept],
        },
        lambda: [
            *(f"wrote {escape(name)}" for name in names),
            *kept_lines(installed.kept),
            f"git now merges {'all other ' if kept else ''}notes with reweave in {where}",
        ],
    )
    return Exit.DONE
