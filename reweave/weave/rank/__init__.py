"""Ranking of the notes that a note should link, from words and links alone, with the evidence."""

from reweave.extras import require

# Every way to the ranker leads through here.
require("weave", "ranking missing edges")
