from pathlib import Path

import pytest

from reweave import check
from reweave.config.loader import load_config

CONFIG = 'extend-select = ["title-heading"]\n'


@pytest.mark.parametrize(
    ("title", "body", "count"),
    [
        ("solar is cheap", "# Solar is *cheap*", 0),
        ("solar is cheap", "# Solar power is cheap", 1),
        ("solar is cheap", "text\n\n# References", 0),
        ("solar is cheap", "no heading", 0),
        ('"solar [[x|is]] cheap"', "# solar is [cheap](y.md)", 0),
        ("", "# a", 0),
        ("2024", "# 2024", 0),
    ],
)
def test_title_and_heading(tmp_path: Path, title: str, body: str, count: int) -> None:
    file = tmp_path / "reweave.toml"
    file.write_text(CONFIG)
    found = check({"a.md": f"---\ntitle: {title}\n---\n{body}\n".encode()}, config=load_config(file))
    assert [(one.rule, one.line) for one in found] == [("title-heading", 2)] * count


@pytest.mark.parametrize("part", ["[", "[[", "[[a|", "[a](", "!["])
def test_links_that_are_never_closed_are_read_in_time(tmp_path: Path, part: str) -> None:
    (tmp_path / "reweave.toml").write_text('select = ["title-heading"]\n')
    note = f"---\ntitle: a\n---\n# {part * (200_000 // len(part))}\n".encode()
    assert [one.rule for one in check({"a.md": note}, config=load_config(tmp_path / "reweave.toml"))] == [
        "title-heading"
    ]
