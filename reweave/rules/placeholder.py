"""Placeholders of template programs."""

from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.tree import Scalar, walk
from reweave.rules.base import Example, Proposal, Rule, Safety


class Placeholder(Rule):
    """Name unquoted template placeholders.

    `{{date:YYYY}}`, `{% if draft %}` and `<% tp.date.now() %>` are filled in by a template program. Unquoted, most of
    them are not YAML, or a mapping in place of text; so are those in quotes that hold the same quotes
    (`"<% tp.date.now("YYYY") %>"`). The value they are part of is left alone, and so is a list or mapping with lines of
    nothing else (`{{#each tags}}`, or a `<%* ... %>` of several lines) in it, or with a statement (`{% endfor %}`) that
    is YAML only without it; the rest of the note is fixed as usual.
    The finding is informational, and changes no exit code. Other placeholders in quotes, and those in block scalars and
    comments, are text, and are not reported.
    """

    name = "placeholder"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    passes_simple = True
    informational = True
    examples = (
        Example(
            "A date to be filled in",
            "---\ncreated: {{date:YYYY-MM-DD}}\n---\n",
            "---\ncreated: {{date:YYYY-MM-DD}}\n---\n",
        ),
        Example(
            "Quoted, or in a comment",
            '---\ncreated: "{{date}}" # {{time}}\n---\n',
            '---\ncreated: "{{date}}" # {{time}}\n---\n',
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one report for each placeholder, or run of placeholders without anything in between."""
        if note.root is None or not any(mark in note.text for mark in ("{{", "{%", "{#", "<%")):
            return
        from reweave.note.placeholders import placeholder_spans

        texts = [(node.start, node.end) for node in walk(note.root) if isinstance(node, Scalar) and node.style]
        texts.extend((comment.start, comment.end) for comment in note.comments)
        texts.sort()
        index = 0
        for start, end in placeholder_spans(note.text):
            while index < len(texts) and texts[index][1] <= start:
                index += 1
            is_masked = note.masked is not None and note.masked[start] != note.text[start]
            if is_masked or index == len(texts) or start < texts[index][0]:
                first, line_feed, _ = note.text[start:end].partition("\n")
                found = f"{first.rstrip()} ... {note.text[end - 2 : end]}" if line_feed else first
                yield Proposal(self.name, start, f"template placeholder `{found}` left as it is")
