"""Pull requests, through the command-line tool of each forge: one file per forge."""
