"""Checking and fixing one parsed file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reweave.code.ignore_comments import Ignores
from reweave.code.import_edit import import_edit
from reweave.code.module import Module
from reweave.code.module_import import UnresolvedImportError
from reweave.code.rule import CodeRule, Report
from reweave.code.script_metadata import MetadataError, with_dependency
from reweave.code.settings import Settings
from reweave.code.source import SourceFile, UnparsableError
from reweave.distribution import DISTRIBUTION, requirement
from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.rules.base import Safety

_ROUNDS = 20
_VALUES, _INSERTED = "RW1", "RW301"
"""The rules about values, and the one about lines that are inserted."""


class FixError(Exception):
    """A fixed file failed its checks; the file is left unchanged."""


@dataclass(slots=True)
class Fixed:
    """A fixed file: the resulting module, the reports left in it, and one change per round."""

    module: Module
    left: list[Report]
    changes: list[Change] = field(default_factory=list)


def read_module(path: str, data: bytes, settings: Settings) -> Module:
    """Parse and analyze a file.

    Raises:
        UnparsableError: it is not valid Python, or nested too deeply.
    """
    source = SourceFile.read(path, data)
    try:
        return Module(source, settings)
    except RecursionError as error:
        raise UnparsableError("nested too deeply") from error


def reports(module: Module, rules: Sequence[CodeRule]) -> list[Report]:
    """Return the reports of the rules in order of position, one per place, without those that a comment silences."""
    ignores = Ignores(module.source)
    found = [report for rule in rules for report in rule.check(module)]
    kept = [report for report in found if not ignores.silences(report.rule, report.offset)]
    return _one_per_place(sorted(kept, key=lambda one: (one.offset, one.rule, one.message)), module)


def _one_per_place(found: list[Report], module: Module) -> list[Report]:
    """Drop repeated reports; of a line that is inserted, how its value is written says more."""
    lines = {module.source.position(one.offset)[0] for one in found if one.rule.startswith(_VALUES)}
    kept: dict[tuple[int, str], Report] = {}
    for report in found:
        if report.rule != _INSERTED or module.source.position(report.offset)[0] not in lines:
            kept.setdefault((report.offset, report.rule), report)
    return list(kept.values())


def fix_module(
    module: Module, rules: Sequence[CodeRule], *, unsafe: bool, found: Sequence[Report] | None = None
) -> Fixed:
    """Apply the fixes of the rules, round after round, until none is left; `found` are the reports, where known.

    Raises:
        FixError: the result is not valid Python, does not converge, or needs an import that has no place.
    """
    result = Fixed(module, reports(module, rules) if found is None else list(found))
    if not module.source.editable:
        return result
    for _ in range(_ROUNDS):
        edits = _edits(module, result.left, unsafe)
        if not edits:
            return result
        before = module.source
        try:
            module = module.edited(edits)
            result.left = reports(module, rules)
        except (ValueError, UnparsableError) as error:
            raise FixError(f"the fixed file would not parse: {error}") from error
        except RecursionError as error:
            raise FixError("the fixed file would be nested too deeply") from error
        result.changes.append(Change(before.path, ChangeKind.CONTENT, before.data, module.source.data, tuple(edits)))
        result.module = module
    raise FixError("the fixes do not converge")


def _edits(module: Module, found: Sequence[Report], unsafe: bool) -> list[Edit]:
    allowed = (Safety.SAFE, Safety.UNSAFE) if unsafe else (Safety.SAFE,)
    chosen: list[Edit] = []
    for report in found:
        if report.fix is None or report.safety not in allowed:
            continue
        own = report.fix()
        if own and not any(_touch(one, other) for one in own for other in chosen):
            chosen.extend(own)
    name = module.functions_name.encode()
    if any(name + b"." in edit.text for edit in chosen) and not module.imports_functions:
        chosen.extend(_import(module, chosen[0]))
    return chosen


def _touch(one: Edit, other: Edit) -> bool:
    return one.start <= other.end and other.start <= one.end


def _import(module: Module, because: Edit) -> list[Edit]:
    """Return the edits that import the functions, where isort would, and that state the dependency of a script.

    Raises:
        FixError: there is no place for the import, or it would not resolve.
    """
    source = module.source
    try:
        own = module.functions
    except UnresolvedImportError as error:
        raise FixError(f"the functions cannot be imported: {error}") from error
    found = import_edit(source, own, module.functions_name, module.settings.root)
    if found is None:
        raise FixError("no room for an import next to `from __future__`")
    edits = [Edit(found.start, found.end, found.text, because.rule, "import needed by the fixes")]
    return edits if own.package != "reweave" else [*_dependency(source, because), *edits]


def _dependency(source: SourceFile, because: Edit) -> list[Edit]:
    """Return the edit that adds what is imported to the dependencies that a script states itself."""
    if b"# /// script" not in source.data:
        return []
    text = source.data.decode()
    try:
        found = with_dependency(text, requirement(), (DISTRIBUTION,))
    except MetadataError as error:
        raise FixError(str(error)) from error
    if found is None:
        return []
    start, end = (len(text[:offset].encode()) for offset in found[:2])
    return [Edit(start, end, found[2].encode(), because.rule, "dependency of the import")]
