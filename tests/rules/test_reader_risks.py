"""`check` asks the second reader only where readers are known to differ: none of these may be missed."""

import pytest

from reweave.lint.normalize import reader_risks
from reweave.note.note import Note
from reweave.note.verify import ProofError, prove_by_second_reader


def _note(text: str) -> Note:
    note = Note("n.md", f"---\n{text}---\n".encode())
    assert note.problem is None
    return note


@pytest.mark.parametrize(
    "text",
    [
        "a: \t# tab\n",
        "a:\n- - |\n \n  - b\n",
        "a: |-\n       \n\n        b\n",
        "a: ['b':c]\n",
        "a:\n\n\ufeffb\nc:   d\n",
    ],
)
def test_readers_differ_and_it_is_known(text: str) -> None:
    note = _note(text)
    with pytest.raises(ProofError):
        prove_by_second_reader(note)
    assert reader_risks(note)


@pytest.mark.parametrize(
    "text",
    [
        "type: claim\ntags:\n  - 'energy'\n  - storage # twice\n\ncreated: 2026-02-11\n",
        "title: R&D & other costs at 12% and why?\n",
        "a: \"he said: yes\"\nb: 'it''s'\n",
        "a: |\n  b\n\n  c\nd:\n# e\n- [f, 'g']\n",
        "link: https://example.org/a?b=c#d\n",
    ],
)
def test_ordinary_notes_take_the_fast_way(text: str) -> None:
    note = _note(text)
    prove_by_second_reader(note)
    assert not reader_risks(note)
