"""Rows of analyses, bundles, and the price of one unit of a job."""
