"""Gauger: what the terms of teachers, datasets and base models say about how a model was made."""

__version__ = "0.1.0"
