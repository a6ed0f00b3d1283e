"""The team's load: a hundred estimators at once against one application, and what it answered (``make load``)."""
