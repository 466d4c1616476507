"""Repositories: reading base commits, batches, commits, undo, the lock."""
