"""The command `decline`."""

from typing import Annotated

import typer

from reweave.cli.options import ConfigFile
from reweave.cli.place import find_place
from reweave.cli.workspace import open_workspace, read_vault
from reweave.exits import Exit


def decline(
    source: Annotated[str, typer.Argument(help="The note that the edge starts at: its path or its title.")],
    target: Annotated[str, typer.Argument(help="The note that it leads to.")],
    type: Annotated[str, typer.Option("--type", help="Only this type of edge.", show_default="any")] = "",
    config: ConfigFile = None,
) -> int:
    """Say no to an edge: it is not proposed again until one of its two notes says something else.

    The answer goes into `.reweave/declined.jsonl`, which is to be committed with the notes.

    Example:
    reweave decline "claims/storage cost falls.md" "claims/grid batteries displace peaking plants.md"
    """
    from reweave.cli.named import named_type
    from reweave.deliver.sidecar import read_sidecar, write_sidecar
    from reweave.note.note import Note
    from reweave.vault.edges import roles
    from reweave.weave.declined import DECLINED_FILE, MAX_BYTES, Declined, append_declined, text_hash

    workspace = open_workspace(None, config)
    with workspace.held():
        vault = read_vault(workspace)
        if type:
            named_type(type, [one.name for one in vault.config.types])
        records = [vault.records[find_place(vault, name, workspace.root)] for name in (source, target)]
        lists = roles(vault.config.types)
        texts = [text_hash(Note(one.path, one.source, workspace.config.limits), lists) for one in records]
        new = Declined(records[0].path, records[1].path, type, texts[0], texts[1])
        before = read_sidecar(workspace.root, DECLINED_FILE, MAX_BYTES)
        after = append_declined(before, [new])
        if after != before:
            write_sidecar(workspace.root, DECLINED_FILE, after)
    print(f"declined in {DECLINED_FILE}" if after != before else "declined already; nothing to do")
    return Exit.DONE
