"""A plan of the grammar and the words of a line, to the typed parts of a statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from gauger.language import tree
from gauger.language.grammar import Leaf, Plan
from gauger.language.tokens import Token, unescape
from gauger.text import Source, Span

_MULTIPLES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_GROUPS: dict[str, tree.Group] = {
    "all_of": tree.Group("all of"),
    "any_of": tree.Group("any of"),
    "none_of": tree.Group("none of"),
}
_OPERATORS: dict[str, tree.Operator] = {
    "is": "is", "in": "in", "overlaps": "overlaps", "includes": "includes", "more_than": "more than", "at_least": "at least",
    "less_than": "less than", "at_most": "at most", "starts_with": "starts with", "contains": "contains", "before": "before",
    "on_or_after": "on or after",
}  # fmt: skip
_MODES: dict[str, tree.Mode] = {
    "standing__current": "they stand", "standing__accepted": "accepted", "standing__last": "last accepted",
}  # fmt: skip
_OPEN_TYPES: dict[str, tree.OpenType] = {
    "some_of__names": tree.OpenType("names"), "number": tree.OpenType("number"), "figure": tree.OpenType("figure"),
    "text": tree.OpenType("text"),
    "day": tree.OpenType("day"), "name": tree.OpenType("name"), "yes_or_no": tree.OpenType("yes or no"),
}  # fmt: skip

Part = Plan | Leaf | None


class Reader:
    """The words of one statement, from which parts are read by position."""

    def __init__(self, source: Source, tokens: Sequence[Token]) -> None:
        self.source = source
        self.tokens = tokens

    def span(self, index: int) -> Span:
        token = self.tokens[index]
        return Span(self.source, token.start, token.end)

    def name(self, part: Part) -> tree.Name:
        assert isinstance(part, Leaf)
        return tree.Name(self.tokens[part.index].text, self.span(part.index))

    def text(self, part: Part) -> tree.Text:
        assert isinstance(part, Leaf)
        return tree.Text(unescape(self.tokens[part.index].text), self.span(part.index))

    def day(self, part: Part) -> tree.Day:
        assert isinstance(part, Leaf)
        return tree.Day(date.fromisoformat(self.tokens[part.index].text), self.span(part.index))

    def maybe_day(self, part: Part) -> tree.Day | None:
        return None if part is None else self.day(part)

    def maybe_name(self, part: Part) -> tree.Name | None:
        return None if part is None else self.name(part)

    def number(self, part: Part) -> tree.Number:
        """A number, also one with a multiple behind it."""
        assert part is not None
        leaves = (part,) if isinstance(part, Leaf) else cast("tuple[Leaf, ...]", part.parts)
        words = [self.tokens[leaf.index].text for leaf in leaves]
        value = Decimal(words[0]) * (_MULTIPLES[words[1]] if len(words) > 1 else 1)
        return tree.Number(value, " ".join(words), self.span(leaves[0].index).to(self.span(leaves[-1].index)))

    def value(self, part: Part) -> tree.Operand:
        """A name, text, number, day, `yes` or `no`, also out of a `value` rule."""
        if isinstance(part, Plan):
            return self.number(part) if part.alias == "amount" else self.value(part.parts[0])
        assert isinstance(part, Leaf)
        match part.terminal:
            case "A_TEXT":
                return self.text(part)
            case "A_DAY":
                return self.day(part)
            case "YES" | "NO":
                return tree.Bool(part.terminal == "YES", self.span(part.index))
            case _:
                return self.name(part)

    def names(self, part: Part) -> tuple[tree.Name, ...]:
        return tuple(self.name(p) for p in part.parts) if isinstance(part, Plan) else ()

    def values(self, part: Part) -> tuple[tree.Operand, ...]:
        assert isinstance(part, Plan)
        return tuple(self.value(p) for p in part.parts)


def build_parts(plan: Plan, reader: Reader) -> tree.Parts:
    """The parts of the statement that `plan` describes."""
    alias, parts = plan.alias, plan.parts
    if alias in _BUILDERS:
        return _BUILDERS[alias](reader, parts)
    if alias in _OPEN_TYPES:
        return _OPEN_TYPES[alias]
    if alias in _GROUPS:
        return _GROUPS[alias]
    if alias in _OPERATORS:
        return _build_comparison(alias, reader, parts)
    return _build_plain(reader, parts[0])


def _build_plain(reader: Reader, part: Part) -> tree.Parts:
    """A keyword with one literal, a list, or an act behind it."""
    if isinstance(part, Plan):
        if part.alias == "deed":
            return tree.Act(reader.name(part.parts[0]), reader.name(part.parts[1]), reader.names(part.parts[2]))
        if part.alias == "signature":
            return tree.Signature(reader.name(part.parts[0]), reader.names(part.parts[1]))
        if part.alias in ("names", "values"):
            return tree.Names(reader.values(part))
    return tree.Heading(reader.value(part))


def _build_comparison(alias: str, reader: Reader, parts: Sequence[Part]) -> tree.Comparison:
    right = parts[1]
    operands = reader.values(right) if isinstance(right, Plan) and right.alias == "values" else (reader.value(right),)
    return tree.Comparison(_build_quantity(reader, parts[0]), _OPERATORS[alias], operands)


def _build_quantity(reader: Reader, part: Part) -> tree.Name | tree.Measured | tree.Total:
    if not isinstance(part, Plan):
        return reader.name(part)
    if part.alias == "total":
        return tree.Total(reader.name(part.parts[0]), reader.name(part.parts[1]))
    marks = {p.alias: p.parts for p in part.parts[1:] if isinstance(p, Plan)}
    return tree.Measured(reader.name(part.parts[0]), "affiliates" in marks, _build_moment(reader, marks), _build_months(reader, marks))


def _build_moment(reader: Reader, marks: Mapping[str, Sequence[Part]]) -> tree.Day | tree.Name | None:
    if "span__day" in marks:
        return reader.day(marks["span__day"][0])
    return reader.name(marks["span__release"][0]) if "span__release" in marks else None


def _build_months(reader: Reader, marks: Mapping[str, Sequence[Part]]) -> tree.Number | None:
    return reader.number(marks["span__any"][0]) if "span__any" in marks else None


def _build_includes(reader: Reader, parts: Sequence[Part]) -> tree.Includes:
    return tree.Includes(reader.names(parts[0]), _read_mode(parts[1]))


def _build_includes_when(reader: Reader, parts: Sequence[Part]) -> tree.Includes:
    return tree.Includes(reader.names(parts[0]), _read_mode(parts[1]), True)


def _read_mode(part: Part) -> tree.Mode:
    """The version that counts; where nothing is written, the one of the day."""
    return _MODES[part.alias] if isinstance(part, Plan) else "they stand"


def _build_conditional(reader: Reader, parts: Sequence[Part]) -> tree.Parts:
    condition = parts[0] if parts else None
    return build_parts(condition, reader) if isinstance(condition, Plan) else tree.Bare()


def _build_narrower(reader: Reader, parts: Sequence[Part]) -> tree.Narrower:
    (call,) = parts
    assert isinstance(call, Plan)
    return tree.Narrower(reader.name(call.parts[0]), reader.names(call.parts[1]))


def _build_precedence(reader: Reader, parts: Sequence[Part]) -> tree.Precedence:
    (both,) = parts
    assert isinstance(both, Plan)
    texts = tuple(reader.name(p) for p in both.parts if isinstance(p, Leaf))
    forms = [p for p in both.parts if isinstance(p, Plan)]
    return tree.Precedence(texts, reader.names(forms[0]) if forms else ())


_BUILDERS: dict[str, Callable[[Reader, Sequence[Part]], tree.Parts]] = {
    "act": lambda r, p: tree.ActHeading(r.name(p[0]), r.name(p[1])),
    "set": lambda r, p: tree.SetHeading(r.name(p[0]), r.values(p[1])),
    "encoded": lambda r, p: tree.Encoded(r.text(p[0]), r.day(p[1])),
    "supported": lambda r, p: tree.Supported(r.text(p[0]), r.text(p[1]), r.maybe_name(p[2])),
    "through": lambda r, p: tree.Through(r.number(p[0])),
    "order": lambda r, p: tree.Order(r.name(p[0]), r.name(p[1])),
    "prevails_over": _build_precedence,
    "yields_to": _build_precedence,
    "implies": lambda r, p: tree.Tie(r.name(p[0]), r.name(p[1])),
    "excludes": lambda r, p: tree.Tie(r.name(p[0]), r.name(p[1])),
    "narrower_than": _build_narrower,
    "part": lambda r, p: tree.PartHeading(r.name(p[0]), r.name(p[1])),
    "left_out": lambda r, p: tree.LeftOut(r.name(p[0])),
    "changes": lambda r, p: tree.Changes(r.number(p[0])),
    "includes__texts": _build_includes,
    "includes__when": _build_includes_when,
    "passes_through": lambda r, p: tree.PassesThrough(r.names(p[0]), r.names(p[1])),
    "extends_to": lambda _r, _p: tree.Extends("affiliates", False),
    "extends_to__when": lambda _r, _p: tree.Extends("affiliates", True),
    "extends_to__nobody": lambda _r, _p: tree.Extends("nobody", False),
    "stands": lambda _r, p: tree.Stands(_read_mode(p[0]), False),
    "stands__when": lambda _r, p: tree.Stands(_read_mode(p[0]), True),
    "stands__objection": lambda r, p: tree.Objection(r.number(p[0]), r.number(p[1])),
    "assigns": lambda r, p: tree.Assigns(r.name(p[0]), r.names(p[1]), p[2] is not None),
    "cure": lambda r, p: tree.Cure(r.number(p[0]), False),
    "cure__business": lambda r, p: tree.Cure(r.number(p[0]), True),
    "survives": lambda _r, _p: tree.Alone(),
    "hosts_models": lambda _r, _p: tree.Alone(),
    "offers_no_models": lambda _r, _p: tree.Alone(),
    "sent": lambda _r, _p: tree.Alone(),
    "asked_anew": lambda _r, _p: tree.Alone(),
    "never_empty": lambda _r, _p: tree.Alone(),
    "reads__like": lambda r, p: tree.ReadsLike(r.name(p[0]), r.name(p[1]), r.text(p[2])),
    "reads": lambda r, p: tree.Reads(r.name(p[0]), r.name(p[1]), r.text(p[2])),
    "admits": lambda r, p: tree.Admits(r.name(p[0]), r.name(p[1]), r.maybe_day(p[2]), r.maybe_day(p[3])),
    "recorded": lambda r, p: tree.Recorded(r.name(p[0]), r.text(p[1]), r.maybe_day(p[2]), r.maybe_day(p[3])),
    "in_force": lambda r, p: tree.Period(r.day(p[0]), r.maybe_day(p[1])),
    "in_force__until": lambda r, p: tree.Period(None, r.day(p[0])),
    "requires": _build_conditional,
    "when": _build_conditional,
    "provided": _build_conditional,
    "fact": lambda r, p: tree.Names(r.values(p[1])),
    "always": lambda _r, _p: tree.Constant(True),
    "never": lambda _r, _p: tree.Constant(False),
    "some": lambda r, p: tree.Some(r.name(p[0]), r.name(p[1])),
    "permitted_by": lambda r, p: tree.PermittedBy(r.names(p[0]), r.maybe_name(p[1])),
    "call": lambda r, p: tree.Call(r.name(p[0]), r.names(p[1])),
}
