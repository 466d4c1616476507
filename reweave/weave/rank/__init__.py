"""Ranking: which notes a note most probably should link, from words and links alone, with what speaks for it."""
