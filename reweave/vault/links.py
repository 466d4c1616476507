"""The links of a body, with the characters that they cover. Reading is linear in the length of any text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from reweave.vault.code_spans import CodeSpans, Span, fenced, indented


class LinkForm(StrEnum):
    """How a link is written."""

    WIKI = "wiki"
    EMBED = "embed"
    MARKDOWN = "markdown"
    IMAGE = "image"
    DEFINITION = "definition"
    """`[label]: path`, which links of the form `[text][label]` lead to."""

    @property
    def is_path(self) -> bool:
        """Whether the link names a file by its path, not a note by any of its names."""
        return self not in (LinkForm.WIKI, LinkForm.EMBED)


class ParsedLink(NamedTuple):
    """A link as written in a body: the characters [start, end), and its parts.

    `name` is the part before a `#`, for a Markdown link its path with escapes and percent signs decoded;
    `fragment` is the part after the `#`; `text` is what a reader sees.
    """

    start: int
    end: int
    name: str
    fragment: str
    text: str
    form: LinkForm


_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_WIKI = re.compile(r"!?\[\[([^\[\]\n|]*)(?:\|([^\[\]\n]*))?\]\]")
_TOKEN = re.compile(r"\\[^\w\s]|`+|<!--|%%|!?\[\[?|\]\(?")
_FEWER = re.compile(r"\\[^\w\s]|`+|<!--|%%|!?\[\[")
_TARGET = re.compile(
    r"""\([ \t]*
        (?: <(?P<angled>[^<>\n]*)> | (?P<bare>(?!<)(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))++) )
        (?: [ \t]+ (?: "[^"\n]*" | '[^'\n]*' | \([^()\n]*\) ) )?
        [ \t]*\)""",
    re.VERBOSE,
)
_DEFINITION = re.compile(
    r"""^(?:[ \t]*>)*[ \t]*\[(?P<label>(?!\^)(?:[^\[\]\\\n]|\\.){1,999})\]:[ \t]*(?:\r?\n[ \t]*)?
        (?: <(?P<angled>[^<>\n]*)> | (?P<bare>[^\s<]\S*+) )
        (?: [ \t]+ (?: "[^"\n]*" | '[^'\n]*' | \([^()\n]*\) ) )?
        [ \t]*\r?$""",
    re.VERBOSE | re.MULTILINE,
)
_ESCAPED = re.compile(r"\\([^\w\s])")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


def find_links(body: str) -> list[ParsedLink]:
    """Return the links of a body in order: `[[x]]`, `[[x#h|text]]`, `![[x]]`, `[text](path.md)`, `[text](<a b.md>)`.

    Left out are links in code, in comments (`<!-- -->`, `%% %%`) and after a backslash, addresses with a scheme
    (`https:`), and links to a place in the same note (`[[#h]]`, `(#h)`).
    """
    if "[[" not in body and "](" not in body:
        return []
    reader = _Reader(body)
    place = 0
    for low, high in fenced(body):
        reader.read(place, low)
        place = high
    reader.read(place, len(body))
    return _outside_indented(body, sorted(reader.found))


def path_span(body: str, link: ParsedLink) -> tuple[int, int]:
    """Return the characters of a link to a path that are the path, without its fragment or query."""
    if link.form is LinkForm.DEFINITION:
        start = body.rindex("]:", link.start, link.end) + 2
        start = next(place for place in range(start, link.end) if not body[place].isspace())
        start, end = (start + 1, link.end - 1) if body[start] == "<" else (start, link.end)
    else:
        at = body.rindex("](", link.start, link.end)
        while (target := _TARGET.match(body, at + 1)) is None or target.end() != link.end:
            at = body.rindex("](", link.start, at)
        start, end = target.span("angled" if target["angled"] is not None else "bare")
    stops = (place for char in "#?" if (place := body.find(char, start, end)) != -1)
    return start, min(stops, default=end)


def find_definitions(body: str) -> list[ParsedLink]:
    """Return the reference definitions of a body in order (`[label]: path.md "title"`), as links to their paths.

    Left out are those in code and comments, footnotes, addresses with a scheme, and what continues a paragraph.
    """
    if "]:" not in body:
        return []
    hidden = sorted([*fenced(body), *_comments(body), *((link.start, link.end) for link in find_links(body))])
    found: list[ParsedLink] = []
    at = covered = 0
    for one in _DEFINITION.finditer(body):
        start, end = one.start("label") - 1, one.end("angled") + 1 if one["angled"] is not None else one.end("bare")
        address = one["angled"] if one["angled"] is not None else one["bare"]
        parts = _address(address)
        above = body.rfind("\n", 0, max(one.start() - 1, 0)) + 1
        while at < len(hidden) and hidden[at][0] < end:
            covered = max(covered, hidden[at][1])
            at += 1
        if parts is not None and covered <= start and _opens_block(body[above : max(one.start() - 1, 0)]):
            found.append(ParsedLink(start, end, *parts, one["label"], LinkForm.DEFINITION))
    return _outside_indented(body, found)


def _comments(body: str) -> Iterator[Span]:
    for opening, closing in (("<!--", "-->"), ("%%", "%%")):
        place = body.find(opening)
        while place != -1:
            end = body.find(closing, place + 2)
            if end == -1:
                break
            yield place, end + len(closing)
            place = body.find(opening, end + len(closing))


def _opens_block(above: str) -> bool:
    """Return whether the line after this one is not the continuation of a paragraph."""
    bare = above.strip(" \t\r>")
    return not bare or bare.startswith(("#", "<!--", "---", "***", "```", "~~~")) or bool(_DEFINITION.match(above))


class _Reader:
    """Reads stretches of a body between fenced code; what it learned of the whole body it does not look up again."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.found: list[ParsedLink] = []
        self._token = _TOKEN if "](" in body else _FEWER
        self._code = CodeSpans(body) if "`" in body else None
        self._paragraph = 0
        self._never: set[str] = set()

    def read(self, start: int, end: int) -> None:
        """Add the links of [start, end)."""
        body, token = self.body, self._token
        self._paragraph = start
        opened: list[int] = []
        place = start
        while (found := token.search(body, place, end)) is not None:
            at, text = found.start(), found[0]
            place = found.end()
            if text[0] == "\\":
                continue
            if opened and at >= self._paragraph:
                opened.clear()
            if text[0] == "`":
                place = self._behind_code(at, place, end)
            elif text == "<!--" or text == "%%":
                place = self._behind_comment(text, at, place, end)
            elif text.endswith("[["):
                link = _WIKI.match(body, at, end)
                if link is not None:
                    self._wiki(link)
                    place = link.end()
                else:
                    self._paragraph_end(at, end)
                    opened.append(at)
                    place = at + len(text) - 1
            elif text[-1] == "[":
                self._paragraph_end(at, end)
                opened.append(at)
            elif text[0] == "]" and opened:
                opening = opened.pop()
                if text == "](" and (target := _TARGET.match(body, at + 1, end)) is not None:
                    self._markdown(opening, at, target)
                    place = target.end()

    def _wiki(self, link: re.Match[str]) -> None:
        target = link[1].removesuffix("\\") if link[2] is not None else link[1]
        name, _, fragment = target.partition("#")
        if not name.strip():
            return
        shown = link[2] if link[2] is not None else target
        form = LinkForm.EMBED if link[0][0] == "!" else LinkForm.WIKI
        self.found.append(ParsedLink(link.start(), link.end(), name.strip(), fragment.strip(), shown.strip(), form))

    def _markdown(self, opening: int, closing: int, target: re.Match[str]) -> None:
        parts = _address(target["angled"] if target["angled"] is not None else target["bare"])
        if parts is None:
            return
        first = self.body.index("[", opening) + 1
        shown = " ".join(self.body[first:closing].split())
        form = LinkForm.IMAGE if self.body[opening] == "!" else LinkForm.MARKDOWN
        self.found.append(ParsedLink(opening, target.end(), *parts, shown, form))

    def _paragraph_end(self, place: int, end: int) -> int:
        if place >= self._paragraph:
            blank = _BLANK_LINE.search(self.body, place, end)
            self._paragraph = end if blank is None else blank.start() + 1
        return self._paragraph

    def _behind_code(self, at: int, place: int, end: int) -> int:
        assert self._code is not None
        behind = self._code.end(place, place - at, self._paragraph_end(at, end))
        return place if behind is None else behind

    def _behind_comment(self, mark: str, at: int, place: int, end: int) -> int:
        if mark in self._never:
            return place
        close = "-->" if mark == "<!--" else mark
        found = self.body.find(close, at + 2)  # `<!-->` is a whole comment
        if found >= 0:
            return found + len(close)
        self._never.add(mark)
        # An HTML comment that opens a line and is never closed hides all that follows.
        return end if mark == "<!--" and not self.body[self.body.rfind("\n", 0, at) + 1 : at].strip() else place


def _address(written: str) -> tuple[str, str] | None:
    """Return the path and the fragment of an address in the vault, decoded; `None` for any other."""
    address = _ESCAPED.sub(r"\1", written) if "\\" in written else written
    path, _, fragment = address.partition("#")
    path = path.partition("?")[0]
    return None if _SCHEME.match(address) or not path else (_decoded(path), _decoded(fragment))


def _decoded(text: str) -> str:
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text, errors="replace")


def _outside_indented(body: str, links: list[ParsedLink]) -> list[ParsedLink]:
    """Leave out the links in indented code; lines are only examined where a link is on one."""
    if not links or ("\n    " not in body and "\t" not in body and not body.startswith("    ")):
        return links
    code: list[Span] = indented(body)
    if not code:
        return links
    starts = [low for low, _ in code]
    return [link for link in links if (at := bisect_right(starts, link.start)) == 0 or link.start >= code[at - 1][1]]
