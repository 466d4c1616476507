"""Checking files in all cores: every process reads its files itself, and sends back little."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from reweave.code.file_check import CheckedFile, check_file
from reweave.code.prefilter import may_matter_in
from reweave.code.rule import CodeRule
from reweave.code.settings import Settings
from reweave.pool import run_parallel

_FEW_READ = 256
_FEW_PARSED = 8
"""Starting the processes takes as long as reading some 500 files, or as parsing three."""
_CHUNK = 64
Read = Callable[[str], bytes | None]
"""Returns a file's bytes by its path; `None` if it cannot be read."""
_Noted = dict[int, CheckedFile | None]
"""The results of some files by their numbers, without those of files that need no look."""
UNCHANGED = CheckedFile()
"""The result for each file that needs no look."""


def check_files(
    paths: Sequence[str],
    read: Read,
    rules: Sequence[CodeRule],
    settings: Settings,
    *,
    fix: bool = False,
    unsafe: bool = False,
    processes: int = 1,
) -> Iterator[CheckedFile | None]:
    """Yield the result of each file, in order; `None` if it cannot be read. Nothing is written.

    With more than one process, this one must have no threads: the others are forked.

    Raises:
        ReweaveError: a worker process died.
    """
    check = partial(check_file, rules=rules, settings=settings, fix=fix, unsafe=unsafe)
    work = partial(_check_numbered, paths=paths, read=read, check=check)
    if processes > 1 and not _is_worth_sharing(paths, read):
        processes = 1
    size = max(min(len(paths) // (processes * 8), _CHUNK), 1)
    chunks = [range(first, min(first + size, len(paths))) for first in range(0, len(paths), size)]
    for chunk, noted in zip(chunks, run_parallel(work, chunks, processes, few=2, chunk=1), strict=True):
        for number in chunk:
            yield noted.get(number, UNCHANGED)


def _is_worth_sharing(paths: Sequence[str], read: Read) -> bool:
    if len(paths) > _FEW_READ:
        return True
    parsed = (path for path in paths if (data := read(path)) is not None and may_matter_in(path, data))
    return len(paths) >= _FEW_PARSED and len(list(islice(parsed, _FEW_PARSED))) == _FEW_PARSED


def _check_numbered(
    numbers: range, *, paths: Sequence[str], read: Read, check: Callable[[tuple[str, bytes]], CheckedFile]
) -> _Noted:
    noted: _Noted = {}
    for number in numbers:
        path = paths[number]
        data = read(path)
        if data is None:
            noted[number] = None
        elif may_matter_in(path, data):
            noted[number] = check((path, data))
    return noted
