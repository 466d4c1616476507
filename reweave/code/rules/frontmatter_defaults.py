"""RW204: python-frontmatter with its defaults."""

from collections.abc import Iterator
from functools import partial

from reweave.code.calls import WIDTH, add_options, lacks
from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.rules.base import Safety

_WANTED = {"sort_keys": "False", "width": WIDTH}


class FrontmatterDefaults(CodeRule):
    """python-frontmatter writes with its defaults: sorted keys and folded strings.

    Both make large diffs, and folded strings are misread by line-based readers. Pass `sort_keys=False` and `width`,
    which python-frontmatter hands on to `yaml.dump`.

    The fix is unsafe: it changes the order in which keys are written.
    """

    code = "RW204"
    safety = Safety.UNSAFE
    advice = "pass `sort_keys=False` and a large `width`"
    invalid = (
        Invalid(
            r"""
import frontmatter

def save(path, post):
    path.write_text(frontmatter.dumps(post))
""",
            r"""
import frontmatter

def save(path, post):
    path.write_text(frontmatter.dumps(post, sort_keys=False, width=1_000_000))
""",
        ),
        Invalid(
            r"""
import frontmatter as fm

def save(post, out):
    fm.dump(post, out, width=999)
""",
            r"""
import frontmatter as fm

def save(post, out):
    fm.dump(post, out, width=999, sort_keys=False)
""",
        ),
    )
    valid = (
        r"""
import frontmatter

def text(post):
    return frontmatter.dumps(post, sort_keys=False, width=999)
""",
        r"""
from mine import frontmatter

def text(post):
    return frontmatter.dumps(post)
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each call."""
        for node, _, dotted in module.calls:
            if dotted not in ("frontmatter.dump", "frontmatter.dumps"):
                continue
            missing = {option: value for option, value in _WANTED.items() if lacks(node, option)}
            if missing:
                message = "python-frontmatter sorts keys and folds long strings by default"
                fix = partial(add_options, module, node, missing, self.code, message)
                yield Report(self.code, module.start(node), message, Safety.UNSAFE, fix)
