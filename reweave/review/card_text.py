"""A card as lines of text, for a terminal of any width and kind."""

import textwrap
from collections.abc import Iterator

from reweave.review.card import Card, ChangeCard, EdgeCard, NoteFacts, NoteLines, Review, SameCard, SideBySide
from reweave.review.excerpt import Excerpt
from reweave.review.session import Session
from reweave.text import escape

_LEAST = 30
_MOST_WORDS = 900
_MOST_TITLE = 72
_MOST_ROWS = 60
_KINDS = {"promoted": "stated in the text", "mentioned": "named in the text", "new": "new"}
_WORDS = {"accept": "accepted", "decline": "declined", "later": "later", "": "open"}


def card_lines(session: Session, at: int, width: int) -> list[str]:
    """Return the lines of a card, escaped and wrapped."""
    card = session.review.cards[at]
    lines = [f"{at + 1} of {len(session.review.cards)}{_about(card)}: {_WORDS[session.states[at].answer]}", ""]
    match card:
        case EdgeCard():
            lines += _edge(session, at, card)
        case SameCard():
            lines += _same(session, at, card)
        case ChangeCard():
            lines += _changes(card)
    if why := session.objection(at):
        lines += ["", f"cannot be accepted so: {why}"]
    if why := session.objection(at, "decline"):
        lines += ["", why]
    return [part for line in lines for part in _wrapped(escape(line), max(width, _LEAST))]


def sentence(session: Session, at: int) -> str:
    """Return what a card says, on one line, not escaped."""
    card, state, notes = session.review.cards[at], session.states[at], session.review.notes
    match card:
        case EdgeCard():
            ends = (card.target, card.source) if state.reverse else (card.source, card.target)
            return f"{notes[ends[0]].title} --{state.type}--> {notes[ends[1]].title}"
        case SameCard():
            return f"same claim? {notes[card.members[0]].title}"
        case ChangeCard():
            return f"{card.title}: {card.notes[0].path}"
    raise TypeError(card)


def _about(card: Card) -> str:
    parts = []
    if isinstance(card, EdgeCard):
        parts += [_KINDS[card.kind]] if card.kind in _KINDS else []
        parts += [] if card.score is None else [f"score {card.score:.2f}"]
    parts += ["on the branch"] if isinstance(card, EdgeCard | ChangeCard) and card.written else []
    parts += ["near-duplicates"] if isinstance(card, SameCard) else []
    parts += ["stale, the note changed since; shown as it is now"] if card.stale else []
    return "".join(f", {part}" for part in parts)


def _edge(session: Session, at: int, card: EdgeCard) -> Iterator[str]:
    state, notes = session.states[at], session.review.notes
    source, target = notes[card.source], notes[card.target]
    first, second = (target, source) if state.reverse else (source, target)
    yield from _names("from", first)
    yield f"  <-{state.type}->" if state.type in session.review.symmetric else f"  --{state.type}-->"
    yield from _names("to  ", second)
    if card.terms:
        yield f"both mention {', '.join(card.terms)}"
    if card.kind == "mentioned" and card.excerpt is not None:
        own, other = ("first", "second") if card.excerpt.path == source.path else ("second", "first")
        yield f"the text of the {own} names the {other}, without a link"
    if card.linkers:
        yield f"notes like the first link the second: {card.linkers}"
    elif card.reason and card.excerpt is None and not card.terms:
        yield card.reason
    for note in (source, target):
        yield from _says(note, card.excerpt)
    choice = session.choice(at, "accept")
    for change in choice.changes if choice is not None else ():
        yield from _written(change)


def _same(session: Session, at: int, card: SameCard) -> Iterator[str]:
    keep = session.states[at].keep
    for number, place in enumerate(card.members):
        note = session.review.notes[place]
        yield f"{number + 1}{' (kept)' if number == keep else ''}"
        yield from _names("  ", note)
        yield from _says(note, None)
        yield ""
    yield "the same claim? accept merges the two into the one that is kept; decline keeps both"


def _changes(card: ChangeCard) -> Iterator[str]:
    yield card.title
    if card.reason:
        yield card.reason
    for note in card.notes:
        yield from _rows(note)
    if card.more:
        yield f"and {card.more} more notes"


def _rows(note: SideBySide) -> Iterator[str]:
    yield note.path
    for row in note.rows[:_MOST_ROWS]:
        if row is None:
            yield "    ..."
        elif row.before == row.after:
            yield f"    {row.before}"
        else:
            yield from () if row.before is None else (f"  - {row.before}",)
            yield from () if row.after is None else (f"  + {row.after}",)


def _names(role: str, note: NoteFacts) -> Iterator[str]:
    yield f"{role}  {note.title}"
    folder = note.path.rpartition("/")[0]
    indent = " " * (len(role) + 2)
    if note.description:
        yield f"{indent}{note.description}"
    if folder:
        yield f"{indent}in {folder}/"


def _says(note: NoteFacts, excerpt: Excerpt | None) -> Iterator[str]:
    yield ""
    if excerpt is not None and excerpt.path == note.path:
        yield f"line {excerpt.line} of {note.path}:"
        before, quote, after = (" ".join(text.split())[:_MOST_WORDS] for text in _parts(excerpt))
        yield from (f"{mark}{text}" for mark, text in (("    ", before), ("  > ", quote), ("    ", after)) if text)
    elif note.opening:
        yield f"{textwrap.shorten(note.title, _MOST_TITLE, placeholder=' ...')} opens with:"
        yield f"    {' '.join(note.opening.split())}"
    if note.edges:
        held = "; ".join(f"{one.type} {'->' if one.out else '<-'} {one.title}" for one in note.edges[:4])
        more = note.more + max(len(note.edges) - 4, 0)
        yield f"    has: {held}{f'; and {more} more' if more else ''}"


def _parts(excerpt: Excerpt) -> tuple[str, str, str]:
    """Return what is before a quote, the quote with the sign that ends it, and what is after it."""
    sign = 1 if excerpt.after[:1] in (".", ",", ";", ":", "!", "?") and excerpt.after else 0
    return excerpt.before, excerpt.quote + excerpt.after[:sign], excerpt.after[sign:]


def _written(change: NoteLines) -> Iterator[str]:
    yield ""
    yield f"to be written in {change.path}:"
    for line in change.lines:
        yield "      ..." if line.mark == "…" else f"    {line.mark} {line.text}"


def _wrapped(line: str, width: int) -> list[str]:
    indent = len(line) - len(line.lstrip(" >+-"))
    return textwrap.wrap(
        line, width, subsequent_indent=" " * min(indent, width // 2), break_on_hyphens=False, replace_whitespace=False
    ) or [""]


def review_summary(session: Session) -> str:
    """Return how far a review is, on one line."""
    count = session.counts()
    parts = [f"{count['accept']} accepted", f"{count['decline']} declined", f"{count['later'] + count['']} undecided"]
    return f"{', '.join(parts)} of {len(session.review.cards)}"


def left_lines(review: Review) -> list[str]:
    """Return what of a plan is not shown, and why."""
    return [f"{name} is not shown: {why}" for name, why in review.left]
