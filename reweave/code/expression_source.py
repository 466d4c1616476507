"""The exact source of an expression parsed by libcst."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it is slow to import, and only fixing needs it
    import libcst as cst

_LINE_END = re.compile(r"\r\n|\r|\n")


def code_of(node: "cst.CSTNode", read_from: str) -> str:
    """Return the source of a node that was parsed from a text, is part of one, or was put into one.

    libcst does not store line ends equal to the first one of that text, so they are passed here.
    """
    import libcst as cst

    found = _LINE_END.search(read_from)
    return cst.Module([], default_newline=found[0] if found else "\n").code_for_node(node)
