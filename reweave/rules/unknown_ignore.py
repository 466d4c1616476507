"""Ignore comments that name an unknown rule."""

from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.ignore_comments import ignore_comments
from reweave.note.note import Note
from reweave.rules.base import Example, Proposal, Rule, Safety
from reweave.rules.registry import rule_names
from reweave.text import quoted


class UnknownIgnore(Rule):
    """Report ignored rules that do not exist.

    `# reweave: ignore[quots]` silences nothing: the name is misspelled, or the rule has another one. The names are
    those of `reweave rules`. Code has rules of its own, such as `RW101`, which are unknown in frontmatter.
    """

    name = "unknown-ignore"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    passes_simple = True
    examples = (
        Example(
            "A misspelled name",
            "---\ntitle: Tides # reweave: ignore[quots]\n---\n",
            "---\ntitle: Tides # reweave: ignore[quots]\n---\n",
        ),
        Example(
            "A rule's name, and all rules",
            '---\ntitle: "Tides" # reweave: ignore[quotes]\nsource: "Log" # reweave: ignore\n---\n',
            '---\ntitle: "Tides" # reweave: ignore[quotes]\nsource: "Log" # reweave: ignore\n---\n',
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one report for each unknown name in an ignore comment."""
        for comment in ignore_comments(note):
            for offset, name in comment.names or ():
                if name not in rule_names():
                    yield Proposal(self.name, offset, _message(name))


def _message(name: str) -> str:
    from reweave.suggestion import did_you_mean

    hint = did_you_mean(name, sorted(rule_names()), "`reweave rules` lists them")
    return f"unknown rule {quoted(name)} in an ignore comment; {hint}"
