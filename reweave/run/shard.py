"""Shards: a run over a part of a vault, beside other runs over the rest.

The notes are packed into cells by their folders, whatever the number of shards, and each shard takes every n-th cell.
Batches never hold notes of two cells: the shards together make the commits that one of them would make.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reweave.errors import ReweaveError
from reweave.git.batch import pack_paths
from reweave.git.paths import encode_path
from reweave.text import quoted

CELL = 1000
"""The most notes of a cell."""

_SHARD = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shard:
    """The shard `number` (from 1) of `count`."""

    number: int
    count: int

    @property
    def suffix(self) -> str:
        """What the shard's branch and lock are called beside those of other shards."""
        return f"{self.number}-of-{self.count}"

    def branch(self, name: str) -> str:
        """Return the name of the shard's own branch."""
        return f"{name}-{self.suffix}"

    def holds(self, cell: int) -> bool:
        """Return whether a cell belongs to the shard."""
        return cell % self.count == self.number - 1


def parse_shard(text: str) -> Shard:
    """Return the shard that an option names.

    Raises:
        ReweaveError: it names none (`usage`).
    """
    found = _SHARD.fullmatch(text)
    if found is None or int(found[1]) > int(found[2]):
        raise ReweaveError(
            f"{quoted(text)} is not a shard", code="usage", suggestion="use NUMBER/COUNT, such as --shard 3/8"
        )
    return Shard(int(found[1]), int(found[2]))


def is_sibling(branch: str, name: str) -> bool:
    """Return whether a branch is that of a shard, where the whole run's branch is called `name`."""
    return re.fullmatch(rf"{re.escape(name)}-\d+-of-\d+", branch) is not None


def cells_of(paths: Iterable[str]) -> Mapping[str, int]:
    """Return the cell of each path: its number in the order of the paths."""
    packed = pack_paths(sorted(paths, key=encode_path), CELL)
    return {path: cell for cell, (own, _) in enumerate(packed) for path in own}
