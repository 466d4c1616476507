"""Missing edges: found, and written into notes with their provenance."""
