"""Each proof must fail on what it is there to find."""

import pytest

from reweave.note.edit import Edit, splice
from reweave.note.note import Note
from reweave.note.verify import (
    ProofError,
    note_signature,
    prove_block,
    prove_by_second_reader,
    prove_change_by_second_reader,
    prove_data,
    prove_outside,
)

_SOURCE = b"---\na:\n  - 'b' # c\nd: e\n---\nBody\n"
_EDIT = Edit(7, 9, b"", "list-indent", "message")


def _note(source: bytes) -> Note:
    return Note("n.md", source)


def test_a_right_edit_is_proved() -> None:
    before = _note(_SOURCE)
    after = _note(splice(_SOURCE, [_EDIT]))
    prove_outside(before, after, [_EDIT])
    prove_block(before, after, [_EDIT])
    prove_data(after, note_signature(before))
    prove_by_second_reader(before)
    prove_by_second_reader(after)


@pytest.mark.parametrize("place", [0, 5, 8, 12, 20, 25, 29, -1])
def test_a_byte_that_no_edit_replaces(place: int) -> None:
    right = bytearray(splice(_SOURCE, [_EDIT]))
    right[place] ^= 1
    with pytest.raises(ProofError, match="a byte changed that no edit replaces"):
        prove_outside(_note(_SOURCE), _note(bytes(right)), [_EDIT])


@pytest.mark.parametrize(
    "change", [lambda right: right + b"x", lambda right: right[:-1], lambda right: b"\xef\xbb\xbf" + right]
)
def test_bytes_added_or_lost(change: object) -> None:
    assert callable(change)
    with pytest.raises(ProofError, match="a byte changed that no edit replaces"):
        prove_outside(_note(_SOURCE), _note(change(splice(_SOURCE, [_EDIT]))), [_EDIT])


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (Edit(0, 0, b"x", "r", "m"), "r: an edit outside the frontmatter"),
        (Edit(3, 5, b"x", "r", "m"), "r: an edit outside the frontmatter"),
        (Edit(29, 30, b"x", "r", "m"), "r: an edit outside the frontmatter"),
        (Edit(7, 9, b"---\n", "r", "m"), "bytes after the frontmatter changed"),
        (Edit(24, 24, b"---\nf: g\n", "r", "m"), "bytes after the frontmatter changed"),
    ],
)
def test_fences_and_body(edit: Edit, reason: str) -> None:
    with pytest.raises(ProofError, match=reason):
        prove_block(_note(_SOURCE), _note(splice(_SOURCE, [edit])), [edit])


def test_bytes_before_the_frontmatter() -> None:
    with pytest.raises(ProofError, match="bytes before the frontmatter changed"):
        prove_block(_note(_SOURCE), _note(_SOURCE.replace(b"---\na", b"---  \na")), [])


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (b"---\na:\n  - 'B' # c\nd: e\n---\n", "the edit would change the data"),
        (b"---\na:\n  - 'b' # c\n---\n", "the edit would change the data"),
        (b"---\nd: e\na:\n  - 'b' # c\n---\n", "the edit would change the data"),
        (b"---\na:\n  - 'b' # x\nd: e\n---\n", "the edit would change a comment or its item"),
        (b"---\na:\n  - 'b'\n  # c\nd: e\n---\n", "the edit would change a comment or its item"),
        (b"---\na:\n  - 'b'\nd: e # c\n---\n", "the edit would change a comment or its item"),
        (b"---\na: [\n---\n", "the edited note cannot be read: "),
        (b"---\na: b\n", "the edited note cannot be read: "),
        (b"no frontmatter\n", "the edit would change the data"),
    ],
)
def test_data_and_comments(after: bytes, reason: str) -> None:
    with pytest.raises(ProofError, match=reason):
        prove_data(_note(after), note_signature(_note(_SOURCE)))


@pytest.mark.parametrize("text", ["a: x\x85  y\n", "a: 'x\x85y'\n"])
def test_readers_that_differ(text: str) -> None:
    """YAML 1.1 ends a line at U+0085, YAML 1.2 does not."""
    with pytest.raises(ProofError, match=r"differ at 2:4: py-yaml12 reads .* where libyaml reads 'x y'"):
        prove_by_second_reader(_note(f"---\n{text}---\n".encode()))


def test_a_tampered_reading() -> None:
    note = _note(_SOURCE)
    other = _note(_SOURCE.replace(b"'b'", b"'x'"))
    note.root = other.root
    with pytest.raises(ProofError, match="two YAML readers differ at 3:5: py-yaml12 reads 'b' where libyaml reads 'x'"):
        prove_by_second_reader(note)


def test_without_yaml_there_is_nothing_to_disagree_on() -> None:
    prove_by_second_reader(_note(b"+++\na = 1\n+++\n"))


_ODD = ['"x\x85y"', "'x\u2028y'", "x\x85 y", '"x\u2029"']


@pytest.mark.parametrize("odd", _ODD)
def test_what_readers_always_read_differently_may_stay_as_it_is(odd: str) -> None:
    before = _note(f"---\na: {odd}\nb:\n  - 'c'\n---\n".encode())
    prove_change_by_second_reader(before, _note(f"---\na: {odd}\nb:\n- c\n---\n".encode()))
    prove_change_by_second_reader(before, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('a: "x\x85y"\n', "a: x\x85 y\n"),
        ('a: "x\x85y"\n', "a: 'x\x85y'\n"),
        ('a: "x\x85y"\n', "a: x y\n"),
        ("a: x y\n", 'a: "x\x85y"\n'),
        ('a: "x\x85y"\nb: "z\x85z"\n', 'b: "z\x85z"\na: "x\x85y"\n'),
        ('a: "x\x85y"\n', 'a: "x\x85y"\nb: "x\x85y"\n'),
        ('a:\n  - "x\n   y\x85z"\n', 'a:\n- "x\n   y\x85z"\n'),
        ("a: 'x'\n# b\x85c: d\n", "a: x\n# b\x85c: d\n"),
    ],
)
def test_a_change_that_touches_what_readers_differ_about(before: str, after: str) -> None:
    with pytest.raises(ProofError, match="two YAML readers differ at"):
        prove_change_by_second_reader(_note(f"---\n{before}---\n".encode()), _note(f"---\n{after}---\n".encode()))


def test_a_repaired_note_has_to_be_read_alike() -> None:
    broken = _note('---\na: "x\x85y"\nb: c: d\n---\n'.encode())
    with pytest.raises(ProofError, match="two YAML readers differ at 2:4"):
        prove_change_by_second_reader(broken, _note('---\na: "x\x85y"\nb: "c: d"\n---\n'.encode()))
    prove_change_by_second_reader(broken, _note(b'---\nb: "c: d"\n---\n'))


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("a: [b\x85c]\n", "a:\n- b\x85c\n", "3:4: libyaml cannot read it where ruamel.yaml can: "),
        ("a: b\n", "a: {b:}\n", "2:6: libyaml cannot read it where ruamel.yaml can: "),
        ("a: [\n b]\n", "a: [\nb]\n", "2:1: py-yaml12 cannot read it where libyaml can: "),
        ("a: [\n 'b' ]\n", "a: [\n 'b'\n]\n", "2:1: py-yaml12 cannot read it where libyaml can: "),
        ("a: [\n b\n]\n", "a: [\n'b'\n]\n", "2:1: py-yaml12 cannot read it where libyaml can: "),
        ("a: [\n b\n]\n", "a: [\n 'b'\n]\n", "2:1: py-yaml12 cannot read it where libyaml can: "),
        ("a: !t 'x\n y'\n", "a: !t 'x\ny'\n", "2:1: py-yaml12 cannot read it where libyaml can: "),
        ("a: &t x\nb: [\n c]\n", "a: &t x\nb: [\nc]\n", "2:1: py-yaml12 cannot read it where libyaml can: "),
    ],
)
def test_a_reader_that_read_a_note_has_to_read_it_afterwards(before: str, after: str, reason: str) -> None:
    with pytest.raises(ProofError, match=f"^two YAML readers differ at {reason}"):
        prove_change_by_second_reader(_note(f"---\n{before}---\n".encode()), _note(f"---\n{after}---\n".encode()))


@pytest.mark.parametrize("text", ["a: [\n{}]\n", "a: 'x\ny'\nl: {}\n", "l: {}\na: &t !t [\nb]\n"])
def test_a_reader_that_never_read_a_note_need_not_do_so(text: str) -> None:
    prove_change_by_second_reader(*(_note(f"---\n{text.format(item)}---\n".encode()) for item in ("'b'", "b")))


@pytest.mark.parametrize("items", ['\n  "b: c"', "\n  a,\n  'b'", ""])
def test_a_bracket_at_the_margin_may_follow_anything_after_a_change(items: str) -> None:
    prove_change_by_second_reader(_note(b"---\nt: [\n  a\n]\n---\n"), _note(f"---\nt: [{items}\n]\n---\n".encode()))
