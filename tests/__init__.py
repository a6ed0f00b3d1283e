"""Tests of the suite itself and of the embedded application."""
