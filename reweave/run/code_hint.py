"""The hint that Python code beside the notes writes or reads frontmatter badly."""

from reweave.files.discovery import Discovery
from reweave.run.workspace import Workspace
from reweave.verbosity import say, timed_step


@timed_step("check code that handles frontmatter")
def point_at_code(workspace: Workspace, found: Discovery) -> None:
    """Name the first Python file on stderr in which `reweave code check` finds something.

    Without libcst nothing is certain: the first file that handles frontmatter is named then.
    """
    if not found.programs:
        return
    from reweave.code.quick_scan import first_candidate, first_finding
    from reweave.code.settings import settings_of
    from reweave.distribution import extra
    from reweave.extras import missing

    if missing("code") is not None:
        path = first_candidate(workspace.root, found.programs, workspace.config.code)
        if path is not None:
            say(f"{path} handles frontmatter; to see whether it breaks it: {extra('code')}, then `reweave code check`")
        return
    path = first_finding(workspace.root, found.programs, settings_of(workspace.config), workspace.config.code)
    if path is not None:
        say(f"{path} writes or reads frontmatter in a way that breaks; see `reweave code check`")
