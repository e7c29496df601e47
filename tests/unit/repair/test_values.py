"""Values that facts could be given: one for each way in which tests can come out, as near to what is there as can be."""

from __future__ import annotations

import pytest

from gauger.policy.model import AllOf, AnyOf, Attribute, NoneOf
from gauger.policy.model import Test as Compared
from gauger.repair.edits import Value
from gauger.repair.values import propose_part, propose_values
from gauger.text.values import replace
from gauger.worlds.domains import Test as Wanted
from gauger.worlds.domains import holds
from tests.unit.repair.scenes import scene_policy

ATTRIBUTES = scene_policy().vocabulary.attributes
NAME, MARKS, COPY, REGIONS = (ATTRIBUTES[f"release.{name}"] for name in ("name", "marks", "copy", "regions"))
KIND = ATTRIBUTES["model.kind"]
STARTS, HOLDS = Wanted("starts with", ("Open",)), Wanted("contains", ("Made by Us",))


@pytest.mark.parametrize(
    ("attribute", "current", "tests", "values"),
    [
        (COPY, False, [Wanted("is", (True,))], [True]),
        (COPY, None, [Wanted("is", (True,))], [True, False]),
        (KIND, "chat", [Wanted("is", ("chat",))], ["sorter"]),
        (NAME, "Us One", [STARTS], ["Open Us One"]),
        (NAME, "Open One", [STARTS], ["One"]),
        (NAME, "open", [STARTS], ["Renamed"]),
        (NAME, "Us", [STARTS, HOLDS], ["Open Us", "Open Us Made by Us", "Us Made by Us"]),
        (MARKS, frozenset({"Open", "Other"}), [Wanted("includes", ("open",))], [frozenset({"Other"})]),
        (MARKS, frozenset(), [Wanted("includes", ("Open",))], [frozenset({"Open"})]),
        (REGIONS, frozenset({"DE", "FR"}), [Wanted("overlaps", ("DE",))], [frozenset({"FR"})]),
    ],
)
def test_a_value_for_each_outcome_but_the_present_one(
    attribute: Attribute, current: Value | None, tests: list[Wanted], values: list[Value]
) -> None:
    found = propose_values(attribute, current, tests)
    assert sorted(map(str, found)) == sorted(map(str, values))
    outcomes = [tuple(holds(test, value) for test in tests) for value in found]
    assert len(set(outcomes)) == len(outcomes)
    if current is not None:
        assert tuple(holds(test, current) for test in tests) not in outcomes


def test_what_is_never_empty_is_never_emptied() -> None:
    """Letting a model out nowhere is keeping it inside, which is another edit."""
    assert propose_values(REGIONS, frozenset({"DE"}), [Wanted("overlaps", ("DE",))]) == ()


def test_no_test_wants_no_value() -> None:
    assert propose_values(NAME, "Us", []) == ()


def _credit(words: str) -> Compared:
    body = _find_body(scene_policy().documents["open/terms"].clauses["credit"])
    assert isinstance(body, Compared)
    return replace(body, operator="is", values=(words,))


def _find_body(thing: object) -> object:
    """The test inside `some credit of release`, wherever the clause holds it."""
    if isinstance(thing, Compared):
        return thing if thing.left.attribute.name == "phrase" else None
    names = getattr(thing, "__dataclass_fields__", {}) if not isinstance(thing, (str, type)) else {}
    parts = [getattr(thing, name) for name in names] if names else list(thing) if isinstance(thing, tuple) else []
    return next((found for part in parts if (found := _find_body(part)) is not None), None)


def test_a_part_is_thought_of_that_meets_its_body() -> None:
    one, other = _credit("Made with Open"), _credit("Made by Open")
    assert propose_part(one) == {"phrase": "Made with Open"}
    assert propose_part(AllOf((one, NoneOf((other,))))) == {"phrase": "Made with Open"}
    assert propose_part(AnyOf((other, one))) in ({"phrase": "Made by Open"}, {"phrase": "Made with Open"})


def test_none_is_thought_of_where_a_body_cannot_be_met() -> None:
    one = _credit("Made with Open")
    assert propose_part(AllOf((one, NoneOf((one,))))) is None
