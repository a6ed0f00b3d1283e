"""Unit prices, mark-up, tax and rounding."""
