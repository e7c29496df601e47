"""Values that a fact could be given so that the tests made of it come out in each way that they can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from gauger.declaration.records import Scalar
from gauger.engine.facts import domain_of
from gauger.policy.model import AllOf, AnyOf, Attribute, Condition, Constant, NoneOf, Test
from gauger.repair.edits import Value
from gauger.worlds import domains
from gauger.worlds.domains import cut, holds

Truths = tuple[bool, ...]
UNNAMED = "Renamed"


def propose_values(attribute: Attribute, current: Value | None, tests: Sequence[domains.Test]) -> tuple[Value, ...]:
    """A value for each way in which the tests can come out, but that in which they do; as near to the current one as can be."""
    wanted = [cell[1] for cell in cut(domain_of(attribute), tests)]
    found: dict[Truths, Value] = {}
    for value in _list_candidates(attribute, current, tests, wanted):
        if not (attribute.filled and value == frozenset()):
            found.setdefault(_look(tests, value), value)
    now = _look(tests, current) if current is not None else None
    return tuple(found[truths] for truths in dict.fromkeys(wanted) if truths != now and truths in found)


def _look(tests: Sequence[domains.Test], value: Value) -> Truths:
    return tuple(holds(test, value) for test in tests)


def _list_candidates(
    attribute: Attribute, current: Value | None, tests: Sequence[domains.Test], wanted: Sequence[Truths]
) -> Iterator[Value]:
    match attribute.kind:
        case "yes or no":
            yield from (True, False)
        case "one of":
            yield from attribute.values
        case "some of":
            held = current if isinstance(current, frozenset) else frozenset()
            yield from (_change_set(held, tests, truths) for truths in wanted)
        case "name":
            yield from (value for test in tests for value in test.values)
        case "text":
            named = current if isinstance(current, str) else UNNAMED
            yield from (text for truths in wanted for text in _change_text(named, tests, truths))
        case _:
            return


def _change_set(held: frozenset[Scalar], tests: Sequence[domains.Test], truths: Truths) -> frozenset[Scalar]:
    """Without what some test must not find, and with one thing for each test that must find something and does not."""
    unwanted = {domains.fold(v) for test, truth in zip(tests, truths, strict=True) if not truth for v in test.values}
    kept = {value for value in held if domains.fold(value) not in unwanted}
    for test, truth in zip(tests, truths, strict=True):
        if truth and not holds(test, frozenset(kept)):
            kept |= set([v for v in test.values if domains.fold(v) not in unwanted][:1])
    return frozenset(kept)


def _change_text(text: str, tests: Sequence[domains.Test], truths: Truths) -> Iterator[str]:
    """The text as it is or without the words that it must not hold, led by a beginning and followed by the parts that it must."""
    pairs = list(zip(tests, truths, strict=True))
    unwanted = [str(v) for test, truth in pairs if not truth and test.operator in {"contains", "starts with"} for v in test.values]
    parts = [str(test.values[0]) for test, truth in pairs if truth and test.operator == "contains"]
    heads = ["", *(str(v) for test, truth in pairs if truth and test.operator == "starts with" for v in test.values)]
    for stem in (text, _strip(text, unwanted)):
        for head in heads:
            missing = [part for part in parts if part.casefold() not in f"{head} {stem}".casefold()]
            yield " ".join(word for word in (head, stem, *missing) if word)
    yield from (str(v) for test, truth in pairs if truth and test.operator in {"is", "in"} for v in test.values)


def _strip(text: str, unwanted: Sequence[str]) -> str:
    for word in unwanted:
        at = text.casefold().find(word.casefold())
        while word and at >= 0:
            text = text[:at] + text[at + len(word) :]
            at = text.casefold().find(word.casefold())
    return " ".join(text.strip(" -_").split()) or UNNAMED


# --- parts -------------------------------------------------------------------------------------------------------------


def propose_part(body: Condition) -> Mapping[str, Value] | None:
    """Facts of one entry that meets the body; none where none can be thought of."""
    made: dict[Attribute, dict[domains.Test, None]] = {}
    for test in _list_tests(body):
        made.setdefault(test.left.attribute, {})[domains.Test(test.operator, test.values)] = None
    axes = [[(a, value) for value in propose_values(a, None, tuple(tests))] for a, tests in made.items()]
    for chosen in product(*axes):
        facts = {attribute.name: value for attribute, value in chosen}
        if _meets(body, facts):
            return facts
    return None


def _list_tests(body: Condition) -> Iterator[Test]:
    match body:
        case Test():
            yield body
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            for item in items:
                yield from _list_tests(item)
        case _:
            return


def _meets(body: Condition, facts: Mapping[str, Value]) -> bool:
    match body:
        case Test():
            return holds(domains.Test(body.operator, body.values), facts[body.left.attribute.name])
        case Constant(value):
            return value
        case AllOf(items):
            return all(_meets(item, facts) for item in items)
        case AnyOf(items):
            return any(_meets(item, facts) for item in items)
        case NoneOf(items):
            return not any(_meets(item, facts) for item in items)
        case _:
            raise AssertionError(f"not a test of one entry: {body!r}")
