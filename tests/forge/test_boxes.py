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
        f"text `edge-{ONE}`", f"- [ ] `edge-{OTHER}` `edge-{ONE}` more",
        f"- [ ] `edge-{ONE[:-1]}`", f"> - [ ] `edge-{ONE}`",
        f"- [x] a `edge-{ONE}`\n- [ ] a `edge-{ONE}`", f"- [ ]`edge-{ONE}`", f"- [-] a `edge-{ONE}`",
        f"- [ ] a\n`edge-{ONE}`", f"- [ ] ``a `edge-{ONE}` `` `edge-{OTHER}`", f"- [ ] <!-- rebase-check --> {ONE}",
        f"- \\[ \\] a `edge-{ONE}`", f"| - [ ] a `edge-{ONE}` |",
        f"- [ ] a edge-{ONE}", f"- [ ] a `edge-{ONE.upper()}`",
    ],
)  # fmt: skip
def test_what_is_no_answer(line: str) -> None:
    assert unchecked(line, {ONE}) == set()


@pytest.mark.parametrize(
    "line",
    [
        f"+ [ ] a `edge-{ONE}`", f"-   [ ]  a `edge-{ONE}`", f"\t* [ ] a `edge-{ONE}`  \r", f"- [] a `edge-{ONE}`",
        f"- [\u00a0] \u4e00 `edge-{ONE}`", f"- [ ] ~~a~~ `edge-{ONE}` not convinced, see #3",
        f"- [ ] a `edge-{ONE}` (`edge-{ONE}`)!", f"> - [x] a `edge-{ONE}`\n\n  - [ ] a `edge-{ONE}`",
        f"```\n- [ ] ``a `edge-{OTHER}` `` `edge-{ONE}`\n```",
    ],
)  # fmt: skip
def test_what_editors_and_people_make_of_a_box_is_read(line: str) -> None:
    assert unchecked(f"- [ ] another bot's\r\n{line}", {ONE, OTHER}) == {ONE}


def test_a_long_list_is_cut_and_says_so() -> None:
    lines = box_lines((f"{number:012x}", "`x`" * 50) for number in range(2_000))
    assert sum(map(len, lines)) < 45_000 and lines[-1].startswith("- and 1,")


@given(st.text(alphabet=f"-*[]xX `\n\r{ONE}edge", max_size=400))
def test_no_text_names_an_edge_that_is_not_known(text: str) -> None:
    assert unchecked(text, {ONE}) <= {ONE} and unchecked(text, set()) == set()
