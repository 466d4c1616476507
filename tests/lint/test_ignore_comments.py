"""`# reweave: ignore` in frontmatter silences rules for a key, a line, or the note; what it silences is not changed."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reweave.config.model import Config
from reweave.lint.linter import lint_notes
from reweave.lint.result import LintResult

HEAD, TAIL = "---\n", "---\nbody # reweave: ignore\n"


def linted(text: str, *rules: str) -> LintResult:
    config = Config(select=rules or ("quotes", "list-indent"))
    return lint_notes([("n.md", f"{HEAD}{text}{TAIL}".encode())], config)


def found(text: str, *rules: str) -> set[tuple[int, str]]:
    return {(one.line, one.rule) for one in linted(text, *rules).findings}


def fixed(text: str, *rules: str) -> str:
    changes = linted(text, *rules).changes.changes
    return changes[-1].after.decode().removeprefix(HEAD).removesuffix(TAIL) if changes else text


A = 'a:{}\n  - "x"{}\n  - "z"\nb:\n  - "x"\n'
EVERYTHING = {(3, "list-indent"), (3, "quotes"), (4, "quotes"), (6, "list-indent"), (6, "quotes")}


@pytest.mark.parametrize(
    ("text", "silenced"),
    [
        (A.format("", ""), set()),
        (A.format(" # reweave: ignore", ""), {(3, "list-indent"), (3, "quotes"), (4, "quotes")}),
        (A.format(" # reweave: ignore[quotes]", ""), {(3, "quotes"), (4, "quotes")}),
        (A.format("   #reweave:ignore[ quotes,list-indent ]", ""), {(3, "list-indent"), (3, "quotes"), (4, "quotes")}),
        (A.format("", " # reweave: ignore[quotes]"), {(3, "quotes")}),
        (A.format(" # reweave: ignore[other]", ""), set()),
        (A.format(" # reweave: ignored", ""), set()),
        (A.format(" # as reweave: ignore", ""), set()),
        (A.format(" # see#reweave: ignore", ""), set()),
        (A.format("", "  # seen, см. ниже # reweave: ignore[quotes]"), {(3, "quotes")}),
        (A.format("\t# ok\t#reweave: ignore[list-indent] # more", ""), {(3, "list-indent")}),
    ],
)
def test_what_a_comment_holds_for(text: str, silenced: set[tuple[int, str]]) -> None:
    assert found(text) == EVERYTHING - silenced


def test_a_line_of_its_own_holds_for_the_note() -> None:
    assert found("# reweave: ignore[quotes]\n" + A.format("", "")) == {(4, "list-indent"), (7, "list-indent")}
    assert found(A.format("", "") + "# reweave: ignore\n") == set()
    assert found('a: "# reweave: ignore"\nb:\n- "x"\n') == {(4, "quotes")}, "a string is no comment"


def test_what_is_silenced_is_not_written_and_the_rest_is() -> None:
    text = A.format(" # reweave: ignore[quotes]", "")
    assert fixed(text) == 'a: # reweave: ignore[quotes]\n- "x"\n- "z"\nb:\n- x\n'
    assert fixed(A.format("", "") + "# reweave: ignore\n") == A.format("", "") + "# reweave: ignore\n"


@given(st.lists(st.tuples(st.sampled_from(["a", "b c", "1", "no", "x: y"]), st.booleans()), min_size=1, max_size=6))
def test_silenced_lines_stay_to_the_byte(items: list[tuple[str, bool]]) -> None:
    lines = [f'- "{text}"{" # reweave: ignore" if silent else ""}' for text, silent in items]
    before = "k:\n" + "".join(f"{line}\n" for line in lines)
    after = fixed(before)
    assert yaml.safe_load(after) == yaml.safe_load(before)
    kept = [line for line, (_, silent) in zip(lines, items, strict=True) if silent]
    assert [line for line in after.splitlines() if "reweave" in line] == kept


def test_of_changes_proved_together_none_is_made_where_one_is_silenced() -> None:
    text = "a: # reweave: ignore[duplicate-items]\n- x\n- x\nb: [z, z]\n"
    assert found(text, "duplicate-items") == {(5, "duplicate-items")}
    result = linted(text, "duplicate-items")
    assert (result.summary.refused, len(result.left)) == (0, 1)
    assert fixed(text, "duplicate-items") == text
    assert fixed(text.replace("reweave: ignore", "seen"), "duplicate-items").endswith("- x\nb: [z]\n")
