"""See the configuration of a vault."""
