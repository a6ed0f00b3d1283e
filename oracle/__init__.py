"""What must be true of a project, in Decimal: the suite's own arithmetic, which knows nothing of the application."""
