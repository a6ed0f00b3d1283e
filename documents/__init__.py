"""Read exported documents as their readers would: every format becomes the same typed tables (``documents.read``)."""
