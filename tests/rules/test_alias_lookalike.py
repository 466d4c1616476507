import pytest

from reweave.lint.normalize import layers, normalize
from reweave.note.note import Note
from reweave.note.verify import ProofError
from tests.rules.run import rule


def _after(text: str) -> str:
    one = rule("alias-lookalike")
    found = normalize(Note("n.md", text.encode()), [one], layers([one], unsafe=True))
    assert found.refusal is None
    return found.changes[-1].after.decode() if found.changes else text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\na: 1\n*S: [[x]]*\n---\nBody\n", "---\na: 1\n---\n*S: [[x]]*\nBody\n"),
        ("---\na: 1\n*S: x*\n...\nBody\n", "---\na: 1\n...\n*S: x*\nBody\n"),
        ("---\na: 1\n**Bold** and more\n---\n", "---\na: 1\n---\n**Bold** and more\n"),
        ("---\na: 1\n\n## T\n\n*S*\n\ntext\n\n---\nBody\n", "---\na: 1\n---\n\n## T\n\n*S*\n\ntext\n\nBody\n"),
        ("---\na: 1\n# of a\n*S: [[x]]*\n---\n", "---\na: 1\n# of a\n---\n*S: [[x]]*\n"),
        (
            "---\na: 1\n*S: [[x]]*\nb: 2\n*T: [[y]]*\nc: 3\n---\nB\n",
            "---\na: 1\nb: 2\nc: 3\n---\n*S: [[x]]*\n*T: [[y]]*\nB\n",
        ),
        ("---\na: 1\n*S: [[x]]*\n---", "---\na: 1\n---\n*S: [[x]]*\n"),
        ("---\r\na: é\r\n*S: 🌞*\r\n---\r\nB", "---\r\na: é\r\n---\r\n*S: 🌞*\r\nB"),
    ],
)
def test_moved(before: str, after: str) -> None:
    assert _after(before) == after


@pytest.mark.parametrize(
    "text",
    [
        '---\na: "b\n*c*\nd"\ne: [\n---\n',
        "---\n*S: [[x]]*\n---\n",
        "---\n- a\n*S: [[x]]*\n---\n",
        "---\nt: a: b\n*S: [[x]]*\n---\n",
    ],
)
def test_reported_and_left(text: str) -> None:
    (proposal,) = rule("alias-lookalike").propose(Note("n.md", text.encode()))
    assert proposal.edits == ()


@pytest.mark.parametrize(
    "text",
    ["---\na: &x 1\n*x : 2\n---\n", "---\na: *x\n---\n", "---\na: 1\n---\n*S: [[x]]*\n", "---\na: |\n  *b*\n---\n"],
)
def test_nothing_to_move(text: str) -> None:
    assert list(rule("alias-lookalike").propose(Note("n.md", text.encode()))) == []


def test_the_proof_refuses_a_lost_line() -> None:
    before = Note("n.md", b"---\na: 1\n*S: x*\n---\nB\n")
    (proposal,) = rule("alias-lookalike").propose(before)
    assert proposal.proof is not None
    proposal.proof(before, Note("n.md", b"---\na: 1\n---\n*S: x*\nB\n"))
    for wrong in (b"---\na: 1\n---\nB\n", b"---\na: 1\n---\nB\n*S: x*\n", b"---\n---\na: 1\n*S: x*\nB\n"):
        with pytest.raises(ProofError):
            proposal.proof(before, Note("n.md", wrong))


def test_a_long_line_is_cheap() -> None:
    text = f"---\na: 1\n*S: [[x]]*\nb{' ' * 200_000}c\n---\n"
    assert _after(text) == f"---\na: 1\n---\n*S: [[x]]*\nb{' ' * 200_000}c\n"
