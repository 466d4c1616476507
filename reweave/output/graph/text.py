"""Note names and titles as text that any format can carry."""

import os
import re

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def node_id(path: str) -> str:
    r"""Return a path as valid Unicode, for use as an identifier; a byte that is not UTF-8 is `\xNN`."""
    return os.fsencode(path).decode(errors="backslashreplace")


def xml_text(text: str) -> str:
    """Return `text` with U+FFFD for what no XML document can hold."""
    return _NO_XML.sub("\ufffd", text)


def plain_line(text: str) -> str:
    """Return `text` on one line, with U+FFFD for control characters and lone surrogates."""
    return _CONTROL.sub("\ufffd", " ".join(text.split()))
