"""Holds a tree against the models, which are the authority, and words what they refuse with the place where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gauger.declaration import messages
from gauger.declaration.spans import narrow_span
from gauger.declaration.tree import Branch, Leaf, Row, Tree, build_plain
from gauger.diagnostics import Diagnostic
from gauger.text import Span

if TYPE_CHECKING:
    from pydantic import BaseModel

Path = tuple[int | str, ...]
_OWNERS = {
    "party": "the party", "parties": "a party", "agreements": "an agreement", "permission": "a permission", "artifacts": "an artifact",
    "steps": "a step", "origin": "a step of an origin", "releases": "a release", "data": "an entry of `data`", "license": "a licence",
    "positions": "a position",
}  # fmt: skip


def check_shape(tree: Tree, model: type[BaseModel] | None = None) -> tuple[Diagnostic, ...]:
    """Everything that the models refuse, in the order of the file. Empty exactly when they accept.

    The model is that of declarations unless another one is given.
    """
    from pydantic import ValidationError

    from gauger.declaration.models import DeclarationModel

    root = model or DeclarationModel
    try:
        root.model_validate(build_plain(tree))
    except ValidationError as error:
        found = [_describe(tree, item, root) for item in error.errors(include_url=False, include_input=False)]
        return tuple(sorted(found, key=lambda mistake: mistake.labels[0].span.start))
    return ()


def _describe(tree: Tree, error: Any, root: type[BaseModel]) -> Diagnostic:
    kind, loc, context = error["type"], error["loc"], error.get("ctx", {})
    value, key_place = _find_place(tree, loc)
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "declaration")
    if kind == "missing":
        return messages.missing_key(_first_line(value), key, _name_owner(loc[:-1], root))
    if kind == "extra_forbidden":
        return messages.unknown_key(key_place, key, _name_owner(loc[:-1], root), _known_keys(loc[:-1], root))
    if isinstance(value, Leaf) and value.value is None:
        return messages.no_value(key_place if not value.written else value.span, key)
    return _describe_value(kind, loc, key, value, context, root)


def _describe_value(kind: str, loc: Path, key: str, value: Tree, context: dict[str, str], root: type[BaseModel]) -> Diagnostic:
    written = value.written if isinstance(value, Leaf) else ""
    if key == "role" and written == "declarant":
        return messages.two_declarants(value.span, str(loc[-2]))
    if kind == "choice" and isinstance(value, Leaf):
        return messages.not_a_choice(value.span, key, written, tuple(context["choices"].split()))
    if kind == "day":
        return messages.no_such_day(narrow_span(value.span, context["wanted"]), context["wanted"])
    if kind == "format":
        return messages.unknown_version(value.span, written)
    if kind == "share":
        return messages.share_out_of_range(value.span)
    if kind == "dict_type":
        return messages.wrong_kind(_first_line(value), key, "names, each with keys and values")
    if kind == "model_type":
        return messages.no_mapping(_first_line(value), written, _name_owner(loc, root))
    wanted = "one of " + ", ".join(f"`{choice}`" for choice in context["choices"].split()) if kind == "choice" else context.get("wanted")
    return messages.wrong_kind(_first_line(value), key, wanted or "a list")


def _find_place(tree: Tree, loc: Path) -> tuple[Tree, Span]:
    """The value that a path of the validator names, and the place of its last key. Steps that only the validator takes are skipped."""
    place = tree.span
    for part in loc:
        if isinstance(part, int):
            listed = tree.find("items") if isinstance(tree, Branch) else tree
            tree = listed.items[part] if isinstance(listed, Row) and part < len(listed.items) else tree
        elif isinstance(tree, Branch):
            found = tree.find(part)
            place = tree.place(part)
            tree = found if found is not None else tree
    return tree, place


def _first_line(value: Tree) -> Span:
    """A span that does not run over the end of its line."""
    text = value.span.text
    end = text.find("\n")
    return value.span if end < 0 else Span(value.span.source, value.span.start, value.span.start + len(text[:end].rstrip()))


def _name_owner(loc: Path, root: type[BaseModel]) -> str:
    from gauger.declaration.models import PositionsModel

    for part in reversed(loc):
        if part in _OWNERS:
            return _OWNERS[str(part)]
    return "a file of positions" if root is PositionsModel else "a declaration"


def _known_keys(loc: Path, root: type[BaseModel]) -> tuple[str, ...]:
    from gauger.declaration import models

    owners: dict[str, type[BaseModel]] = {
        "agreements": models.AgreementModel,
        "permission": models.PermissionModel,
        "data": models.DataModel,
        "license": models.LicenceModel,
        "positions": models.PositionModel,
    }
    model: type[BaseModel] = next((owners[str(part)] for part in reversed(loc) if part in owners), root)
    return tuple(field.alias or name for name, field in model.model_fields.items())
