"""How often a template, and each of its fields, is used: a shared one cannot be rewritten for one value."""

import ast
import re

from reweave.code.branches import Parents
from reweave.code.concatenation import PERCENT
from reweave.code.template import Interpolation, Shape


def is_shared(interpolation: Interpolation, parents: Parents) -> bool:
    """Return whether a value's template is used elsewhere too, or a field of it twice."""
    template = interpolation.template
    if template is None:
        return False
    parent = parents.get(template)
    if isinstance(parent, ast.Assign | ast.AnnAssign):
        target = parent.targets[0] if isinstance(parent, ast.Assign) else parent.target
        name = target.id if isinstance(target, ast.Name) else ""
        found = interpolation.scope.lookup(name)
        if found is None or sum(scope.loads[name] for scope in found[0].walk()) != 1:
            return True
    if interpolation.shape is Shape.PERCENT:
        fields = [one["name"] for one in PERCENT.finditer(str(template.value)) if one["name"] is not None]
    else:
        fields = re.findall(r"\{(\w+)", str(template.value))
    return len(fields) > len(set(fields))
