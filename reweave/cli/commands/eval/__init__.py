"""Measure the quality of proposed edges."""
