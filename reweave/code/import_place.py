"""Where isort and ruff put an import among those that are there."""

import ast
import sys
from pathlib import Path
from typing import NamedTuple

from reweave.code.source import SourceFile


class ImportPlace(NamedTuple):
    """An offset at the start of a line, and whether an empty line belongs before and after the import."""

    offset: int
    blank_before: bool
    blank_after: bool


def import_place(source: SourceFile, package: str, name: str, root: Path | None) -> ImportPlace | None:
    """Return the place of `from package import name` (`import name`: no package); `None` without imports at the top."""
    block = top_imports(source, _below_path(source) if package.partition(".")[0] not in ("", "reweave") else 0)
    if not block:
        return None
    own = _key(package, name, root)
    keys = [_statement_key(node, root) for node in block]
    after = max((index for index, key in enumerate(keys) if key <= own), default=-1)
    while after >= 0 and after + 1 < len(block) and _shares_line(source, block[after], block[after + 1]):
        after += 1
    if after < 0:
        return ImportPlace(_line(source, block[0]), blank_before=False, blank_after=keys[0][0] != own[0])
    if after + 1 < len(block) and keys[after + 1][0] == own[0] != keys[after][0]:  # the first of its section
        return ImportPlace(_line(source, block[after + 1]), blank_before=False, blank_after=False)
    end = source.line_end(source.end(block[after]))
    following = keys[after + 1] if after + 1 < len(block) else None
    is_apart = following is None or source.data[end:].lstrip(b" \t").startswith((b"\n", b"\r"))
    blank_after = not is_apart and following is not None and following[0] != own[0]
    return ImportPlace(end, blank_before=keys[after][0] != own[0], blank_after=blank_after)


def _line(source: SourceFile, node: ast.stmt) -> int:
    """Return the offset of the line that a statement begins on."""
    start = source.start(node)
    return max(source.data.rfind(b"\n", 0, start), source.data.rfind(b"\r", 0, start), source.start_of_text - 1) + 1


def _below_path(source: SourceFile) -> int:
    """Return the index of the first import after all statements that change where modules are found."""
    body = source.tree.body
    if b"sys.path" not in source.data:
        return 0
    changes = [index for index, node in enumerate(body) if "sys.path" in ast.unparse(node)]
    below = changes[-1] + 1 if changes else 0
    is_import = [isinstance(node, ast.Import | ast.ImportFrom) for node in body]
    return next((index for index in range(below, len(body)) if is_import[index]), len(body)) if below else 0


def top_imports(source: SourceFile, first: int = 0) -> list[ast.Import | ast.ImportFrom]:
    """Return the imports from a statement on, or at the top; without those on the line of something else."""
    found: list[ast.Import | ast.ImportFrom] = []
    body = source.tree.body
    for index, node in enumerate(body[first:], first):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found.append(node)
        elif index or not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            break
    last = body.index(found[-1]) if found else 0
    while found and last + 1 < len(body) and _shares_line(source, found[-1], body[last + 1]):
        found.pop()
        last -= 1
    return found


def _shares_line(source: SourceFile, node: ast.stmt, following: ast.stmt) -> bool:
    return source.start(following) < source.line_end(source.end(node))


Key = tuple[int, int, str, tuple[int, str, str]]


def _statement_key(node: ast.Import | ast.ImportFrom, root: Path | None) -> Key:
    if isinstance(node, ast.Import):
        return _key("", node.names[0].name, root)
    package = "." * node.level + (node.module or "")
    return _key(package, min((one.name for one in node.names), key=member_key), root)


def member_key(name: str) -> tuple[int, str, str]:
    """Return what isort sorts the names of one import by: constants, classes, then all others."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return (-1 if name == "*" else kind), name.casefold(), name


def _key(package: str, name: str, root: Path | None) -> Key:
    """Return section, kind (`import` before `from`), module and first name, as isort sorts them by default."""
    module = package or name
    top = module.partition(".")[0]
    if module == "__future__":
        section = 0
    elif top in sys.stdlib_module_names:
        section = 1
    elif not top:  # relative; those with more dots come first
        return 4, 1, f"{9 - (len(module) - len(module.lstrip('.')))}{module.lstrip('.').casefold()}", member_key(name)
    else:
        section = 3 if root is not None and _is_first_party(root, top) else 2
    return section, int(bool(package)), module.casefold(), member_key(name)


def _is_first_party(root: Path, top: str) -> bool:
    return any((root / base / top).is_dir() or (root / base / f"{top}.py").is_file() for base in ("", "src"))
