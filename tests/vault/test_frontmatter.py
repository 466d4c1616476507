"""Frontmatter values as text."""

from reweave.note.note import Note
from reweave.vault.frontmatter import read_fields


def fields(yaml: str) -> dict[str, tuple[str, ...]]:
    return dict(read_fields(Note("a.md", f"---\n{yaml}---\n".encode())))


def test_scalars_lists_and_nulls() -> None:
    assert fields("a: 2026-02-00\nb:\n- x\n- 'y: z'\n-\nc: [p, q]\nd:\ne: ~\nf: ''\n") == {
        "a": ("2026-02-00",),
        "b": ("x", "y: z"),
        "c": ("p", "q"),
        "d": (),
        "e": (),
        "f": ("",),
    }


def test_a_wikilink_without_quotes_is_a_wikilink() -> None:
    assert fields("a: [[x y]]\nb:\n- [[p, q]]\n- [[r]]\nc: [[x]] # why\n") == {
        "a": ("[[x y]]",),
        "b": ("[[p, q]]", "[[r]]"),
        "c": ("[[x]]",),
    }


def test_lists_in_lists_are_no_wikilinks() -> None:
    assert fields("a: [[x], [y]]\nb: [ [x] ]\nc: [[]]\n") == {"a": ("x", "y"), "b": ("x",), "c": ()}


def test_what_stands_deeper_is_one_text() -> None:
    assert fields("a:\n  b: c\n  d: [e, f]\ng:\n- h: i\n  j: k\n") == {"a": ("b: c\nd: e\nf",), "g": ("h: i\nj: k",)}


def test_aliases_stand_for_what_they_name() -> None:
    assert fields("a: &x one\nb: *x\nc: &l [p, *x]\nd: *l\ne: &m {k: v}\nf: [*m]\n") == {
        "a": ("one",),
        "b": ("one",),
        "c": ("p", "one"),
        "d": ("p", "one"),
        "e": ("k: v",),
        "f": (),
    }


def test_aliases_do_not_grow() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 200)]
    assert sum(len(values) for values in fields("\n".join(lines) + "\n").values()) == 2


def test_a_key_that_stands_there_twice_has_the_values_of_both() -> None:
    assert fields("a: [x]\nb: y\na: [z]\n")["a"] == ("x", "z")


def test_no_fields() -> None:
    assert read_fields(Note("a.md", b"text\n")) == {}
    assert read_fields(Note("a.md", b"---\n- x\n---\n")) == {}
    assert read_fields(Note("a.md", b"---\na: [\n---\n")) == {}
