"""Random notes with what two sides make of them: base, ours and theirs, and the keys that were renamed."""

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

EDGES = ("supports", "related", "challenges")
WORDS = ("tags", "aliases", "keywords")
LISTS = (*EDGES, *WORDS, "steps")
SCALARS = ("type", "status", "created", "source")
BOM = b"\xef\xbb\xbf"


class Triple(NamedTuple):
    """Three versions of a note; `renamed` holds the old name of each new key."""

    base: bytes
    ours: bytes
    theirs: bytes
    renamed: dict[str, str]


@dataclass
class Entry:
    """A key's value: a text, lines of a block scalar, or items; each item and the key may have a comment."""

    value: list[str] | str
    style: str = "block"
    indent: int = 0
    quote: str = ""
    above: list[str] = field(default_factory=list)
    trailing: str = ""
    comments: dict[str, str] = field(default_factory=dict)

    def lines(self, name: str) -> list[str]:
        lines = [f"# {one}" for one in self.above]
        end = f"  # {self.trailing}" if self.trailing else ""
        if self.style in ("|", ">-"):
            assert isinstance(self.value, str)
            return [*lines, f"{name}: {self.style}{end}", *(f"  {one}".rstrip() for one in self.value.split("\n")), ""]
        if isinstance(self.value, str):
            return [*lines, f"{name}: {self._text(self.value)}{end}"]
        items = [self._text(one) for one in self.value]
        if self.style == "flow" or not items:
            return [*lines, f"{name}: [{', '.join(items)}]{end}"]
        dashed = zip(self.value, items, strict=True)
        notes = {one: f"  # {comment}" for one, comment in self.comments.items()}
        return [*lines, f"{name}:{end}", *(" " * self.indent + f"- {text}{notes.get(one, '')}" for one, text in dashed)]

    def _text(self, text: str) -> str:
        if text.startswith(("&", "*")):
            return text
        mark = self.quote or ('"' if text.startswith("[[") else "")
        return f"{mark}{text}{mark}"


@dataclass
class Model:
    """A note: its keys in order, its body's lines, and how it is written."""

    keys: dict[str, Entry]
    body: list[str]
    tail: list[str] = field(default_factory=list)
    eol: str = "\n"
    bom: bool = False

    def source(self) -> bytes:
        lines = [line for name, one in self.keys.items() for line in one.lines(name)]
        text = self.eol.join(["---", *lines, *(f"# {one}" for one in self.tail), "---", *self.body, ""])
        return (BOM if self.bom else b"") + text.encode()


class Side:
    """One side's edits: every text that it writes is its own."""

    def __init__(self, pick: random.Random, name: str, model: Model, renamed: dict[str, str]) -> None:
        self.pick = pick
        self.name = name
        self.number = count(1)
        self.model = deepcopy(model)
        self.renamed = renamed

    def edited(self) -> Model:
        """Return the model after a few edits."""
        edits: list[Callable[[], object]] = [
            *(self.add_item,) * 4, *(self.remove_item,) * 2, *(self.change_value,) * 2, self.add_key, self.drop_key,
            self.rename_key, self.reorder, self.restyle, self.restyle, self.link, self.link_one, self.add_comment,
            self.add_item_comment, self.remove_comments, self.crlf, self.mark, self.change_line, self.cut_lines,
            self.move_lines,
        ]  # fmt: skip
        for _ in range(self.pick.randrange(1, 5)):
            self.pick.choice(edits)()
        return self.model

    def new(self, what: str) -> str:
        return f"{what} {self.name}{next(self.number)}"

    def key(self, *, lists: bool | None = None) -> str | None:
        names = [name for name, one in self.model.keys.items() if lists in (None, isinstance(one.value, list))]
        return self.pick.choice(names) if names else None

    def items(self) -> tuple[Entry, list[str]] | None:
        name = self.key(lists=True)
        entry = self.model.keys[name] if name else None
        return (entry, entry.value) if entry and isinstance(entry.value, list) else None

    def add_item(self) -> None:
        if found := self.items():
            items = found[1]
            text = self.new("item")
            items.append(f"[[{text}]]" if items and all(one.startswith("[[") for one in items) else text)

    def remove_item(self) -> None:
        if (found := self.items()) and found[1]:
            found[0].comments.pop(found[1].pop(self.pick.randrange(len(found[1]))), None)

    def change_value(self) -> None:
        if (name := self.key(lists=False)) and not str(self.model.keys[name].value).startswith(("&", "*")):
            self.model.keys[name].value = self.new("value")

    def add_key(self) -> None:
        used = {*self.model.keys, *self.renamed.values()}
        names = [one for one in (*LISTS, *SCALARS) if one not in used]
        if names:
            name = self.pick.choice(names)
            value: list[str] | str = [self.new("item")] if name in LISTS else self.new("value")
            self.model.keys[name] = Entry(value, self.pick.choice(["flow", "block"]))

    def drop_key(self) -> None:
        if (name := self.key()) and not str(self.model.keys[name].value).startswith(("&", "*")):
            del self.model.keys[name]

    def rename_key(self) -> None:
        name = self.key(lists=True)
        if name and self.model.keys[name].value and name not in self.renamed:
            new = f"{name}_{self.name}"
            self.renamed[new] = name
            self.model.keys = {new if one == name else one: entry for one, entry in self.model.keys.items()}

    def reorder(self) -> None:
        if len(self.model.keys) > 1 and not self.has_anchor():
            name = self.pick.choice(list(self.model.keys))
            entry = self.model.keys.pop(name)
            self.model.keys = {name: entry, **self.model.keys}

    def has_anchor(self) -> bool:
        return any(str(one.value).startswith("&") for one in self.model.keys.values())

    def restyle(self) -> None:
        if found := self.items():
            entry = found[0]
            entry.indent = self.pick.choice([0, 2, 4])
            entry.quote = self.pick.choice(["", "'", '"'])
            entry.style = "block" if entry.comments else self.pick.choice(["block", "flow"])

    def link(self) -> None:
        if found := self.items():
            entry, items = found
            linked = all(one.startswith("[[") for one in items)
            entry.comments = {_turned(one, not linked): text for one, text in entry.comments.items()}
            items[:] = [_turned(one, not linked) for one in items]

    def link_one(self) -> None:
        if (found := self.items()) and found[1]:
            entry, items = found
            at = self.pick.randrange(len(items))
            old = items[at]
            items[at] = _turned(old, not old.startswith("[["))
            if old in entry.comments:
                entry.comments[items[at]] = entry.comments.pop(old)

    def add_comment(self) -> None:
        if name := self.key():
            self.model.keys[name].above.append(self.new("comment"))

    def add_item_comment(self) -> None:
        if (found := self.items()) and found[1] and found[0].style == "block":
            found[0].comments.setdefault(self.pick.choice(found[1]), self.new("comment"))

    def remove_comments(self) -> None:
        if name := self.key():
            entry = self.model.keys[name]
            entry.above, entry.trailing, entry.comments = [], "", {}
        self.model.tail = []

    def crlf(self) -> None:
        self.model.eol = "\n" if self.model.eol == "\r\n" else "\r\n"

    def mark(self) -> None:
        self.model.bom = not self.model.bom

    def change_line(self) -> None:
        self.model.body[self.pick.randrange(len(self.model.body))] = self.new("Line")

    def cut_lines(self) -> None:
        at = self.pick.randrange(len(self.model.body) - 1)
        del self.model.body[at : at + 2]
        self.model.body += [] if len(self.model.body) > 3 else [self.new("Line")] * 3

    def move_lines(self) -> None:
        body = self.model.body
        moved = [body.pop(0), body.pop(0)]
        at = self.pick.randrange(len(body))
        body[at:at] = moved


def _turned(text: str, linked: bool) -> str:
    plain = text.removeprefix("[[").removesuffix("]]")
    return f"[[{plain}]]" if linked else plain


def triple(pick: random.Random) -> Triple:
    """Return a random base with two sides."""
    renamed: dict[str, str] = {}
    base = _model(pick)
    ours, theirs = (Side(pick, name, base, renamed).edited() for name in "LR")
    # With other items, it is another list.
    kept = {new: old for new, old in renamed.items() if any(_is_same(base, side, old, new) for side in (ours, theirs))}
    return Triple(base.source(), ours.source(), theirs.source(), kept)


def _is_same(base: Model, side: Model, old: str, new: str) -> bool:
    if old not in base.keys or new not in side.keys:
        return False
    before, after = (
        {_turned(one, False) for one in model.keys[name].value} for model, name in ((base, old), (side, new))
    )
    return bool(before) and 2 * len(before & after) >= len(before)


def _model(pick: random.Random) -> Model:
    number = count(1)
    keys: dict[str, Entry] = {}
    for name in pick.sample([*LISTS, *SCALARS], pick.randrange(2, 6)):
        if name in LISTS:
            linked = pick.random() < 0.3
            value: list[str] | str = [
                _turned(f"item {next(number)}", linked and name in EDGES) for _ in range(pick.randrange(4))
            ]
        else:
            value = f"value {next(number)}"
        style = pick.choice(["block", "block", "flow"])
        entry = Entry(value, style, pick.choice([0, 0, 2]), pick.choice(["", "", '"', "'"]))
        if pick.random() < 0.3:
            entry.above.append(f"comment {next(number)}")
        if pick.random() < 0.15:
            entry.trailing = f"comment {next(number)}"
        if isinstance(value, list) and value and style == "block" and pick.random() < 0.3:
            entry.comments[pick.choice(value)] = f"comment {next(number)}"
        keys[name] = entry
    if pick.random() < 0.25:
        keys["summary"] = Entry("text 1\n\ntext 2", pick.choice(["|", ">-"]))
    if pick.random() < 0.08:
        keys |= {"first": Entry("&name word"), "second": Entry("*name")}
    names = pick.sample(list(keys), len(keys)) if "first" not in keys else list(keys)
    body = [f"Line {at}." if at % 3 else "" for at in range(pick.randrange(6, 20))]
    tail = [f"comment {next(number)}"] if pick.random() < 0.1 else []
    return Model(
        {name: keys[name] for name in names}, body, tail, pick.choice(["\n"] * 4 + ["\r\n"]), pick.random() < 0.1
    )
