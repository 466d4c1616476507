"""Where a run stopped for lack of time, so that the next one goes on there: a small file beside the lock."""

import json
from collections.abc import Mapping
from pathlib import Path

from reweave.atomic import write_whole
from reweave.errors import ReweaveError
from reweave.verbosity import say

_NAME = "run.json"
_LIMIT = 1024 * 1024


class Checkpoints:
    """The notes behind which runs go on, by branch and vault. A file that is damaged or lost only costs time."""

    def __init__(self, directory: Path) -> None:
        """Read what is kept in the directory of the lock."""
        self._file = directory / _NAME
        self._kept = self._read()

    def get(self, branch: str, prefix: str) -> str:
        """Return the path of the last note that was looked at; empty: start at the first."""
        return self._kept.get(f"{branch}:{prefix}", "")

    def keep(self, branch: str, prefix: str, path: str) -> None:
        """Remember a path (empty: forget it)."""
        key = f"{branch}:{prefix}"
        if self._kept.get(key, "") == path:
            return
        self._kept = {name: value for name, value in self._kept.items() if name != key} | ({key: path} if path else {})
        try:
            write_whole(self._file, [json.dumps({"behind": self._kept}).encode()])
        except ReweaveError as error:
            say(f"where this run stopped is not remembered: {error}")

    def _read(self) -> dict[str, str]:
        try:
            with self._file.open("rb") as stream:
                data = json.loads(stream.read(_LIMIT))
        except (OSError, ValueError, RecursionError):
            return {}
        kept = data.get("behind") if isinstance(data, dict) else None
        if not isinstance(kept, Mapping):
            return {}
        return {name: value for name, value in kept.items() if isinstance(value, str)}
