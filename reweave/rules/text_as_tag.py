"""Text that YAML reads as a tag or as an anchor."""

import re
from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.tree import Alias, Scalar, walk
from reweave.rules.base import Example, Proposal, Rule, Safety

_ENTITY = re.compile(r"(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);")
_OF_PROGRAMS = frozenset({"!expr", "!r"})
"""The tags with which R Markdown and Quarto say that a value is code."""


class TextAsTag(Rule):
    """Report text read as a YAML tag.

    `title: !important news` has the value `news` and the tag `!important`, and many programs refuse the whole
    frontmatter, since they do not know that tag; `owner: &co` is an anchor without a value, and in `&quot;old&quot; x`
    `&quot;old&quot;` is one. Quoted, all are text. Left are tags of YAML (`!!str`), a lone `!`, tags in front of
    quotes, lists and mappings, `!r` and `!expr` of R Markdown and Quarto, and anchors with an alias, or with a value
    unless they start with an HTML entity.
    """

    name = "text-as-tag"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    passes_simple = True
    examples = (
        Example(
            "An exclamation mark in front of a word",
            "---\ntitle: !important news\n---\n",
            "---\ntitle: !important news\n---\n",
        ),
        Example("Quoted", '---\ntitle: "!important news"\n---\n', '---\ntitle: "!important news"\n---\n'),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one report for each plain scalar with a tag of nobody's, or with an anchor and nothing else."""
        if note.root is None or not ("!" in note.text or "&" in note.text):
            return
        used = {node.anchor for node in walk(note.root) if isinstance(node, Alias)}
        for node in walk(note.root):
            if not isinstance(node, Scalar) or node.style:
                continue
            if node.tag is not None and len(node.tag) > 1 and node.tag[0] == "!" and node.tag not in _OF_PROGRAMS:
                yield Proposal(
                    self.name, node.start, f"`{node.tag}` is read as a YAML tag, not as text; quote the value"
                )
            elif node.anchor is not None and node.tag is None and node.anchor not in used:
                if not node.value:
                    message = f"`&{node.anchor}` is read as a YAML anchor, the value is empty; quote it"
                elif _ENTITY.match(node.anchor):
                    message = f"`&{node.anchor}` is read as a YAML anchor, not as text; quote the value"
                else:
                    continue
                yield Proposal(self.name, node.start, message)
