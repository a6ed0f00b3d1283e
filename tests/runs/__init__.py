"""Whole runs in processes of their own: what they record, what they leave, how they end."""
