import pytest

from reweave.note.note import Note
from tests.rules.run import rule

_TEXT = "---\r\ntitle: Größe 大\r\n---\r\n"


def _found(source: bytes) -> list[str]:
    return [proposal.message for proposal in rule("encoding").propose(Note("n.md", source))]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("text", [_TEXT, _TEXT.replace("\r", "")])
def test_named(codec: str, mark: str, text: str) -> None:
    assert _found((mark + text).encode(codec)) == [f"the note is {codec[:6].upper()}; save it as UTF-8"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
def test_a_body_alone_is_known_by_its_mark(codec: str) -> None:
    assert _found("# Größe".encode(codec)) == [f"the note is {codec.upper()}; save it as UTF-8"]


@pytest.mark.parametrize(
    "source", [_TEXT.encode(), _TEXT.encode("utf-8-sig"), b"", b"\xff", b"--- \n", b"#\0 \0", "É".encode("latin-1")]
)
def test_left(source: bytes) -> None:
    assert _found(source) == []
