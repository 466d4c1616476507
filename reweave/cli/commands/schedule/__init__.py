"""Run reweave daily, by timer or CI workflow."""
