import pytest

from reweave.lint.normalize import layers, normalize
from reweave.note.note import Note
from tests.rules.run import rule

_BLOCK = "---\ntype: claim\ntags: [a]\n---\nBody\n"


def _run(source: str) -> tuple[str, list[str]]:
    one = rule("misplaced-fence")
    found = normalize(Note("n.md", source.encode()), [one], layers([one], unsafe=True))
    assert found.refusal is None
    after = found.changes[-1].after.decode() if found.changes else source
    return after, [proposal.message for proposal in found.proposals]


@pytest.mark.parametrize(
    ("above", "what"),
    [
        ("\n", "1 blank line above the frontmatter"),
        ("\r\n\t\r\n", "2 blank lines above the frontmatter"),
        (" ", "a space before the opening `---`"),
        ("\t", "a tab before the opening `---`"),
        ("\u200b", "a zero-width space before the opening `---`"),
        ("\u00a0", "a no-break space before the opening `---`"),
        ("\u2060", "U+2060 before the opening `---`"),
        ("\n \u200b\n  ", "2 blank lines above the frontmatter"),
    ],
)
def test_moved_to_the_first_line(above: str, what: str) -> None:
    assert _run(above + _BLOCK) == (_BLOCK, [f"{what}; it has to start the note"])
    assert _run("\ufeff" + above + _BLOCK)[0] == "\ufeff" + _BLOCK


def test_a_byte_order_mark_too_many() -> None:
    assert _run("\ufeff\ufeff" + _BLOCK)[0] == "\ufeff" + _BLOCK


def test_keys_of_several_words() -> None:
    block = "---\ndate last modified: 2024-01-01\na/b.c: d\n---\n"
    assert _run("\n" + block)[0] == block


def test_indented_as_a_whole() -> None:
    source = "  ---\n  type: claim\n  ---\nBody\n"
    assert _run(source) == (source, ["a space before the opening `---`; it has to start the note"])


@pytest.mark.parametrize(
    "source",
    [
        _BLOCK,
        "\nText\n" + _BLOCK,
        "\n---\nA text with one colon: here\n---\n",
        "\n---\n- a\n---\n",
        "\n---\n\n---\n",
        "\n---\nkey: value\n",
        "\n    ---\nText\n",
        "\n---\nhttp://a.example: b\n---\n",
        "\n---\na: [b\n---\n",
        "\n",
        "",
    ],
)
def test_left(source: str) -> None:
    assert _run(source) == (source, [])
