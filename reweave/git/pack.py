"""Putting new objects into the store as one pack."""

import struct
import zlib
from collections.abc import Iterator, Mapping
from hashlib import new as new_hash

from reweave.git.command import talk_to_git
from reweave.git.repository import Repository

_PACK_TYPES = {"commit": 1, "tree": 2, "blob": 3}


def store_objects(repository: Repository, objects: Mapping[str, tuple[str, bytes]]) -> None:
    """Store the objects as one pack, all or nothing."""
    with talk_to_git(repository.git, ["index-pack", "--stdin"]) as conversation:
        for chunk in _pack(objects, repository.object_format):
            conversation.ask.write(chunk)


def _pack(objects: Mapping[str, tuple[str, bytes]], algorithm: str) -> Iterator[bytes]:
    """Yield git's pack format (version 2) of whole objects, without deltas."""
    digest = new_hash(algorithm, usedforsecurity=False)
    header = b"PACK" + struct.pack(">II", 2, len(objects))
    digest.update(header)
    yield header
    for kind, content in objects.values():
        size = len(content)
        head = bytearray([_PACK_TYPES[kind] << 4 | size & 0x0F])
        size >>= 4
        while size:
            head[-1] |= 0x80
            head.append(size & 0x7F)
            size >>= 7
        chunk = bytes(head) + zlib.compress(content)
        digest.update(chunk)
        yield chunk
    yield digest.digest()
