"""What can be done about the findings of a note: each rule's fix, each repair, and a comment that silences a rule."""

from collections.abc import Iterator, Sequence

from reweave.lint.normalize import Layer, layers, normalize
from reweave.lint.note_linter import NoteLinter
from reweave.lsp.document import Document
from reweave.note.finding import Finding, Fix
from reweave.note.note import Note
from reweave.note.signature import has_same_data
from reweave.rules.base import Rule


def safe_fix(document: Document, linter: NoteLinter) -> bytes | None:
    """Return the note with all safe fixes, as `reweave fix` writes it; `None` where there is nothing to fix."""
    rules = linter.selection(document.path).rules
    return _last(document, rules, layers(rules, unsafe=False))


def repaired(document: Document, linter: NoteLinter) -> bytes | None:
    """Return a note that cannot be read, with all repairs and fixes; `None` where that does not make it readable."""
    rules = linter.selection(document.path).rules
    return None if document.note.problem is None else _last(document, rules, layers(rules, unsafe=True))


def fixed_by(document: Document, linter: NoteLinter, name: str) -> bytes | None:
    """Return the note with the fixes of one rule alone; `None` where they cannot be made or proved."""
    rules = [rule for rule in linter.selection(document.path).rules if rule.name == name]
    return _last(document, rules, layers(rules, unsafe=True))


def silenced(document: Document, linter: NoteLinter, finding: Finding) -> bytes | None:
    """Return the note with a comment on the line of a finding that silences its rule there.

    `None` where no comment can stand there, where it would change what is read, or where the finding stays.
    """
    if finding.fixable is Fix.NO and finding.rule in ("unreadable", "refused"):
        return None
    text = document.text
    first, last = document.map.line(finding.line - 1)
    if not document.frontmatter <= first < document.frontmatter_end:
        return None
    comment = f"{'' if text[first:last].endswith(' ') else ' '}# reweave: ignore[{finding.rule}]"
    after = (text[:last] + comment + text[last:]).encode(errors="replace")
    note = Note(document.path, after, document.note.limits)
    if note.problem is not None or not has_same_data(note.root, document.note.root):
        return None
    left = linter.lint(document.path, after).result.findings
    return None if any((one.rule, one.line) == (finding.rule, finding.line) for one in left) else after


def fixable_rules(findings: tuple[Finding, ...]) -> Iterator[tuple[str, Fix]]:
    """Yield the rules among findings that can fix something, each once."""
    yield from dict.fromkeys((one.rule, one.fixable) for one in findings if one.fixable is not Fix.NO)


def _last(document: Document, rules: Sequence[Rule], steps: Sequence[Layer]) -> bytes | None:
    changes = normalize(document.note, rules, steps).changes
    return changes[-1].after if changes else None
