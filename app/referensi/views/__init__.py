"""Views of the reference library."""
