"""A line to a statement: which rule reads it, its keyword and parts, and what is said when no rule does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from gauger.diagnostics import Diagnostic
from gauger.language import messages
from gauger.language.explanation import explain_failure, find_keyword_at
from gauger.language.grammar import Failure, Plan, Shape, Start, find_plan, find_shape
from gauger.language.parts import Reader, build_parts
from gauger.language.schema import list_homes
from gauger.language.tokens import Token
from gauger.language.tree import Names, Parts
from gauger.text import Source, Span
from gauger.text.values import dataclass

Context = Literal["statement", "condition", "property", "any"]
"""How the lines of a block are read; `any` below a line that could not be read itself."""

_STARTS: dict[Context, tuple[Start, ...]] = {
    "statement": ("statement",),
    "condition": ("condition",),
    "property": ("property",),
    "any": ("statement", "condition", "values"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says: the plan's alias, the keyword as the reference writes it, its span, and the parts."""

    alias: str
    keyword: str
    keyword_span: Span
    parts: Parts


def read_line(source: Source, tokens: Sequence[Token], context: Context, block: str) -> Reading | Diagnostic:
    """Read the words of a line (with those of its continuation) as the block in which it stands asks."""
    shape = find_shape(tokens)
    failures: list[tuple[Start, Failure]] = []
    for start in _STARTS[context]:
        plan = find_plan(start, shape)
        if isinstance(plan, Plan):
            return _build(source, tokens, start, plan)
        failures.append((start, plan))
    if context == "any" and tokens[-1].kind == "," and isinstance(plan := find_plan("values", shape[:-1]), Plan):
        return _build(source, tokens, "values", plan)  # a list whose head could not be read goes on
    start, furthest = max(failures, key=lambda f: f[1].index)
    return _find_stray(source, tokens, context, block, shape) or explain_failure(source, tokens, start, furthest, block)


def _build(source: Source, tokens: Sequence[Token], start: Start, plan: Plan) -> Reading:
    reader = Reader(source, tokens)
    keyword, count = _name_keyword(tokens, start, plan)
    parts = build_parts(plan, reader) if start != "values" else Names(reader.values(plan))
    return Reading(plan.alias, keyword, reader.span(0).to(reader.span(max(count, 1) - 1)), parts)


def _name_keyword(tokens: Sequence[Token], start: Start, plan: Plan) -> tuple[str, int]:
    if start in ("condition", "values"):
        return "", 0
    if plan.alias == "fact":
        return tokens[0].text, 1
    keyword = plan.alias.split("__")[0].replace("_", " ")
    return keyword, keyword.count(" ") + 1


def _find_stray(source: Source, tokens: Sequence[Token], context: Context, block: str, shape: Shape) -> Diagnostic | None:
    """A line that is well formed and stands in the wrong sort of block."""
    span = Span(source, tokens[0].start, tokens[-1].end)
    if context == "statement" and find_keyword_at(tokens) is None and isinstance(find_plan("condition", shape), Plan):
        return messages.misplaced_condition(span)
    if context == "condition" and isinstance(plan := find_plan("statement", shape), Plan):
        keyword, count = _name_keyword(tokens, "statement", plan)
        return messages.misplaced_statement(Span(source, tokens[0].start, tokens[count - 1].end), keyword, block, None, list_homes(keyword))
    return None
