"""Usable by everybody: contrast, names of controls, the keyboard alone."""
