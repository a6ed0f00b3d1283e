"""Health checks and the metrics that pages report."""
