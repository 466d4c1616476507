"""The linter: rules on many notes, to findings, changes and their proofs."""
