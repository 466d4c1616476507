"""What is printed: diffs, lines for people, JSON, SARIF, graphs."""
