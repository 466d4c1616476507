"""`[weave]`: which edges a vault has, which notes take part, and which no longer do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from reweave.config.dense import DenseConfig
from reweave.config.edges import DEFAULT_TYPES, EdgeType
from reweave.config.judge import JudgeConfig
from reweave.config.text_index import TextIndexConfig

__all__ = ["DEFAULT_TYPES", "EdgeType", "WeaveConfig"]


class WeaveConfig(NamedTuple):
    """`[weave]`.

    `participants` names the values that fields of a note's frontmatter must have for it to take part; an empty table
    lets every note take part. `None`, the default, stands for `type = "claim"` in a vault that has such notes, and for
    every note in one that has none. `write-to` says which of the two notes an edge is written to. `per-note` and
    `per-target` are the most woven edges that a note may hold, and that may name it, all runs taken together. A note
    that was committed within the last `cool-down-days` is left alone. `new` lets edges between notes be proposed that
    are not linked yet. `retired` are the values of `status` that take a note out of use: nothing new is linked to it.
    `judge` is the judge of that name; `judges` are further ones by theirs.
    `text_index` is read from the keys `index-name` and its like, `dense` from the table `[weave.dense]`.
    """

    types: tuple[EdgeType, ...] = DEFAULT_TYPES
    participants: Mapping[str, tuple[str, ...]] | None = None
    write_to: Literal["source", "older"] = "source"
    per_note: int = 8
    per_target: int = 16
    cool_down_days: int | None = None
    new: bool = True
    retired: tuple[str, ...] = ("retired", "superseded", "deprecated", "withdrawn", "rejected", "archived")
    judge: JudgeConfig = JudgeConfig()
    judges: Mapping[str, JudgeConfig] = MappingProxyType({})
    text_index: TextIndexConfig = TextIndexConfig()
    dense: DenseConfig | None = None
