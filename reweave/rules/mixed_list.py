"""Lists whose items have different indentation."""

from collections.abc import Iterator, Sequence

from reweave.note import tree
from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.reader import read_tree
from reweave.note.signature import signature
from reweave.note.unreadable import UnreadableError
from reweave.note.verify import ProofError, prove_block
from reweave.rules.base import Example, Proposal, Rule, Safety
from reweave.rules.shared import mixed_lists


class MixedList(Rule):
    """Align list items after a bad merge.

    Items move to the column of the first one. Only lists with one scalar per line are fixed, and only in notes that
    cannot be read; every line must then be read as one item.
    """

    name = "mixed-list"
    kind = ChangeKind.REPAIR
    safety = Safety.UNSAFE
    passes_simple = True
    repairs = True
    only_repairs = True
    examples = (
        Example(
            "Two programs appended, each with its own indentation",
            '---\nsupports:\n  - "existing claim"\n- claim L\ntype: claim\n---\n',
            '---\nsupports:\n  - "existing claim"\n  - claim L\ntype: claim\n---\n',
        ),
        Example(
            "An item of several lines is left",
            "---\nsources:\n  - name: survey\n    pages: 4\n- other\n---\n",
            "---\nsources:\n  - name: survey\n    pages: 4\n- other\n---\n",
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for all mixed lists of an unreadable note."""
        if note.problem is None or note.problem.code != "yaml-error":
            return
        found = list(mixed_lists.mixed_lists(note))
        if not found:
            return
        message = f"inconsistent indentation in list `{found[0].key}`"
        edits = [
            note.edit(line.start, line.start + line.column, " " * mixed.column, self.name, message)
            for mixed in found
            for line in mixed.lines
            if line.column != mixed.column
        ]

        def proof(before: Note, after: Note) -> None:
            prove_block(before, after, edits)
            _prove(after, found, before.text.count("\n", 0, found[-1].lines[-1].start) + 1)

        yield Proposal(self.name, found[0].start, message, tuple(edits), proof=proof)


def _prove(after: Note, found: Sequence[mixed_lists.MixedList], count: int) -> None:
    """Prove that every line of the lists, which end with line `count`, is read as one item.

    Raises:
        ProofError: a line is not.
    """
    read = after.root if after.problem is None else _read_lines(after, count)
    pairs = read.pairs if isinstance(read, tree.Mapping) else []
    lists = {key.value: value for key, value in pairs if isinstance(key, tree.Scalar)}
    for mixed in found:
        value = lists.get(mixed.key)
        items = value.items if isinstance(value, tree.Sequence) else []
        if [signature(item)[0] for item in items] != [signature(line.item)[0] for line in mixed.lines]:
            raise ProofError(f"the items of {mixed.key} are not read one by one")


def _read_lines(after: Note, count: int) -> tree.Node | None:
    """Read the first lines of a note in which something further down is still wrong.

    Raises:
        ProofError: they cannot be read.
    """
    from reweave.note.placeholders import mask  # most vaults have no note that cannot be read

    text = "\n".join([*after.text.split("\n")[:count], ""])
    try:
        return read_tree(mask(text) or text, after.limits)
    except UnreadableError as error:
        raise ProofError(error.reason) from error
