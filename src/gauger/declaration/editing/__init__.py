"""Changes a declaration's text and nothing else in it: comments, blank lines, order, quotes and indentation stay as a person wrote them.

The places of our own readers say which characters to change, so that all others stay by construction. Libraries that write a text anew from
what they read reflow it (ruamel.yaml) or move comments from one table to another (tomlkit).
"""

from gauger.declaration.editing.edits import Append, Drop, Edit, Place, Plain, Put
from gauger.declaration.editing.making import edit_text, encode_like

__all__ = ["Append", "Drop", "Edit", "Place", "Plain", "Put", "edit_text", "encode_like"]
