"""The rule RW102."""

import re
from collections.abc import Iterator
from functools import partial

from reweave.code.base import CodeRule, Invalid, Report
from reweave.code.module import Module
from reweave.code.region import MARK
from reweave.code.values import Nature, value_of
from reweave.code.wrap import Wrapper
from reweave.rules.base import Safety

_TYPED = re.compile(
    r"(?i)(?:.*[-_ ])?(?:date|time|datetime|created|updated|modified|published|year|month|day|id|count|number|order|"
    r"weight|version|draft|public|publish|score|rating|size|length|index|pages|priority|enabled|pinned|at|on|type|lang)"
)
_LINK = re.compile(rf"\[\[[^\[\]]*{MARK}[^\[\]]*\]\]")


class PlainValue(CodeRule):
    """A value stands without quotes, whatever it holds.

    A colon, a `#`, a `[[` or a leading quote in it breaks the note, and `yes` or `12` is read as something else than
    text. `fm.plain` puts quotes where they are needed. The fix is unsafe: a value that is a date or number written as
    text, or YAML that was put together before, cannot be told from text. Keys that usually hold such values (`created`,
    `version`) are left alone.
    """

    code = "RW102"
    safety = Safety.UNSAFE
    invalid = (
        Invalid(
            'def note(title):\n    return f"---\\ntitle: {title}\\n---\\n"\n',
            'from reweave import fm\n\ndef note(title):\n    return f"---\\ntitle: {fm.plain(title)}\\n---\\n"\n',
        ),
        Invalid(
            "import sys\n\n\ndef note(out, post):\n    out.write('---\\n')\n"
            "    out.write('title: %s\\n' % post['title'])\n    out.write('---\\n')\n",
            "import sys\nfrom reweave import fm\n\n\ndef note(out, post):\n    out.write('---\\n')\n"
            "    out.write('title: %s\\n' % fm.plain(post['title']))\n    out.write('---\\n')\n",
        ),
        Invalid(
            'def note(parent):\n    return f"---\\nup: [[{parent}]]\\n---\\n"\n',
            "from reweave import fm\n\n"
            "def note(parent):\n    return f\"---\\nup: {fm.plain(f'[[{parent}]]')}\\n---\\n\"\n",
        ),
    )
    valid = (
        'def note(day):\n    return f"---\\ncreated: {day.isoformat()}\\nversion: {version}\\n---\\n"\n',
        'def note(rows: int):\n    return f"---\\nrows: {rows}\\n---\\n"\n',
        'import yaml\ndef note(meta):\n    return f"---\\nmeta: {yaml.safe_dump(meta)}\\n---\\n"\n',
        'def note(text):\n    return f"---\\nsummary: |\\n  {text}\\n---\\n"\n',
        'def prompt(items):\n    return "Answer:\\n- " + items[0]\n',
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each value that stands alone."""
        for slot in module.slots():
            link = _LINK.fullmatch(slot.text) is not None
            if slot.written_key or not (slot.text == MARK or link):
                continue
            hole = slot.holes[0]
            typed = slot.key is not None and _TYPED.fullmatch(slot.key) and not slot.is_item
            nature = value_of(hole.value, hole.scope).nature
            if nature in (Nature.SAFE, Nature.ESCAPED) or (typed and not link) or not hole.exact:
                continue
            message = (
                "a wiki link without quotes is a list" if link else "a value that gets no quotes where it needs them"
            )
            wrapper = Wrapper(module, self.code, message)
            mend = partial(wrapper.nested, slot.holes, "plain", "") if link else partial(wrapper.value, hole, "plain")
            yield Report(self.code, module.offset(slot), message, Safety.UNSAFE, mend)
