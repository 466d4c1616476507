"""Which files are tests: what they write is read by themselves alone."""

_FOLDERS = frozenset({"test", "tests", "testing", "test_data", "testdata", "__tests__", "fixtures"})


def is_test_file(path: str) -> bool:
    """Return whether a Python file belongs to the tests of a program, by the names that test runners look for."""
    *folders, name = path.casefold().split("/")
    stem = name.rpartition(".")[0] or name
    return (
        name in ("conftest.py", "test.py", "tests.py")
        or stem.startswith("test_")
        or stem.endswith(("_test", "_tests"))
        or not _FOLDERS.isdisjoint(folders)
    )
