import ast
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.code.partial_parse import reparse
from reweave.code.source import SourceFile, UnparsableError
from reweave.note.edit import Edit

STATEMENTS = (
    "import os\n",
    "X = 1; Y = 2\n",
    "X = '''a\nb'''\n",
    "X = '''a\nb'''; Y = [\n1]\n",
    "def f(a, *, b=1):\n    '''Text.'''\n    return f'{a}: {b!r}'\n",
    "@wraps(\n    f\n)\n@other\nasync def g():\n    # inside\n    await f()\n\n    # behind\n",
    "@\\\nwraps\ndef h(): pass\n",
    "class A(B):\n\tdef m(self):\n\t\treturn (\n1)\n",
    "if X:\n    Y = 1\nelse:\n    Y = 2  # \\\n",
    "X = 1 \\\n\n",
    "\\\nX = 2\n",
    "(\n  f)(1)\n",
    "# only a comment\n",
    "\n",
    "\x0cX = 3\n",
    "é = f'''{\n'x'}'''\n",
)
TEXTS = (
    "",
    "\n",
    "X",
    "'",
    '"""',
    "(",
    ")",
    "\\",
    "\\\n",
    "# ",
    "é",
    "    ",
    "import re\n",
    ";",
    "\r",
    "pass",
    ":",
    "@g\n",
)
PARTS = st.lists(st.sampled_from(STATEMENTS), max_size=12)


def _places(source: SourceFile) -> Iterator[tuple[type[ast.AST], int, int]]:
    """Yield where each node is, but for those in f-strings, which the parser itself misplaces."""
    waiting: list[ast.AST] = [source.tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.stmt | ast.expr):
            yield type(node), source.start(node), source.end(node)
        if not isinstance(node, ast.JoinedStr):
            waiting.extend(ast.iter_child_nodes(node))


def _alike(one: SourceFile, other: SourceFile) -> bool:
    """Return whether two sources are the same, trees and places and all."""
    trees = ast.dump(one.tree) == ast.dump(other.tree)
    return one.data == other.data and trees and sorted(_places(one), key=str) == sorted(_places(other), key=str)


def _read(data: bytes) -> SourceFile | None:
    try:
        return SourceFile.read("x.py", data)
    except UnparsableError:
        return None


def _judge(source: SourceFile, edits: list[Edit]) -> SourceFile | None:
    """Return the edited source, once it is seen to be what the whole text parses to (`None` if it does not)."""
    try:
        edited = reparse(source, edits)
    except UnparsableError as error:
        data = bytearray(source.data)
        for edit in sorted(edits, reverse=True, key=lambda one: (one.start, one.end)):
            data[edit.start : edit.end] = edit.text
        assert _read(bytes(data)) is None, error
        return None
    whole = _read(edited.data)
    assert whole is not None
    assert _alike(edited, whole)
    return edited


def _edit(start: int, end: int, text: str) -> Edit:
    return Edit(start, end, text.encode(), "RW000", "")


@settings(max_examples=400)
@given(PARTS, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.booleans(), st.data())
def test_it_is_as_if_all_were_parsed(
    parts: list[str], line_end: str, bom: bool, cut: bool, data: st.DataObject
) -> None:
    text = "".join(parts).replace("\n", line_end)
    source = _read((b"\xef\xbb\xbf" if bom else b"") + (text.rstrip() if cut else text).encode())
    if source is None:
        return
    for _ in range(2):
        size = len(source.data)
        lines = [0, *(place for place in range(1, size + 1) if source.data[place - 1 : place] in (b"\n", b"\r"))]
        edits: list[Edit] = []
        taken = source.start_of_text
        for _ in range(data.draw(st.integers(1, 3))):
            start = data.draw(st.one_of(st.sampled_from(lines), st.integers(0, size)))
            end = data.draw(st.one_of(st.just(start), st.sampled_from(lines), st.integers(start, min(start + 5, size))))
            if start < taken or end < start or not _is_text(source.data, start, end):
                continue
            edits.append(_edit(start, end, data.draw(st.sampled_from(TEXTS)).replace("\n", line_end)))
            taken = end + 1
        after = _judge(source, edits)
        if after is None:
            return
        source = after


def _is_text(data: bytes, start: int, end: int) -> bool:
    """Return whether a place does not split a character."""
    return all(place == len(data) or data[place] & 0xC0 != 0x80 for place in (start, end))


def _shared(before: str, old: str, new: str) -> set[int]:
    """Return which statements of a program are taken over where `old` becomes `new`."""
    source = SourceFile.read("x.py", before.encode())
    start = source.data.index(old.encode())
    edited = _judge(source, [_edit(start, start + len(old.encode()), new)])
    assert edited is not None
    return {number for number, one in enumerate(source.tree.body) if one in edited.tree.body}


SEVEN = "import os\n\n\n" + "".join(f"def f{number}():\n    return {number}\n\n\n" for number in range(1, 7))


@pytest.mark.parametrize(
    ("before", "old", "new", "shared"),
    [
        (SEVEN, "return 3", "return 33", {0, 1, 5, 6}),
        (SEVEN, "import os\n", "import os\nimport re\n", {2, 3, 4, 5, 6}),
        (SEVEN, "    return 6\n", "    return (\n6)", {0, 1, 2, 3, 4}),
        (SEVEN, "\n\n\ndef f4", "\n\nX = 1\ndef f4", set()),  # in two statements
        ("A = 0\n" + SEVEN + "X = 1; Y = 2\n", "return 3", "0", set()),
        ("A = 0 \\\n\nB = 0\n" + SEVEN, "return 3", "0", {0, 1, 2, 3, 7, 8}),
        ("\\\nX = 1\nY = 2\nZ = 3\n", "1", "3", {2}),
        ("A = 0\n\\\nX = 1\nY = 2\nZ = 3\n", "2", "3", set()),
        ("A = 0\n@\\\nf\ndef g(): pass\nY = 2\nZ = 3\n", "2", "0", set()),
        ("\ufeffX = 1\nY = 2\nZ = 3\n", "1", "3", {2}),
        ("X = 1\r\nY = 2\r\nZ = 2\r\n", "2", "3\\\r\n", set()),  # the parser lets a file end with that
    ],
)
def test_statements_far_from_all_edits_are_taken_over(before: str, old: str, new: str, shared: set[int]) -> None:
    assert _shared(before, old, new) == shared


def test_edits_that_are_far_from_each_other_are_read_apart() -> None:
    source = SourceFile.read("x.py", SEVEN.encode())
    place = SEVEN.index("return 5")
    edited = _judge(source, [_edit(10, 10, "import re\n"), _edit(place, place + 8, "return 55")])
    assert edited is not None
    assert [one in source.tree.body for one in edited.tree.body] == [False] * 3 + [True] * 2 + [False] * 3


@pytest.mark.parametrize("new", ["(", "'", "1 X", "\\ X"])
def test_what_is_no_python_any_more_is_refused(new: str) -> None:
    source = SourceFile.read("x.py", SEVEN.encode())
    with pytest.raises(UnparsableError):
        reparse(source, [_edit(SEVEN.index("3"), SEVEN.index("3") + 1, new)])
