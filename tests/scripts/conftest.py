"""The scripts have no ending, so they are run as files."""

import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_SCRIPTS = Path(__file__).parents[2] / "scripts"

Script = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="session")
def script() -> Script:
    """Return what gives a script's names."""
    known: dict[str, dict[str, Any]] = {}

    def load(name: str) -> dict[str, Any]:
        if name not in known:
            sys.path.insert(0, str(_SCRIPTS))
            try:
                known[name] = runpy.run_path(str(_SCRIPTS / name), run_name=name)
            finally:
                sys.path.remove(str(_SCRIPTS))
        return known[name]

    return load
