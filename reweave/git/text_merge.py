"""Git's own three-way merge of text.

`git merge-file` is not it: up to git 2.43 it compares lines by another algorithm than `git merge`, and calls merges
clean that git does not. So git merges three commits of one file, in a bare scratch repository that has neither
attributes nor drivers.
"""

import tempfile
import zlib
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

from reweave.git.command import Git, GitError, ask_git
from reweave.git.scratch import make_scratch
from reweave.git.text_options import DEFAULT, TextOptions

_FILE = "note"

_SETTINGS = (
    ("merge.renormalize", "false"),
    # It is read once, by this process, and removed.
    ("core.fsync", "none"),
    ("core.sharedRepository", "false"),
)


@dataclass(frozen=True, slots=True)
class TextMerge:
    """Merged text. With `conflict` it holds markers, or is ours as it was where git takes a side for binary."""

    data: bytes
    conflict: bool


def merge_text(base: bytes, ours: bytes, theirs: bytes, options: TextOptions = DEFAULT) -> TextMerge:
    """Merge three versions of a text as `git merge` does.

    Raises:
        GitError: git could not do it.
    """
    if ours == theirs or theirs == base:
        return TextMerge(ours, False)
    if ours == base:
        return TextMerge(theirs, False)
    with tempfile.TemporaryDirectory(prefix="reweave-") as folder:
        scratch = _Scratch(Path(folder), options.marker_size)
        root = scratch.commit(base)
        sides = scratch.commit(ours, root), scratch.commit(theirs, root)
        chosen = [("diff.algorithm", options.algorithm)] if options.algorithm else []
        git = Git(scratch.folder, (*_SETTINGS, ("merge.conflictStyle", options.style), *chosen))
        done = ask_git(git, ["merge-tree", "--write-tree", "--no-messages", *sides])
        if done.returncode not in (0, 1):
            raise GitError("merge-tree", done.returncode, done.stderr)
        data = scratch.file(done.stdout.split(b"\n", 1)[0].decode("ascii"))
    if done.returncode == 0:
        return TextMerge(data, False)
    return TextMerge(_labelled(data, options, sides[0], root, sides[1]), True)


def _labelled(data: bytes, options: TextOptions, ours: str, base: str, theirs: str) -> bytes:
    """Replace the labels of the markers, which are the names of the commits; the base's is abbreviated."""
    for mark, name, label in (("<", ours, options.ours), ("|", base[:7], options.base), (">", theirs, options.theirs)):
        line = f"{mark * options.marker_size} "
        data = data.replace((line + name).encode(), (line + label).encode())
    return data


class _Scratch:
    """A bare repository whose objects are written here: git is started for the merge alone."""

    def __init__(self, folder: Path, marker_size: int) -> None:
        self.folder = folder
        attributes = f"{_FILE} merge=text -text -filter -ident conflict-marker-size={marker_size}\n"
        make_scratch(folder, attributes.encode())

    def commit(self, content: bytes, parent: str | None = None) -> str:
        """Store a commit of one file."""
        blob = self._store(b"blob", content)
        tree = self._store(b"tree", b"100644 " + _FILE.encode() + b"\0" + bytes.fromhex(blob))
        parents = [] if parent is None else [f"parent {parent}"]
        who = "reweave <> 0 +0000"
        lines = [f"tree {tree}", *parents, f"author {who}", f"committer {who}", "", ""]
        return self._store(b"commit", "\n".join(lines).encode())

    def file(self, tree: str) -> bytes:
        """Return the content of the one file of a tree."""
        return self._read(self._read(tree)[-20:].hex())

    def _store(self, kind: bytes, content: bytes) -> str:
        data = b"%s %d\0%s" % (kind, len(content), content)
        name = sha1(data, usedforsecurity=False).hexdigest()
        path = self._path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zlib.compress(data, 1))
        return name

    def _read(self, name: str) -> bytes:
        return zlib.decompress(self._path(name).read_bytes()).partition(b"\0")[2]

    def _path(self, name: str) -> Path:
        return self.folder / "objects" / name[:2] / name[2:]
