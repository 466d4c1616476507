"""Where a note's name is read: in the words of a link, in a picture's text, or as a part of a longer word."""

import re
from bisect import bisect_right

from reweave.vault.vault import Vault

_LABEL = re.compile(r"(!?)\[([^\[\]\n]+)\]\([^()\n]*\)")
_DEFINITION = re.compile(r"[ ]{0,3}\[(?!\^)[^\[\]\n]+\]:")
_HYPHENATED = re.compile(r"\w[-\u2010\u2011]")
_LETTER = re.compile(r"\w")
_OPENING, _CLOSING = re.compile(r"\[[\"'*_“‘]*$"), re.compile(r"[\"'*_”’]*\]\(")
_FAR = 500
"""So far the words of a link and its address reach at most."""


def stands_alone(vault: Vault, place: int, start: int, end: int) -> bool:
    """Return whether the characters [start, end) of a note's body name something by themselves.

    They do not inside of the words of a link to a note, which say what that note is; of a picture's text or a link's
    definition; of a word with hyphens; or of the longer words of a link to an address, which are another title.
    """
    body = vault.records[place].body
    links = vault.links[place]
    at = bisect_right(links, start, key=lambda link: link.start) - 1
    if at >= 0 and links[at].targets and end <= links[at].end:
        return False
    before, after = body[max(0, start - 2) : start], body[end : end + 2]
    if _HYPHENATED.fullmatch(before) or _HYPHENATED.fullmatch(after[::-1]):
        return False
    first, last = body.rfind("\n", 0, start) + 1, body.find("\n", end)
    if _DEFINITION.match(body, first):
        return False
    last = len(body) if last < 0 else last
    for label in _LABEL.finditer(body, max(first, start - _FAR), min(last, end + _FAR)):
        low, high = label.span(2)
        if low <= start and end <= high:
            return not label[1] and not _LETTER.search(body, low, start) and not _LETTER.search(body, end, high)
    return True


def is_set_off(body: str, start: int, end: int) -> bool:
    """Return whether the characters [start, end) of a body are a part of a heading, or all the words of a link.

    A heading of nothing else begins a section of its own on the subject.
    """
    first, last = body.rfind("\n", 0, start) + 1, body.find("\n", end)
    before, after = body[first:start], body[end : len(body) if last < 0 else last]
    if before.lstrip().startswith("#"):
        return bool(_LETTER.search(before) or _LETTER.search(after))
    return bool(_OPENING.search(before) and _CLOSING.match(after))
