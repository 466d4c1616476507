"""RW601: frontmatter built in JavaScript without escapes."""

from collections.abc import Iterator

from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.rules.base import Safety


class JavaScriptWriter(CodeRule):
    """JavaScript or TypeScript puts values into frontmatter as they are.

    Template literals, sums and joined arrays between two fences are followed. A quote, colon or bracket in such a value
    breaks the note. Write the mapping with a library (`yaml`, `js-yaml`), or each value with `JSON.stringify`, which
    YAML reads. It is only reported. It needs tree-sitter: the extra `js`. Files with a line of over 5,000 bytes are
    bundles, and left out.
    """

    code = "RW601"
    language = "javascript"
    safety = Safety.REPORT
    advice = "write it with `JSON.stringify`, or all of it with a YAML library"
    invalid = (
        Invalid(
            r"""
export const note = (title) => `---
title: "${title}"
---
`;
""",
        ),
        Invalid(
            r"""
function note(page) {
  const lines = ["---", "title: " + page.title];
  lines.push("tags: [" + page.tags.join(", ") + "]", "---");
  return lines.join("\n");
}
""",
        ),
    )
    valid = (
        r"""
export const note = (title) => `---
title: ${JSON.stringify(title)}
created: ${new Date().toISOString()}
---
`;
""",
        r"""
import { stringify } from "yaml";

export const note = (page) => `---\n${stringify(page)}---\n`;
""",
        r"""
export const rule = (title) => `${title}\n---\n`;
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield nothing: this rule is about other files."""
        del module
        yield from ()
