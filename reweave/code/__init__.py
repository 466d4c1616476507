"""The Python code around a vault: finding and fixing what writes or reads frontmatter badly.

bytes -> pre-filter -> ast -> texts as they are put together -> frontmatter frontmatter -> rules -> edits -> change set
"""
