"""The fix for `a if condition else b` where only one branch is text: that branch is wrapped, the other is left."""

import ast
from functools import partial

from reweave.code.rule import MakeFix
from reweave.code.template import Interpolation
from reweave.code.values import Nature, value_of
from reweave.code.wrap_fix import Wrapper, without_str


def branch_fix(wrapper: Wrapper, interpolation: Interpolation, function: str = "plain") -> MakeFix | None:
    """Return the fix that wraps the branches of a conditional expression that are text; `None` where none is."""
    node = interpolation.value
    assert isinstance(node, ast.IfExp)
    branches = (node.body, node.orelse)
    values = [value_of(branch, interpolation.scope) for branch in branches]
    texts = [
        branch
        for branch, value in zip(branches, values, strict=True)
        if value.nature in (Nature.TEXT, Nature.UNKNOWN) and not value.prepared and not _is_empty(branch)
    ]
    if len(texts) == 2:
        return partial(wrapper.value, interpolation, function, rewrite=without_str(interpolation))
    return partial(wrapper.branch, interpolation, texts[0], function) if texts else None


def _is_empty(branch: ast.expr) -> bool:
    """Return whether a branch writes no value at all, which YAML reads as null."""
    return isinstance(branch, ast.Constant) and branch.value == ""
