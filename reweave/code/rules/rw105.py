"""The rule RW105."""

from collections.abc import Iterator
from functools import partial

from reweave.code.base import CodeRule, Invalid, Report
from reweave.code.module import Module
from reweave.code.region import MARK
from reweave.code.values import Nature, value_of
from reweave.code.wrap import Wrapper
from reweave.rules.base import Safety


class HandSerializer(CodeRule):
    """Keys and values of a mapping are written as Python shows them.

    Whatever value comes (text with a colon, a list, `None`, `True`), it is written as Python prints it: YAML by luck
    only. `fm.plain` writes any value on one line; `fm.dump` writes the whole mapping. The fix is unsafe: values
    that were prepared as YAML before would get quotes.
    """

    code = "RW105"
    safety = Safety.UNSAFE
    invalid = (
        Invalid(
            'def note(meta):\n    lines = ["---"]\n    for key, value in meta.items():\n'
            '        lines.append(f"{key}: {value}")\n    lines.append("---")\n    return "\\n".join(lines)\n',
            'from reweave import fm\n\ndef note(meta):\n    lines = ["---"]\n    for key, value in meta.items():\n'
            '        lines.append(f"{key}: {fm.plain(value)}")\n    lines.append("---")\n'
            '    return "\\n".join(lines)\n',
        ),
    )
    valid = (
        'import json\ndef note(meta):\n    lines = ["---"]\n    for key, value in meta.items():\n'
        '        lines.append(f"{key}: {json.dumps(value)}")\n    lines.append("---")\n    return lines\n',
        'def show(meta):\n    for key, value in meta.items():\n        print(f"{key}: {value}")\n',
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each line with a key that is a value too."""
        for slot in module.slots():
            if not slot.written_key or slot.text != MARK or not slot.holes[0].exact:
                continue
            hole = slot.holes[0]
            if value_of(hole.value, hole.scope).nature in (Nature.SAFE, Nature.ESCAPED):
                continue
            message = "a mapping's values written as Python shows them"
            mend = partial(Wrapper(module, self.code, message).value, hole, "plain")
            yield Report(self.code, module.offset(slot), message, Safety.UNSAFE, mend)
