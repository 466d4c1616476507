"""Finding notes, and the reasons why a file is refused."""
