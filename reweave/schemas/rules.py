"""The answer of `rules`."""

from typing import Any, TypedDict

from reweave.rules.base import Safety


class Example(TypedDict):
    """An example."""

    title: str
    """What it shows."""
    options: dict[str, Any]
    """The rule's options in it, by name."""
    before: str
    """A note before."""
    after: str
    """The note after; the same where the rule leaves it."""


class Rule(TypedDict):
    """A rule."""

    name: str
    """Its name, as the configuration and findings have it."""
    kind: str
    """What it is about: layout, content or repair."""
    safety: Safety
    """safe: `reweave fix` writes it. unsafe: only with --unsafe. report: fix it by hand."""
    default: bool
    """Whether it is on where the configuration does not say."""
    options: dict[str, Any]
    """Its options with their defaults, by name."""
    documentation: str
    """What it does and why; the first line is a summary."""
    examples: list[Example]
    """Notes before and after."""


class Rules(TypedDict):
    """The rules about notes, in order."""

    rules: list[Rule]
    """The rules that were asked for."""
