"""Answer a write as if it had been stored, and store nothing: does the test notice? See README.md."""
