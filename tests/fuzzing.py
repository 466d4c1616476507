"""What must hold for any bytes and any options of the rules that change how a note is written."""

from enum import StrEnum

from reweave.lint.normalize import Normalized, layers, normalize
from reweave.note.block import Form
from reweave.note.note import Note
from reweave.rules.base import Rule, VaultRule
from reweave.rules.key_order import KeyOrder
from reweave.rules.list_indent import ListIndent
from reweave.rules.quotes import Quotes
from reweave.rules.registry import all_rules
from tests import judge


class Fate(StrEnum):
    """What became of a note."""

    UNREADABLE = "unreadable"
    NO_FRONTMATTER = "no frontmatter"
    NOTHING_TO_DO = "nothing to do"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    REORDERED = "accepted, with keys in another order"
    ACCEPTED_ALONE = "accepted, but the judge cannot read it"


def hold(source: bytes, rules: tuple[Rule, ...]) -> Fate:
    """Carry out `rules` on a note and assert every promise; return what became of it."""
    note = Note("note.md", source)
    steps = layers(rules, unsafe=False)
    outcome = normalize(note, rules, steps)
    if note.problem is not None:
        assert not outcome.changes
        _mend(note)
        return Fate.UNREADABLE
    if not outcome.changes:
        if outcome.refusal is not None:
            return Fate.REFUSED
        return Fate.NO_FRONTMATTER if note.block.form is not Form.YAML else Fate.NOTHING_TO_DO
    after = outcome.changes[-1].after
    assert outcome.changes[0].before == source
    _settled(after, rules)
    return _judged(source, after, rules, outcome)


def _mend(note: Note) -> None:
    """Let every rule that needs no vault have a go: what they make can be read, and the body is what it was."""
    rules = tuple(rule() for rule in all_rules().values() if not issubclass(rule, VaultRule))
    outcome = normalize(note, rules, layers(rules, unsafe=True))
    for change in outcome.changes[-1:]:
        assert Note(note.path, change.after).problem is None
        if note.block.form is Form.YAML:
            assert change.after.endswith(note.body)


def _settled(after: bytes, rules: tuple[Rule, ...]) -> None:
    again = normalize(Note("note.md", after), rules, layers(rules, unsafe=False))
    assert again.refusal is None, again.refusal
    assert not again.changes, "a second pass changes it again"


def _judged(before: bytes, after: bytes, rules: tuple[Rule, ...], outcome: Normalized) -> Fate:
    head, text, tail = judge.split(before)
    new_head, new_text, new_tail = judge.split(after)
    assert (new_head, new_tail) == (head, tail), "bytes outside the frontmatter changed"
    kinds = {type(rule) for rule in rules}
    if kinds == {ListIndent}:
        assert [line.lstrip(" ") for line in text.split("\n")] == [line.lstrip(" ") for line in new_text.split("\n")]
    was = judge.read(text)
    if was is None:
        return Fate.ACCEPTED_ALONE
    now = judge.read(new_text)
    assert now is not None, "PyYAML cannot read the result"
    if KeyOrder in kinds and now != was:
        assert judge.in_any_order(text) == judge.in_any_order(new_text), "PyYAML reads other keys, or other comments"
        return Fate.REORDERED
    assert now.nodes == was.nodes, "PyYAML reads other data"
    assert now.comments == was.comments, "PyYAML finds other comments"
    if kinds == {Quotes}:
        assert judge.between_scalars(text) == judge.between_scalars(new_text), "more than a scalar changed"
    return Fate.ACCEPTED
