"""Accuracy of reweave's answers on pairs of notes labelled by people."""
