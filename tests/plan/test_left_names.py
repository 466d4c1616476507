"""Names that stay as they are when a note gets another path."""

import pytest

from reweave.plan.left_names import html_links
from reweave.vault.vault import Vault


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ('<a href="solar.md">x</a>', 1),
        ("<A class=b HREF='../notes/solar.md#part'>x</A>", 1),
        ("<img src=solar.md> and <a href='solar.md'>", 2),
        ('<a href="https://example.org/solar.md">', 0),
        ('<a href="wind.md">, [x](solar.md), a < b', 0),
        ('<a title="' + "x " * 50_000, 0),
    ],
)
def test_links_in_html_are_found(body: str, count: int) -> None:
    notes = {"notes/a.md": f"---\nt: 1\n---\n{body}\n", "notes/solar.md": "s\n", "notes/wind.md": "w\n"}
    vault = Vault.read((path, text.encode()) for path, text in notes.items())
    assert html_links(vault, "notes/solar.md") == ["notes/a.md"] * count
