"""RW403: loads that change dates or fail on duplicate keys."""

import ast
from collections.abc import Iterator

from reweave.code.calls import argument
from reweave.code.module import Module
from reweave.code.ruamel_calls import yaml_object
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.scope import Scope
from reweave.rules.base import Safety

_LOADS = frozenset({"yaml.safe_load", "yaml.load", "yaml.full_load"})
_POSTS = frozenset({"frontmatter.load", "frontmatter.loads", "frontmatter.parse"})
_LOADERS = frozenset({"yaml.SafeLoader", "yaml.FullLoader", "yaml.Loader"})
_DATES = "dates become `date` objects, and all but the last of duplicate keys are lost"


class SurprisingLoad(CodeRule):
    """Frontmatter is loaded in a way that changes dates or fails on duplicate keys.

    PyYAML's loaders turn `2026-01-01` into a date, which does not equal the text and may be written differently, and
    silently keep only the last of two equal keys; ruamel.yaml refuses such a note. Choose explicitly:
    `yaml.BaseLoader` reads every scalar as text, and `allow_duplicate_keys` makes ruamel.yaml go on.
    """

    code = "RW403"
    safety = Safety.REPORT
    advice = "pass `Loader=yaml.BaseLoader`, or set `allow_duplicate_keys`"
    default = False
    invalid = (
        Invalid(
            r"""
import yaml

def front(text):
    return yaml.safe_load(text.split('\n---')[0])
""",
        ),
        Invalid(
            r"""
import frontmatter

def titles(paths):
    return [frontmatter.load(one)['title'] for one in paths]
""",
        ),
        Invalid(
            r"""
from ruamel.yaml import YAML

yaml = YAML()

def front(text):
    return yaml.load(text.partition('\n---')[0])
""",
        ),
    )
    valid = (
        r"""
import yaml

def front(text):
    return yaml.load(text.split('\n---')[0], Loader=yaml.BaseLoader)
""",
        r"""
import yaml

def settings(path):
    return yaml.safe_load(path.read_text())
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each call."""
        for node, scope, dotted in module.calls:
            if dotted in _POSTS:
                yield Report(self.code, module.start(node), _DATES)
            elif dotted in _LOADS and module.serves_fence(scope):
                loader = argument(node, "Loader", 1)
                if loader is None or scope.dotted(loader) in _LOADERS:
                    yield Report(self.code, module.start(node), _DATES)
            elif (
                _is_ruamel(node, scope)
                and module.serves_fence(scope)
                and b"allow_duplicate_keys" not in module.source.data
            ):
                yield Report(self.code, module.start(node), "fails on duplicate keys")


def _is_ruamel(node: ast.Call, scope: Scope) -> bool:
    """Return whether a call is `load` of a ruamel.yaml object."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr != "load":
        return False
    return yaml_object(node.func.value, scope) is not None
