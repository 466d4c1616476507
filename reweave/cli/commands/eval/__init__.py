"""Measure how often reweave's own links and types are right."""
