"""The linter for Python code that writes or reads frontmatter.

bytes -> prefilter -> ast -> templates of the text that is built -> frontmatter spans -> rules -> edits -> change set
"""
