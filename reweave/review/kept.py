"""Decisions that are not written yet, as JSON lines that the next review takes over.

A card is known by what its first possible choice does to which bytes, whoever names or dates it: a proposal that comes
again is recognized, one whose note changed is not.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict

from reweave.review.card import Card
from reweave.review.session import Session, State, effect_of, first_state

_ANSWERS = ("", "accept", "decline", "later")
_MOST = 20_000
"""Lines; of more, the oldest are dropped."""


class KeptDecisions:
    """The lines of a file of kept decisions, those of other reviews among them."""

    def __init__(self, data: bytes, session: Session) -> None:
        """Read lines; those that are damaged are dropped."""
        self._session = session
        self._names = [_name(card) for card in session.review.cards]
        self._lines = dict(_read(data))

    def restore(self) -> int:
        """Take over the decisions of cards that the review has, which is no step to undo; return how many."""
        count = 0
        for at, name in enumerate(self._names):
            state = self._lines.get(name)
            if state is not None and self._session.restore(at, state):
                count += 1
        return count

    def pending(self) -> bytes:
        """Return the lines with the decisions of the review as they are now."""
        states = zip(self._names, self._session.states, self._session.review.cards, strict=True)
        own = {name: state for name, state, card in states if state != first_state(card)}
        return _written({**self._others(), **own})

    def finished(self) -> bytes:
        """Return the lines without those of the review."""
        return _written(self._others())

    def _others(self) -> dict[str, State]:
        own = set(self._names)
        return {name: state for name, state in self._lines.items() if name not in own}


def _written(lines: dict[str, State]) -> bytes:
    last = list(lines.items())[-_MOST:]
    return "".join(json.dumps({"card": name, **asdict(state)}) + "\n" for name, state in last).encode()


def _read(data: bytes) -> Iterable[tuple[str, State]]:
    for line in data.splitlines():
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            continue
        state = state_of(found)
        if state is not None and isinstance(name := found.get("card"), str):
            yield name, state


def state_of(found: object) -> State | None:
    """Return the state that a JSON object is, `None` where it is none."""
    if not isinstance(found, dict):
        return None
    answer, type, reverse, keep = (found.get(key) for key in ("answer", "type", "reverse", "keep"))
    if answer not in _ANSWERS or not isinstance(type, str) or not isinstance(reverse, bool):
        return None
    return State(answer, type, reverse, keep) if isinstance(keep, int) else None


def _name(card: Card) -> str:
    """Return a hash of what a card is about."""
    own = next((one.operations for one in card.choices if one.operations), ())
    about = [effect_of(one) for one in own] if own else card.id
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()[:24]
