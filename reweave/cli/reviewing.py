"""A review in the terminal: one card at a time, the keys of the page."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TextIO

from reweave.cli.kept_file import KeptFile, kept_file
from reweave.cli.keys import keys
from reweave.cli.plan_file import load_plan
from reweave.cli.printing.plan import finish
from reweave.exit_codes import Exit
from reweave.review.card import Answer, EdgeCard, Review
from reweave.review.card_text import card_lines, left_lines, review_summary, sentence
from reweave.review.session import Session
from reweave.run.plan_execution import PlanOptions
from reweave.terminal import Style, paint, wants_colour
from reweave.text import count_of, escape
from reweave.verbosity import say

_KEYS = (
    ("a", "accept"),
    ("d", "decline"),
    ("t", "next type"),
    ("1-9", "a type, or the note to keep"),
    ("r", "reverse"),
    ("s", "later"),
    ("u", "undo"),
    ("j", "next"),
    ("k", "previous"),
    ("A", "accept what is open to this target, or by these rules"),
    ("D", "decline what is open to this target, or by these rules"),
    ("q", "finish"),
    ("?", "help"),
)
_SHORT = "a accept  d decline  t type  r reverse  s later  u undo  j next  k previous  q finish  ? help"
_SAID = {"accept": "accepted", "decline": "declined", "later": "left for later"}
_WIDEST = 100


class Reviewer:
    """Shows cards and takes keys. Prints no control sequence except colour, where that is wanted."""

    def __init__(self, session: Session, keys: Iterator[str], stream: TextIO) -> None:
        """Start at the first open card; `stream` is where cards are printed."""
        self._stream = stream
        self.session = session
        self._keys = keys
        self._at = 0 if session.is_open(0) else session.next_open(0) or 0
        self._colour = wants_colour(stream, os.environ)

    def run(self) -> bool:
        """Take keys until the review is finished (true), or there are no more (false)."""
        for line in left_lines(self.session.review):
            say(line)
        self._show()
        for key in self._keys:
            if key == "q":
                return True
            self._press(key)
        return False

    def confirm(self, question: str) -> bool:
        """Ask a question that `y` says yes to."""
        self._print(f"{question} [y/n]", flush=True)
        answer = next(self._keys, "")
        return answer in ("y", "Y")

    def _press(self, key: str) -> None:
        actions: dict[str, Callable[[], str]] = {
            "a": lambda: self._answer("accept"),
            "d": lambda: self._answer("decline"),
            "s": lambda: self._answer("later"),
            "r": lambda: self._redecide(self.session.reverse(self._at)),
            "t": self._next_type,
            "u": self._undo,
            "j": lambda: self._step(1),
            "n": lambda: self._step(1),
            "k": lambda: self._step(-1),
            "p": lambda: self._step(-1),
            "A": lambda: self._group("accept"),
            "D": lambda: self._group("decline"),
        }
        if key == "?":
            for name, meaning in _KEYS:
                self._print(f"  {name:4} {meaning}")
        elif key in actions:
            said = actions[key]()
            self._show(said)
        elif key in "123456789":
            self._show(self._number(int(key)))
        else:
            self._print(f"{escape(repr(key))} is not a key here; ? lists them")

    def _answer(self, answer: Answer | Literal["later"]) -> str:
        session, at = self.session, self._at
        if not session.answer(at, answer):
            return f"not possible: {session.objection(at, answer)}"
        following = at + 1 if answer == "later" else session.next_open(at)
        if following is None or following >= len(session.states):
            return f"{_SAID[answer]}; nothing else is open: q finishes"
        self._at = following
        return _SAID[answer]

    def _redecide(self, changed: bool) -> str:
        return sentence(self.session, self._at) if changed else "this card has no such choice"

    def _next_type(self) -> str:
        types = self.session.review.types
        state = self.session.states[self._at]
        after = (types.index(state.type) + 1) % len(types) if state.type in types else 0
        return self._redecide(self.session.retype(self._at, types[after]))

    def _number(self, number: int) -> str:
        if isinstance(self.session.review.cards[self._at], EdgeCard):
            types = self.session.review.types
            return self._redecide(number <= len(types) and self.session.retype(self._at, types[number - 1]))
        return self._redecide(self.session.keep(self._at, number - 1))

    def _undo(self) -> str:
        places = self.session.undo()
        if not places:
            return "nothing to undo"
        self._at = places[0]
        return "undone" if len(places) == 1 else f"{len(places)} decisions undone"

    def _step(self, by: int) -> str:
        if not 0 <= self._at + by < len(self.session.states):
            return "this is the last card" if by > 0 else "this is the first card"
        self._at += by
        return ""

    def _group(self, answer: Answer) -> str:
        count = self.session.answer_open(self.session.group(self._at), answer)
        self._at = self.session.next_open(self._at) or self._at
        return f"{count_of(count, 'card')} of one group: {_SAID[answer]}" if count else "nothing open"

    def _show(self, said: str = "") -> None:
        width = min(shutil.get_terminal_size().columns, _WIDEST)
        self._print("-" * min(width, 72))
        if said:
            self._print(escape(said))
        for place, line in enumerate(card_lines(self.session, self._at, width)):
            style = Style.BOLD if place == 0 else Style.GREEN if line.lstrip().startswith("+ ") else None
            style = Style.YELLOW if line.startswith("  > ") else style
            self._print(line if style is None else paint(line, style, colour=self._colour))
        self._print()
        self._print(f"{review_summary(self.session)}")
        self._print(_SHORT, flush=True)

    def _print(self, text: str = "", *, flush: bool = False) -> None:
        print(text, file=self._stream, flush=flush)


def ask(found: Review, how: PlanOptions, plan: Path | None, config: Path | None, output_format: str) -> Exit:
    """Ask about each card of a review, and do with the answers what is asked: a file, commits, or the notes.

    Raises:
        ReweaveError: as `reweave.run.plan_execution.execute_plan`, or the file of `plan` cannot be read.
    """
    session = Session(found)
    if not found.cards:
        say("nothing to review")
        return Exit.DONE
    kept = kept_file(how, config)
    _take_over(session, plan, kept)
    with keys() as pressed:
        reviewer = Reviewer(session, pressed, sys.stderr if str(plan) == "-" or output_format == "json" else sys.stdout)
        try:
            finished = reviewer.run()
            made = session.plan()
            for at in session.left_out():
                say(f"left out, as a note of it is merged away: {sentence(session, at)}")
            wanted = finished and bool(made.operations) and plan is None and reviewer.confirm(_question(session, how))
        except BaseException:
            _say_kept(session, kept)
            raise
    if plan is None and not wanted:
        say("nothing was written")
        _say_kept(session, kept)
        return Exit.DONE
    code = finish(lambda source: made, how, plan, config, output_format)
    if finished and code == Exit.DONE:
        kept.forget(session)
    elif plan is None:
        _say_kept(session, kept)
    return code


def _take_over(session: Session, plan: Path | None, kept: KeptFile) -> None:
    """Take over the decisions of a plan file, and those of a review that ended before they were written."""
    if plan is not None and str(plan) != "-" and plan.exists():
        decided, strange = session.load(load_plan(plan))
        say(f"{count_of(decided, 'decision')} of {plan} taken over")
        if strange:
            say(f"{count_of(strange, 'operation')} of {plan} left out: no card proposes it, or its note changed since")
    if count := kept.watch(session):
        say(f"{count_of(count, 'decision')} of an earlier review taken over from {kept.path}")


def _say_kept(session: Session, kept: KeptFile) -> None:
    if session.has_changed:
        say(f"the decisions are kept in {kept.path}; the next review of the same goes on with them")


def _question(session: Session, how: PlanOptions) -> str:
    where = "commit this" if how.commit else "write this to the notes"
    return f"{review_summary(session)}; {where}?"
