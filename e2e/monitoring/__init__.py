"""What staff sees of the application's own health."""
