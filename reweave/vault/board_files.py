"""Files beside the notes that name them: canvases and Obsidian's bases."""

CANVAS, BASE = ".canvas", ".base"
BOARD_EXTENSIONS = (CANVAS, BASE)


def is_board(path: str) -> bool:
    """Return whether a path is that of a canvas or a base."""
    return path.casefold().endswith(BOARD_EXTENSIONS)
