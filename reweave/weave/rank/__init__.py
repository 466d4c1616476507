"""Ranking of the notes that a note should link, from words and links alone, with the evidence."""
