import pytest

from reweave.note.append import AppendError, Item, append_items
from reweave.note.edit import splice
from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar, Sequence
from reweave.note.verify import prove_block, prove_by_second_reader, prove_data, prove_outside


def appended(source: str, key: str, *items: str | Item, after: str | None = None) -> str:
    """Append, carry out, prove with both readers, and return the new text."""
    before = Note("a.md", source.encode())
    result = append_items(before, key, items, rule="test", after=after)
    assert len(result.edits) == len(items)
    new = Note("a.md", splice(before.source, result.edits))
    prove_outside(before, new, result.edits)
    prove_block(before, new, result.edits)
    prove_data(new, result.expected)
    prove_by_second_reader(new)
    return new.source.decode()


CASES = {
    "block list at the key": ("---\nt:\n- a\nu: 1\n---\nB", "---\nt:\n- a\n- new\nu: 1\n---\nB"),
    "indented": ("---\nt:\n    - a\nu: 1\n---\n", "---\nt:\n    - a\n    - new\nu: 1\n---\n"),
    "wide dash": ("---\nt:\n-   a\n---\n", "---\nt:\n-   a\n-   new\n---\n"),
    "double quotes": ('---\nt:\n- "a"\n- "b: c"\n---\n', '---\nt:\n- "a"\n- "b: c"\n- "new"\n---\n'),
    "single quotes": ("---\nt:\n- 'a'\n---\n", "---\nt:\n- 'a'\n- 'new'\n---\n"),
    "needed quotes are no style": ('---\nt:\n- "b: c"\n---\n', '---\nt:\n- "b: c"\n- new\n---\n'),
    "mixed quotes": ("---\nt:\n- 'a'\n- b\n---\n", "---\nt:\n- 'a'\n- b\n- new\n---\n"),
    "plain beside a quoted list": (
        '---\nt:\n- a\nu:\n- "x"\n---\n',
        '---\nt:\n- a\n- new\nu:\n- "x"\n---\n',
    ),
    "flow": ("---\nt: [a, b]  # c\n---\n", "---\nt: [a, b, new]  # c\n---\n"),
    "flow over lines": ("---\nt: [\n  a,\n  b,\n]\n---\n", "---\nt: [\n  a,\n  b,\n  new,\n]\n---\n"),
    "flow, a comment after the last comma": (
        "---\nt: [\n  a,\n  b, # one, or two\n  # three\n]\n---\n",
        "---\nt: [\n  a,\n  b, # one, or two\n  new,\n  # three\n]\n---\n",
    ),
    "flow, a comment after the last item": (
        "---\nt: [a,\n    b # one, or two\n] # end\n---\n",
        "---\nt: [a,\n    b, # one, or two\n    new\n] # end\n---\n",
    ),
    "flow, a comment on the key's line": ("---\nt: [a # one\n]\n---\n", "---\nt: [a, # one\n    new\n]\n---\n"),
    "flow, several on a line": (
        "---\nt: [\n  a, b,\n  c, d\n]\n---\n",
        "---\nt: [\n  a, b,\n  c, d, new\n]\n---\n",
    ),
    "explicit keys": ("---\n? t\n: - a\n? u\n---\n", "---\n? t\n: - a\n  - new\n? u\n---\n"),
    "explicit keys, new key": ("---\n? u\n: 1\n---\n", "---\n? u\n: 1\nt:\n- new\n---\n"),
    "quoted flow": ('---\nt: ["a"]\n---\n', '---\nt: ["a", "new"]\n---\n'),
    "empty list": ("---\nt: [] # none\nu:\n  - x\n---\n", "---\nt: # none\n  - new\nu:\n  - x\n---\n"),
    "null": ("---\nt:\nu: 1\n---\n", "---\nt:\n- new\nu: 1\n---\n"),
    "null with a comment": ("---\nt:   # none\nu: 1\n---\n", "---\nt:   # none\n- new\nu: 1\n---\n"),
    "tilde": ("---\nt: ~\n---\n", "---\nt:\n- new\n---\n"),
    "missing": ("---\nu: 1\n---\n", "---\nu: 1\nt:\n- new\n---\n"),
    "missing, other lists show the style": (
        "---\nu:\n  - 'x'\n---\n",
        "---\nu:\n  - 'x'\nt:\n  - 'new'\n---\n",
    ),
    "empty frontmatter": ("---\n---\nBody", "---\nt:\n- new\n---\nBody"),
    "comments behind the last item": (
        "---\nt:\n  - a # one\n  # two\n# three\nu: 1\n---\n",
        "---\nt:\n  - a # one\n  - new\n  # two\n# three\nu: 1\n---\n",
    ),
    "comments at the end": ("---\nu: 1\n  # own\n# end\n---\n", "---\nu: 1\n  # own\nt:\n- new\n# end\n---\n"),
    "comment only": ("---\n# nothing\n---\n", "---\n# nothing\nt:\n- new\n---\n"),
    "no end of line behind the fence": ("---\nt:\n- a\n---", "---\nt:\n- a\n- new\n---"),
    "carriage returns": ("---\r\nt:\r\n- a\r\n---\r\n", "---\r\nt:\r\n- a\r\n- new\r\n---\r\n"),
    "carriage returns, new key": ("---\r\nu: 1\r\n---\r\n", "---\r\nu: 1\r\nt:\r\n- new\r\n---\r\n"),
    "behind a block scalar": ("---\nu: |+\n  x\n\n---\n", "---\nu: |+\n  x\n\nt:\n- new\n---\n"),
    "last item is a block scalar": ("---\nt:\n- |\n  x\n\nu: 1\n---\n", "---\nt:\n- |\n  x\n\n- new\nu: 1\n---\n"),
    "last item is a mapping": ("---\nt:\n- x: 1\n  y:\n  - 2\n---\n", "---\nt:\n- x: 1\n  y:\n  - 2\n- new\n---\n"),
    "last item is empty": ("---\nt:\n- a\n-\nu: 1\n---\n", "---\nt:\n- a\n-\n- new\nu: 1\n---\n"),
    "anchor that nobody uses": ("---\nt: &x\n- a\n---\n", "---\nt: &x\n- a\n- new\n---\n"),
    "beyond ASCII": ("\ufeff---\nü: é\nt:\n- 日本\n---\nß", "\ufeff---\nü: é\nt:\n- 日本\n- new\n---\nß"),
    "quoted key": ('---\n"t":\n- a\n---\n', '---\n"t":\n- a\n- new\n---\n'),
    "indented keys": ("---\n  u: 1\n---\n", "---\n  u: 1\n  t:\n  - new\n---\n"),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_appends_in_the_style_that_is_there(before: str, after: str) -> None:
    assert appended(before, "t", "new") == after


def test_several_items_and_the_quotes_they_need() -> None:
    source = "---\nt:\n- a\n---\n"
    values = ("x: y", "[[link]]", "yes", "it's", 'say "so"', "two\nlines", "")
    assert appended(source, "t", *values) == (
        '---\nt:\n- a\n- "x: y"\n- "[[link]]"\n- "yes"\n- it\'s\n- say "so"\n- "two\\nlines"\n- ""\n---\n'
    )
    assert appended("---\nt: [a]\n---\n", "t", "a, b", "why?") == '---\nt: [a, "a, b", "why?"]\n---\n'
    assert appended("---\nt: []\n---\n", "t", "a", "b") == "---\nt:\n- a\n- b\n---\n"


def test_a_new_key_goes_behind_the_one_that_is_named() -> None:
    source = "---\na: 1\n# of b\nb: 2\n---\n"
    assert appended(source, "t", "x", "z", after="a") == "---\na: 1\nt:\n- x\n- z\n# of b\nb: 2\n---\n"
    assert appended(source, "t", "x", after="b") == "---\na: 1\n# of b\nb: 2\nt:\n- x\n---\n"
    assert appended(source, "t", "x", after="none") == "---\na: 1\n# of b\nb: 2\nt:\n- x\n---\n"
    assert appended(source, "x: y", "x") == '---\na: 1\n# of b\nb: 2\n"x: y":\n- x\n---\n'


def test_comments_come_with_an_item() -> None:
    item = Item("b", above=("# why",), trailing="# how")
    assert appended("---\nt:\n  - a\n---\n", "t", item) == "---\nt:\n  - a\n  # why\n  - b  # how\n---\n"


def test_a_node_is_written_as_it_stands() -> None:
    number = Item("2024", node=Scalar(0, 0, "2024", "", None, None))
    assert appended('---\nt:\n- "a"\n---\n', "t", number) == '---\nt:\n- "a"\n- 2024\n---\n'
    leaves = [Scalar(0, 0, text, "", None, None) for text in ("x", "1", "y")]
    inner = Sequence(0, 0, False, None, None, [Scalar(0, 0, "2", "", None, None)])
    mapping = Mapping(0, 0, False, None, None, [(leaves[0], leaves[1]), (leaves[2], inner)])
    item = Item("x: 1\ny:\n- 2", node=mapping)
    assert appended("---\nt:\n  -  a\n---\n", "t", item) == "---\nt:\n  -  a\n  -  x: 1\n     y:\n     - 2\n---\n"
    with pytest.raises(AppendError, match="brackets"):
        appended("---\nt: [a]\n---\n", "t", item)


REFUSED = {
    "string": ("---\nt: text\n---\n", "not a list"),
    "quoted nothing": ('---\nt: ""\n---\n', "not a list"),
    "mapping": ("---\nt:\n  a: 1\n---\n", "not a list"),
    "alias": ("---\nu: &x [a]\nt: *x\n---\n", "alias"),
    "used elsewhere": ("---\nt: &x [a]\nu: *x\n---\n", "used elsewhere"),
    "empty with an anchor": ("---\nt: &x []\n---\n", "anchor"),
    "twice": ("---\nt: [a]\nt: [b]\n---\n", "2 times"),
    "unquoted link": ("---\nt: [[a]]\n---\n", "link"),
    "no frontmatter": ("Body\n", "no YAML"),
    "broken": ("---\nt: [a\n---\n", "cannot be read"),
    "a list at the top": ("---\n- a\n---\n", "not a list of keys"),
    "explicit key without a value": ("---\n? t\nu: 1\n---\n", "written as `[?] t`"),
}


@pytest.mark.parametrize(("source", "why"), REFUSED.values(), ids=REFUSED)
def test_refuses_what_is_no_list_of_its_own(source: str, why: str) -> None:
    with pytest.raises(AppendError, match=why):
        append_items(Note("a.md", source.encode()), "t", ["new"], rule="test")


def test_nothing_to_append_changes_nothing() -> None:
    assert appended("---\nt:\n- a\n---\n", "t") == "---\nt:\n- a\n---\n"
