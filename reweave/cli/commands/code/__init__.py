"""Lint Python code that handles frontmatter."""
