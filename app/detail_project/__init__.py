"""A project's own data: list of works, volumes, AHSP details, prices, and the pages over them."""
