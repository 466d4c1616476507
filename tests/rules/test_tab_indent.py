import pytest

from reweave.note.note import Note
from reweave.note.verify import ProofError
from tests.rules.run import fixed, outcome, problems, rule


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n\t- b\n\t- c\n", "a:\n  - b\n  - c\n"),
        ("a:\n\tb:\n\t\tc: 1\n\td: 2\n", "a:\n  b:\n    c: 1\n  d: 2\n"),
        ("a:\n-\tb\n", "a:\n- b\n"),
        ("a:\n  -\tb\n  -\t-\tc\n", "a:\n  - b\n  - - c\n"),
        ("a: 1\n\t\nb: 2\n", "a: 1\n\nb: 2\n"),
        ("a:\n    b: 1\n\tc: 2\n", "a:\n    b: 1\n    c: 2\n"),
        ("a:\n\t# c\n\t- b # \t d\n", "a:\n  # c\n  - b # \t d\n"),
        ("a:\n\t- b\nq: |\n  x\n  \ty\n", "a:\n  - b\nq: |\n  x\n  \ty\n"),
        ("a:\n\t- b\nq: |\n  x\n  -\ty\n", "a:\n  - b\nq: |\n  x\n  -\ty\n"),
    ],
)
def test_spaces(before: str, after: str) -> None:
    assert fixed("tab-indent", before) == after


@pytest.mark.parametrize("text", ["a:\n  b:\n\tc: 1\n", "a: |\n\tx\n\t\ty\n"])
def test_reported_and_left_where_the_width_matters(text: str) -> None:
    found = outcome("tab-indent", text)
    assert found.proposals
    assert not any(proposal.edits for proposal in found.proposals)
    assert (found.changes, found.refusal) == ((), None)


@pytest.mark.parametrize("text", ["a: b\tc\n", "q: |\n  x\n  \ty\n", "a: [\n", "t: a: b\nq: |\n  x\n  \ty\n", "a: 1\n"])
def test_a_tab_that_stops_no_reader_is_left(text: str) -> None:
    assert problems("tab-indent", text) == []


def test_many_items() -> None:
    before = "a:\n" + "  -\tb\n" * 500 + "c:\n" + "\t- d\n" * 500
    assert fixed("tab-indent", before) == before.replace("\t-", "  -").replace("-\t", "- ")


def test_the_proof_refuses_more_than_indentation() -> None:
    before = Note("n.md", b"---\na:\n\t- b\n---\n")
    (proposal,) = rule("tab-indent").propose(before)
    assert proposal.proof is not None
    proposal.proof(before, Note("n.md", b"---\na:\n  - b\n---\n"))
    for wrong in (b"---\na:\n  - c\n---\n", b"---\na:\n  -\tb\n---\n", b"---\na:\n\n  - b\n---\n", before.source):
        with pytest.raises(ProofError):
            proposal.proof(before, Note("n.md", wrong))
