"""Rules that ask about the vault get their view, and only they cost it."""

import pytest

from reweave.config.loader import parse_config
from reweave.config.model import Config
from reweave.lint.linter import lint_notes
from reweave.note.finding import Fix
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


def test_a_repair_is_promised_only_where_it_makes_the_note_readable() -> None:
    result = lint_notes([("n.md", b"---\ntitle: A: one\nsub: [x\n---\n")], Config())
    (unreadable,) = [one for one in result.findings if one.rule == "unreadable"]
    assert unreadable.suggestion is not None
    told = "`reweave fix --unsafe` cannot fix all of it: still unreadable after the fix, at 3:6:"
    assert unreadable.suggestion.startswith(told)
    assert {one.fixable for one in result.findings} == {Fix.NO}
    both = lint_notes([("n.md", b'---\ntitle: A: one\nsub: "x" and y\n---\n')], Config())
    assert any("can fix it" in (one.suggestion or "") for one in both.findings)
    assert {one.fixable for one in both.findings} == {Fix.UNSAFE}, "what is unreadable is fixed with its cause"
