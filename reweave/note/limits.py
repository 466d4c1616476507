"""How large a note may be before it is refused: the bounds that keep any input cheap."""

from typing import NamedTuple


class Limits(NamedTuple):
    """Upper bounds, all inclusive. A note beyond one of them is left as it is and named."""

    note_bytes: int = 16 * 1024 * 1024
    frontmatter_bytes: int = 256 * 1024
    depth: int = 64
    keys: int = 10_000


DEFAULT_LIMITS = Limits()
