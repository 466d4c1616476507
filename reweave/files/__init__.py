"""Finding the notes below a path."""
