"""Resolved, typed policy: what the words of a policy file turned out to mean."""
