"""Deciding on the cards of a review, one step at a time, and the plan that the decisions come to."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from reweave.plan.operation import Operation
from reweave.plan.plan import Plan
from reweave.plan.writer import operation_data
from reweave.review.card import Card, ChangeCard, Choice, EdgeCard, Review, SameCard

_PAIR = 2
_SAID = frozenset({"id", "date", "reason"})


@dataclass(frozen=True, slots=True)
class State:
    """What was decided about a card, and how an edge is to be accepted; an empty answer: nothing yet."""

    answer: Literal["", "accept", "decline", "later"] = ""
    type: str = ""
    reverse: bool = False
    keep: int = -1


def first_state(card: Card) -> State:
    """Return the state of a card that nobody decided on: it would be accepted as proposed."""
    if isinstance(card, EdgeCard):
        return State(type=card.type)
    return State(keep=0) if isinstance(card, SameCard) and len(card.members) == _PAIR else State()


@dataclass(slots=True)
class Session:
    """The decisions about one review. What changes states is one step that `undo` takes back.

    `changed` is called after each change.
    """

    review: Review
    changed: Callable[[], None] = lambda: None
    states: list[State] = field(init=False)
    _history: list[list[tuple[int, State]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.states = [first_state(card) for card in self.review.cards]

    def choice(self, at: int, answer: str) -> Choice | None:
        """Return what an answer to a card comes to, as it is shown now; `None`: the card has no such choice."""
        card, state = self.review.cards[at], self.states[at]
        if answer == "accept":
            return card.choice("accept", state.type, state.reverse, state.keep)
        return card.choice("decline") if answer == "decline" else None

    def objection(self, at: int, answer: str = "accept") -> str:
        """Return why a card cannot be answered so; empty: it can."""
        choice = self.choice(at, answer)
        return "merge these notes two at a time" if choice is None else choice.why

    def answer(self, at: int, answer: Literal["", "accept", "decline", "later"]) -> bool:
        """Answer a card; return whether that is possible."""
        if answer in ("accept", "decline") and self.objection(at, answer):
            return False
        self._change([(at, replace(self.states[at], answer=answer))])
        return True

    def answer_open(self, places: Iterable[int], answer: Literal["accept", "decline"]) -> int:
        """Answer those of some cards that are open and can be answered so, as one step; return how many."""
        able = [at for at in places if self.is_open(at) and not self.objection(at, answer)]
        self._change([(at, replace(self.states[at], answer=answer)) for at in able])
        return len(able)

    def reverse(self, at: int) -> bool:
        """Turn the edge of a card round; return whether it has one."""
        return isinstance(self.review.cards[at], EdgeCard) and self._set(
            at, replace(self.states[at], reverse=not self.states[at].reverse)
        )

    def retype(self, at: int, type: str) -> bool:
        """Give the edge of a card another type; return whether it has one."""
        return isinstance(self.review.cards[at], EdgeCard) and self._set(at, replace(self.states[at], type=type))

    def keep(self, at: int, keep: int) -> bool:
        """Choose which of two notes a merge keeps; return whether that is a choice."""
        card = self.review.cards[at]
        return (
            card.choice("accept", keep=keep) is not None
            and keep >= 0
            and self._set(at, replace(self.states[at], keep=keep))
        )

    def undo(self) -> list[int]:
        """Take the last step back; return the places of its cards."""
        if not self._history:
            return []
        last = self._history.pop()
        for at, state in last:
            self.states[at] = state
        self.changed()
        return [at for at, _ in last]

    def replace_all(self, states: Mapping[str, State]) -> None:
        """Give each card, by its id, the state that it has elsewhere, its first one where none is given."""
        for at, card in enumerate(self.review.cards):
            self.states[at] = first_state(card)
            if card.id in states:
                self.restore(at, states[card.id])
        self.changed()

    @property
    def has_changed(self) -> bool:
        """Whether any card has another state than at first."""
        return any(state != first_state(card) for state, card in zip(self.states, self.review.cards, strict=True))

    def is_open(self, at: int) -> bool:
        """Return whether a card is undecided."""
        return self.states[at].answer in ("", "later")

    def next_open(self, at: int) -> int | None:
        """Return the next card after `at` that nobody looked at, from the start again; then those left for later."""
        count = len(self.states)
        around = [(at + step) % count for step in range(1, count)]
        for wanted in ("", "later"):
            for place in around:
                if self.states[place].answer == wanted:
                    return place
        return None

    def group(self, at: int) -> list[int]:
        """Return the cards of edges to the target of this one, or of changes by the same rules, else itself."""
        key = _group_key(self.review.cards[at])
        return [at] if key is None else [at for at, one in enumerate(self.review.cards) if _group_key(one) == key]

    def plan(self) -> Plan:
        """Return the plan that the decisions come to, in the order of the cards.

        An edge of a note that an accepted merge takes away is left out, and so is a second merge of a note.
        """
        left = set(self.left_out())
        found: list[Operation] = []
        for at, state in enumerate(self.states):
            choice = self.choice(at, state.answer)
            if choice is not None and at not in left:
                found += choice.operations
        return Plan(self.review.header, tuple(found))

    def left_out(self) -> list[int]:
        """Return the decided cards that accepted merges leave out of the plan."""
        gone: set[int] = set()
        late: list[int] = []
        cards = self.review.cards
        for at, card in enumerate(cards):
            if isinstance(card, SameCard) and self.states[at].answer == "accept":
                if gone.intersection(card.members):
                    late.append(at)
                else:
                    gone.add(card.members[1 - self.states[at].keep])
        ended = (
            at
            for at, card in enumerate(cards)
            if isinstance(card, EdgeCard) and not self.is_open(at) and gone.intersection((card.source, card.target))
        )
        return sorted([*late, *ended])

    def load(self, plan: Plan) -> tuple[int, int]:
        """Take over the decisions of a plan, which is no step that could be undone.

        Return how many cards it decides, and how many of its operations fit none. Ids, dates and reasons, which differ
        from day to day, do not matter.
        """
        given = set(map(effect_of, plan.operations))
        changes: list[tuple[int, State]] = []
        for at, card in enumerate(self.review.cards):
            choice = next((one for one in card.choices if _is_made(one, given)), None)
            if choice is None:
                continue
            given.difference_update(map(effect_of, choice.operations))
            state = replace(self.states[at], answer=choice.answer)
            if choice.answer == "accept":
                state = replace(state, type=choice.type, reverse=choice.reverse, keep=choice.keep)
            changes.append((at, state))
        for at, state in changes:
            self.states[at] = state
        return len(changes), len(given)

    def restore(self, at: int, state: State) -> bool:
        """Give a card the state that it had in an earlier review; return whether it is a new one that is possible."""
        card, before = self.review.cards[at], self.states[at]
        way = card.choice("accept", state.type, state.reverse, state.keep)
        if way is None and replace(state, answer="") != first_state(card):
            return False
        self.states[at] = state
        if state.answer in ("accept", "decline") and self.objection(at, state.answer):
            self.states[at] = before
        return self.states[at] != before

    def counts(self) -> dict[str, int]:
        """Return how many cards have each answer."""
        return {name: sum(one.answer == name for one in self.states) for name in ("accept", "decline", "later", "")}

    def _set(self, at: int, state: State) -> bool:
        """Give a card another choice; a decision that this makes impossible is taken back."""
        before = self.states[at]
        self._change([(at, state)])
        if state.answer == "accept" and self.objection(at):
            self.states[at] = replace(state, answer="")
            self.changed()
        return self.states[at] != before

    def _change(self, changes: list[tuple[int, State]]) -> None:
        if changes:
            self._history.append([(at, self.states[at]) for at, _ in changes])
            for at, state in changes:
                self.states[at] = state
            self.changed()


def _group_key(card: Card) -> int | str | None:
    match card:
        case EdgeCard():
            return card.target
        case ChangeCard():
            return card.title
    return None


def effect_of(operation: Operation) -> tuple[tuple[str, Any], ...]:
    """Return what an operation does to which bytes, without its id, its date and its reason."""
    data = operation_data(operation).items()
    return tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in data if key not in _SAID)


def _is_made(choice: Choice, given: Collection[tuple[tuple[str, Any], ...]]) -> bool:
    return not choice.why and bool(choice.operations) and all(effect_of(one) in given for one in choice.operations)
