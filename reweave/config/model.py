"""The configuration as values with their defaults, and the rules for a path."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from reweave.config.merge import MergeConfig
from reweave.config.weave import WeaveConfig
from reweave.files.globs import Globs
from reweave.files.note_filter import NoteFilter
from reweave.files.program_folders import DEFAULT_EXCLUDE, ProgramFolder, Read, program_folders
from reweave.note.limits import Limits

if TYPE_CHECKING:
    from reweave.rules.base import Rule


CommitsBy = Literal["folder", "rule", "note", "edge", "target"]


class RunConfig(NamedTuple):
    """`[run]`: how `reweave run` delivers.

    `branch` is the branch to commit to, `batch-size` the most notes in a commit, `by` how changes are grouped into
    commits: with `edge` and `target` each edge, or all edges to one note, have a commit of their own, with `note` each
    note; `trailers` further trailer lines of every commit (`Key: value`), `author` its author (`Name <email>`).
    `weave` also adds missing edges, in commits of their own. A run changes at most `max-notes` notes, adds at most
    `max-edges` edges, starts nothing new after `max-minutes`, and spends at most `max-cost` on a model, in the currency
    of its prices; the next runs do the rest. `push-seconds` limits each exchange with a remote or its forge, `forge`
    names the kind of forge where the remote's name does not tell it.
    """

    branch: str = "reweave/normalize"
    batch_size: int = 50
    by: CommitsBy = "folder"
    trailers: tuple[str, ...] = ()
    author: str = ""
    weave: bool = False
    max_notes: int | None = None
    max_edges: int | None = None
    max_minutes: float | None = None
    max_cost: float | None = None
    push_seconds: int = 300
    forge: Literal["github", "gitlab", "forgejo"] | None = None


class CodeConfig(NamedTuple):
    """`[code]`: the Python code around the vault.

    `functions` is where fixed code has its functions from: `import` (from reweave, which the code then depends on),
    `vendored` (a copy beside the code, or at `functions-file`), or a module. `exclude` are patterns of files to skip.
    `select`, `extend-select` and `ignore` choose rules by their codes; `test-files` has tests checked, too.
    """

    functions: str = "import"
    functions_file: str | None = None
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    test_files: bool = False


class Override(NamedTuple):
    """An entry of `[[overrides]]`: other rules or options for the notes that `paths` match."""

    paths: Globs
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = MappingProxyType({})


class _Values(NamedTuple):
    """The values of a configuration.

    `file` is where it was read from (`None`: the defaults), `tables` are its tables as TOML gives them, `found_folders`
    what other programs' settings in the vault exclude.
    """

    file: Path | None = None
    tables: Mapping[str, Any] = MappingProxyType({})
    extensions: tuple[str, ...] = (".md",)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    default_exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    program_folders: bool = True
    found_folders: tuple[ProgramFolder, ...] = ()
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    overrides: tuple[Override, ...] = ()
    limits: Limits = Limits()
    run: RunConfig = RunConfig()
    code: CodeConfig = CodeConfig()
    weave: WeaveConfig = WeaveConfig()
    merge: MergeConfig = MergeConfig()


class Config(_Values):
    """A checked configuration."""

    @cached_property
    def _made(self) -> dict[tuple[int, ...], "tuple[Rule, ...]"]:
        """The rules, by the overrides that hold."""
        return {}

    def note_filter(self, prefix: str = "") -> NoteFilter:
        """Return which paths are notes; `prefix` is the vault's folder in what the paths are relative to."""
        excluded = (*self.default_exclude, *(found.pattern for found in self.found_folders), *self.exclude)
        return NoteFilter.of(self.extensions, self.include, excluded, prefix=prefix)

    def with_program_folders(self, read: Read) -> "Config":
        """Return the configuration for a vault that `read` reads: it excludes what other programs' settings name."""
        if not self.program_folders:
            return self
        return self._replace(found_folders=tuple(program_folders(read)))

    def overrides_for(self, path: str) -> tuple[int, ...]:
        """Return the places of the overrides that hold for a note."""
        if not self.overrides:
            return ()
        return tuple(index for index, override in enumerate(self.overrides) if override.paths.matches(path))

    def rule_tables(self, overrides: tuple[int, ...]) -> object:
        """Return all values that decide what is found in a note for which these overrides hold."""
        own = [
            (override.select, override.extend_select, override.ignore, override.rules)
            for override in map(self.overrides.__getitem__, overrides)
        ]
        return self.select, self.extend_select, self.ignore, dict(self.rules), own, self.limits

    def rules_for(self, path: str) -> "tuple[Rule, ...]":
        """Return the rules for a note, with their options; `path` is relative to the root."""
        applying = self.overrides_for(path)
        if applying not in self._made:
            self._made[applying] = self._rules([self.overrides[index] for index in applying])
        return self._made[applying]

    def _rules(self, overrides: list[Override]) -> "tuple[Rule, ...]":
        from reweave.rules.defaults import DEFAULTS
        from reweave.rules.registry import rules_named  # a sweep over known notes needs no rule

        chosen = set(DEFAULTS if self.select is None else self.select)
        chosen = (chosen | set(self.extend_select)) - set(self.ignore)
        options: dict[str, dict[str, Any]] = {name: dict(table) for name, table in self.rules.items()}
        for override in overrides:
            chosen = set(override.select) if override.select is not None else chosen
            chosen = (chosen | set(override.extend_select)) - set(override.ignore)
            for name, table in override.rules.items():
                options.setdefault(name, {}).update(table)
        return tuple(rule(rule.options_type(**options.get(name, {}))) for name, rule in rules_named(chosen).items())
