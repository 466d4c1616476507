"""Rules that ask about the vault get their view, and only they cost it."""

import pytest

from reweave.config.load import parse_config
from reweave.config.model import Config
from reweave.lint.linter import sweep
from reweave.vault.vault import Vault
from reweave.vault.view import View

FILES = {
    "a.md": b"---\nsupports:\n- a\n- nowhere to be found\n---\n",
    "b.md": b"---\nsupports:\n- a\n---\n",
}


def test_the_view_is_made_once_and_only_when_asked_for() -> None:
    made = 0

    def view() -> View:
        nonlocal made
        made += 1
        return View(Vault.read(FILES.items()))

    sweep(FILES.items(), Config(), vault=view)
    assert made == 0
    config = parse_config(b'select = ["self-edge", "dangling-edge"]', "reweave.toml")
    found = sweep(FILES.items(), config, vault=view)
    assert made == 1
    assert [(one.path, one.line, one.rule) for one in found.findings] == [
        ("a.md", 4, "dangling-edge"),
        ("a.md", 3, "self-edge"),
    ]


def test_without_a_vault_such_a_rule_is_refused() -> None:
    config = parse_config(b'select = ["self-edge"]', "reweave.toml")
    with pytest.raises(ValueError, match="self-edge asks about the vault"):
        sweep(FILES.items(), config)
