"""Where a change set goes: a diff, the working tree, machine-readable output."""
