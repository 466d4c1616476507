"""Remembered answers: `.reweave/answers.jsonl`, one line each, committed with the notes.

An answer is a no that a run heeds: to an edge (`declined-edge`), to what a batch changed (`undone-batch`), or to an
alarm (`known-finding`). A `closed-request` says that the edges of a pull request were declined with it.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from reweave.errors import ReweaveError
from reweave.files.answers_file import ANSWERS_FILE
from reweave.text import count_of

MAX_BYTES = 16 * 1024 * 1024
_MAX_LINE = 1024 * 1024


@dataclass(frozen=True, slots=True, order=True)
class Declined:
    """A declined edge of `type` (empty: of any) from `source` to `target`, as long as both say what they said then."""

    source: str
    target: str
    type: str
    source_text: str
    target_text: str


@dataclass(frozen=True, slots=True, order=True)
class Undone:
    """A batch (`RUN/NUMBER`) that was undone: a run applies its `rules` to its notes, at `paths`, no more."""

    batch: str
    rules: tuple[str, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A finding of a rule in the note at `path` that is accepted for now; `text` is a hash of what it is about."""

    rule: str
    path: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class ClosedRequest:
    """A pull request, by its address, that was closed without being merged: its edges were declined once."""

    url: str


Answer = Declined | Undone | Known | ClosedRequest

KINDS: dict[str, type[Declined] | type[Undone] | type[Known] | type[ClosedRequest]] = {
    "declined-edge": Declined,
    "undone-batch": Undone,
    "known-finding": Known,
    "closed-request": ClosedRequest,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def kind_of(answer: Answer) -> str:
    """Return the name of an answer's kind."""
    return _NAMES[type(answer)]


def answer_id(answer: Answer) -> str:
    """Return the name of an answer in lists: a short hash of it."""
    return hashlib.sha256(_line(answer).encode()).hexdigest()[:8]


def described(answer: Answer) -> str:
    """Return an answer in words."""
    if isinstance(answer, Declined):
        return f"{answer.source} to {answer.target}{f' ({answer.type})' if answer.type else ''}"
    if isinstance(answer, ClosedRequest):
        return answer.url
    if isinstance(answer, Known):
        return f"{answer.rule} in {answer.path}"
    return f"{answer.batch}: {', '.join(answer.rules)} in {count_of(len(answer.paths), 'note')}"


def parse_answers(data: bytes, name: str = ANSWERS_FILE) -> tuple[Answer, ...]:
    """Read the file's bytes.

    Raises:
        ReweaveError: it is too long, or a line is no answer (`answers-invalid`). Skipping it would propose again what
            was refused.
    """
    if len(data) > MAX_BYTES:
        raise ReweaveError(f"larger than {MAX_BYTES:,} bytes", code="answers-invalid", path=name)
    found = []
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            answer = _parsed(line)
            if answer is None:
                marked = line.startswith(b"<<<<<<<")
                raise ReweaveError(
                    "unresolved merge conflict" if marked else "not a remembered answer",
                    code="answers-invalid",
                    path=name,
                    line=number,
                    suggestion="during the merge `reweave resolve` resolves it; else keep the lines of both sides"
                    if marked
                    else "fix or remove the line; `reweave decline`, `undo` and `baseline` write them",
                )
            found.append(answer)
    return tuple(found)


def append_answers(data: bytes, new: Iterable[Answer]) -> bytes:
    """Return the file's bytes with the answers of `new` that it lacks appended, in order.

    Raises:
        ReweaveError: a line of `data` is no answer.
    """
    known = set(parse_answers(data))
    lines = [_line(answer) + "\n" for answer in sorted(set(new) - known, key=_line)]
    gap = b"\n" if lines and data and not data.endswith(b"\n") else b""
    return data + gap + "".join(lines).encode()


def without_answers(data: bytes, lifted: Iterable[Answer]) -> bytes:
    """Return the file's bytes without the lines of some answers."""
    gone = set(lifted)
    return b"".join(line for line in data.splitlines(keepends=True) if not line.strip() or _parsed(line) not in gone)


def _line(answer: Answer) -> str:
    return json.dumps({"kind": kind_of(answer), **asdict(answer)}, sort_keys=True)


def _parsed(line: bytes) -> Answer | None:
    if len(line) > _MAX_LINE:
        return None
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
        return None
    kind = KINDS.get(data.pop("kind"))
    if kind is None or set(data) != set(kind.__annotations__):
        return None
    values = {name: _value(value, kind.__annotations__[name]) for name, value in data.items()}
    return None if None in values.values() else kind(**values)


def _value(value: object, hint: object) -> Any:
    """Return a value of a line as its field holds it, `None` where it is of another type."""
    if hint is str:
        return value if isinstance(value, str) else None
    return tuple(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else None
