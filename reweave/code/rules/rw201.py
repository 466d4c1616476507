"""The rule RW201."""

from collections.abc import Iterator
from functools import partial

from reweave.code.base import CodeRule, Invalid, Report
from reweave.code.calls import PYYAML_DUMPS, WIDTH, add_options, lacks
from reweave.code.module import Module
from reweave.rules.base import Safety


class DumpWithoutWidth(CodeRule):
    """`yaml.dump` writes frontmatter without `width`.

    It then folds every text of more than 80 columns over two lines, which readers that go by lines take for something
    else, and which makes a diff of each edited title. Lines that were shorter come out byte for byte the same.
    """

    code = "RW201"
    safety = Safety.SAFE
    invalid = (
        Invalid(
            'import yaml\n\ndef note(meta):\n    return f"---\\n{yaml.safe_dump(meta)}---\\n"\n',
            'import yaml\n\ndef note(meta):\n    return f"---\\n{yaml.safe_dump(meta, width=1_000_000)}---\\n"\n',
        ),
        Invalid(
            "from yaml import dump\n\ndef note(meta):\n    text = dump(\n        meta,\n        sort_keys=False,  # as given\n"
            "    )\n    return '---\\n' + text + '---\\n'\n",
            "from yaml import dump\n\ndef note(meta):\n    text = dump(\n        meta,\n        sort_keys=False,  # as given\n"
            "        width=1_000_000,\n    )\n    return '---\\n' + text + '---\\n'\n",
        ),
    )
    valid = (
        "import yaml\n\ndef settings(path, data):\n    path.write_text(yaml.dump(data))\n",
        "import yaml\n\ndef note(meta):\n    return '---\\n' + yaml.dump(meta, width=200) + '---\\n'\n",
        "import yaml\n\ndef note(meta, **how):\n    return '---\\n' + yaml.dump(meta, **how) + '---\\n'\n",
        "class yaml:\n    dump = str\n\ndef note(meta):\n    return '---\\n' + yaml.dump(meta) + '---\\n'\n",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield one report for each call."""
        for node, scope, dotted in module.calls():
            if dotted in PYYAML_DUMPS and lacks(node, "width") and module.serves_fence(scope):
                message = "without `width`, long texts are folded over two lines"
                mend = partial(add_options, module, node, {"width": WIDTH}, self.code, message)
                yield Report(self.code, module.start(node), message, Safety.SAFE, mend)
