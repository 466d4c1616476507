"""The answer of `eval links`."""

from typing import TypedDict

from reweave.schemas import Count, Ordinal, Share

NAMED = False
"""The document has no key `schema`."""


class Figures(TypedDict):
    """How well the hidden links of some notes are found again."""

    sources: Count
    """Notes whose links were asked for."""
    recall_at_5: Share
    """The mean share of hidden links among the first 5 proposals."""
    recall_at_10: Share
    """The mean share of hidden links among the first 10 proposals."""
    mrr: Share
    """The mean reciprocal rank of the first hidden link."""


class Reliability(TypedDict):
    """The candidates whose calibrated chances of a link are in one range."""

    low: Share
    """The lowest chance."""
    high: Share
    """The highest chance."""
    candidates: Ordinal
    """How many candidates there are."""
    chance: Share
    """Their mean chance."""
    links: Share
    """The share of them that are hidden links."""


class Protocol(Figures):
    """The figures of one way to hide links."""

    base: Figures
    """The model that comes with reweave, as it is before it is fitted to this vault."""
    baseline: Figures
    """TF-IDF alone, on the same notes."""
    reliability: list[Reliability]
    """What the chances of the fitted ranker are worth; no fold of notes calibrates itself."""


class EvalLinks(TypedDict):
    """How often hidden links are found again."""

    strict: Protocol
    """The source's links, and those to it, are hidden."""
    leave_one_source_out: Protocol
    """The source's own links are hidden; those to it are not."""
