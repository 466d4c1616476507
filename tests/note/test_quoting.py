import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from reweave.note.quoting import double_quoted, single_quoted
from tests.strategies import QUOTABLE

_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(QUOTABLE)
_CONTROLS = st.text(
    st.sampled_from("ab \t\n\r\0\a\b\v\f\x1b\x7f\x85\x9f\xa0\u2028\u2029\ufeff\ufffe\uffff😀'\"\\"), max_size=8
)


def _read(source: str) -> list[object]:
    return [yaml.safe_load(source), YAML(typ="safe").load(source), YAML(typ="safe", pure=True).load(source)]


@given(_ANY | _CONTROLS)
def test_double_quotes_hold_any_text_on_one_line(text: str) -> None:
    written = double_quoted(text)
    assert not set(written) & set("\n\r\x85\u2028\u2029\t\0")
    assert _read(f"k: {written}\n") == [{"k": text}] * 3
    assert _read(f"[{written}, {written}]\n") == [[text, text]] * 3
    assert _read(f"{written}: v\n") == [{text: "v"}] * 3


@given(_ANY | _CONTROLS)
def test_single_quotes_hold_the_same_text_or_say_no(text: str) -> None:
    written = single_quoted(text)
    if written is not None:
        assert "\n" not in written
        assert _read(f"k: {written}\n") == [{"k": text}] * 3
        assert _read(f"[{written}]\n") == [[text]] * 3


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "\x00", "\x85", "\u2028", "\ufeff", "\x7f", "\ud800"])
def test_what_only_an_escape_can_write_has_no_single_quotes(text: str) -> None:
    assert single_quoted(text) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('say "hi"', r'"say \"hi\""'),
        ("back\\slash", r'"back\\slash"'),
        ("a\tb\nc", r'"a\tb\nc"'),
        ("\x01\x85\u2028\ufeff", r'"\x01\x85\u2028\ufeff"'),
        ("naïve 😀", '"naïve 😀"'),
        ("", '""'),
    ],
)
def test_how_it_is_written(text: str, written: str) -> None:
    assert double_quoted(text) == written


def test_single_quotes_are_doubled() -> None:
    assert single_quoted("it's") == "'it''s'"
    assert single_quoted("back\\slash") == "'back\\slash'"
