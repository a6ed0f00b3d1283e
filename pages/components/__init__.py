"""What several pages show, written once."""
