"""A bounded scan for code with findings, for the commands that work on notes."""

import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from reweave.code.prefilter import may_matter
from reweave.code.settings import Settings
from reweave.code.test_files import is_test_file
from reweave.config.model import CodeConfig
from reweave.files.globs import Globs

_MOST_FILES = 200
_MOST_PARSED = 20
_MOST_BYTES = 256 * 1024


def first_finding(root: Path, programs: Sequence[str], settings: Settings, config: CodeConfig) -> str | None:
    """Return the first Python file with a finding; of many files only some are checked."""
    candidates = islice(_candidates(root, programs, config), _MOST_PARSED)
    return next((path for path, data in candidates if _has_finding(path, data, settings, config)), None)


def first_candidate(root: Path, programs: Sequence[str], config: CodeConfig) -> str | None:
    """Return the first Python file that handles frontmatter, well or not; of many files only some are looked at."""
    return next((path for path, _ in _candidates(root, programs, config)), None)


def _candidates(root: Path, programs: Sequence[str], config: CodeConfig) -> Iterator[tuple[str, bytes]]:
    left_out = Globs(config.exclude)
    for path in sorted(programs)[:_MOST_FILES]:
        data = b"" if left_out.matches(path) or is_test_file(path) else _read(root / path)
        if may_matter(data):
            yield path, data


def _has_finding(path: str, data: bytes, settings: Settings, config: CodeConfig) -> bool:
    from reweave.code.engine import read_module, reports
    from reweave.code.registry import selected_rules
    from reweave.code.source import UnparsableError

    try:
        return bool(reports(read_module(path, data, settings), selected_rules(config)))
    except (UnparsableError, RecursionError):
        return False


def _read(path: Path) -> bytes:
    """Return a file's bytes; none for a symlink, a large or an unreadable file, since this is only a hint."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError:
        return b""
    return data if len(data) <= _MOST_BYTES else b""
