"""The AHSP reference library: standard unit-price analyses that projects copy from."""
