"""How often reweave's own answers are right, on pairs of notes that a person has labelled."""
