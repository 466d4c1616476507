"""The hint that Python code beside the notes writes or reads frontmatter badly."""

from reweave.files.discovery import Discovery
from reweave.run.workspace import Workspace
from reweave.verbosity import say, timed_step


@timed_step("check code that handles frontmatter")
def point_at_code(workspace: Workspace, found: Discovery) -> None:
    """Name the first Python file on stderr in which `reweave code check` finds something."""
    if not found.programs:
        return
    from reweave.code.quick_scan import first_finding
    from reweave.code.settings import settings_of

    path = first_finding(workspace.root, found.programs, settings_of(workspace.config), workspace.config.code)
    if path is not None:
        say(f"{path} writes or reads frontmatter in a way that breaks; see `reweave code check`")
