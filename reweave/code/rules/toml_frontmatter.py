"""RW109: TOML frontmatter written without escapes."""

import re
from collections.abc import Iterator

from reweave.code.frontmatter_span import MARK, find_toml
from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.values import Nature, value_of
from reweave.rules.base import Safety

_QUOTED = re.compile(rf"\s*[\w.-]+\s*=\s*\[?.*([\"'])[^\"']*{MARK}.*\1.*")


class TomlFrontmatter(CodeRule):
    """A value is put between the quotes of TOML frontmatter (`+++`) without being escaped.

    A quote or backslash in the value ends the string early, and the site does not build. Escape both, or write the
    frontmatter with a library (`tomli_w`, `tomlkit`). `reweave.fm` writes YAML only.
    """

    code = "RW109"
    safety = Safety.REPORT
    advice = "write TOML with a library such as tomli_w"
    invalid = (
        Invalid(
            r"""
def note(title):
    return f'+++\ntitle = "{title}"\n+++\n'
""",
        ),
    )
    valid = (
        r"""
import json

def note(title):
    return f'+++\ntitle = {json.dumps(title)}\n+++\n'
""",
        r"""
def total(a, b):
    return f'{a}\n+++\n{b}'
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for each line."""
        if b"+++" not in module.source.data:
            return
        seen: set[tuple[int, int]] = set()
        for parts in module.built():
            for line in find_toml(parts):
                if not line.interpolations or line.interpolations[0].key in seen or not _QUOTED.fullmatch(line.text):
                    continue
                if any(value_of(one.value, one.scope).nature is Nature.TEXT for one in line.interpolations):
                    seen.add(line.interpolations[0].key)
                    first = line.interpolations[0]
                    offset = module.find(first.template or first.origin, line.text.partition(MARK)[0])
                    yield Report(self.code, offset, "value between quotes of TOML is not escaped")
