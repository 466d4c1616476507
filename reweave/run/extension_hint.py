"""The hint that nearly all frontmatter is in files with another extension."""

import json
from collections import Counter
from collections.abc import Sequence

from reweave.config.locate import FILE
from reweave.files.discovery import Discovery, FoundFile
from reweave.note.block import Form, find_block
from reweave.run.note_files import read_files
from reweave.run.workspace import Workspace
from reweave.text import count_of
from reweave.verbosity import say

_SHARE = 4
"""How many frontmatters other files must have for each one in a note."""
_SAMPLE = 400
_HEAD = 1 << 16


def point_at_extension(workspace: Workspace, found: Discovery) -> None:
    """Say on stderr which extension to configure where other files have nearly all frontmatter.

    Nothing is read where notes are not far fewer than such files, and otherwise the start of a sample of both.
    """
    if len(found.others) < max(1, _SHARE * len(found.files) // 2):
        return
    config = workspace.config
    others, exact = count_frontmatter(text_files(workspace, found))
    if others.total() < max(1, _SHARE * count_frontmatter(found.files)[0].total()):
        return
    named = [extension for extension, count in others.most_common() if count * 10 >= others.total()]
    setting = f"extensions = {json.dumps([*config.extensions, *named])}"
    file = FILE if config.file is None else config.file.name
    total = others.total()
    kind = f"{' and '.join(named)} file"
    count = f"{'' if exact else 'about '}{count_of(total, kind)}"
    has, read, them = ("has", "is", "it") if total == 1 else ("have", "are", "them")
    say(f"{count} {has} frontmatter but {read} not read; to read {them}, set `{setting}` in {file}")


def text_files(workspace: Workspace, found: Discovery) -> list[FoundFile]:
    """Return the text files that would be notes if their extensions were configured."""
    spellings = Counter(_extension(path) for path in found.others)
    notes = workspace.config.note_filter()._replace(extensions=tuple(one.casefold() for one in spellings))
    return [FoundFile(path, str(workspace.root)) for path in sorted(found.others) if notes.matches(path)]


def count_frontmatter(files: Sequence[FoundFile]) -> tuple[Counter[str], bool]:
    """Return how many files of each extension have frontmatter, and whether all of them were read."""
    step = max(1, -(-len(files) // _SAMPLE))
    counts: Counter[str] = Counter()
    for path, head in read_files(files[::step], [], _HEAD):
        if find_block(head).form is Form.YAML:
            counts[_extension(path)] += step
    return counts, step == 1


def _extension(path: str) -> str:
    return f".{path.rpartition('.')[2]}"
