"""Kinds of values in a declaration: what is accepted, how the JSON Schema says so, and which mistake it is otherwise.

Checks raise `PydanticCustomError`; its type names the mistake (`shapes.py` words it) and its context says what was wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from gauger.declaration.scalars import NOT_APPLICABLE, UNKNOWN, looks_like_day, parse_day, parse_yes_no

T = TypeVar("T")
JsonSchema = dict[str, Any]
MISSING_WORDS = (UNKNOWN, NOT_APPLICABLE)
_DAY_PATTERN = r"\d{4}-\d{2}-\d{2}"


def refuse(kind: str, wanted: str) -> PydanticCustomError:
    """A mistake of some kind, with what was wanted instead."""
    return PydanticCustomError(kind, "{wanted}", {"wanted": wanted})  # type: ignore[arg-type, unused-ignore]


def _is_scalar(value: object) -> bool:
    return isinstance(value, (str, int, float))


def _check_text(value: object) -> object:
    if value is None or isinstance(value, bool) or not _is_scalar(value):
        raise refuse("kind", "a text")
    return value


def _check_day(value: object) -> object:
    if not isinstance(value, str) or not looks_like_day(value):
        raise refuse("kind", "a day such as `2026-03-31`")
    return _check_existing(value)


def _check_existing(value: str) -> str:
    if looks_like_day(value) and parse_day(value) is None:
        raise refuse("day", value)
    return value


def _check_until(value: object) -> object:
    return value if value == "never" else _check_day(value)


def _check_days(value: object) -> object:
    if isinstance(value, dict):
        return _check_between(value)
    if value == "planned":
        return value
    parts = value.split("..") if isinstance(value, str) else []
    if not 1 <= len(parts) <= 2 or not all(looks_like_day(part) for part in parts):
        raise refuse("kind", "a day, two days joined by `..`, `{between: [day, day]}` or `planned`")
    for part in parts:
        _check_existing(part)
    return value


def _check_between(value: dict[str, object]) -> object:
    ends = value.get("between")
    if set(value) != {"between"} or not isinstance(ends, list) or len(ends) != 2:
        raise refuse("kind", "a day, two days joined by `..`, `{between: [day, day]}` or `planned`")
    for end in ends:
        _check_day(end)
    return value


def _check_yes_no(value: object) -> object:
    if parse_yes_no(value) is None:
        raise refuse("kind", "`yes` or `no`")
    return value


def _check_share(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise refuse("kind", "a number from 0 to 1")
    if not 0 <= value <= 1:
        raise refuse("share", "a number from 0 to 1")
    return value


def _check_format(value: object) -> object:
    if value != 1 or isinstance(value, bool):
        raise refuse("format", "1")
    return value


def _check_fact(value: object) -> object:
    if isinstance(value, dict):
        return _check_fact(_check_open_list(value)) if "complete" in value or "items" in value else _check_part(value)
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            _check_part(item)
        else:
            _check_plain_fact(item)
    return value


def _check_part(value: dict[str, object]) -> object:
    """One of several things: plain facts by their names."""
    for fact in value.values():
        _check_plain_fact(fact)
    return value


def _check_plain_fact(value: object) -> object:
    items = value if isinstance(value, list) else [value]
    for item in items:
        if item is None or not _is_scalar(item):
            raise refuse("kind", "a text, a number, `yes`, `no`, a day, or a list of these")
        if isinstance(item, str):
            _check_existing(item)
    return value


def _choose(choices: tuple[str, ...]) -> Callable[[object], object]:
    def check(value: object) -> object:
        if value not in choices:
            raise PydanticCustomError("choice", "{choices}", {"choices": " ".join(choices)})
        return value

    return check


_TEXT: JsonSchema = {"type": ["string", "number"]}
_DAY: JsonSchema = {"type": "string", "pattern": f"^{_DAY_PATTERN}$", "format": "date"}
_ONE_FACT: JsonSchema = {"type": ["string", "number", "boolean"]}

Text = Annotated[Any, PlainValidator(_check_text), WithJsonSchema(_TEXT)]
Day = Annotated[Any, PlainValidator(_check_day), WithJsonSchema(_DAY)]
Until = Annotated[Any, PlainValidator(_check_until), WithJsonSchema({"anyOf": [_DAY, {"const": "never"}]})]
Days = Annotated[
    Any,
    PlainValidator(_check_days),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": rf"^({_DAY_PATTERN}(\.\.{_DAY_PATTERN})?|planned)$"},
                {
                    "type": "object",
                    "properties": {"between": {"type": "array", "items": _DAY, "minItems": 2, "maxItems": 2}},
                    "required": ["between"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
YesNo = Annotated[Any, PlainValidator(_check_yes_no), WithJsonSchema({"enum": [True, False, "yes", "no"]})]
Share = Annotated[Any, PlainValidator(_check_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
Format = Annotated[Any, PlainValidator(_check_format), WithJsonSchema({"const": 1})]
_PLAIN_FACT: JsonSchema = {"anyOf": [_ONE_FACT, {"type": "array", "items": _ONE_FACT}]}
_PART: JsonSchema = {"type": "object", "additionalProperties": _PLAIN_FACT}
_FACTS: JsonSchema = {"type": "array", "items": {"anyOf": [_ONE_FACT, _PART]}}
_OPEN_FACTS: JsonSchema = {
    "type": "object",
    "properties": {"complete": {"enum": [True, False, "yes", "no"]}, "items": _FACTS},
    "required": ["complete"],
    "additionalProperties": False,
}
FactValue = Annotated[Any, PlainValidator(_check_fact), WithJsonSchema({"anyOf": [_ONE_FACT, _FACTS, _OPEN_FACTS, _PART]})]


def build_choice(*choices: str) -> Any:
    """A type that accepts exactly these words."""
    return Annotated[Any, PlainValidator(_choose(choices)), WithJsonSchema({"enum": list(choices)})]


class _Unknowable:
    """Accepts `unknown` and `not applicable` beside what the type accepts."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def check(value: object, inner: Callable[[object], object]) -> object:
            return value if isinstance(value, str) and value in MISSING_WORDS else inner(value)

        return core_schema.no_info_wrap_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        return {"anyOf": [handler(schema), {"enum": list(MISSING_WORDS)}]}


class _OneOrMore:
    """A list, or one item in place of a list of one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def check(value: object, inner: Callable[[object], object]) -> object:
            return inner(value if isinstance(value, list) else [value])

        return core_schema.no_info_wrap_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        listed = handler(schema)
        return {"anyOf": [listed, listed["items"]]}


class _Openable:
    """A list, one item, or `{complete: false, items: […]}`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def check(value: object, inner: Callable[[object], object]) -> object:
            if isinstance(value, dict) and ("complete" in value or "items" in value):
                value = _check_open_list(value)
            return inner(value if isinstance(value, list) else [value])

        return core_schema.no_info_wrap_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        listed = handler(schema)
        return {
            "anyOf": [
                listed,
                listed["items"],
                {
                    "type": "object",
                    "properties": {"complete": {"enum": [True, False, "yes", "no"]}, "items": listed},
                    "required": ["complete"],
                    "additionalProperties": False,
                },
            ]
        }


def _check_open_list(value: dict[str, object]) -> object:
    items = value.get("items", [])
    if not set(value) <= {"complete", "items"} or parse_yes_no(value.get("complete")) is None or not isinstance(items, list):
        raise refuse("kind", "a list, or `{complete: no, items: [...]}`")
    return items


Maybe = Annotated[T, _Unknowable()]
OneOrMore = Annotated[list[T], _OneOrMore()]
Openable = Annotated[list[T], _Openable()]


class LiftText:
    """Reads a bare text as a mapping that has it under `key`."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def lift(value: object) -> object:
            return {self.key: value} if isinstance(value, (str, int, float)) and not isinstance(value, bool) else value

        return core_schema.no_info_before_validator_function(lift, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        return {"anyOf": [dict(_TEXT), handler(schema)]}
