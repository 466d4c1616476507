"""Workflow commands: no name and no message can end one or start another."""

from reweave.output.github import github_commands
from tests.output.samples import FINDINGS


def test_commands() -> None:
    assert list(github_commands(FINDINGS, prefix="vault/")) == [
        "::warning file=vault/claims/b%2C c%3A 100%25.md,line=4,col=1,title=tab-indent::indented by a tab",
        "::notice file=vault/claims/b%2C c%3A 100%25.md,line=4,col=3,title=list-indent::indented by 2, not 0",
        "::warning file=vault/größe\ufffd.md,line=7,col=1,title=impossible-date::2026-02-00 is no date; write the day",
        "::error file=vault/x%0Ab.md%3A1%3A1%3A fake\\x1b[31m\\u202e,line=2,col=1,title=unreadable"
        "::bad%0D%0A50%25 \ufffd",
    ]
