"""The functions of the library; `reweave` offers them by name. They take and return bytes, and write no file.

Notes are given as a mapping from path to bytes; paths are relative to the vault's root, as `[[overrides]]` and links
need them. Without `config` the defaults hold; no configuration file is looked for.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reweave.config.model import Config
from reweave.note.finding import Finding
from reweave.note.note import Note

if TYPE_CHECKING:
    from reweave.lint.result import LintResult
    from reweave.merge.notes import Merged
    from reweave.vault.graph import Graph


def read_note(source: bytes, path: str = "note.md", *, config: Config | None = None) -> Note:
    """Read one note without loss.

    Nothing is raised for a note that cannot be read: its `problem` says why.
    """
    return Note(path, source, (config or Config()).limits)


def check(notes: Mapping[str, bytes], *, config: Config | None = None) -> list[Finding]:
    """Return the findings of the selected rules, and why a note cannot be read or fixed, as `reweave check` does.

    Rules that ask about other notes look for them among `notes`. Nothing is raised for a note that cannot be read; that
    is a finding.
    """
    return _lint(notes, config or Config(), unsafe=False).findings


def fix(notes: Mapping[str, bytes], *, config: Config | None = None, unsafe: bool = False) -> dict[str, bytes]:
    """Return all notes, with what the selected rules can fix, as `reweave fix` writes them.

    `unsafe` applies repairs, too. A note that needs no fix, or cannot be fixed safely, has the bytes that it had;
    `check` says why. Each fix is proved: both YAML readers see the same data before and after, but for what the rule
    is about.
    """
    fixed = dict(notes)
    for change in _lint(notes, config or Config(), unsafe=unsafe).changes.totals():
        fixed[change.path] = change.after
    return fixed


def merge_notes(base: bytes, ours: bytes, theirs: bytes, *, config: Config | None = None) -> "Merged":
    """Merge three versions of a note: the frontmatter by its keys, the body as git merges text.

    `base` is empty if both sides made the note. The result has `data`, and in `conflicts` the names of the keys or
    parts around which the data holds conflict markers; it is empty for a clean merge.

    Raises:
        ReweaveError: git is missing or fails.
    """
    from reweave.merge.notes import merge_notes as merge

    config = config or Config()
    return merge(base, ours, theirs, config.merge, limits=config.limits)


def build_graph(notes: Mapping[str, bytes], *, config: Config | None = None) -> "Graph":
    """Return the notes and the edges between them: typed edges of the frontmatter, and links.

    An edge whose name means no note, or several, is left out.
    """
    from reweave.vault.graph import build_graph as build
    from reweave.vault.vault import Vault

    vault = Vault.read(notes.items(), config or Config())
    return build(vault, range(len(vault)))


def _lint(notes: Mapping[str, bytes], config: Config, *, unsafe: bool) -> "LintResult":
    from reweave.lint.linter import lint_notes
    from reweave.rules.base import VaultView

    def vault() -> VaultView:
        from reweave.vault.rule_view import RuleView
        from reweave.vault.vault import Vault

        return RuleView(Vault.read(notes.items(), config))

    return lint_notes(notes.items(), config, unsafe=unsafe, vault=vault)
