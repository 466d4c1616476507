"""The file of remembered answers, which belongs in git."""

EXTENSION = ".jsonl"
ANSWERS_FILE = f".reweave/answers{EXTENSION}"
"""The file, below the root of a vault."""
