"""The answer of `skill`."""

from typing import TypedDict


class Skill(TypedDict):
    """The skill document of the installed version, for coding agents."""

    name: str
    """Its name."""
    description: str
    """When to use it."""
    version: str
    """reweave's version."""
    document: str
    """The document: Markdown with YAML frontmatter."""
