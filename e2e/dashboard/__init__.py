"""The dashboard and a project's life on it."""
