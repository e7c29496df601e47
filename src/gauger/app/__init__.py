"""Use cases: the only place where rooms meet. No argument parsing, no printing."""
