"""Looking at a vault without a configuration, and proposing one."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reweave.config.loader import parse_config
from reweave.config.locate import FILE
from reweave.config.model import Config
from reweave.extras import missing
from reweave.files.discovery import Discovery
from reweave.files.listing import WorkTree
from reweave.lint.style_survey import survey
from reweave.note.note import Note
from reweave.run.code_hint import point_at_code
from reweave.run.extension_hint import count_frontmatter, text_files
from reweave.run.first_config import VaultFindings, WeavePreview, config_text
from reweave.run.note_files import find_notes, read_files
from reweave.run.workspace import Workspace
from reweave.vault.survey import survey_vault
from reweave.vault.vault import Vault
from reweave.verbosity import timed_step

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHARE = 0.1
"""The share of all frontmatter that files of another extension must have for it to be configured."""
_FEW = 3
_LARGE = 4000
"""The most notes that a preview weaves: it takes some ten seconds then."""


@dataclass(frozen=True, slots=True)
class FirstConfig:
    """A proposed configuration: its text, what it means, what was found, and the notes that it is for."""

    text: str
    config: Config
    found: VaultFindings
    preview: WeavePreview
    notes: "Sequence[Note]"


def propose_config(workspace: Workspace) -> FirstConfig:
    """Return the configuration that fits the vault of a workspace; nothing is written.

    Raises:
        ReweaveError: git failed.
    """
    listed = find_notes(workspace, [])
    point_at_code(workspace, listed)
    extensions, others = _extensions(workspace, listed)
    if extensions:
        config = workspace.config._replace(extensions=(*workspace.config.extensions, *extensions))
        workspace = workspace._replace(config=config)
        listed = find_notes(workspace, [])
    limits = workspace.config.limits
    read = read_files(listed.files, [], limits.note_bytes)
    notes = [Note(name, source, limits) for name, source in read]
    graph = survey_vault(Vault.of(notes, workspace.config))
    found = VaultFindings(survey(notes), graph, extensions, others, _unknown_to_git(workspace))
    preview = _preview(notes, parse_config(config_text(found).encode(), FILE))
    text = config_text(found, preview)
    return FirstConfig(text, parse_config(text.encode(), FILE), found, preview, notes)


def _extensions(workspace: Workspace, listed: Discovery) -> tuple[list[str], int]:
    """Return the other extensions with a share of the frontmatter, and the number of these files."""
    others, _ = count_frontmatter(text_files(workspace, listed))
    if not others:
        return [], 0
    own = count_frontmatter(listed.files)[0].total()
    enough = max(_FEW, _SHARE * (own + others.total()))
    chosen = [extension for extension, count in others.most_common() if count >= enough]
    return chosen, sum(others[extension] for extension in chosen)


def _unknown_to_git(workspace: Workspace) -> dict[str, str]:
    """Return what programs' settings exclude whose files a commit does not hold, so that a run would not see them."""
    found = {one.pattern: one.source for one in workspace.config.found_folders}
    if not found or workspace.git is None:
        return {}
    tree = WorkTree(workspace.git, workspace.root)
    tracked = tree.run("ls-files", "-z", "--", *(f":(literal){source}" for source in set(found.values())))
    names = tracked.decode(errors="surrogateescape").split("\0")
    return {pattern: source for pattern, source in found.items() if source not in names}


@timed_step("see what weaving would do")
def _preview(notes: "Sequence[Note]", config: Config) -> WeavePreview:
    if missing("weave") is not None or len(notes) > _LARGE:
        return WeavePreview()
    from reweave.weave.pipeline import WeaveOptions, weave_vault

    result = weave_vault(Vault.of(notes, config), config, WeaveOptions(date.today()))
    return WeavePreview(len(result.writable), len(result.written.changes))
