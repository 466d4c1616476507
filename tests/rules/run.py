"""Running one rule on a frontmatter, for the tests of this folder."""

from typing import Any

from reweave.lint.normalize import Normalized, layers, normalize
from reweave.note.note import Note
from reweave.rules.base import Rule
from reweave.rules.registry import all_rules


def rule(name: str, **options: Any) -> Rule:
    """Return a rule with options."""
    kind = all_rules()[name]
    return kind(kind.options_type(**options))


def outcome(name: str, text: str, **options: Any) -> Normalized:
    """Return what one rule makes of a frontmatter with a body below it; repairs are carried out."""
    one = rule(name, **options)
    return normalize(Note("n.md", f"---\n{text}---\nBody\n".encode()), [one], layers([one], unsafe=True))


def fixed(name: str, text: str, **options: Any) -> str:
    """Return the frontmatter after one rule; a refusal fails the test."""
    found = outcome(name, text, **options)
    assert found.refusal is None
    if not found.changes:
        return text
    after = found.changes[-1].after.decode()
    assert after.startswith("---\n")
    assert after.endswith("---\nBody\n")
    return after.removeprefix("---\n").removesuffix("---\nBody\n")


def problems(name: str, text: str, **options: Any) -> list[tuple[int, int]]:
    """Return line and column of everything one rule finds in a note with this frontmatter."""
    note = Note("n.md", f"---\n{text}---\nBody\n".encode())
    return [note.place(proposal.offset) for proposal in rule(name, **options).propose(note)]
