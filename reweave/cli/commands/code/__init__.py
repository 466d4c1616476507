"""Find and fix the Python code around the vault that writes or reads frontmatter badly."""
