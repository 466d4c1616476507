"""Paths as git holds them: bytes that need not be UTF-8."""


def encode_path(path: str) -> bytes:
    """Return a path's bytes as git holds them."""
    return path.encode("utf-8", "surrogateescape")


def decode_path(path: bytes) -> str:
    """Return a path as text; bytes that are not UTF-8 become surrogate escapes."""
    return path.decode("utf-8", "surrogateescape")
