"""Glosses of links in lists."""

import pytest

from reweave.weave.verdict import VerdictOrigin
from tests.weave.stated.small import COMPOST, typed, typed_back, verdict

S, C, D, R = "supports", "challenges", "depends_on", "related"
GLOSSES = [
    ("this supports that claim", S),
    ("this claim is the field evidence for that claim", S),
    ("compost data confirm the mulching claim", S),
    ("the thesis this supports", S),
    ("this note provides the detailed mechanism: bound water", S),
    ("the position that this note corroborates", S),
    ("clay readings validate the moist-beds finding", S),
    ("this challenges the summer half", C),
    ("the claim this contradicts", C),
    ("the view this note argues against", C),
    ("carbon loss in clay poses a challenge: wet beds ferment", C),
    ("compost results complicate the mulching thesis", C),
    ("the foundation", D),
    ("the key premise", D),
    ("a prerequisite for this", D),
    ("the foundational claim this note extends", D),
    ("the principle this implements", D),
    ("the assumption this rests on", D),
    ("the theory this note builds on", D),
    ("provides the physical foundation for carbon storage", D),
    ("makes this approach possible", D),
    ("the process that underlies this", D),
    ("the moisture budget that makes this method workable", D),
    ("provides the mechanism", D),
    ("the moisture budget that makes clay compost workable", D),
    ("the process that makes cheap soils viable", D),
    ("the design rule this claim justifies", S),
    ("the policy this justifies", S),
    ("the assumption challenged here", C),
    ("a finding disputed in this note", C),
    ("the general principle applied here", D),
    ("the claim supported in this note", S),
    ("the rationale for this", D),
    ("the physical mechanism behind this claim", D),
    ("why this works", D),
    ("why this method holds", D),
    ("why compost binds carbon at all", D),
    ("explains why clay holds carbon rather than losing it", D),
    ("which this depends on", D),
    ("theoretical grounding", D),
    ("but only if clay holds the carbon", C),
    ("but if clay soils lose carbon, beds dry out", C),
    ("conflicts with this claim", C),
    ("compost trials demonstrate moist vegetable beds", S),
    # an instance is evidence for the pattern
    ("the general pattern this instantiates", S),
    ("the trap that this note exemplifies", S),
    ("compost is an instance of this", S),
    ("the failure mode this illustrates", S),
    ("the general phenomenon this is a case of", S),
    # narrowing
    ("but only through clay, rather than sand", C),
    ("but only among compost growers", C),
    ("the claim this narrows", C),
    ("the rule this tempers for clay", C),
    ("the moist-beds finding this qualifies", C),
    # explanation
    ("partly explained by this", S),
    ("explained by this claim", S),
    ("this note provides the missing mechanism", S),
    ("convergent conclusion from another soil", S),
    ("independently arrives at the same conclusion", S),
]


@pytest.mark.parametrize("separator", [" — ", " -- ", ": ", " - ", " – "])
@pytest.mark.parametrize(("gloss", "type_"), GLOSSES)
def test_gloss(gloss: str, type_: str, separator: str) -> None:
    assert typed(f"- [[X]]{separator}{gloss}") == type_


BACK = [
    ("explains this", S, None),
    ("supports this", S, None),
    ("challenges this claim", C, None),
    ("the strongest counterargument", C, None),
    ("the main objection to this", C, None),
    ("builds on this note", D, S),
    ("the empirical evidence", S, None),
    ("supporting evidence", S, None),
    ("moist beds undermine the carbon argument", C, None),
]


@pytest.mark.parametrize(("gloss", "back", "forward"), BACK)
def test_gloss_about_what_the_link_does(gloss: str, back: str | None, forward: str | None) -> None:
    assert typed_back(f"- [[X]] — {gloss}") == back
    assert typed(f"- [[X]] — {gloss}") == forward


SILENT = [
    "answers the objection to this",
    "dissolves the objection",
    "refutes the counterexample to this",
    "weakens the foundation for this",
    "questions the premise of this",
    "weakens key premise of this",
    "this does not contradict the mulching claim",
    "the claim this does not support",
    "this may challenge the mulching claim",
    "the opposite approach",
    "another view of the same plots",
    "unlike this, it is about water",
    "shows how moisture moves",
    "evidence that beds stay moist",
    "the market undermines this",
    "prices support this",
    "the problem this solves",
    "a question this raises",
    "undermines summer beds",
    "supports moist beds in summer",
    "relies on vegetable beds",
    "critics say this undermines the mulching claim",
    "does this weaken the mulching claim?",
    "if wet years return, this undermines the mulching claim",
    "complementary mechanism",
    "the method applied here",
    "the tool used here",
    "the assumption challenged elsewhere",
    "why this matters",
    "why this does not work",
    "why soil works",
    "the mechanism",
    "the rationale",
    "more evidence",
    "missing evidence",
    "the logic of this",
    "conflicting evidence",
    "the strongest counterargument that nobody made",
    "the market this depends on",
    "the tool this builds on",
    "the skill that growers draw on",
    "why soil matters",
    "why carbon in clay matters",
    "why mulching keeps beds moist",
    "extends this claim to whole seasons",
    "extends this from people to shops",
    "extending the carbon argument",
    "the idea this extends",
    "the design rule this claim motivates",
    "which this note extends to clay",
    "grounds the gradient",
    "grounding the moisture of beds",
    "grounds this in soil physics",
    "grounding: see clay",
    "the observation this grounds",
    "compost demonstrates what moist vegetable beds look like",
    "the trial demonstrates how vegetable beds dry out",
    "shows what this means",
    "illustrates where this applies",
    "confirms how beds are watered",
    "the original application of soil theory that this note turns into a frame",
    "an early case of carbon loss which this claim takes further",
    "the first example of moist beds that we rely on",
    "an instance of compost that this note measures",
    "an application of this",
    "not an instance of this",
    "perhaps an instance of this",
    "the process that makes summer beds viable",
    "the process that makes growers rich",
    "makes this possible, but only in theory",
    "supports this in theory",
    "compost in clay confirms the failure of mulching beds",
    "confirms the limits of this",
    "the wrong premise",
    "the missing foundation",
    "the false assumption underlying this",
    "the same premise",
    "the theoretical foundation of the opposing view",
    "validates critics of this",
    "the company this supports",
    "the beds this strengthens",
    "the strongest counterargument, now refuted",
    "an instance of this",
    "primary evidence for this claim",
    "mulching losses in summer are a concrete instance of this pattern",
    "an instance of this?",
    "growers call this an instance of it",
    "but only mulching works here",
    "but also a nice book",
    "but prices differ",
    "demonstrates moist vegetable beds",
    "the market confirms moist vegetable beds",
    "the tension: wet beds",
    "used to support this",
    "seems to contradict this",
    "grounds: water",
    "same conclusion about prices?",
    "",
]


@pytest.mark.parametrize("gloss", SILENT)
def test_gloss_without_statement(gloss: str) -> None:
    assert typed(f"- [[X]] — {gloss}") is None
    assert typed_back(f"- [[X]] — {gloss}") is None


def test_a_gloss_over_two_lines() -> None:
    assert typed("- [[X]] — the claim\n  this note contradicts") == C


def test_numbered_and_nested_items() -> None:
    assert typed("1. first\n   - [[X]] — the claim this supports") == S
    assert typed("2) [[X]] — the claim this supports") == S


@pytest.mark.parametrize(
    ("opener", "forward", "back"),
    [
        ("contradicts", C, None),
        ("a contradiction", C, None),
        ("builds on", D, S),
        ("DEPENDS_ON", D, S),
        ("depends-on", D, S),
        ("foundation", D, S),
        ("extends", None, None),
    ]
    + [
        (word, None, None)
        for word in (
            "supports",
            "challenges",
            "grounds",
            "enables",
            "tension",
            "the tension",
            "see",
            "contradicts itself",
        )
    ],
)
def test_a_gloss_that_opens_with_the_relation(opener: str, forward: str | None, back: str | None) -> None:
    assert typed(f"- [[X]] — {opener}: wet soil moves what was bound") == forward
    assert typed_back(f"- [[X]] — {opener}: wet soil moves what was bound") == back


def test_a_link_that_is_part_of_a_longer_name() -> None:
    assert typed("This undermines [[X]] assumptions.") is None
    assert typed("This undermines [[X]] directly.") == C
    assert typed("This undermines the [[X]] claim.") == C


def test_another_link_before_the_phrase_is_its_subject() -> None:
    assert typed("- [[O]] - supports [[X]]") is None
    assert typed("- [[O]] -- supports --> [[X]]") is None
    assert typed("We cite [[O]], which supports [[X]].") is None
    assert typed("- [[X]] -- supports -> [[O]]") is None


def test_a_capability_is_not_an_edge() -> None:
    assert typed("- [[X]] -- supports several bed sizes") is None
    assert typed("- [[X]] — Challenges of dry summers") is None
    assert typed("- [[X]] — challenges the view that rest is idle") is None


def test_text_before_the_link() -> None:
    assert typed("- Contradicting [[X]]") == C
    assert typed("- This supports [[X]]") == S


def test_the_quote_and_its_place() -> None:
    found = verdict("# heading\n\n- [[X]] — the claim this  supports, in dry years")
    assert found.quote == "the claim this supports"
    assert (found.path, found.line, found.origin) == (f"{COMPOST}.md", 6, VerdictOrigin.GLOSS)
