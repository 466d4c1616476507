"""The answer of `init`."""

from typing import Literal, TypedDict

from reweave.schemas import PathFields


class OnboardingRequest(TypedDict):
    """The pull request that proposes the configuration."""

    url: str
    """Its web page."""
    done: Literal["opened", "updated", "kept"]
    """What was done."""


class Init(TypedDict):
    """The configuration that fits a vault."""

    file: PathFields
    """The configuration's file."""
    written: bool
    """Whether it was written; false with --print and --pr."""
    configuration: str
    """The configuration, as TOML."""
    typed_lists: list[str]
    """The frontmatter fields that list names of notes."""
    weave: bool
    """Whether `reweave run` adds missing edges by this configuration."""
    pull_request: OnboardingRequest | None
    """The pull request; null without --pr."""
