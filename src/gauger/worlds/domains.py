"""Domains of unknown values, the tests that can be made on them, and the cells that tests cut.

Two values lie in one cell when every test gives them the same truth (`docs/semantics.md`, 2). Each domain cuts itself; a cell carries a
label
that names its values in words, and the same label is accepted back by `--assume`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter

from gauger.text.values import dataclass

Value = str | Decimal | bool | date

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
"""Ends of a range of days that has none: before any text that could be encoded, and beyond any plan."""


@dataclass(frozen=True, slots=True)
class Test:
    """`operator` as in the clause language (or `within`, `some`) and its operands.

    For `some` the operands are bits of the entries' signatures, see `Entries`.
    """

    operator: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """Exactly these values, each a cell of its own: readings, outcomes of a conflict, channels."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """One value: of these, or of any (`values` empty: an open name)."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Any set of values."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Any number, from `least` to `most` where these are known, both included."""

    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Any text."""


@dataclass(frozen=True, slots=True)
class YesNo:
    """`yes` or `no`."""


@dataclass(frozen=True, slots=True)
class Days:
    """One day from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Entries:
    """Further entries of an open list. A test is a body over an entry's attributes; `signatures` yields, for a tuple of tests, the
    truth vectors of
    possible entries that meet at least one of them, each with words for such an entry."""

    signatures: Callable[[tuple[Test, ...]], tuple[tuple[tuple[bool, ...], str], ...]]


Domain = Options | OneOf | SomeOf | Numbers | Words | YesNo | Days | Entries

NUMERIC: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "is": lambda a, b: a == b,
    "more than": lambda a, b: a > b,
    "at least": lambda a, b: a >= b,
    "less than": lambda a, b: a < b,
    "at most": lambda a, b: a <= b,
}


def fold(value: Value) -> Value:
    """Texts and names compare without regard to case."""
    return value.casefold() if isinstance(value, str) else value


def holds(test: Test, value: Value | frozenset[Value]) -> bool:
    """Whether a known value passes a test; a value of another type than the test speaks of does not."""
    wanted = [fold(v) for v in test.values]
    if isinstance(value, frozenset):
        return any(fold(v) in wanted for v in value)
    match test.operator:
        case "is" | "in" | "overlaps" | "includes":
            return fold(value) in wanted
        case "starts with":
            return isinstance(value, str) and any(value.casefold().startswith(str(v)) for v in wanted)
        case "contains":
            return isinstance(value, str) and any(str(v) in value.casefold() for v in wanted)
        case "before":
            return isinstance(value, date) and any(value < v for v in test.values if isinstance(v, date))
        case "on or after":
            return isinstance(value, date) and any(value >= v for v in test.values if isinstance(v, date))
        case "within":
            return isinstance(value, date) and _within(value.toordinal(), test)
        case operator if operator in NUMERIC:
            return isinstance(value, Decimal) and any(NUMERIC[operator](value, v) for v in test.values if isinstance(v, Decimal))
        case operator:
            raise AssertionError(f"no such test: {operator}")


def _within(day: int, test: Test) -> bool:
    """`within` takes the first day and the day after the last."""
    first, past = (v.toordinal() for v in test.values if isinstance(v, date))
    return first <= day < past


# --- cutting -----------------------------------------------------------------------------------------------------------

Cut = tuple[str, tuple[bool, ...], int, int]


def cut(domain: Domain, tests: Sequence[Test]) -> tuple[Cut, ...]:
    """The cells of a domain under the tests: (label, truth of each test, first day, last day). At least one."""
    match domain:
        case Options(values):
            return tuple((v, tuple(holds(t, v) for t in tests), 0, 0) for v in values)
        case OneOf(values):
            return _merge(_one_of(values, tests), tests)
        case YesNo():
            return _merge([("yes", True), ("no", False)], tests)
        case Numbers(least, most):
            return _merge(_numbers(tests, least, most), tests)
        case Words():
            return _merge(_words(tests), tests)
        case SomeOf():
            return _subsets(_elements(tests), len(tests))
        case Entries(signatures):
            return _subsets(signatures(tuple(tests)), len(tests))
        case Days(first, last):
            return _days(first.toordinal(), last.toordinal(), tests)


def _merge(candidates: Iterable[tuple[str, Value]], tests: Sequence[Test]) -> tuple[Cut, ...]:
    """Candidates with equal truths become one cell that bears all their names."""
    cells: dict[tuple[bool, ...], list[str]] = {}
    for label, value in candidates:
        cells.setdefault(tuple(holds(t, value) for t in tests), []).append(label)
    return tuple((_enumerate(labels, "or"), truths, 0, 0) for truths, labels in cells.items())


def _enumerate(labels: Sequence[str], word: str) -> str:
    if len(labels) > 4:
        return f"{', '.join(labels[:3])} {word} {len(labels) - 3} more"
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} {word} {labels[-1]}"


def _mentioned_values(tests: Sequence[Test]) -> list[str]:
    return list(dict.fromkeys(str(v) for t in tests for v in t.values))


def _one_of(values: tuple[str, ...], tests: Sequence[Test]) -> list[tuple[str, Value]]:
    if values:
        return [(v, v) for v in values]
    named = [(v, v) for v in _mentioned_values(tests)]
    return [*named, ("something else", "\0")]


def _words(tests: Sequence[Test]) -> list[tuple[str, Value]]:
    """Texts that realise every combination of beginnings, parts and wholes that the tests can tell apart.

    A character that no test holds stands between the parts, so that two of them never make a third.
    """
    heads = [str(v) for t in tests if t.operator == "starts with" for v in t.values]
    parts = [str(v) for t in tests if t.operator == "contains" for v in t.values]
    wholes = [(f"`{v}`", str(v)) for t in tests if t.operator in {"is", "in"} for v in t.values]
    mixed = [("another text", "\0")]
    for part in parts:
        mixed += [(f"{label} with `{part}`" if text != "\0" else f"a text with `{part}`", f"{text}\0{part}") for label, text in mixed]
    for head in heads:
        mixed += [
            (f"one that begins with `{head}`" + (f" and is {label}" if text != "\0" else ""), f"{head}{text}") for label, text in mixed
        ]
    return [*wholes, *((label, text) for label, text in mixed)]


def _numbers(tests: Sequence[Test], least: Decimal | None, most: Decimal | None) -> list[tuple[str, Value]]:
    """Each mark and what lies between neighbours, as far as it lies within the bounds; there is always something."""
    marks = sorted({v for t in tests for v in t.values if isinstance(v, Decimal)})
    ends = [end for end in (least, most) if end is not None]
    points = sorted({*marks, *ends})
    if not points:
        return [("any number", Decimal(0))]
    found: list[tuple[str, Value]] = [(f"less than {points[0]}", points[0] - 1)]
    for low, high in zip(points, [*points[1:], None], strict=True):
        found.append((f"exactly {low}", low))
        if high is not None:
            found.append((f"between {low} and {high}", (low + high) / 2))
    found.append((f"more than {points[-1]}", points[-1] + 1))
    return [(label, value) for label, value in found if _lies_between(value, least, most)]


def _lies_between(value: Value, least: Decimal | None, most: Decimal | None) -> bool:
    assert isinstance(value, Decimal)
    return (least is None or least <= value) and (most is None or value <= most)


def _elements(tests: Sequence[Test]) -> list[tuple[tuple[bool, ...], str]]:
    return [(tuple(fold(v) in [fold(w) for w in t.values] for t in tests), v) for v in _mentioned_values(tests)]


def list_members(domain: SomeOf | Entries, tests: Sequence[Test]) -> tuple[tuple[str, tuple[bool, ...]], ...]:
    """What a set can hold, as far as some test is met by it: a label and the truth of each test."""
    members = domain.signatures(tuple(tests)) if isinstance(domain, Entries) else _elements(tests)
    found: dict[tuple[bool, ...], list[str]] = {}
    for truths, label in sorted(members, key=itemgetter(1)):
        if any(truths):
            found.setdefault(truths, []).append(label)
    return tuple((_enumerate(labels, "or"), truths) for truths, labels in found.items())


def _subsets(members: Sequence[tuple[tuple[bool, ...], str]], width: int) -> tuple[Cut, ...]:
    """All truth vectors that sets of members can have: a test on a set holds when it holds for some member.

    Sets are built one sort of member after another and merged by what the tests see, so the cost is bounded by the number of cells, not
    by 2^members.
    """
    sorts: dict[tuple[bool, ...], list[str]] = {}
    for truths, label in sorted(members, key=itemgetter(1)):  # a label is an answer's name, whatever the order of the declaration
        if any(truths):
            sorts.setdefault(truths, []).append(label)
    cells: dict[tuple[bool, ...], list[str]] = {(False,) * width: []}
    for truths, labels in sorts.items():
        for have, names in list(cells.items()):
            joined = tuple(a or b for a, b in zip(have, truths, strict=True))
            cells.setdefault(joined, [*names, _enumerate(labels, "or")])
    return tuple((" and ".join(names) if names else "none of these", truths, 0, 0) for truths, names in cells.items())


def _days(first: int, last: int, tests: Sequence[Test]) -> tuple[Cut, ...]:
    """Intervals between the days at which some test changes its mind; neighbours with equal truths are one."""
    marks = {v.toordinal() for t in tests for v in t.values if isinstance(v, date)}
    marks |= {v.toordinal() + 1 for t in tests if t.operator in {"is", "in"} for v in t.values if isinstance(v, date)}  # that day alone
    starts = [first, *sorted(m for m in marks if first < m <= last)]
    cells: list[Cut] = []
    for start, end in zip(starts, [*(s - 1 for s in starts[1:]), last], strict=True):
        truths = tuple(holds(t, date.fromordinal(start)) for t in tests)
        if cells and cells[-1][1] == truths:
            start = cells.pop()[2]
        cells.append((_span_label(start, end), truths, start, end))
    return tuple(cells)


def _span_label(start: int, end: int) -> str:
    begin, finish = date.fromordinal(start), date.fromordinal(end)
    if start == end:
        return begin.isoformat()
    if begin == EARLIEST:
        return f"before {date.fromordinal(end + 1).isoformat()}"
    if finish == LATEST:
        return f"on or after {begin.isoformat()}"
    return f"{begin.isoformat()}..{finish.isoformat()}"


# --- a value that somebody wrote ---------------------------------------------------------------------------------------


def classify(domain: Domain, tests: Sequence[Test], written: str) -> tuple[bool, ...] | None:
    """The truth of each test for a value as a person writes it; none when it is no value of the domain."""
    value = _parse(domain, written)
    return None if value is None else tuple(holds(test, value) for test in tests)


def _parse(domain: Domain, written: str) -> Value | frozenset[Value] | None:
    match domain:
        case OneOf(values):
            return written if not values or written.casefold() in {v.casefold() for v in values} else None
        case Words():
            return written
        case SomeOf():
            return frozenset(part.strip() for part in written.strip("[]").split(",") if part.strip())
        case YesNo():
            return {"yes": True, "true": True, "no": False, "false": False}.get(written.casefold())
        case Numbers(least, most):
            number = _parse_number(written)
            return number if number is not None and _lies_between(number, least, most) else None
        case Days(first, last):
            day = _parse_day(written)
            return day if day is not None and first <= day <= last else None
        case Options() | Entries():
            return None


def _parse_number(written: str) -> Decimal | None:
    try:
        number = Decimal(written)
    except ArithmeticError:
        return None
    return number if number.is_finite() else None


def _parse_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
