"""`[weave]`: the edge types of a vault, the notes of its graph, and how edges are proposed."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from reweave.config.dense import DenseConfig
from reweave.config.edges import DEFAULT_TYPES, EdgeType
from reweave.config.text_index import TextIndexConfig

__all__ = ["DEFAULT_TYPES", "EdgeType", "WeaveConfig"]


class WeaveConfig(NamedTuple):
    """`[weave]`.

    `participants` maps frontmatter fields to the values that a note needs to be in the graph; an empty table includes
    every note. `None`, the default, means `type = "claim"` in a vault with such notes, and every note in others.
    `exclude` are patterns of notes that are never in the graph, such as a journal's.
    `names` is the form in which edges name a note; `auto` is that of the list, else of the vault.
    With `create-frontmatter` a note without frontmatter gets one for its edges.
    `write-to` says which of the two notes an edge is written to. `per-note` and `per-target` limit the woven edges that
    a note may hold, and that may name it, over all runs. `per-folder` is the percentage of a run's new edges that may
    join notes of one folder; a folder that holds a larger part of the notes may have that. A note committed within the
    last `cool-down-days` is skipped. `new` also proposes edges between notes that are not linked yet. Nothing new is
    linked to a note whose `status` is one of `retired`. `judge` names the user's judge that `--type-by judge` asks.
    `text_index` is read from the keys `index-*`, `dense` from the table `[weave.dense]`.
    """

    types: tuple[EdgeType, ...] = DEFAULT_TYPES
    participants: Mapping[str, tuple[str, ...]] | None = None
    exclude: tuple[str, ...] = ()
    names: Literal["auto", "title", "stem", "slug", "path", "wikilink"] = "auto"
    create_frontmatter: bool = False
    write_to: Literal["source", "older"] = "source"
    per_note: int = 8
    per_target: int = 16
    per_folder: int = 50
    cool_down_days: int | None = None
    new: bool = True
    retired: tuple[str, ...] = ("retired", "superseded", "deprecated", "withdrawn", "rejected", "archived")
    judge: str = ""
    text_index: TextIndexConfig = TextIndexConfig()
    dense: DenseConfig | None = None
