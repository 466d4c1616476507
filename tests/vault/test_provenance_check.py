"""Entries of reweave_edges that disagree with the typed fields."""

from reweave.vault.edges import DisagreementKind
from tests.vault.build import claim, vault


def test_disagreements() -> None:
    one = vault(
        {
            "a.md": claim(
                "supports: [b, gone title]\nreweave_edges:\n- b|supports|2026-03-28\n"
                "- B|supports|2026-03-29\n- c|supports|2026-03-28\n"
                "- b|depends_on|2026-03-28\n- b|proves|2026-03-28\n- b, yes\n- Gone-title|supports|2026-03-28\n"
            ),
            "b.md": claim(),
            "c.md": claim(),
        }
    )
    assert [(found.entry, found.kind) for found in one.disagreements] == [
        ("B|supports|2026-03-29", DisagreementKind.REPEATED),
        ("c|supports|2026-03-28", DisagreementKind.NOT_IN_FIELD),
        ("b|depends_on|2026-03-28", DisagreementKind.OTHER_TYPE),
        ("b|proves|2026-03-28", DisagreementKind.UNKNOWN_TYPE),
        ("b, yes", DisagreementKind.MALFORMED),
    ]
