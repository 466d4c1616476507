"""Which notes take part."""

import pytest

from tests.vault.build import paths, vault

NOTES = {
    "a.md": "---\ntype: claim\n---\n",
    "b.md": "---\ntype: Claim\ndomain: energy\n---\n",
    "c.md": "---\ntype: map\ndomain: [energy, trade]\n---\n",
    "d.md": "text",
}


@pytest.mark.parametrize(
    ("toml", "taking_part"),
    [
        ("", ["a.md", "b.md"]),
        ("[weave]\nparticipants = {}\n", ["a.md", "b.md", "c.md", "d.md"]),
        ('[weave.participants]\ntype = ["claim", "map"]\n', ["a.md", "b.md", "c.md"]),
        ('[weave.participants]\ntype = "map"\n', ["c.md"]),
        ('[weave.participants]\ndomain = "trade"\n', ["c.md"]),
        ('[weave.participants]\ntype = "claim"\ndomain = "energy"\n', ["b.md"]),
        ('[weave.participants]\ntype = "none such"\n', []),
    ],
)
def test_participants(toml: str, taking_part: list[str]) -> None:
    one = vault(NOTES, toml)
    assert paths(one, one.participants) == taking_part


def test_a_vault_without_claims_takes_part_as_a_whole() -> None:
    one = vault({"a.md": "since [[b]]", "b.md": "---\ntags: [x]\n---\n"})
    assert paths(one, one.participants) == ["a.md", "b.md"]
