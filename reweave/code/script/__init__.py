"""Checking JavaScript and TypeScript, as tree-sitter parses them."""
