"""A user's file to records; pydantic and jsonschema live here and nowhere further in."""
