"""A line to a statement: which rule reads it, its keyword and parts, and what is said when no rule does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gauger.diagnostics import Diagnostic
from gauger.diagnostics.suggestion import suggest
from gauger.language import messages
from gauger.language.grammar import Failure, Plan, Start, find_plan, read_keywords
from gauger.language.parts import Reader, build_parts
from gauger.language.tokens import Token
from gauger.language.tree import Parts
from gauger.text import Source, Span

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


def read_line(source: Source, tokens: Sequence[Token], context: Context) -> Reading | Diagnostic:
    """Read the words of a line (with those of its continuation) as the block in which it stands asks."""
    keywords = read_keywords()
    shape = tuple([t.text if t.text in keywords else t.kind for t in tokens])
    furthest: Failure | None = None
    for start in _STARTS[context]:
        plan = find_plan(start, shape)
        if isinstance(plan, Plan):
            return _build(source, tokens, start, plan)
        if furthest is None or plan.index > furthest.index:
            furthest = plan
    assert furthest is not None
    return _explain(source, tokens, furthest)


def _build(source: Source, tokens: Sequence[Token], start: Start, plan: Plan) -> Reading:
    reader = Reader(source, tokens)
    keyword, count = _name_keyword(tokens, start, plan)
    parts = build_parts(plan, reader)
    return Reading(plan.alias, keyword, reader.span(0).to(reader.span(max(count, 1) - 1)), parts)


def _name_keyword(tokens: Sequence[Token], start: Start, plan: Plan) -> tuple[str, int]:
    if start == "condition":
        return "", 0
    if plan.alias == "fact":
        return tokens[0].text, 1
    keyword = plan.alias.split("__")[0].replace("_", " ")
    return keyword, keyword.count(" ") + 1


def _explain(source: Source, tokens: Sequence[Token], failure: Failure) -> Diagnostic:
    if failure.index >= len(tokens):
        end = tokens[-1].end
        return messages.unfinished_line(Span(source, end, end), " or ".join(failure.expected), None)
    token = tokens[failure.index]
    span = Span(source, token.start, token.end)
    near = suggest(token.text, [e for e in failure.expected if e.isalpha()])
    if failure.index == 0:
        return messages.unknown_keyword(span, near, ())
    return messages.unexpected_word(span, " or ".join(failure.expected), f"did you mean `{near}`?" if near else None)
