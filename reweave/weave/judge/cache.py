"""Cached answers of the judge: one small file per question, so that no answer is paid for twice."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reweave.atomic import replace_file
from reweave.errors import ReweaveError


def cache_key(*parts: str) -> str:
    """Return the name of a question."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class Cache:
    """Answers by key in a directory. A cached answer is checked again like a fresh one."""

    def __init__(self, directory: Path) -> None:
        """Use a directory, which need not exist.

        Raises:
            ReweaveError: it is a symbolic link, which could lead anywhere.
        """
        if directory.is_symlink():
            raise ReweaveError("is a symlink", code="judge-cache", path=str(directory), suggestion="remove it")
        self._directory = directory

    def get(self, key: str) -> str | None:
        """Return the answer to a question, or `None` where none is kept (or it cannot be read)."""
        try:
            data: Any = json.loads(self._file(key).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        answer = data.get("answer") if isinstance(data, dict) else None
        return answer if isinstance(answer, str) else None

    def put(self, key: str, answer: str, notes: Sequence[str]) -> None:
        """Keep an answer; `notes` are the hashes of the notes it is about. A reader sees all of it or nothing.

        Raises:
            ReweaveError: it cannot be written.
        """
        file = self._file(key)
        text = json.dumps({"answer": answer, "notes": list(notes)})
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(file, [text.encode("ascii")], mode=0o600)
        except OSError as error:
            message = f"cannot store an answer: {error.strerror}"
            raise ReweaveError(message, code="judge-cache", path=str(file)) from error

    def _file(self, key: str) -> Path:
        return self._directory / key[:2] / f"{key}.json"
