"""The executable definition of docs/semantics.md: slow, naive, and nothing shared with the engine."""
