"""Why a note's frontmatter cannot be read safely."""


class UnreadableError(Exception):
    """The frontmatter cannot be read safely; `offset` counts characters of its text, `code` is a stable word."""

    def __init__(self, code: str, reason: str, offset: int = 0) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.offset = offset
