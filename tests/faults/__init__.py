"""Faults planted in the application and in the suite: each must turn a test red, and the message must name it."""
