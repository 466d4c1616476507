"""The language server: findings, fixes, edges and names of notes in an editor."""
