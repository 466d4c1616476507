"""The folders of a vault as communities: neither one that holds nearly all notes, nor hundreds of tiny ones."""

from collections import Counter
from collections.abc import Sequence

_SHARE = 0.15
"""A folder with more than this share of the notes is split into its own folders."""
_FEWEST = 4
"""A folder with fewer notes counts to the folder above it."""
_MOST = 28
_DEEPEST = 6


def communities(paths: Sequence[str]) -> list[str]:
    """Return the folder that each note is shown in: as high as possible, but none with most of the notes."""
    depth = dict.fromkeys(paths, 1)
    for _ in range(_DEEPEST):
        counts = Counter(_folder(path, depth[path]) for path in paths)
        big = {folder for folder, count in counts.items() if count > max(_SHARE * len(paths), _FEWEST)}
        deeper = [
            path
            for path in paths
            if _folder(path, depth[path]) in big and path.count("/") > depth[path] and len(counts) < _MOST
        ]
        if not deeper:
            break
        for path in deeper:
            depth[path] += 1
    found = {path: _folder(path, depth[path]) for path in paths}
    counts = Counter(found.values())
    kept = {folder for folder, _ in counts.most_common(_MOST)}
    return [_merged(found[path], counts, kept) for path in paths]


def _folder(path: str, depth: int) -> str:
    return "/".join(path.split("/")[:-1][:depth])


def _merged(folder: str, counts: Counter[str], kept: set[str]) -> str:
    while folder and (counts[folder] < _FEWEST or folder not in kept):
        folder = folder.rpartition("/")[0]
    return folder
