"""Repositories for a moment, made without starting git."""

from pathlib import Path


def make_scratch(folder: Path, attributes: bytes) -> None:
    """Make an empty repository of a folder, with `attributes` as its `info/attributes`, which override all others."""
    for name in ("objects", "refs", "info"):
        (folder / name).mkdir(parents=True)
    (folder / "HEAD").write_bytes(b"ref: refs/heads/main\n")
    (folder / "config").write_bytes(b"[core]\nrepositoryformatversion = 0\nabbrev = 7\n")
    (folder / "info" / "attributes").write_bytes(attributes)
