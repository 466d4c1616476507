"""Printing the answers of commands."""
