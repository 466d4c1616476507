"""Random bodies of notes, and what two sides make of them: sections moved, paragraphs cut, lines changed."""

import random
from itertools import chain

_WORDS = ("alpha", "beta", "gamma", "delta")
_HEADS = ("", "---\ntype: claim\n---\n", "---\ntags:\n- a\nstatus: x\n---\n")
Sections = list[list[str]]


def triple(pick: random.Random) -> tuple[bytes, bytes, bytes]:
    """Return base, ours and theirs; at most one side changed the frontmatter."""
    base = [_section(pick) for _ in range(pick.randrange(2, 7))]
    heads = [pick.choice(_HEADS)] * 3
    if "tags" in heads[0]:
        heads[pick.randrange(3)] = heads[0].replace("- a\n", "- a\n- b\n")
    sides = (base, _edited(pick, base), _edited(pick, base))
    base_note, ours, theirs = (
        (head + "\n".join(chain(*side)) + "\n").encode() for head, side in zip(heads, sides, strict=True)
    )
    return base_note, ours, theirs


def _section(pick: random.Random) -> list[str]:
    paragraphs = [_paragraph(pick) for _ in range(pick.randrange(1, 3))]
    return [f"## {pick.choice(_WORDS)} {pick.randrange(4)}", "", *chain(*paragraphs)]


def _paragraph(pick: random.Random) -> list[str]:
    lines = ("The claim holds.", "It does not.", "See also.", "- item", "", "some {} words", "{} again")
    return [*(pick.choice(lines).format(pick.randrange(12)) for _ in range(pick.randrange(1, 5))), ""]


def _edited(pick: random.Random, sections: Sections) -> Sections:
    sections = [list(one) for one in sections]
    for _ in range(pick.randrange(1, 5)):
        section = pick.choice(sections)
        match pick.choice(("move", "cut", "change", "insert", "new", "drop")):
            case "move":
                sections.remove(section)
                sections.insert(pick.randrange(len(sections) + 1), section)
            case "cut" if len(section) > 4:
                start = pick.randrange(2, len(section) - 1)
                del section[start : start + pick.randrange(1, 4)]
            case "change":
                section[pick.randrange(len(section))] += f" x{pick.randrange(3)}"
            case "insert":
                place = pick.randrange(len(section) + 1)
                section[place:place] = _paragraph(pick)
            case "new":
                sections.insert(pick.randrange(len(sections) + 1), ["## new", "", *_paragraph(pick)])
            case "drop" if len(sections) > 2:
                sections.remove(section)
    return sections
