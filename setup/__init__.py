"""Makes a machine ready for the suite: Python packages, Node packages, browsers.

Runs on the system's Python before anything is installed, so it imports the standard library only.
"""
