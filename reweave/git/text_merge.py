"""Git's own three-way merge of text."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reweave.git.command import Git, GitError, ask_git

Style = Literal["merge", "diff3", "zdiff3"]

LABELS = ("ours", "base", "theirs")


@dataclass(frozen=True, slots=True)
class TextMerge:
    """Merged text. With `conflict` it holds markers, or is ours as it was where git takes a side for binary."""

    data: bytes
    conflict: bool


def merge_text(base: bytes, ours: bytes, theirs: bytes, *, marker_size: int = 7, style: Style = "merge") -> TextMerge:
    """Merge three versions of a text as git does, with markers as that `merge.conflictStyle` writes them.

    Raises:
        GitError: git could not do it.
    """
    if ours == theirs or theirs == base:
        return TextMerge(ours, False)
    if ours == base:
        return TextMerge(theirs, False)
    with tempfile.TemporaryDirectory(prefix="reweave-") as folder:
        paths = [Path(folder, name) for name in LABELS]
        for path, content in zip(paths, (ours, base, theirs), strict=True):
            path.write_bytes(content)
        shown = [] if style == "merge" else [f"--{style}"]
        labels = [part for name in LABELS for part in ("-L", name)]
        args = ["merge-file", "-p", f"--marker-size={marker_size}", *labels, *shown, *LABELS]
        # Not a repository: what it configures has no say here.
        merged = ask_git(Git(Path(folder), ()), args)
    if 0 <= merged.returncode < 128:
        return TextMerge(merged.stdout, merged.returncode > 0)
    if b"binary" in merged.stderr:
        return TextMerge(ours, True)
    raise GitError("merge-file", merged.returncode, merged.stderr)
