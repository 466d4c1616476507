"""How many notes were read, and what became of them."""


class Summary:
    """Counts over one sweep. Each note read is in exactly one of the classes below `notes`.

    `changed` notes have changes (made or proposed), `refused` ones would have had, but the proof failed; `unreadable`
    ones hold frontmatter that cannot be read safely. Notes without YAML frontmatter are `no_frontmatter`, `toml` or
    `json`.
    """

    def __init__(
        self,
        *,
        notes: int = 0,
        unchanged: int = 0,
        changed: int = 0,
        refused: int = 0,
        unreadable: int = 0,
        no_frontmatter: int = 0,
        toml: int = 0,
        json: int = 0,
    ) -> None:
        """Start with these counts."""
        self.notes = notes
        self.unchanged = unchanged
        self.changed = changed
        self.refused = refused
        self.unreadable = unreadable
        self.no_frontmatter = no_frontmatter
        self.toml = toml
        self.json = json

    def count(self, outcome: str) -> None:
        """Count one note that was read, in one of the classes."""
        self.notes += 1
        setattr(self, outcome, getattr(self, outcome) + 1)
