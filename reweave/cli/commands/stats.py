from reweave.cli.options import ConfigFile, ListFormat, Paths
from reweave.exit_codes import Exit


def stats(paths: Paths = None, config: ConfigFile = None, output_format: ListFormat = "text") -> int:
    """Summarize the health of the graph.

    Counts edges by type and origin, orphans, and names that resolve to no note or to several. PATHS limits the counts
    to those notes; names are still resolved in the whole vault.

    Example:
    reweave stats claims/ --output-format json
    """
    from reweave.run.selection import selected_notes
    from reweave.run.vault import read_graph
    from reweave.run.workspace import open_workspace
    from reweave.vault.health import examine

    workspace = open_workspace(paths, config)
    vault = read_graph(workspace)
    health = examine(vault, selected_notes(workspace, vault, paths))
    if output_format == "json":
        from reweave.output.stats import stats_json

        print(stats_json(vault, health, root=str(workspace.root)), end="")
    else:
        from reweave.output.stats import stats_lines

        for line in stats_lines(vault, health):
            print(line)
    return Exit.DONE
