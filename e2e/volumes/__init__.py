"""Volumes, formulas and parameters."""
