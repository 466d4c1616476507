"""The answer of `eval types`."""

from typing import TypedDict

from reweave.schemas import Count, Share

NAMED = False
"""The document has no key `schema`."""


class Label(TypedDict):
    """The figures of a label."""

    written: Count
    """How often it was given."""
    right: Count
    """How often that was right."""
    precision: Share | None
    """right / written; null where it was never given."""
    recall: Share | None
    """right / labelled; null where no pair has the label."""


class RuleFigures(TypedDict):
    """The figures of a rule that reads words."""

    answers: Count
    """How many pairs it gave a type."""
    right: Count
    """How often that was right."""
    written: bool
    """Whether weave writes what it says; else it is only reported, and counts as an abstention above."""


class EvalTypes(TypedDict):
    """How often types are right on labelled pairs."""

    pairs: Count
    """Labelled pairs."""
    accuracy: Share
    """The share of pairs with the right type; an abstention is not right."""
    macro_f1: Share
    """The mean of the F1 scores of the labels."""
    by_type: dict[str, Label]
    """The figures of each label by its name."""
    opposite: Count
    """Pairs written with the opposite of their label: a challenge where there is a support or a premise, or back."""
    flipped: Count
    """Pairs written in the wrong direction."""
    by_rule: dict[str, RuleFigures]
    """The figures of each rule by its name; empty for a judge."""
