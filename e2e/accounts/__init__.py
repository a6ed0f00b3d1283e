"""E-mail addresses, passwords, and other ways to sign in."""
