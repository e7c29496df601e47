"""Generators of plain data with a seed, one a file; every peer is given the same."""
