"""The answer of `answers`."""

from typing import TypedDict

from reweave.schemas import PathFields


class Answer(TypedDict):
    """A remembered answer."""

    id: str
    """Its name, for `reweave answers --lift`."""
    kind: str
    """What was refused: `declined-edge`, `undone-batch`, `known-finding` or `closed-request`."""
    source: str | None
    """The note that a declined edge starts from."""
    target: str | None
    """The note that it points to."""
    type: str | None
    """Its type; empty: any."""
    request: str | None
    """The address of a pull request that was closed: its edges were declined."""
    batch: str | None
    """The batch that was undone, as RUN/NUMBER."""
    rules: list[str]
    """The rules that no longer apply to its notes, or the rule of a known finding."""
    notes: list[PathFields]
    """Its notes."""


class Answers(TypedDict):
    """What was declined and undone, and is not proposed again."""

    answers: list[Answer]
    """The answers that were remembered."""
    lifted: list[Answer]
    """Those that this command has lifted."""
