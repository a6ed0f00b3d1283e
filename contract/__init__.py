"""The inventory of operations, how a request is matched to one, and when an operation has succeeded."""
