"""The three-way merge of notes: base, ours, theirs."""
