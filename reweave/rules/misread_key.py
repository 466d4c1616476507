"""Keys that YAML ends later than their author."""

import re
from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar, branches
from reweave.rules.base import Example, Proposal, Rule, Safety

_SUSPECT_BEYOND_ASCII = r"[：﹕︓\xa0\u200b-\u200f\u2060\ufeff]|:[“‘„«]"
_INVISIBLE = (
    r"[\u200b\u200e\u200f\u2060\ufeff]|\A[\xa0\u200c\u200d]|[\xa0\u200c\u200d]\Z"
    r"|(?<=[\x00-\x7f])[\u200c\u200d](?=[\x00-\x7f])"
)
"""Within words of Persian or Hindi, and within emoji, the joiners U+200C and U+200D are spelling."""
_GLUED = r"""(?P<key>[^:]+):["'\[{“‘„«]"""
_FULL_WIDTH = r"(?P<key>[^：﹕︓]+)[：﹕︓]"


class MisreadKey(Rule):
    """Report keys that are not read as meant.

    `title:"Tides: a survey"` has the key `title:"Tides`, `title：Tides: a survey` has the key `title：Tides`, and
    `up:: [[Tides]]`, which is Dataview's form outside of frontmatter, has the key `up:`. Keys with a character in them
    that is not seen (U+200B, or a no-break space at an end) are not found under their name. Left are keys in quotes,
    and the joiners that Persian, Hindi and emoji are spelled with.
    """

    name = "misread-key"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    passes_simple = True
    examples = (
        Example(
            "No space after the colon, and a colon too many",
            '---\ntitle:"Tides: a survey"\nup:: "[[Sea]]"\n---\n',
            '---\ntitle:"Tides: a survey"\nup:: "[[Sea]]"\n---\n',
        ),
        Example(
            "Other colons in a key",
            '---\nog:title: Tides\n"up:": Sea\n---\n',
            '---\nog:title: Tides\n"up:": Sea\n---\n',
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one report for each such key."""
        if note.root is None or not _may_have_any(note.text):
            return
        for mapping in branches(note.root):
            if not isinstance(mapping, Mapping) or mapping.flow:
                continue
            for key, _ in mapping.pairs:
                if isinstance(key, Scalar) and not key.style and "{{" not in key.value and "<%" not in key.value:
                    message = _message(key.value)
                    if message is not None:
                        yield Proposal(self.name, key.start, message)


def _may_have_any(text: str) -> bool:
    # Looked for one by one: an expression of all of them takes ten times as long.
    if "::" in text or ':"' in text or ":'" in text or ":[" in text or ":{" in text:
        return True
    return not text.isascii() and re.search(_SUSPECT_BEYOND_ASCII, text) is not None


def _message(key: str) -> str | None:
    invisible = re.search(_INVISIBLE, key)
    if invisible is not None:
        return f"U+{ord(invisible[0]):04X} in the key `{key.replace(invisible[0], '')}`; remove it"
    if key.endswith(":") and key.strip(":"):
        return f"`{key}:` is read as the key `{key}`; end a key with one colon"
    glued = re.match(_GLUED, key)
    if glued is not None:
        return f"`{key}` is read as the key; put a space after the colon of `{glued['key']}`"
    full_width = re.match(_FULL_WIDTH, key)
    if full_width is not None:
        return f"`{key}` is read as the key; use `: ` in place of the full-width colon after `{full_width['key']}`"
    return None
