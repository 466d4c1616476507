"""Finding the missing edges, and writing them into notes with where they come from."""
