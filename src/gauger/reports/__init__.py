"""Findings to text or bytes, one format a file. Nothing is computed here: what a report shows, the finding carries."""
