"""The tests, by area: each reads as a user's story."""
