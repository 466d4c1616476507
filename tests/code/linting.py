"""Linting sources that are in no file."""

from collections.abc import Sequence

from reweave.code.file_checker import check_files
from reweave.code.linter import CodeLintResult, lint_code
from reweave.code.rule import CodeRule
from reweave.code.settings import Settings


def lint_sources(
    sources: Sequence[tuple[str, bytes]],
    rules: Sequence[CodeRule],
    settings: Settings,
    *,
    fix: bool = False,
    unsafe: bool = False,
    processes: int = 1,
) -> CodeLintResult:
    paths = [path for path, _ in sources]
    read = dict(sources).get
    return lint_code(check_files(paths, read, rules, settings, fix=fix, unsafe=unsafe, processes=processes))
