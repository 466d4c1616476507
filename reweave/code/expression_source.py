"""The source of an expression that libcst has read, byte for byte."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it is slow to import, and only fixing needs it
    import libcst as cst

_LINE_END = re.compile(r"\r\n|\r|\n")


def code_of(node: "cst.CSTNode", read_from: str) -> str:
    """Return the source of a node that was read from a text (or is a part of it, or was put into it).

    A line end like the first one of that text is none of its own to libcst: it has to be told.
    """
    import libcst as cst

    found = _LINE_END.search(read_from)
    return cst.Module([], default_newline=found[0] if found else "\n").code_for_node(node)
