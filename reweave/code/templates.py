"""Values in the frontmatter of templates: Jinja, Liquid, Handlebars, Go, ERB, EJS and Templater."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reweave.code.frontmatter_span import ITEM, KEY, MARK, key_name
from reweave.code.naming import sounds_prepared, sounds_typed
from reweave.code.rules.plain_value import SAFE_AROUND, TYPED

EXTENSIONS = (
    ".j2", ".jinja", ".jinja2", ".njk", ".liquid", ".hbs", ".handlebars", ".mustache", ".ejs", ".erb", ".tmpl",
)  # fmt: skip
_VALUE = re.compile(r"\{\{\{?[-~]?(?P<braces>[^{}]*?)[-~]?\}?\}\}|<%[-_=]*\+?(?P<percent>.*?)[-_]?%>")
_TAG = re.compile(r"\{%.*?%\}|\{\{[!#/^>].*?\}\}|\{#.*?#\}|<%(?!\s*tp\b)[^=-].*?%>", re.DOTALL)
_TEMPLATER = re.compile(r"<%[-_]?(?:\*|\s*tp\b)")
_BLOCK_TAG = re.compile(r"\{%.*?%\}|\{\{[!#/^>].*?\}\}|\{#.*?#\}", re.DOTALL)
"""Tags that write nothing, where `<% x %>` writes a value as in Templater."""
_CORE = re.compile(r"(?i)\s*(?:title|date|time)(?:\s*:.*)?\s*")
"""Obsidian's own placeholders: file names and dates."""
_DATE = re.compile(r"(?i)date|now|time|\bid\b|uuid|slug|index|count|size|length")
_QUOTING = re.compile(r"(?i)json|yaml|quote|dump")
_LARGEST = 1 << 20
_LONGEST_LINE = 4_096
"""A longer line is passed over: what is opened in it and never closed would be searched for again and again."""


class TemplateFinding(NamedTuple):
    """One finding: its offset into the text (characters) and what is wrong."""

    offset: int
    message: str


def may_be_template(text: str) -> bool:
    """Return whether a text has frontmatter with values of a template in it."""
    return len(text) <= _LARGEST and "---" in text and ("{{" in text or "<%" in text)


def check_template(text: str, *, core: bool = False) -> Iterator[TemplateFinding]:
    """Yield the findings in the frontmatter at the beginning of a template; with `core`, Obsidian's names are left."""
    if not may_be_template(text):
        return
    tags = _BLOCK_TAG if _TEMPLATER.search(text) is not None else _TAG
    text = _without_code(text)
    place, key, opened = 0, None, False
    for line in text.split("\n"):
        start, place = place, place + len(line) + 1
        if len(line) > _LONGEST_LINE:
            continue
        bare = tags.sub("", line.rstrip("\r")).strip("\ufeff")
        if not opened:
            if bare.strip() == "---":
                opened = True
            elif bare.strip():
                return
            continue
        if bare.strip() == "---":
            return
        marked = _VALUE.sub(MARK, bare)
        pair, item = KEY.fullmatch(marked), ITEM.fullmatch(marked)
        if pair is not None:
            key = key_name(pair["key"]) or key
        value = item["value"] if item is not None else pair["value"] if pair is not None else None
        expressions = [found["braces"] or found["percent"] or "" for found in _VALUE.finditer(bare)]
        if value and MARK in value and not (core and all(map(_CORE.fullmatch, expressions))):
            message = _fault(None if item is not None else key, value.strip(), expressions)
            if message is not None:
                found = _VALUE.search(line)
                yield TemplateFinding(start + (found.start() if found is not None else 0), message)


def _without_code(text: str) -> str:
    """Return a text with blanks for Templater's code, `<%* ... %>`, which writes nothing itself."""
    kept: list[str] = []
    place = 0
    while (start := text.find("<%*", place)) >= 0 and (end := text.find("%>", start)) >= 0:
        kept += [text[place:start], re.sub(r"[^\n]", " ", text[start : end + 2])]
        place = end + 2
    return "".join((*kept, text[place:]))


def _fault(key: str | None, value: str, expressions: list[str]) -> str | None:
    if all(map(_is_safe, expressions)):
        return None
    if value[0] in "\"'" or value.startswith("["):
        return "value of a template is not escaped"
    if key is not None and TYPED.fullmatch(key):
        return None
    if value == MARK or (value[0] not in "{|>&*!" and SAFE_AROUND.search(value) is None):
        return "value of a template is written without quotes"
    return None


def _is_safe(expression: str) -> bool:
    """Return whether a filter or helper quotes the value, or it is a date, a number or the like."""
    if _QUOTING.search(expression) is not None or any(map(sounds_prepared, re.findall(r"\w+", expression))):
        return True
    name = expression.partition("|")[0].strip().rpartition(".")[2].strip("() ")
    return _DATE.search(expression) is not None or sounds_typed(name) or not name or name[:1] in "\"'0123456789"
