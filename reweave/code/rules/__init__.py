"""The rules about code, one per file, each with its examples."""
