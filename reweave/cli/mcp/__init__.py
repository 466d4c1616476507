"""The commands as tools of a Model Context Protocol server: each call runs a command in its own process."""
