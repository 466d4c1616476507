"""Calls whose result is known: numbers and dates, text that stays as it is, and YAML."""

import ast
import re

from reweave import fm
from reweave.code.scope import Scope

DATE_METHODS = frozenset({"isoformat", "strftime"})
SAFE_METHODS = frozenset(
    (
        "hexdigest",
        "timestamp",
        "total_seconds",
        "date",
        "time",
        "weekday",
        "year",
        "count",
        "index",
    )
)
SAME_METHODS = frozenset(
    (
        "strip",
        "lstrip",
        "rstrip",
        "title",
        "lower",
        "upper",
        "capitalize",
        "casefold",
        "removeprefix",
        "removesuffix",
        "split",
        "group",
        "zfill",
        "ljust",
        "rjust",
        "center",
        "swapcase",
        "expandtabs",
        "decode",
        "replace",
        "partition",
        "rpartition",
        "rsplit",
        "splitlines",
    )
)
SAFE_CALLS = frozenset(
    (
        "builtins.int",
        "builtins.float",
        "builtins.len",
        "builtins.bool",
        "builtins.sum",
        "builtins.abs",
        "builtins.round",
        "time.time",
        "uuid.uuid4",
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
    )
)
SAME_CALLS = frozenset(
    (
        "builtins.str",
        "builtins.sorted",
        "builtins.list",
        "builtins.set",
        "builtins.tuple",
        "builtins.reversed",
    )
)
_YAML = re.compile(r"(?:^|\.)(?:yaml|ruamel|oyaml|strictyaml|reweave|frontmatter)\.")
_FUNCTIONS = frozenset(fm.__all__)
"""In whatever module a program keeps its copy."""


def _is_list(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in ("list", "sorted")
    name = ast.unparse(node).rpartition(".")[2].strip("'\"])")
    return isinstance(node, ast.List | ast.ListComp) or name.endswith(("s", "list"))


def is_dump(dotted: str) -> bool:
    """Return whether a function makes YAML."""
    is_yaml = dotted == "json.dumps" or _YAML.search(f".{dotted}") is not None
    return is_yaml or dotted.rpartition(".")[2] in _FUNCTIONS


def is_str_of_list(node: ast.expr, scope: Scope) -> bool:
    """Return whether an expression is the `str` of a list, or of what has the name of one: nearly YAML."""
    return is_str(node, scope) and isinstance(node, ast.Call) and bool(node.args) and _is_list(node.args[0])


def is_str(node: ast.expr, scope: Scope) -> bool:
    """Return whether an expression is `str(...)`, which lowercased is how booleans are written."""
    return isinstance(node, ast.Call) and scope.dotted(node.func) == "builtins.str"
