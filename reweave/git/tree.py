"""Replacing files in a commit's tree; every other entry stays as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import new as new_hash

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.objects import Objects
from reweave.git.paths import encode_path

_FILES = (b"100644", b"100755", b"100664")
_FOLDER = b"40000"


def object_name(kind: str, content: bytes, algorithm: str) -> str:
    """Return the name git gives an object (`algorithm` is `sha1` or `sha256`)."""
    return new_hash(algorithm, f"{kind} {len(content)}\0".encode() + content, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Replacement:
    """A file's bytes as the tree must hold them now (`None`: no file), and as it is to hold them (`None`: not at all).

    A new file gets `mode`, or the mode of the file at the path `like`, where either is given.
    """

    before: bytes | None
    after: bytes | None
    like: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    path: str
    file: Replacement
    mode: bytes


_Files = Mapping[tuple[bytes, ...], _Wanted]


@dataclass(slots=True)
class TreeWriter:
    """Creates new trees from old ones; `made` collects the objects to store."""

    objects: Objects
    algorithm: str
    made: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def replace(self, root: str, files: Mapping[str, Replacement]) -> str:
        """Return the name of the tree `root` with `files` replaced, created and deleted.

        A folder that loses its last file is removed.

        Raises:
            ReweaveError: a file is not in the tree, is not a regular file, or is not what the change was made for; or
                a file to be created exists already (`note-moved`, exit 5).
        """
        wanted = {
            tuple(encode_path(path).split(b"/")): _Wanted(path, file, file.mode.encode() or self._mode(root, file.like))
            for path, file in files.items()
        }
        return self._folder(root, wanted) or self._keep("tree", b"")

    def _mode(self, root: str, path: str) -> bytes:
        """Return the mode of the file at `path`, or the usual one where that is empty."""
        mode, name = _FILES[0], root
        for part in encode_path(path).split(b"/") if path else ():
            found = next((one for one in _entries(self._tree(name), self.algorithm) if one[1] == part), None)
            if found is None:
                raise _moved(path)
            mode, _, name = found
        return mode

    def _folder(self, name: str | None, files: _Files) -> str | None:
        """Return the name of a folder with `files` replaced (`None`: nothing is left of it)."""
        below: dict[bytes, dict[tuple[bytes, ...], _Wanted]] = {}
        for parts, file in files.items():
            below.setdefault(parts[0], {})[parts[1:]] = file
        out: list[tuple[bytes, bytes, str]] = []
        for mode, entry, old in () if name is None else _entries(self._tree(name), self.algorithm):
            wanted = below.pop(entry, None)
            new = old if wanted is None else self._entry(mode, old, wanted)
            if new is not None:
                out.append((mode, entry, new))
        for entry, wanted in below.items():
            mode, new = self._made(wanted)
            if new is not None:
                out.append((mode, entry, new))
        if not out:
            return None
        # Git compares the name of a folder as if it ended with a slash.
        out.sort(key=lambda one: one[1] + (b"/" if one[0] == _FOLDER else b""))
        return self._keep(
            "tree", b"".join(mode + b" " + entry + b"\0" + bytes.fromhex(new) for mode, entry, new in out)
        )

    def _entry(self, mode: bytes, old: str, files: _Files) -> str | None:
        wanted = next(iter(files.values()))
        if mode == _FOLDER and () not in files:
            return self._folder(old, files)
        if mode not in _FILES or len(files) != 1 or () not in files:
            raise _moved(wanted.path)
        before, after = wanted.file.before, wanted.file.after
        if before is None or object_name("blob", before, self.algorithm) != old:
            raise _moved(wanted.path)
        return None if after is None else self._keep("blob", after)

    def _made(self, files: _Files) -> tuple[bytes, str | None]:
        """Return mode and name of what is made where nothing is."""
        own = files.get(())
        if own is None:
            return _FOLDER, self._folder(None, files)
        if own.file.before is not None or own.file.after is None or len(files) != 1:
            raise _moved(own.path)
        return own.mode, self._keep("blob", own.file.after)

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
        "changed since it was read",
        code="note-moved",
        exit_code=Exit.MOVED,
        path=path,
        suggestion="run again",
    )
