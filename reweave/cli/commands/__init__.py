"""The commands: each module holds one function with its own name (a trailing `_` left out)."""
