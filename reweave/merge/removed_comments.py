"""Comments that one side removed: they go from the other sides before these are merged."""

from collections import Counter
from collections.abc import Iterator, Set

from reweave.merge.sections import Sections, split_sections
from reweave.note.comments import Comment
from reweave.note.edit import Edit, splice
from reweave.note.lines import behind_line
from reweave.note.note import Note
from reweave.note.signature import signature


def removed_comments(base: Sections, ours: Sections, theirs: Sections) -> frozenset[str]:
    """Return the comments of the base that ours or theirs removed.

    A comment that a side has in another place, or that the other side has more often than the base, is not removed.
    """
    known, own, other = (Counter(one.text for one in side.note.comments) for side in (base, ours, theirs))
    return frozenset(
        text
        for text, count in known.items()
        for removing, keeping in ((own, other), (other, own))
        if not removing[text] and 0 < keeping[text] <= count
    )


def moved_comments(base: Sections, theirs: Sections) -> frozenset[str]:
    """Return the comments that theirs has no more often than the base: none of them is new, wherever it is."""
    known, other = (Counter(one.text for one in side.note.comments) for side in (base, theirs))
    return frozenset(text for text, count in other.items() if count <= known[text])


def is_at(sections: Sections, comment: str, keys: Set[str]) -> bool:
    """Return whether a comment belongs to one of the keys."""
    return not _keys_with(sections, comment).isdisjoint(keys)


def without_comments(sections: Sections, gone: Set[str]) -> Sections:
    """Return a frontmatter without some of its comments."""
    note = sections.note
    edits = list(_edits(note, [one for one in note.comments if one.text in gone]))
    if not edits:
        return sections
    stripped = Note(note.path, splice(note.source, edits), note.limits)
    same = stripped.problem is None and signature(stripped.root)[0] == signature(note.root)[0]
    return split_sections(stripped) if same else sections


def _keys_with(sections: Sections, text: str) -> set[str]:
    return {name for name, part in sections.keys.items() for one in part.comments if one.text == text}


def _edits(note: Note, comments: list[Comment]) -> Iterator[Edit]:
    for one in comments:
        start = note.text.rfind("\n", 0, one.start) + 1
        if one.own_line:
            yield note.edit(start, behind_line(note.text, one.end), "", "merge", "comment removed")
        else:
            before = len(note.text[start : one.start].rstrip(" \t"))
            yield note.edit(start + before, one.end, "", "merge", "comment removed")
