"""Digests of content."""

from _blake2 import blake2b  # `hashlib` opens a cryptography library first, which takes longer than reading a cache


def digest_of(*pieces: bytes | memoryview) -> bytes:
    """Return the digest that stands for some bytes, in hexadecimal; they may come in pieces."""
    digest = blake2b(digest_size=16)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest().encode()
