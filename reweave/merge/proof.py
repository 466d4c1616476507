"""Verifying a merged frontmatter: parsed again, it has what both sides together ask for, and nothing else."""

from collections.abc import Mapping

from reweave.merge.decisions import Decision, Take, ThreeSides
from reweave.merge.identity import ListKind, identity
from reweave.merge.sections import Section, ShapeError, items_of, split_sections
from reweave.merge.set_merge import SetPlan, date_of, has_link
from reweave.note.note import Note


def wrong_keys(sides: ThreeSides, decisions: Mapping[str, Decision], note: Note) -> set[str]:
    """Return the keys of `note` that differ from the decision, or lost a comment that a side wrote.

    Raises:
        ShapeError: the note cannot be read, or lost a comment that belongs to no key.
    """
    parts = split_sections(note)
    if not parts.keys.keys() <= decisions.keys():
        raise ShapeError("the result has a key that no side has")
    wrong: set[str] = set()
    for name, decision in decisions.items():
        if not _holds(sides, name, decision, parts.keys.get(name)):
            wrong.add(name)
    return wrong | _without_their_comments(sides, decisions, note)


def _holds(sides: ThreeSides, name: str, decision: Decision, found: Section | None) -> bool:
    _, ours, theirs = sides.of(name)
    if decision.plan is not None:
        return found is not None and _is_set(found, decision.plan, ours, theirs, sides.kind(name))
    wanted = theirs if decision.take is Take.THEIRS else ours
    if found is None or wanted is None:
        return found is wanted
    return found.content == wanted.content and found.data == wanted.data


def _is_set(found: Section, plan: SetPlan, ours: Section | None, theirs: Section | None, kind: ListKind) -> bool:
    items = [(identity(node, kind), node) for node in items_of(found)]
    if tuple(one for one, _ in items) != plan.identities:
        return False
    dates = {
        one: plan.dates.get(one, date_of(node))
        for side in (theirs, ours)
        for node in items_of(side)
        for one in [identity(node, kind)]
    }
    if any(has_link(node, kind) is not link for one, node in items if (link := plan.links.get(one)) is not None):
        return False
    return kind is not ListKind.DATED or all(date_of(node) == dates[one] for one, node in items)


def _without_their_comments(sides: ThreeSides, decisions: Mapping[str, Decision], note: Note) -> set[str]:
    """Return the keys that lost a comment: one that a side added, or one that neither side removed."""
    present = {comment.text for comment in note.comments}
    old = {comment.text for comment in sides.base.note.comments}
    our_comments = {comment.text for comment in sides.ours.note.comments}
    their_comments = {comment.text for comment in sides.theirs.note.comments}
    lost = (((our_comments | their_comments) - old) | (our_comments & their_comments)) - present
    owners = {
        comment.text: name
        for side in (sides.ours, sides.theirs)
        for name, part in side.keys.items()
        for comment in part.comments
    }
    if not lost <= owners.keys():
        raise ShapeError("a comment after the last key would be lost")
    return {owners[text] for text in lost if decisions[owners[text]].take is not Take.CONFLICT}
