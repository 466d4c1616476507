"""A plan as values, and what its header says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reweave import __version__
from reweave.config.model import Config
from reweave.plan.fields import HeaderText
from reweave.plan.operation import Operation

SCHEMA = "reweave/plan/1"


@dataclass(frozen=True, slots=True)
class Header:
    """The first line."""

    base: HeaderText = None
    """The commit that the notes were read from, or that was checked out."""
    configuration: HeaderText = None
    """Identifies the configuration that the plan was made with; null or left out: it holds under any."""
    tool: HeaderText = f"reweave {__version__}"
    """What made the plan."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A header and operations, in the order in which they are carried out."""

    header: Header
    operations: tuple[Operation, ...]


def configuration_hash(config: Config) -> str:
    """Return what tells two configurations apart: 16 hexadecimal digits of the SHA-256 of their keys and values."""
    import hashlib

    text = json.dumps(_plain(config.tables), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """Return TOML values as JSON has them; dates as text."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool) else str(value)
