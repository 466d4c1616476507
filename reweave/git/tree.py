"""Replacing files in a commit's tree: only the blobs' names change, every other byte of every tree stays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import new as new_hash

from reweave.errors import ReweaveError
from reweave.exits import Exit
from reweave.git.objects import Objects, path_bytes
from reweave.git.text import printable

_FILES = (b"100644", b"100755", b"100664")
_FOLDER = b"40000"


def object_name(kind: str, content: bytes, algorithm: str) -> str:
    """Return the name git gives an object (`algorithm` is `sha1` or `sha256`)."""
    return new_hash(algorithm, f"{kind} {len(content)}\0".encode() + content, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Replacement:
    """A file's bytes as the tree must hold them now, and as it is to hold them."""

    before: bytes
    after: bytes


@dataclass(slots=True)
class TreeWriter:
    """Makes new trees from old ones; `made` collects every object that the store does not have yet."""

    objects: Objects
    algorithm: str
    made: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def replace(self, root: str, files: Mapping[str, Replacement]) -> str:
        """Return the name of the tree that is `root` with `files` replaced.

        Raises:
            ReweaveError: a file is not in the tree, is not a regular file, or is not what the change was made for
                (`note-moved`, exit 5).
        """
        split = {tuple(path_bytes(path).split(b"/")): (path, file) for path, file in files.items()}
        return self._folder(root, split)

    def _folder(self, name: str, files: Mapping[tuple[bytes, ...], tuple[str, Replacement]]) -> str:
        content = self._tree(name)
        below: dict[bytes, dict[tuple[bytes, ...], tuple[str, Replacement]]] = {}
        for parts, file in files.items():
            below.setdefault(parts[0], {})[parts[1:]] = file
        out: list[bytes] = []
        for mode, entry, old in _entries(content, self.algorithm):
            wanted = below.pop(entry, None)
            out += [mode, b" ", entry, b"\0", bytes.fromhex(old if wanted is None else self._entry(mode, old, wanted))]
        for missing in below.values():
            raise _moved(next(iter(missing.values()))[0])
        return self._keep("tree", b"".join(out))

    def _entry(self, mode: bytes, old: str, files: Mapping[tuple[bytes, ...], tuple[str, Replacement]]) -> str:
        path, file = next(iter(files.values()))
        if mode == _FOLDER and () not in files:
            return self._folder(old, files)
        if mode not in _FILES or len(files) != 1 or () not in files:
            raise _moved(path)
        if object_name("blob", file.before, self.algorithm) != old:
            raise _moved(path)
        return self._keep("blob", file.after)

    def _tree(self, name: str) -> bytes:
        if name in self.made:
            return self.made[name][1]
        return self.objects.read(name)[1]

    def _keep(self, kind: str, content: bytes) -> str:
        name = object_name(kind, content, self.algorithm)
        self.made[name] = (kind, content)
        return name


def _entries(content: bytes, algorithm: str) -> Iterator[tuple[bytes, bytes, str]]:
    """Yield mode, name and object name of each entry of a tree's content."""
    width = new_hash(algorithm, usedforsecurity=False).digest_size
    place = 0
    while place < len(content):
        space = content.index(b" ", place)
        end = content.index(b"\0", space)
        yield content[place:space], content[space + 1 : end], content[end + 1 : end + 1 + width].hex()
        place = end + 1 + width


def _moved(path: str) -> ReweaveError:
    return ReweaveError(
        "the commit does not hold the bytes that the change was made for",
        code="note-moved",
        exit_code=Exit.MOVED,
        path=printable(path),
        suggestion="run again",
    )
