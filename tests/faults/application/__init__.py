"""Settings modules that are the embedded application's own with one fault each."""
