"""Templates of works."""
