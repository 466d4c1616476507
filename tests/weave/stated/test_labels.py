"""Labels above lists and before links, inline fields, and labels beside glosses."""

import pytest

from tests.weave.stated.small import typed, typed_back

S, C, D, R = "supports", "challenges", "depends_on", "related"
LABELS = [
    ("Depends on", D, S),
    ("Builds on", D, S),
    ("Depended assumptions", D, S),
    ("Grounding", D, S),
    ("Supports", S, None),
    ("Supported by", None, S),
    ("Supporting evidence", None, S),
    ("Challenged by", None, C),
    ("Counterarguments", None, C),
    ("Contradicts", C, None),
    ("Relevant Notes", R, R),
    ("See also", R, R),
    ("Challenges", None, None),
    ("Evidence", None, None),
    ("Tensions", None, None),
    ("Contradictions", C, None),
    ("What this supports", S, None),
    ("Claims this challenges", C, None),
    ("What undermines this", None, C),
    ("Possible objections", None, C),
    ("Counter-evidence", None, C),
    ("Arguments for", None, S),
    ("Key assumptions", D, S),
    ("Premises", D, S),
    ("Claims that depend on this", S, D),
    ("Limitations", None, None),
    ("Implications", None, None),
    ("Notes from the field", None, None),
]


@pytest.mark.parametrize(
    "form",
    [
        "{} → [[X]]",
        "- **{} →** [[X]]",
        "## {}\n\n- [[X]]",
        "{}:\n- [[X]]",
        "**{}:**\n\n* [[X]]\n",
        "- {}: [[X]]",
        "**{}**: [[O]], [[X]]",
    ],
)
@pytest.mark.parametrize(("label", "forward", "back"), LABELS)
def test_label(label: str, forward: str | None, back: str | None, form: str) -> None:
    assert typed(form.format(label)) == forward
    assert typed_back(form.format(label)) == back


FIELDS = [
    ("supports", S, None),
    ("challenges", C, None),
    ("challenged_by", None, C),
    ("depends_on", D, S),
    ("depends-on", D, S),
    ("**contradicts**", C, None),
    ("Based on", D, S),
    ("Relevant Notes", R, R),
    ("opposed_by", None, C),
    ("evidence", None, S),
    ("mentions", None, None),
]


@pytest.mark.parametrize(
    "form",
    ["{}:: [[X]]", "- {}:: [[X]]", "{}:: [[O]], [[X]]", "Soil is poor ({}:: [[X]]).", "Soil [{}:: [[O]], [[X]]]"],
)
@pytest.mark.parametrize(("field", "forward", "back"), FIELDS)
def test_inline_field(field: str, forward: str | None, back: str | None, form: str) -> None:
    assert typed(form.format(field)) == forward
    assert typed_back(form.format(field)) == back


@pytest.mark.parametrize(
    "text", ["Soil (supports: [[X]])", "Soil (supports:: see [[X]])", "Soil supports:: [[X]]", "(a:: b) [[X]]"]
)
def test_what_is_no_inline_field(text: str) -> None:
    assert typed(text) is None


def test_a_label_ends_with_its_list() -> None:
    assert typed("## Depends on\n\n- [[O]]\n\nSomething else.\n\n- [[X]]") is None
    assert typed("## Depends on\n\n- [[O]]\n\n---\n\n- [[X]]") is None
    assert typed("## Depends on\n\n- [[O]]\n\n## Other\n\n- [[X]]") is None


def test_a_gloss_outweighs_a_general_label() -> None:
    assert typed("Relevant Notes:\n- [[X]] — the claim this contradicts") == C


def test_a_label_and_a_gloss_that_disagree_say_nothing() -> None:
    assert typed("Supports:\n- [[X]] — the claim this contradicts") is None


def test_a_label_below_a_list_is_not_part_of_its_last_gloss() -> None:
    assert typed("- [[O]] — the assumption\nDepends on:\n- [[X]]") == D


def test_a_label_may_do_without_its_colon() -> None:
    assert typed_back("- Challenged by [[X]]") == C
    assert typed_back("- **Supported by** [[X]] — two seasons") == S
    assert typed("- **Builds on** [[X]]") == D
    assert typed("- **Supports** [[X]]") == S
    assert typed("- Tension with [[X]]") == C
    assert typed("Gardens that are\nchallenged by [[X]] recover") is None


def test_a_fragment_in_the_passive() -> None:
    assert typed_back("- Partially challenged by [[X]]. Two plots of nine fermented.") == C
    assert typed_back("Challenged by [[X]], the growers left.") is None
