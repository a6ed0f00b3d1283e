"""Which browser drives the tests: Playwright's own build where it is installed, else the system's."""
