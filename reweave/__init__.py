"""Bring the frontmatter of a Markdown knowledge base to one style, as commits a person can review."""

__version__ = "0.1.0"
