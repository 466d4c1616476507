"""The configuration that a vault is given first: what it shows of itself, written down."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reweave.config.edges import DEFAULT_TYPES, EdgeType
from reweave.files.globs import escaped
from reweave.lint.style_survey import Survey
from reweave.rules.base import ReferenceForm
from reweave.text import count_of
from reweave.vault.survey import NamingField, VaultSurvey

SCHEMA_FILE = ".reweave/config.schema.json"
"""Where `init` writes the JSON Schema of the configuration, for editors."""

_CLEAR = 0.9
"""The share of items that must be written in one form for new ones to be written so whatever their list has."""


@dataclass(frozen=True, slots=True)
class VaultFindings:
    """What was found in a vault: its style, lists and links, other extensions, and what programs' settings exclude."""

    style: Survey
    graph: VaultSurvey
    extensions: Sequence[str]
    other_files: int
    excluded: Mapping[str, str]
    """Patterns, each with the file that names it, of settings that git does not know."""


@dataclass(frozen=True, slots=True)
class WeavePreview:
    """What weaving would do at first: edges, in so many notes; `None` where it was not tried."""

    edges: int | None = None
    notes: int = 0

    @property
    def count(self) -> str:
        """The edges and notes in words, where they are known."""
        return f"{count_of(self.edges or 0, 'edge')} in {count_of(self.notes, 'note')}"

    def effect(self, subject: str) -> str:
        """Return what the subject would add, as a sentence without its full stop, and how to see it."""
        if self.edges is None:
            return f"`reweave weave` shows what {subject} would add"
        if not self.edges:
            return f"{subject} would add no edges now"
        return f"{subject} would add {self.count}: see `reweave weave`"


def config_text(found: VaultFindings, preview: WeavePreview | None = None) -> str:
    """Return a commented `reweave.toml`; without a preview of what weaving would do, nothing is said about that."""
    parts = (_head(found), _style(found.style), _run(found, preview), _weave(found.graph))
    return "\n".join(line for part in parts for line in part).rstrip("\n") + "\n"


def name_form(found: VaultSurvey) -> ReferenceForm | None:
    """Return the form that nearly all items of typed lists have, `None` where they have several or are few."""
    total = sum(one.naming for one in (*found.typed.values(), *found.own.values()))
    form, count = next(iter(found.forms.most_common(1)), (None, 0))
    return form if total >= 3 and count >= _CLEAR * total else None


def _head(found: VaultFindings) -> Iterator[str]:
    style = found.style
    yield f"#:schema {SCHEMA_FILE}"
    yield "# How reweave keeps the frontmatter of this vault; `reweave config show` lists every setting in force."
    unreadable = f", {style.unreadable:,} of which cannot be read" if style.unreadable else ""
    source = f"{count_of(style.notes, 'note')} with" if style.notes else "a vault without"
    yield f"# Written by `reweave init` from {source} YAML frontmatter{unreadable}."
    yield ""
    if found.extensions:
        count = count_of(found.other_files, "file")
        yield f"# {count} of other extensions {'has' if found.other_files == 1 else 'have'} frontmatter, too."
        yield f"extensions = {_toml(['.md', *found.extensions])}"
    else:
        yield '# extensions = [".md"]'
    if found.excluded:
        sources = ", ".join(dict.fromkeys(found.excluded.values()))
        yield f"# Templates, according to {_comment(sources)}."
        yield f"exclude = {_toml(list(found.excluded))}"
    else:
        yield '# exclude = ["drafts/"]             # patterns as in .gitignore'
    yield '# extend-select = ["trailing-space"]   # `reweave rules` lists the rules'
    yield ""


def _style(found: Survey) -> Iterator[str]:
    yield "[rules.list-indent]"
    yield '# Columns between a key and the dashes of its list: 0, 2, 4 or "keep".'
    yield f"# Found: {_counts({f'{columns}': n for columns, n in found.indents.most_common()})}."
    yield f"indent = {found.indent()}"
    yield ""
    yield "[rules.quotes]"
    yield '# "minimal", "double", "single" or "keep".'
    yield "# Counted are strings that every YAML reader understands without quotes."
    for key, counts, setting in (
        ("items", found.items, found.item_quotes()),
        ("values", found.values, found.value_quotes()),
        ("keys", found.keys, found.key_quotes()),
    ):
        yield f"# {'List items' if key == 'items' else key.capitalize()} found: {_counts(counts)}."
        yield f'{key} = "{setting}"'
    yield ""


def _run(found: VaultFindings, preview: WeavePreview | None) -> Iterator[str]:
    graph = found.graph
    yield "[run]"
    yield '# branch = "reweave/normalize"'
    yield "batch-size = 50"
    if graph.has_lists:
        lists = [_field(name, one) for name, one in (*graph.typed.items(), *graph.own.items())]
        yield f"# This vault has typed lists: {', '.join(lists)}."
        yield "# `reweave run` adds the edges that they miss, in commits of their own; false turns that off."
    else:
        yield "# This vault has no typed lists such as `supports` or `related`, so `reweave run` adds no edges."
    if preview is not None:
        effect = preview.effect("the first run" if graph.has_lists else "true")
        yield f"# {effect[0].upper()}{effect[1:]}."
    yield f"weave = {'true' if graph.has_lists else 'false'}"
    yield '# trailers = ["Reviewed-by: nobody yet"]'
    yield ""


def _weave(found: VaultSurvey) -> Iterator[str]:
    yield "[weave]"
    form = name_form(found)
    if found.forms:
        yield f"# Items of typed lists found: {_counts(found.forms)}."
    yield (f'names = "{form}"' if form else '# names = "auto"   # as in the list, else as in most lists')
    if found.participants:
        yield f"# Of these types many notes have typed lists: {_comment(_counts(found.participants))}."
        yield f"participants = {{ type = {_toml(sorted(found.participants))} }}"
    else:
        yield '# participants = { type = ["claim"] }   # which notes edges join; by default claims, else all'
    if found.apart:
        yield f"# Notes of these folders hardly link any other: {_comment(_counts(found.apart))}."
        yield f"exclude = {_toml([f'/{escaped(folder)}/' for folder in found.apart])}"
    others = [_field(name, one) for name, one in list(found.others.items())[:5]]
    if others:
        yield f"# Other fields that name notes: {', '.join(others)}. If they are edges, add them to [[weave.types]]."
    if found.own:
        for one in (*DEFAULT_TYPES, *found.own_types()):
            yield from _type(one)


def _type(one: EdgeType) -> Iterator[str]:
    yield ""
    yield "[[weave.types]]"
    yield f"name = {_toml(one.name)}"
    yield f"field = {_toml(one.field)}"
    if one.inverse:
        yield f"inverse = {_toml(one.inverse)}"
    if one.symmetric:
        yield "symmetric = true"


def _field(name: str, found: NamingField) -> str:
    return f"{_comment(name)} ({count_of(found.notes, 'note')})"


def _counts(counts: Mapping[str, int] | Counter[str] | Counter[ReferenceForm]) -> str:
    ordered: Iterable[tuple[str, int]] = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} ({count:,})" for name, count in ordered) or "none"


def _toml(value: str | list[str]) -> str:
    """Return a string or a list of strings as TOML: JSON, but for the one character that TOML forbids besides."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)
