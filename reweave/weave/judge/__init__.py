"""The types of edges as a language model judges them: measured, quoted, paid for once."""
