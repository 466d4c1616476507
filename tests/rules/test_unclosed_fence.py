import pytest

from reweave.lint.normalize import layers, normalize
from reweave.note.note import Note
from reweave.note.verify import ProofError
from tests.rules.run import rule


def _after(source: bytes) -> bytes:
    one = rule("unclosed-fence")
    found = normalize(Note("n.md", source), [one], layers([one], unsafe=True))
    assert found.refusal is None
    return found.changes[-1].after if found.changes else source


@pytest.mark.parametrize(
    ("before", "at"),
    [
        (b"---\na: 1\n\nProse.\n", 9),
        (b"---\na: 1\n\n# T\n", 9),
        (b"---\na: 1\n# T\n\nProse.\n", 9),
        (b"---\na: 1\n# T", 9),
        (b"---\na:\n- b\n\n\n\n# T\n## U\n", 11),
        (b"---\na: |\n  x\n\n  y\n\nProse\n", 18),
        (b"---\na: 1\n# comment\nb: 2\n\nProse\n", 24),
        (b"---\na: 1\nb: 2\n", 14),
        (b"\xef\xbb\xbf---\na: \xc3\xa9\n\nProse\n", 13),
        (b"---\na: 1\n\n\xff is not UTF-8\n", 9),
    ],
)
def test_closed(before: bytes, at: int) -> None:
    assert _after(before) == before[:at] + b"---\n" + before[at:]


def test_line_ends() -> None:
    assert _after(b"---\r\na: 1\r\n\r\nProse\r\n") == b"---\r\na: 1\r\n---\r\n\r\nProse\r\n"
    assert _after(b"---\r\na: 1") == b"---\r\na: 1\r\n---"


@pytest.mark.parametrize(
    "text",
    [
        b"---\na: 1\n\nb: is this the body?\nProse.\n",
        b"---\na: 1\n\n- a bullet\n",
        b"---\na: 1\n\n    code\n",
        b"---\na: 1\nProse at once.\n",
        b"---\na: 1\n# T\nb: 2\nProse.\n",
        b"---\na: 1\n- b\n",
        b"---\na: \xff\n\nProse\n",
    ],
)
def test_reported_and_left_where_it_is_not_clear(text: bytes) -> None:
    (proposal,) = rule("unclosed-fence").propose(Note("n.md", text))
    assert proposal.edits == ()


@pytest.mark.parametrize("fence", ["----", "--", "\u2014", "\u2014-", "===", "***", "-------- "])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_was_meant_to_close_it_is_named(fence: str, end: str) -> None:
    text = f"---\na: é\nb:\n- c\n{fence}\n\nd: e\nProse.\n".replace("\n", end)
    (proposal,) = rule("unclosed-fence").propose(note := Note("n.md", text.encode()))
    assert (proposal.message, note.place(proposal.offset)) == (
        f"missing closing `---`; `{fence.rstrip()}` does not close it",
        (5, 1),
    )


def test_a_heading_with_a_line_below_it_is_no_fence() -> None:
    (proposal,) = rule("unclosed-fence").propose(Note("n.md", b"---\na: 1\nProse at once.\n=====\n"))
    assert proposal.message == "missing closing `---`"


@pytest.mark.parametrize("text", [b"---\na: 1\n---\n", b"---\n\nProse\n", b"a: 1\n", b"", b"---\n"])
def test_nothing_to_close(text: bytes) -> None:
    assert list(rule("unclosed-fence").propose(Note("n.md", text))) == []


def test_a_long_note_of_blank_lines_is_cheap() -> None:
    assert _after(b"---\na: 1\n" + b"\n" * 200_000 + b"b: 2\n") == b"---\na: 1\n" + b"\n" * 200_000 + b"b: 2\n"


def test_the_proof_refuses_another_place() -> None:
    before = Note("n.md", b"---\na: 1\n\n# T\n")
    (proposal,) = rule("unclosed-fence").propose(before)
    assert proposal.proof is not None
    proposal.proof(before, Note("n.md", b"---\na: 1\n---\n\n# T\n"))
    for wrong in (b"---\na: 1\n\n---\n# T\n", b"---\na: 1\n---\n# T\n", b"---\na: 2\n---\n\n# T\n", before.source):
        with pytest.raises(ProofError):
            proposal.proof(before, Note("n.md", wrong))


@pytest.mark.parametrize("above", [" ", "\t", "  ", "\u00a0", "\u200b"])
@pytest.mark.parametrize(
    "text", ["---\na: é\nb:\n- c\n|---\nBody\n", "---\r\na: b\r\n|--- \r\nBody\r\n", "---\na: b\n|---"]
)
def test_a_closing_fence_that_is_indented(above: str, text: str) -> None:
    assert _after(text.replace("|", above).encode()) == text.replace("|", "").encode()


@pytest.mark.parametrize(
    "text", [b"---\na: [b\n ---\nBody\n", b"---\na: |\n  b\n  ---\n  c\nBody\n", b"---\na: b\n ---x\nBody\n"]
)
def test_an_indented_fence_below_what_cannot_be_read(text: bytes) -> None:
    assert _after(text) == text
