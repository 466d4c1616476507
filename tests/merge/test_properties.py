"""What holds for every merge, whatever the three versions are."""

from dataclasses import dataclass, replace

import hypothesis.strategies as st
from hypothesis import example, given, settings

from reweave.config.merge import MergeConfig
from reweave.merge.notes import Merged, merge_notes
from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar, Sequence

CONFIG = MergeConfig()
SETS = ("supports", "tags", "related")
SCALARS = ("type", "status", "last_evaluated")
WORDS = ("alpha", "beta b", "it's", "x: y", "2024", "[[gamma]]", "yes", 'say "so"', "délta", "a, b", "# no comment", "")
LINES = ("one", "two", "three", "four", "five", "six", "seven")

quick = settings(max_examples=150, deadline=None)


@dataclass(frozen=True)
class Field:
    """A key: its value, the style it is written in, and the comment lines above it."""

    value: str | tuple[str, ...]
    indent: int = 0
    quote: str = '"'
    flow: bool = False
    comments: tuple[str, ...] = ()

    def lines(self, name: str) -> list[str]:
        head = [f"# {comment}" for comment in self.comments]
        if isinstance(self.value, str):
            return [*head, f"{name}: {self.value}"]
        items = [self._item(item) for item in self.value]
        if self.flow or not items:
            return [*head, f"{name}: [{', '.join(items)}]"]
        return [*head, f"{name}:", *(" " * self.indent + "- " + item for item in items)]

    def _item(self, text: str) -> str:
        if self.quote == "'":
            return "'" + text.replace("'", "''") + "'"
        plain = self.quote == "" and text.startswith(("alpha", "beta b", "délta", "new"))
        return text if plain else '"' + text.replace('"', '\\"') + '"'


@dataclass(frozen=True)
class Model:
    """A note as its keys and the lines of its body."""

    fields: dict[str, Field]
    body: tuple[str, ...] = LINES
    eol: str = "\n"

    def source(self) -> bytes:
        lines = ["---", *(line for name, one in self.fields.items() for line in one.lines(name)), "---", *self.body, ""]
        return self.eol.join(lines).encode()


Style = tuple[int, str, bool]
styles: st.SearchStrategy[Style] = st.tuples(st.sampled_from([0, 2, 4]), st.sampled_from(["", "'", '"']), st.booleans())
values = st.sampled_from(["claim", "draft", "3", "true", "2026-01-01", "2026-02-02", "2026-03-03"])
lists = st.lists(st.sampled_from(WORDS), unique=True, max_size=5).map(tuple)


def some_value(draw: st.DrawFn, name: str) -> str | tuple[str, ...]:
    return draw(lists) if name in SETS else draw(values)


@st.composite
def models(draw: st.DrawFn) -> Model:
    names = draw(st.lists(st.sampled_from([*SETS, *SCALARS]), unique=True))
    fields = {}
    for name in names:
        fields[name] = Field(some_value(draw, name), *draw(styles))
    return Model(fields, eol=draw(st.sampled_from(["\n", "\n", "\n", "\r\n"])))


@st.composite
def edited(draw: st.DrawFn, model: Model, side: str) -> Model:
    """Return a model after a few random edits, as one side makes them."""
    fields = dict(model.fields)
    body = list(model.body)
    for number in range(draw(st.integers(0, 5))):
        edit = draw(
            st.sampled_from(["add", "add", "add", "remove", "value", "style", "drop", "new", "comment", "body"])
        )
        named = [name for name in fields if (name in SETS) == (edit in ("add", "remove"))]
        if edit in ("add", "remove", "value") and named:
            name = draw(st.sampled_from(named))
            one = fields[name]
            if isinstance(one.value, str):
                fields[name] = replace(one, value=draw(values))
            elif edit == "add":
                item = draw(st.sampled_from([*WORDS, f"new {side} {number}"]))
                fields[name] = replace(one, value=tuple(dict.fromkeys([*one.value, item])))
            elif one.value:
                gone = draw(st.sampled_from(one.value))
                fields[name] = replace(one, value=tuple(item for item in one.value if item != gone))
        elif edit in ("style", "drop", "comment") and fields:
            name = draw(st.sampled_from(list(fields)))
            if edit == "drop":
                del fields[name]
            elif edit == "style":
                fields[name] = Field(fields[name].value, *draw(styles), comments=fields[name].comments)
            else:
                fields[name] = replace(fields[name], comments=(*fields[name].comments, f"note {side} {number}"))
        elif edit == "new":
            name = draw(st.sampled_from([*SETS, *SCALARS]))
            if name not in fields:
                fields[name] = Field(some_value(draw, name), *draw(styles))
        elif edit == "body":
            body[draw(st.integers(0, len(body) - 1))] += f" {side}"
    return replace(model, fields=fields, body=tuple(body))


@st.composite
def triples(draw: st.DrawFn) -> tuple[Model, Model, Model]:
    base = draw(models())
    return base, draw(edited(base, "L")), draw(edited(base, "R"))


def merge(base: Model, ours: Model, theirs: Model) -> Merged:
    return merge_notes(base.source(), ours.source(), theirs.source(), CONFIG)


def held(data: bytes) -> dict[str, object]:
    """Return what a note holds: the items of sets without order or link brackets, all other values as read."""
    note = Note("", data)
    assert note.problem is None, (note.problem, data)
    found: dict[str, object] = {}
    if isinstance(note.root, Mapping):
        for key, value in note.root.pairs:
            assert isinstance(key, Scalar)
            assert key.value not in found, data
            if isinstance(value, Sequence):
                texts = [item.value for item in value.items if isinstance(item, Scalar)]
                assert len(texts) == len(value.items)
                found[key.value] = frozenset(map(meant, texts))
            else:
                assert isinstance(value, Scalar)
                found[key.value] = value.value
    return found


def meant(text: str) -> str:
    return text.removeprefix("[[").removesuffix("]]")


@quick
@given(triples())
def test_both_directions_hold_the_same_data(versions: tuple[Model, Model, Model]) -> None:
    base, ours, theirs = versions
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert sorted(one.conflicts) == sorted(other.conflicts)
    if not one.conflicts:
        assert held(one.data) == held(other.data)
        assert sorted(Note("", one.data).body.split()) == sorted(Note("", other.data).body.split())


@quick
@given(triples())
def test_a_side_with_itself_or_the_base_is_that_side(versions: tuple[Model, Model, Model]) -> None:
    base, ours, _ = versions
    for one, other in ((ours, ours), (ours, base), (base, ours)):
        assert merge(base, one, other) == Merged(ours.source())


@quick
@given(triples())
def test_sets_lose_and_resurrect_nothing(versions: tuple[Model, Model, Model]) -> None:
    base, ours, theirs = versions
    merged = merge(base, ours, theirs)
    assert not set(merged.conflicts) & set(SETS)
    assert not merged.as_text
    if merged.conflicts:
        return
    found = held(merged.data)
    for name in SETS:
        was, mine, other = (
            {meant(item) for item in one.fields[name].value} if name in one.fields else set() for one in versions
        )
        wanted = (mine | other) - (was - mine) - (was - other)
        assert found.get(name, frozenset()) == wanted


@quick
@given(triples())
def test_the_result_reads_or_carries_markers(versions: tuple[Model, Model, Model]) -> None:
    base, ours, theirs = versions
    merged = merge(base, ours, theirs)
    if merged.conflicts:
        assert merged.data.count(b"<<<<<<< ours") == merged.data.count(b">>>>>>> theirs") >= 1
    else:
        held(merged.data)
        assert b"<<<<<<<" not in merged.data
    for comment in (one for side in (ours, theirs) for name in side.fields for one in side.fields[name].comments):
        assert f"# {comment}".encode() in merged.data


@quick
@given(triples())
def test_lines_that_neither_side_changed_stay(versions: tuple[Model, Model, Model]) -> None:
    base, ours, theirs = versions
    merged = merge(base, ours, theirs)
    for name, one in base.fields.items():
        if ours.fields.get(name) == one == theirs.fields.get(name):
            assert base.eol.join(one.lines(name)).encode() in merged.data


entries = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b b", "c|d", "[[e]]"]), st.sampled_from(["supports", "related"])),
    st.sampled_from(["2026-01-01", "2026-01-02", "2026-01-03"]),
)
Entries = dict[tuple[str, str], str]


def dated(edges: Entries, style: Style) -> bytes:
    texts = tuple(f"{target}|{kind}|{day}" for (target, kind), day in edges.items())
    return Model({"type": Field("claim"), "reweave_edges": Field(texts, *style)}).source()


@quick
@given(entries, entries, entries, styles, styles)
def test_each_dated_edge_stands_once_with_the_date_that_counts(
    base: Entries, ours: Entries, theirs: Entries, one: Style, two: Style
) -> None:
    merged = merge_notes(dated(base, one), dated(ours, one), dated(theirs, two), CONFIG)
    assert not merged.conflicts
    wanted = {}
    for edge in {**ours, **theirs}:
        was, mine, other = base.get(edge), ours.get(edge), theirs.get(edge)
        if mine is None or other is None:
            if was is None:
                wanted[edge] = mine or other or ""
        else:
            wanted[edge] = mine if other == was else other if mine == was else min(mine, other)
    texts = {f"{meant(target)}|{kind}|{day}" for (target, kind), day in wanted.items()}
    found = held(merged.data)["reweave_edges"]
    assert isinstance(found, frozenset)
    assert {text.replace("[[", "").replace("]]", "") for text in found} == texts


fragments = st.sampled_from(
    [
        "---",
        "a: 1",
        "a: 2",
        "b:",
        "tags:",
        "tags: [x]",
        "- x",
        "  - y",
        "- 'z'",
        "-",
        "  # c",
        "# d",
        "c: &n [1]",
        "d: *n",
        "e: |",
        "   text",
        "",
        "- k: 1",
        "  l: 2",
        "[",
        "tags: [[x]]",
        "- [[y]]",
        '"q r": s',
        "? w",
        "{a: 1}",
        "\t- t",
        "reweave_edges:",
        "- a|b|2026-01-01",
        "- a|b|2026-01-02",
        "<<<<<<< ours",
        "body",
    ]
)
anything = st.lists(fragments, max_size=12).map(lambda lines: "---\n" + "\n".join(lines) + "\n---\nbody\n")


@settings(max_examples=400, deadline=None)
@given(anything, anything, anything)
@example("---\ntags:\n- x\n---\n", "---\ntags:\n-\n  y\n---\n", "---\ntags:\n- x\n- z\n---\n")
def test_any_text_gives_a_readable_note_or_a_conflict(base: str, ours: str, theirs: str) -> None:
    was, mine, other = (text.encode() for text in (base, ours, theirs))
    merged = merge_notes(was, mine, other, CONFIG)
    if merged.conflicts:
        assert b"<<<<<<<" in merged.data
    elif (result := Note("", merged.data)).problem is not None:
        # Then a side has that very frontmatter, which the other side did not touch.
        heads = [one.source[: one.block.body] for one in (Note("", mine), Note("", other), result)]
        assert heads[2] in heads[:2]
