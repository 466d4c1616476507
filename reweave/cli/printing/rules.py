"""The list of rules, and the page of one, at the width of the terminal."""

import inspect
import json
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from reweave.note.note import Note
from reweave.rules.base import Example, Rule, VaultRule
from reweave.text import escape

_NARROW = 24
"""The least room for text beside a column; with less, it goes below."""
_READABLE = 100


def terminal_width() -> int | None:
    """Return the columns of the terminal (or `COLUMNS`), or `None` if the output goes elsewhere."""
    return shutil.get_terminal_size(fallback=(0, 0)).columns or None


def rule_list(rules: Sequence[type[Rule]], width: int | None) -> Iterator[str]:
    """Yield a line for each rule; a summary that does not fit into `width` is wrapped."""
    longest = max(len(rule.name) for rule in rules)
    for rule in rules:
        on = "on" if rule.default else "off"
        head = f"{rule.name:{longest}}  {on:3}  {rule.safety.value:6}  {rule.kind.value:7}  "
        yield from _beside(head, paragraphs(rule)[0], width)
    yield ""
    yield from _filled("on, off: selected by default or not", width)
    yield from _filled("safe, unsafe: applied by `reweave fix`, or by `reweave fix --unsafe`", width)
    yield from _filled("report: to be fixed by hand", width)


def rule_page(rule: type[Rule], width: int | None) -> Iterator[str]:
    """Yield the documentation of a rule, its options with their defaults, and its examples."""
    on = "on" if rule.default else "off"
    yield from _filled(f"{rule.name} ({rule.kind.value}, {rule.safety.value}, {on} by default)", width)
    for paragraph in paragraphs(rule):
        yield ""
        yield from _filled(paragraph, width)
    options = default_options(rule)
    if options:
        for paragraph in paragraphs(rule.options_type):
            yield ""
            yield from _filled(paragraph, width)
    if options or not rule.default:
        yield "\nIn reweave.toml:\n"
    if not rule.default:
        yield f'    extend-select = ["{rule.name}"]'
    if options:
        yield f"    [rules.{rule.name}]"
        for key, value in options.items():
            yield from _setting(key, value, width)
    for example in rule.examples:
        yield from _example(rule, example, width)


def paragraphs(documented: type) -> list[str]:
    """Return the paragraphs of a docstring, each on one line."""
    return [" ".join(part.split("\n")) for part in inspect.cleandoc(documented.__doc__ or "").split("\n\n")]


def default_options(rule: type[Rule]) -> dict[str, Any]:
    """Return the options of a rule by their names in the configuration, with their defaults."""
    return {name.replace("_", "-"): value for name, value in rule.options_type()._asdict().items()}


def _example(rule: type[Rule], example: Example, width: int | None) -> Iterator[str]:
    given = "".join(f" ({key.replace('_', '-')} = {json.dumps(value)})" for key, value in example.options.items())
    yield f"\n{example.title}{given}:\n"
    yield from _indented(example.before)
    for path, text in example.others.items():
        yield f"  in a vault with {path}:"
        yield from _indented(text)
    if example.before != example.after:
        yield "  becomes:"
        yield from _indented(example.after)
        return
    found = list(_findings(rule, example))
    yield "  is left, with:" if found else "  is left."
    for finding in found:
        yield from _filled(finding, width, " " * 4)


def _findings(kind: type[Rule], example: Example) -> Iterator[str]:
    rule = kind(kind.options_type(**example.options))
    note = Note("note.md", example.before.encode())
    if isinstance(rule, VaultRule):
        from reweave.vault.rule_view import RuleView
        from reweave.vault.vault import Vault

        others = ((path, text.encode()) for path, text in example.others.items())
        rule = rule.within(RuleView(Vault.read([(note.path, note.source), *others]), lambda: example.days))
    for proposal in rule.propose(note):
        line, column = note.place(proposal.offset)
        yield f"{line}:{column}: {proposal.message}"


def _setting(key: str, value: object, width: int | None) -> Iterator[str]:
    line = f"    {key} = {json.dumps(value)}"
    if isinstance(value, tuple) and width is not None and len(line) > width:
        yield f"    {key} = ["
        yield from _filled(", ".join(map(json.dumps, value)), width, " " * 6)
        yield "    ]"
    else:
        yield line


def _beside(head: str, text: str, width: int | None) -> Iterator[str]:
    if width is None:
        yield head + text
    elif width - len(head) >= _NARROW:
        yield from textwrap.wrap(text, width, initial_indent=head, subsequent_indent=" " * len(head))
    else:
        yield from _filled(head.rstrip(), width)
        yield from _filled(text, width, " " * 4)


def _filled(text: str, width: int | None, indent: str = "") -> list[str]:
    """Return a paragraph in lines that fit; text for a pipe is not wrapped."""
    if width is None:
        return [indent + text]
    return textwrap.wrap(
        text,
        max(min(width, _READABLE), _NARROW),
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _indented(text: str) -> Iterator[str]:
    yield from ("    " + escape(line, keep="\t") for line in text.removesuffix("\n").split("\n"))
