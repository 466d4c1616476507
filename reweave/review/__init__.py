"""Reviewing a plan: its operations as cards, and decisions about them, which make a plan again."""
