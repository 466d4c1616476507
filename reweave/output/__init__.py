"""Output formats: diffs, text, JSON, SARIF, graphs."""
