"""Many notes through the rules: findings, proposals, proofs."""
