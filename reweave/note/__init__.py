"""Reading a note without losing a byte, proposing edits to it, and proving that they are safe."""
