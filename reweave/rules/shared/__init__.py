"""Helpers that several rules use. The registry looks for no rules here."""
