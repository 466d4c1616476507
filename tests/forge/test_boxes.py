"""Check boxes: what people uncheck is read, whatever else a text holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.forge.boxes import box_id, box_lines, unchecked

ONE, OTHER = box_id("a.md", "supports", "b"), box_id("a.md", "supports", "c")


def test_what_is_written_is_read_back() -> None:
    body = "\r\n".join(box_lines([(ONE, "`a` `supports` `b`"), (OTHER, "`a` `supports` `c`")]))
    assert unchecked(body, {ONE, OTHER}) == set()
    assert unchecked(body.replace("- [x]", "* [ ]", 1), {ONE, OTHER}) == {ONE}
    assert unchecked(body.replace("[x]", "[X]"), {ONE, OTHER}) == set()
    assert unchecked(body.replace("[x]", "[ ]"), {OTHER}) == {OTHER}


@pytest.mark.parametrize(
    "line",
    [
        f"text `edge-{ONE}`", f"- [ ] `edge-{ONE}` more", f"- [ ] `edge-{ONE[:-1]}`", f"> - [ ] `edge-{ONE}`",
        f"- [x] a `edge-{ONE}`\n- [ ] a `edge-{ONE}`", f"- [ ]`edge-{ONE}`",
    ],
)  # fmt: skip
def test_what_is_no_answer(line: str) -> None:
    assert unchecked(line, {ONE}) == set()


def test_a_long_list_is_cut_and_says_so() -> None:
    lines = box_lines((f"{number:012x}", "`x`" * 50) for number in range(2_000))
    assert sum(map(len, lines)) < 45_000 and lines[-1].startswith("- and 1,")


@given(st.text(alphabet=f"-*[]xX `\n\r{ONE}edge", max_size=400))
def test_no_text_names_an_edge_that_is_not_known(text: str) -> None:
    assert unchecked(text, {ONE}) <= {ONE} and unchecked(text, set()) == set()
