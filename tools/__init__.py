"""What the make targets run beside pytest: the report, the last trace, the application by hand, repetition."""
