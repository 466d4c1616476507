"""A rule as it looks at `note.md` in a small vault."""

from collections.abc import Mapping

from reweave.rules.base import Rule, VaultRule
from reweave.vault.rule_view import RuleView
from reweave.vault.vault import Vault


def inside(
    rule: Rule, note: str | bytes, others: Mapping[str, str], days: Mapping[str, tuple[str, str]] | None = None
) -> Rule:
    """Return the rule with a view of the vault that holds the note and `others`, if it asks for one."""
    if not isinstance(rule, VaultRule):
        return rule
    source = note.encode() if isinstance(note, str) else note
    files = {"note.md": source, **{path: text.encode() for path, text in others.items()}}
    return rule.within(RuleView(Vault.read(files.items()), lambda: days or {}))
