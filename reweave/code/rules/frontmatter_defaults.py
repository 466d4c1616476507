"""The rule RW204."""

from collections.abc import Iterator
from functools import partial

from reweave.code.calls import WIDTH, add_options, lacks
from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.rules.base import Safety

_WANTED = {"sort_keys": "False", "width": WIDTH}


class FrontmatterDefaults(CodeRule):
    """python-frontmatter writes with its defaults: keys sorted, long texts folded.

    What it is given beside the post goes on to `yaml.dump`. The fix is unsafe: it changes the order of the keys.
    """

    code = "RW204"
    safety = Safety.UNSAFE
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
                message = "python-frontmatter sorts the keys and folds long texts unless it is told otherwise"
                fix = partial(add_options, module, node, missing, self.code, message)
                yield Report(self.code, module.start(node), message, Safety.UNSAFE, fix)
