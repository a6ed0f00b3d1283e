"""The summary of costs: its rows, its groups, its footer."""
