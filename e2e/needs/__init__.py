"""What a project takes, item by item."""
