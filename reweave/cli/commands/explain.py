import sys
from datetime import date

from reweave.cli.options import ConfigFile, ListFormat, LookFrom, NoCache, SourceNote, TargetNote
from reweave.exit_codes import Exit


def explain(
    source: SourceNote,
    target: TargetNote,
    which: LookFrom = "thin",
    no_cache: NoCache = False,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Explain why an edge is or isn't proposed.

    Shows, for both directions, the existing links, the type that the text states, the rank, and every objection; the
    last line is the outcome.

    Example:
    reweave explain "storage cost falls" "grid batteries displace peaking plants"
    """
    from reweave.output.explain import explain_answer, explain_lines
    from reweave.run.declined import declined_by_file, declined_by_history
    from reweave.run.selection import find_note
    from reweave.run.vault import read_vault
    from reweave.run.weave import recent_notes
    from reweave.run.weave_cache import open_weave_cache
    from reweave.run.workspace import open_workspace
    from reweave.weave.explanation import Explainer
    from reweave.weave.pipeline import WeaveOptions

    workspace = open_workspace(None, config)
    vault = read_vault(workspace)
    ends = find_note(vault, source, workspace.root), find_note(vault, target, workspace.root)
    cache = open_weave_cache(workspace, vault, cached=not no_cache)
    explainer = Explainer(
        vault,
        workspace.config,
        WeaveOptions(date.today(), which),
        by_file=declined_by_file(workspace),
        by_history=declined_by_history(workspace, vault, cache),
        recent=recent_notes(workspace),
        cache=cache,
    )
    found = explainer.explain(*ends)
    if output_format == "json":
        from reweave.output.document import indented

        sys.stdout.write(indented("explain", explain_answer(found)))
    else:
        sys.stdout.writelines(f"{line}\n" for line in explain_lines(found))
    return Exit.DONE
