"""Projects that are for older Pythons than reweave."""

from pathlib import Path

import pytest

from reweave.code.target_python import too_old


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ('[project]\nname = "x"\nrequires-python = ">=3.9"\n', ">=3.9"),
        ('[project]\nrequires-python = "~=3.10"\n', "~=3.10"),
        ('[project]\nrequires-python = ">3.8,<4"\n', ">3.8,<4"),
        ('[tool.poetry.dependencies]\npython = "^3.9"\n', "^3.9"),
        ('[tool.poetry.dependencies]\npython = "~3.10"\n', "~3.10"),
        ('[project]\nrequires-python = ">=3.11"\n', None),
        ('[project]\nrequires-python = "==3.12.*"\n', None),
        ('[tool.poetry.dependencies]\npython = "^3.12"\n', None),
        ('[project]\nrequires-python = "3 or so"\n', None),
        ("[project]\nrequires-python = 3\n", None),
        ('project = "x"\n', None),
        ("[project\n", None),
    ],
)
def test_ranges_that_hold_older_pythons_are_found(tmp_path: Path, text: str, stated: str | None) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    older = None if stated is None else ("pyproject.toml", stated, ">=3.11")
    assert too_old(tmp_path, ["a.py", "scripts/deep/b.py"]) == older


def test_the_nearest_project_counts(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nrequires-python = ">=3.11"\n')
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "pyproject.toml").write_text('[project]\nrequires-python = ">=3.8"\n')
    assert too_old(tmp_path, ["a.py"]) is None
    assert too_old(tmp_path, ["a.py", "sub/b.py"]) == ("sub/pyproject.toml", ">=3.8", ">=3.11")
    assert too_old(tmp_path / "nowhere", ["a.py"]) is None
