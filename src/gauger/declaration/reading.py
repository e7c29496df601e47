"""Reads keys of a branch, never minding mistakes of shape: `shapes.py` reports those, and what has the wrong shape counts as left out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from gauger.declaration import messages
from gauger.declaration.records import Fact, Known, Lasting, NotApplicable, Part, Parts, Planned, Scalar, Uncertain, When
from gauger.declaration.scalars import NOT_APPLICABLE, UNKNOWN, parse_day, parse_yes_no
from gauger.declaration.tree import Branch, Entry, Leaf, Row, Tree
from gauger.diagnostics import Diagnostic
from gauger.text import Span
from gauger.text.values import dataclass, field

STRUCTURE: dict[str, frozenset[str]] = {
    "party": frozenset({"role", "facts"}),
    "artifact": frozenset({"model", "dataset", "tool", "license", "under", "obtained", "released", "own", "origin", "publisher", "facts"}),
    "step": frozenset(
        {"id", "does", "with", "via", "served-by", "date", "yields", "from", "data", "feedback", "by", "for", "tools", "facts"}
    ),
    "release": frozenset({"id", "artifact", "date", "facts"}),
}
"""Keys that are no facts of their own. `name`, `stage`, `output`, `conduct`, `form`, `to` and `license` of releases are both."""


_ENOUGH = 100


@dataclass(slots=True)
class Report:
    """Where mistakes are collected."""

    mistakes: list[Diagnostic] = field(default_factory=list)

    def add(self, mistake: Diagnostic) -> None:
        self.mistakes.append(mistake)

    def offer(self, names: Collection[str]) -> Collection[str]:
        """Names to look for a near one in; none after a hundred mistakes, since comparing is slow and the file is no typing error."""
        return names if len(self.mistakes) < _ENOUGH else ()


def read_branch(tree: Tree | None) -> Branch | None:
    return tree if isinstance(tree, Branch) else None


def read_word(branch: Branch, key: str) -> Leaf | None:
    """The scalar under a key; absent when unknown or not applicable."""
    value = branch.find(key)
    return value if isinstance(value, Leaf) and not is_unknown(value) and not is_not_applicable(value) else None


def read_text(branch: Branch, key: str) -> str | None:
    found = read_word(branch, key)
    return found.written if found is not None else None


def read_day(branch: Branch, key: str) -> date | None:
    found = read_word(branch, key)
    return parse_day(found.written) if found is not None else None


def read_yes_no(branch: Branch, key: str) -> bool | None:
    found = read_word(branch, key)
    return parse_yes_no(found.value) if found is not None else None


def read_list(branch: Branch, key: str) -> tuple[tuple[Tree, ...], bool] | None:
    """The items under a key and whether the list is open; absent when unknown. Not applicable is none at all."""
    value = branch.find(key)
    if value is None or is_unknown(value):
        return None
    if is_not_applicable(value):
        return (), False
    if isinstance(value, Branch) and value.find("complete") is not None:
        items = value.find("items")
        return (items.items if isinstance(items, Row) else ()), read_yes_no(value, "complete") is False
    return (value.items if isinstance(value, Row) else (value,)), False


def read_words(branch: Branch, key: str) -> tuple[Leaf, ...]:
    """The scalars under a key that takes one or more."""
    found = read_list(branch, key)
    return tuple(item for item in found[0] if isinstance(item, Leaf) and not is_unknown(item)) if found is not None else ()


def is_unknown(tree: Tree | None) -> bool:
    """Left out, or written `unknown`, or with no value (which is a mistake reported elsewhere)."""
    return tree is None or (isinstance(tree, Leaf) and (tree.value is None or tree.value == UNKNOWN))


def is_not_applicable(tree: Tree | None) -> bool:
    """Written `not applicable`."""
    return isinstance(tree, Leaf) and tree.value == NOT_APPLICABLE


# --- days --------------------------------------------------------------------------------------------------------------


def read_days(branch: Branch, key: str, report: Report) -> When:
    """When something was done; a range written backwards is reported and read forwards."""
    value = branch.find(key)
    if isinstance(value, Branch):
        ends = value.find("between")
        days = tuple(parse_day(end.written) for end in ends.items if isinstance(end, Leaf)) if isinstance(ends, Row) else ()
        pair = _order_days(days, value, report)
        return Uncertain(*pair) if pair else None
    word = read_word(branch, key)
    if word is None or word.written == "planned":
        return None if word is None else Planned()
    pair = _order_days(tuple(parse_day(part) for part in word.written.split("..")), word, report)
    return Lasting(*pair) if pair else None


def _order_days(days: tuple[date | None, ...], at: Tree, report: Report) -> tuple[date, date] | None:
    known = tuple(day for day in days if day is not None)
    if not 1 <= len(known) <= 2 or len(known) != len(days):
        return None
    if known[0] > known[-1]:
        report.add(messages.days_reversed(at.span))
    return min(known), max(known)


# --- facts -------------------------------------------------------------------------------------------------------------


def read_facts(branch: Branch, structure: frozenset[str], report: Report) -> dict[str, Fact]:
    """Every key that is not structural, and what stands under `facts`. Unknown facts are absent."""
    facts: dict[str, Fact] = {}
    inner = read_branch(branch.find("facts"))
    written = [entry for entry in branch if entry.key not in structure]
    places: dict[str, Entry] = {}
    for entry in (*written, *(inner or ())):
        if entry.key in places:
            report.add(messages.fact_twice(entry.place, entry.key, places[entry.key].place))
            continue
        places[entry.key] = entry
        fact = build_fact(entry.value)
        if fact is not None:
            facts[entry.key] = fact
    return facts


def build_fact(value: Tree) -> Fact | None:
    """A fact from a scalar, a list of scalars, or a list of mappings; absent when unknown."""
    if is_unknown(value):
        return None
    if is_not_applicable(value):
        return NotApplicable(value.span)
    if isinstance(value, Leaf):
        scalar = build_scalar(value)
        return Known(scalar, value.span) if scalar is not None else None
    if isinstance(value, Branch) and value.find("complete") is None:
        return _build_parts((value,), open_=False, span=value.span)
    listed = value.find("items") if isinstance(value, Branch) else value
    items = listed.items if isinstance(listed, Row) else ()
    if isinstance(value, Branch) or any(isinstance(item, Branch) for item in items):
        open_ = isinstance(value, Branch) and read_yes_no(value, "complete") is False
        return _build_parts(items, open_=open_, span=value.span)
    scalars = [build_scalar(item) for item in items if isinstance(item, Leaf)]
    return Known(frozenset(item for item in scalars if item is not None), value.span)


LEAD = ""
"""The key of a part that is written as a bare word: which attribute that is, the vocabulary says."""


def _build_parts(items: tuple[Tree, ...], *, open_: bool, span: Span) -> Parts:
    return Parts(tuple(_build_part(item) for item in items), open_, span)


def _build_part(item: Tree) -> Part:
    """One entry; its id is given once it is known whose it is."""
    if isinstance(item, Branch):
        found = {entry.key: build_fact(entry.value) for entry in item}
        return Part("", {key: fact for key, fact in found.items() if fact is not None}, item.span)
    fact = build_fact(item)
    return Part("", {LEAD: fact} if fact is not None else {}, item.span)


def build_scalar(leaf: Leaf) -> Scalar | None:
    """Text, number, boolean, or a day when the text is one."""
    value = leaf.value
    if isinstance(value, bool | Decimal) or value is None:
        return value
    return parse_day(value) or value


def read_place(branch: Branch, key: str) -> Span:
    """Where the value of a key is written; the branch when it is not."""
    value = branch.find(key)
    return value.span if value is not None else branch.span
