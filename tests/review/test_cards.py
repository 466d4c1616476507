"""Cards: what a reviewer sees, and what may be chosen."""

from collections import Counter
from dataclasses import replace

import pytest

from reweave.config.model import Config
from reweave.plan.operation import Context
from reweave.plan.operations.normalize import Normalize
from reweave.plan.plan import Plan
from reweave.review.card import ChangeCard, EdgeCard, SameCard
from reweave.review.card_text import card_lines
from reweave.review.excerpt import opening, quoted_passage
from reweave.review.phrase import phrase_of
from reweave.review.plan_review import review_plan
from reweave.review.reason import read_reason
from reweave.review.session import Session
from reweave.review.shown_lines import changed_lines, side_by_side
from reweave.vault.vault import Vault
from tests.plan.notes import operation
from tests.review.vault import (
    COAL,
    EDGES,
    GRID,
    HEAT,
    LEARNING,
    NOTES,
    STORAGE,
    config_of,
    plan_of,
    reviewed,
    vault_of,
    written,
)


def edge_card(id: str, **options: object) -> EdgeCard:
    card = next(one for one in reviewed(**options).cards if one.id == id)  # type: ignore[arg-type]
    assert isinstance(card, EdgeCard)
    return card


def test_a_card_has_the_sentence_in_its_paragraph() -> None:
    card = edge_card("op-1")
    assert card.excerpt is not None
    assert (card.excerpt.path, card.excerpt.line) == (GRID, 11)
    assert card.excerpt.before == "A plant needs minutes. "
    assert card.excerpt.quote == "This is why [[storage cost falls faster than forecasts]]"
    assert card.excerpt.after == " matters so much."


def test_a_card_has_both_notes_with_the_edges_that_they_have() -> None:
    review = reviewed()
    card = next(one for one in review.cards if one.id == "op-3")
    assert isinstance(card, EdgeCard)
    heat, storage = review.notes[card.source], review.notes[card.target]
    assert [(one.type, one.out, one.title) for one in heat.edges] == [
        ("supports", True, "learning curves hold across chemistries"),
        ("related", False, "grid batteries displace peaking plants"),
    ]
    assert (storage.edges, storage.opening) == ((), "Learning compounds.")
    assert review.notes[0].description == "Storage takes over the evening peak"


def test_each_choice_writes_what_it_shows() -> None:
    review = reviewed()
    for card in review.cards:
        assert {(one.type, one.reverse) for one in card.choices if one.answer == "accept"} == {
            (name, reverse) for name in review.types for reverse in (False, True)
        }
        for choice in card.choices:
            if choice.answer == "accept" and not choice.why:
                after = written(Plan(review.header, choice.operations))
                assert [one.path for one in choice.changes] == list(after)
                for shown in choice.changes:
                    added = Counter(line.text for line in shown.lines if line.mark == "+")
                    lines = Counter(after[shown.path].decode().split("\n"))
                    assert added and added == lines - Counter(NOTES[shown.path].decode().split("\n"))


def test_a_reversed_edge_is_in_the_list_of_the_other_note() -> None:
    turned = edge_card("op-1").choice("accept", "depends_on", reverse=True)
    assert turned is not None and [one.path for one in turned.operations] == [STORAGE]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"unwritable": {STORAGE: "a symlink"}}, "a symlink"),
        (
            {
                "notes": {**NOTES, STORAGE: NOTES[STORAGE].replace(b"type: claim", b"depends_on: {a: b}")},
                "edges": EDGES[:1],
            },
            "depends_on",
        ),
    ],
)
def test_an_edge_that_cannot_be_reversed_says_why(options: dict[str, object], said: str) -> None:
    turned = edge_card("op-1", **options).choice("accept", "depends_on", reverse=True)
    assert turned is not None and said in turned.why and not turned.operations


def test_a_full_note_takes_no_reversed_edge() -> None:
    edges = ((COAL, HEAT, "challenges", "0.70, new: x"),)
    turned = edge_card("op-1", configuration=b"[weave]\nper-note = 1\n", edges=edges).choice(
        "accept", "challenges", reverse=True
    )
    assert turned is not None and "holds 1 woven edge" in turned.why


def test_a_stale_proposal_is_marked_and_made_anew() -> None:
    config = config_of()
    plan = plan_of(vault_of(), config)
    notes = {**NOTES, GRID: NOTES[GRID] + b"More.\n"}
    cards = review_plan(plan, vault_of(notes), config).cards
    assert [card.stale for card in cards] == [True, False, False, False, False, False]
    accepted = cards[0].choice("accept", "depends_on")
    assert accepted is not None and GRID in written(Plan(plan.header, accepted.operations), notes)


def test_what_a_plan_does_besides_is_shown_side_by_side() -> None:
    source = NOTES[LEARNING].replace(b"type: claim", b"type:    claim\ntags:\n  - a")
    notes = {**NOTES, LEARNING: source}
    config = config_of()
    one = Normalize(
        id="op-1", path=LEARNING, blob=operation("decline", LEARNING, notes, target=GRID).blob, rules=("list-indent",)
    )
    gone = replace(one, id="op-2", path="gone.md")
    review = review_plan(Plan(plan_of(vault_of(notes), config, ()).header, (one, gone)), vault_of(notes), config)
    card, missing = review.cards
    assert isinstance(card, ChangeCard) and card.title == "list-indent"
    assert [(row.before, row.after) for row in card.notes[0].rows if row and row.before != row.after] == [
        ("  - a", "- a")
    ]
    assert missing.stale and missing.choices[0].why == "note not found"


def test_near_duplicates_are_merged_either_way() -> None:
    review = reviewed(same=[((0, 1), False), ((0, 1, 2), True)])
    pair, several = (card for card in review.cards if isinstance(card, SameCard))
    assert [one.keep for one in pair.choices if one.answer == "accept"] == [0, 1]
    assert [one.answer for one in several.choices] == ["decline"]
    kept = pair.choice("accept", keep=1)
    assert kept is not None
    after = written(Plan(review.header, kept.operations))
    assert b"Batteries answer within milliseconds" in after[STORAGE] and after[GRID] == b""


def test_an_edge_whose_notes_are_gone_is_named() -> None:
    config = config_of()
    plan = plan_of(vault_of(), config)
    notes = {path: source for path, source in NOTES.items() if path != COAL}
    review = review_plan(plan, vault_of(notes), config)
    assert [id for id, _ in review.left] == ["op-4", "op-5"]
    assert all("not found" in why for _, why in review.left)


@pytest.mark.parametrize(
    ("quote", "phrase"),
    [
        ("This is why [[the grid supports everything]]", "this is why"),
        ("the model that this evidence supports", "support"),
        ("This is direct evidence that [[x]]", "evidence"),
        ("it complicates [[x]]", "complicate"),
        ("eine andere Sache ist", "eine andere sache"),
        ("", ""),
    ],
)
def test_phrases(quote: str, phrase: str) -> None:
    assert phrase_of(quote) == phrase


def test_reasons_are_read_back() -> None:
    assert read_reason('1.00, promoted: "a "b" c" x: y.md:3').path == "x: y.md"
    new = read_reason("0.71, new: both mention a, b; similar notes link the target: C; D")
    assert (new.score, new.terms, new.linkers) == (0.71, ("a", "b"), "C; D")
    assert read_reason("9.99, promoted: x").words == "9.99, promoted: x"


def test_openings_and_passages_of_odd_notes() -> None:
    records = vault_of(
        {
            "a.md": b"---\r\nx: 1\r\n---\r\n# T\r\n\r\nOne\r\ntwo.\r\n\r\nThree\r\n",
            "b.md": b"",
            "c.md": b"# only a heading\n",
            "d.md": b"word " * 1000,
            "e.md": b"x" * 10_000,
            "f.md": b"\xff\xfe broken\n",
        }
    ).records
    a, b, c, d, e, f = records
    assert [opening(one) for one in (a, b, c)] == ["One\ntwo.", "", ""]
    assert len(opening(d)) < 500 and len(opening(e)) < 500 and opening(f).endswith("broken")
    found = quoted_passage(a, "one   two.".replace("one", "One"), 1)
    assert found is not None and (found.line, found.before, found.after) == (6, "", "")
    assert quoted_passage(a, "not there", 1) is None and quoted_passage(a, "  ", 1) is None
    assert quoted_passage(a, "Three", 99) is not None


def test_shown_lines_name_the_key() -> None:
    before, after = b"---\nb:\n- x\n- y\n---\n", b"---\nb:\n- x\n- y\n- z\nc:\n- q\n---\n"
    assert [(one.mark, one.text) for one in changed_lines(before, after)] == [
        (" ", "b:"), ("…", ""), ("+", "- z"), ("+", "c:"), ("+", "- q"),
    ]  # fmt: skip
    assert changed_lines(before, before) == ()
    assert side_by_side("a", before, before).rows == ()


def test_context_is_as_apply_has_it() -> None:
    """The review and `apply` share one reading of an operation."""
    config = config_of()
    assert Context(config, vault_of).role("supports").field == "supports"


def test_a_quote_is_not_marked_inside_a_title_that_repeats_it() -> None:
    body = "- [[tests are the key premise of change]] -- the key premise\n"
    (record,) = Vault.read([("a.md", f"---\ntype: claim\n---\n{body}".encode())], Config()).records
    found = quoted_passage(record, "the key premise", 4)
    assert found is not None and found.before.endswith("]] -- ")
    only = quoted_passage(record, "key premise of", 4)
    assert only is not None and only.before.endswith("are the ")


def test_an_edge_of_a_note_that_names_another_says_so() -> None:
    reason = f'0.86, mentioned: "A plant needs minutes." {GRID}:10'
    review = reviewed(edges=[(GRID, LEARNING, "related", reason)])
    (card,) = review.cards
    assert isinstance(card, EdgeCard) and (card.kind, card.score) == ("mentioned", 0.86)
    assert card.excerpt is not None and card.excerpt.quote == "A plant needs minutes."
    shown = "\n".join(card_lines(Session(review), 0, 90))
    assert "named in the text" in shown and "the text of the first names the second" in shown
    assert "<-related->" in shown
