"""The health of a vault as one page, and as a few lines."""
