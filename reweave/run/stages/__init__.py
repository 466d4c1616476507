"""The stages of a run, in the order of `reweave.run.pipeline`: each takes a state and returns the next one."""
