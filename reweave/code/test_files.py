"""Which files are tests: what they write is read by themselves alone."""

from pathlib import PurePosixPath

_FOLDERS = frozenset({"test", "tests", "testing", "test_data", "testdata", "__tests__", "fixtures"})


def is_test_file(path: str) -> bool:
    """Return whether a Python file belongs to the tests of a program, by the names that test runners look for."""
    file = PurePosixPath(path.casefold())
    return (
        file.name in ("conftest.py", "test.py", "tests.py")
        or file.stem.startswith("test_")
        or file.stem.endswith(("_test", "_tests"))
        or not _FOLDERS.isdisjoint(file.parts[:-1])
    )
