"""A user's file to records; pydantic and jsonschema live here and nowhere further in.

Nothing here imports pydantic until content is met that was not accepted before.
"""

from typing import Any

from gauger.declaration.facts import check_facts
from gauger.declaration.loading import Format, Loaded, load, load_node, load_text, read_tree


def declaration_schema() -> dict[str, Any]:
    """The JSON Schema of a declaration, generated from the models; imports pydantic."""
    from gauger.declaration.models import declaration_schema as generate

    return generate()


def positions_schema() -> dict[str, Any]:
    """The JSON Schema of a file of positions, generated from the models; imports pydantic."""
    from gauger.declaration.models import positions_schema as generate

    return generate()


__all__ = ["Format", "Loaded", "check_facts", "declaration_schema", "load", "load_node", "load_text", "positions_schema", "read_tree"]
