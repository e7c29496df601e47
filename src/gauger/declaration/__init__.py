"""A user's file to records; pydantic and jsonschema live here and nowhere further in.

Nothing here imports pydantic until content is met that was not accepted before.
"""

from gauger.declaration.loading import Format, Loaded, load, load_node, load_text, read_tree

__all__ = ["Format", "Loaded", "load", "load_node", "load_text", "read_tree"]
