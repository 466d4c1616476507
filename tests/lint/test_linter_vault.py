"""Rules that ask about the vault get their view, and only they cost it."""

import pytest

from reweave.config.loader import parse_config
from reweave.config.model import Config
from reweave.lint.linter import lint_notes
from reweave.vault.rule_view import RuleView
from reweave.vault.vault import Vault

FILES = {
    "a.md": b"---\nsupports:\n- a\n- nowhere to be found\n---\n",
    "b.md": b"---\nsupports:\n- a\n---\n",
}


def test_the_view_is_made_once_and_only_when_asked_for() -> None:
    made = 0

    def view() -> RuleView:
        nonlocal made
        made += 1
        return RuleView(Vault.read(FILES.items()))

    lint_notes(FILES.items(), Config(), vault=view)
    assert made == 0
    config = parse_config(b'select = ["self-edge", "dangling-edge"]', "reweave.toml")
    found = lint_notes(FILES.items(), config, vault=view)
    assert made == 1
    assert [(one.path, one.line, one.rule) for one in found.findings] == [
        ("a.md", 4, "dangling-edge"),
        ("a.md", 3, "self-edge"),
    ]


def test_without_a_vault_such_a_rule_is_refused() -> None:
    config = parse_config(b'select = ["self-edge"]', "reweave.toml")
    with pytest.raises(ValueError, match="self-edge asks about the vault"):
        lint_notes(FILES.items(), config)
