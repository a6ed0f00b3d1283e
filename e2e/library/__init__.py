"""Keeping the reference library."""
