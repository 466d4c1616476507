"""Removing the indentation that all lines of a text share, as `textwrap.dedent` does."""

import re

from reweave.code.template import Literal, Part


def dedented(parts: list[Part]) -> list[Part]:
    """Return the parts of a text without the indentation that all its lines share."""
    whole = "".join(part.text if isinstance(part, Literal) else "x" for part in parts)
    margins = [len(line) - len(line.lstrip(" ")) for line in whole.split("\n") if line.strip()]
    margin = min(margins, default=0)
    if not margin:
        return parts
    pattern = re.compile(rf"(^|\n) {{{margin}}}")
    out: list[Part] = []
    for index, part in enumerate(parts):
        if isinstance(part, Literal):
            text = pattern.sub(r"\1", part.text) if not index else re.sub(rf"\n {{{margin}}}", "\n", part.text)
            out.append(part._replace(text=text))
        else:
            out.append(part)
    return out
