"""The checkpoint of a run that ran out of time: the note after which the next run goes on."""

import json
from collections.abc import Mapping
from pathlib import Path

from reweave.atomic import replace_file
from reweave.verbosity import say

_NAME = "run.json"
_LIMIT = 1024 * 1024


class Checkpoints:
    """The checkpoints of a repository, by branch and vault. If the file is damaged or lost, runs only take longer."""

    def __init__(self, directory: Path) -> None:
        """Read the checkpoints kept in the directory of the lock."""
        self._file = directory / _NAME
        self._paths = self._read()

    def get(self, branch: str, prefix: str) -> str:
        """Return the path of the last note that was linted; empty: start at the first."""
        return self._paths.get(f"{branch}:{prefix}", "")

    def keep(self, branch: str, prefix: str, path: str) -> None:
        """Remember a path (empty: forget it)."""
        key = f"{branch}:{prefix}"
        if self._paths.get(key, "") == path:
            return
        others = {name: value for name, value in self._paths.items() if name != key}
        self._paths = others | ({key: path} if path else {})
        try:
            replace_file(self._file, [json.dumps({"behind": self._paths}).encode()])
        except OSError as error:
            say(f"cannot save where this run stopped: {error.strerror}: {self._file}")

    def _read(self) -> dict[str, str]:
        try:
            with self._file.open("rb") as stream:
                data = json.loads(stream.read(_LIMIT))
        except (OSError, ValueError, RecursionError):
            return {}
        paths = data.get("behind") if isinstance(data, dict) else None
        if not isinstance(paths, Mapping):
            return {}
        return {name: value for name, value in paths.items() if isinstance(value, str)}
