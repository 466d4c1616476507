"""The configuration of a vault: finding, reading and checking its file, and the settings for a path."""
