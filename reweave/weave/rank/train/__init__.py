"""Training the ranking model: what `scripts/train_ranker` runs. Ranking itself needs nothing of this."""
