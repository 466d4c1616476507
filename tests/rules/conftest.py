from pathlib import Path

import pytest

from tests.other_languages import NAMES, Reader, other_reader


@pytest.fixture(scope="package")
def reader_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the readers in Go are built."""
    return tmp_path_factory.mktemp("readers")


@pytest.fixture(scope="package", params=NAMES)
def reader(request: pytest.FixtureRequest, reader_folder: Path) -> Reader:
    """Return each reader of another language in turn."""
    found = other_reader(request.param, reader_folder)
    if found is None:
        pytest.skip(f"{request.param} is not installed")
    return found
