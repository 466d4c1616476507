"""Writing a working tree, all or nothing."""
