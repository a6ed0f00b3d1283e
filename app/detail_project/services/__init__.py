"""What the project pages do, free of HTTP."""
