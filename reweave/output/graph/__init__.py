"""A vault's graph as text for other programs, one format each."""
