"""The operations of a plan, one in each file."""
