"""The review as one HTML file: its own style and script, and the cards as data."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from reweave.page.document import policy, theme
from reweave.plan.plan import Plan
from reweave.plan.writer import operation_data, plan_lines
from reweave.review.card import Card, ChangeCard, Choice, EdgeCard, Review, SameCard
from reweave.review.excerpt import Excerpt
from reweave.review.session import State
from reweave.text import escape

TITLE = "reweave review"
"""The title of every page."""
_SCRIPTS = ("element.js", "model.js", "card.js", "list.js", "main.js", "export.js")
_LINES = "\n\t"


@dataclass(frozen=True, slots=True)
class Serving:
    """What a page does that a server made: it sends the plan back; `label` says what then happens.

    `states` are what was decided before, by the ids of cards.
    """

    label: str
    states: Mapping[str, State] = field(default_factory=dict)


class _Strings:
    """Texts that are on many cards, each kept once."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}

    def place(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))


def page_html(review: Review, serving: Serving | None = None) -> str:
    """Return the page of a review.

    Nothing of a note is markup: the cards are JSON in a script element that is not run, without a character that could
    end it, and the policy allows no other script than the page's own.
    """
    style, script = _style(), _script()
    parts = {
        "title": TITLE,
        "policy": page_policy(serving),
        "style": style,
        "script": script,
        "data": embedded(page_data(review, serving)),
    }
    # One pass: what is filled in is not looked at again.
    return re.sub("@([a-z]+)@", lambda found: parts[found[1]], _part("page.html"))


def page_policy(serving: Serving | None) -> str:
    """Return the content security policy of a page: its own script and style, and no network but its server."""
    return policy(_style(), _script(), ["connect-src 'self'"] if serving else [])


def embedded(value: Any) -> str:
    """Return JSON in ASCII that can stand in a script element: nothing in it ends the element or starts a comment."""
    text = json.dumps(value, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def page_data(review: Review, serving: Serving | None = None) -> dict[str, Any]:
    """Return what the script of the page reads. What is shown is escaped; the operations are their plan's lines."""
    strings = _Strings()
    return {
        "name": review.name,
        "source": escape(review.source),
        "branch": review.branch,
        "header": next(plan_lines(Plan(review.header, ()))).rstrip("\n"),
        "types": list(review.types),
        "symmetric": list(review.symmetric),
        "serve": None if serving is None else _serving(serving),
        "left": [[id, escape(why)] for id, why in review.left],
        "notes": [
            {
                "path": escape(note.path),
                "title": escape(note.title),
                "kind": escape(note.kind),
                "description": escape(note.description),
                "opening": escape(note.opening, keep=_LINES),
                "edges": [[edge.type, edge.out, escape(edge.title)] for edge in note.edges],
                "more": note.more,
            }
            for note in review.notes
        ],
        "cards": [_card(card, strings.place) for card in review.cards],
        "strings": list(strings.texts),
    }


def _serving(serving: Serving) -> dict[str, Any]:
    return {"label": serving.label, "states": {id: asdict(state) for id, state in serving.states.items()}}


def _card(card: Card, place: Callable[[str], int]) -> dict[str, Any]:
    shared = {"id": card.id, "stale": card.stale, "choices": [_choice(one, place) for one in card.choices]}
    match card:
        case EdgeCard():
            return {
                **shared,
                "form": "edge",
                "source": card.source,
                "target": card.target,
                "type": card.type,
                "kind": card.kind,
                "score": card.score,
                "reason": escape(card.reason),
                "terms": [escape(term) for term in card.terms],
                "linkers": escape(card.linkers),
                "phrase": escape(card.phrase),
                "excerpt": None if card.excerpt is None else _excerpt(card.excerpt),
                "written": card.written,
            }
        case SameCard():
            return {**shared, "form": "same", "members": list(card.members), "same_title": card.same_title}
        case ChangeCard():
            changes = [
                {
                    "path": escape(note.path),
                    "rows": [None if row is None else [_shown(row.before), _shown(row.after)] for row in note.rows],
                }
                for note in card.notes
            ]
            return {
                **shared,
                "form": "change",
                "title": escape(card.title),
                "changes": changes,
                "more": card.more,
                "reason": escape(card.reason),
                "written": card.written,
            }
    raise TypeError(card)


def _choice(choice: Choice, place: Callable[[str], int]) -> dict[str, Any]:
    return {
        "answer": choice.answer,
        "type": choice.type,
        "reverse": choice.reverse,
        "keep": choice.keep,
        "why": escape(choice.why),
        "operations": [
            [place(f"{json.dumps(key)}: {json.dumps(value)}") for key, value in operation_data(one).items()]
            for one in choice.operations
        ],
        "changes": [
            [escape(note.path), [[line.mark, place(escape(line.text, keep="\t"))] for line in note.lines]]
            for note in choice.changes
        ],
    }


def _excerpt(excerpt: Excerpt) -> dict[str, Any]:
    texts = {name: escape(getattr(excerpt, name), keep=_LINES) for name in ("before", "quote", "after")}
    return {"path": escape(excerpt.path), "line": excerpt.line, **texts}


def _shown(line: str | None) -> str | None:
    return None if line is None else escape(line, keep="\t")


def _part(name: str) -> str:
    return (files("reweave.review") / "page" / name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    return f"{theme()}\n{_part('page.css')}"


@cache
def _script() -> str:
    parts = "\n".join(map(_part, _SCRIPTS))
    return f'"use strict";\n(() => {{\n{parts}}})();\n'
