"""Documents: downloaded, opened, and compared with the screen and the oracle."""
