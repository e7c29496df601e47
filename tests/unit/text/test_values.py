"""Frozen values of the house, held to the standard decorator: whatever can be done with one must come out as with the other."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import pprint
from typing import Any, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gauger.text import values

T = TypeVar("T")


@values.dataclass(frozen=True, slots=True)
class Place:
    """A value with a default, a field that does not count and a check."""

    name: str
    line: int
    note: str = "none"
    span: object = values.field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.line < 0:
            raise ValueError(self.line)

    @property
    def title(self) -> str:
        return f"{self.name}:{self.line}"


@values.dataclass(frozen=True, slots=True)
class Box(Generic[T]):
    content: T


@values.dataclass(frozen=True, slots=True)
class Nothing:
    """No field at all."""


def build_pair(given: list[tuple[str, object, bool, bool]]) -> tuple[type, type]:
    """A class with these fields (name, default or `...`, compare, repr), once as the house has it and once as the library has it."""

    def write(apply: Any, field: Any) -> type:
        body: dict[str, Any] = {"__annotations__": {name: "object" for name, *_ in given}, "__module__": __name__}
        for name, default, compare, shown in given:
            body[name] = field(compare=compare, repr=shown, **({} if default is ... else {"default": default}))
        made: type = apply(frozen=True, slots=True)(type("Made", (), body))
        return made

    return write(values.dataclass, values.field), write(dataclasses.dataclass, dataclasses.field)


@st.composite
def draw_fields(draw: st.DrawFn) -> list[tuple[str, object, bool, bool]]:
    names = draw(st.lists(st.sampled_from("abcdefghijklm"), unique=True, max_size=13))
    bare = draw(st.integers(0, len(names)))
    return [(n, ... if i < bare else draw(st.integers(0, 3)), draw(st.booleans()), draw(st.booleans())) for i, n in enumerate(names)]


@given(draw_fields(), st.data())
def test_a_class_does_what_the_standard_one_does(fields: list[tuple[str, object, bool, bool]], data: st.DataObject) -> None:
    ours, theirs = build_pair(fields)
    count = data.draw(st.integers(sum(default is ... for _, default, *_ in fields), len(fields)))
    left, right = ([data.draw(st.integers(0, 2)) for _ in range(count)] for _ in range(2))
    a, b, x, y = ours(*left), ours(*right), theirs(*left), theirs(*right)
    assert repr(a) == repr(x)
    assert (a == b) is (x == y)
    assert hash(a) == hash(x)
    assert (a == x) is False
    assert dataclasses.astuple(a) == dataclasses.astuple(x)
    assert [_describe(f) for f in dataclasses.fields(ours)] == [_describe(f) for f in dataclasses.fields(theirs)]
    assert (ours.__slots__, ours.__match_args__) == (theirs.__slots__, theirs.__match_args__)  # type: ignore[attr-defined]
    assert repr(copy.deepcopy(a)) == repr(x)


@given(draw_fields(), st.integers(0, 14))
def test_a_call_is_refused_in_the_standard_words(fields: list[tuple[str, object, bool, bool]], count: int) -> None:
    ours, theirs = build_pair(fields)
    assert _call(ours, count) == _call(theirs, count)


def _describe(field: dataclasses.Field[Any]) -> tuple[object, ...]:
    return field.name, field.type, field.default, field.compare, field.repr, field.init, field.kw_only


def _call(cls: type, count: int) -> str:
    try:
        return repr(cls(*range(count)))
    except TypeError as error:
        return str(error).replace("build_pair.<locals>.", "")


def test_fields_are_given_by_place_or_by_name() -> None:
    assert Place("a.tos", 3) == Place(line=3, name="a.tos", note="none", span=object())
    assert repr(Place("a.tos", 3)) == "Place(name='a.tos', line=3, note='none')"


def test_what_a_class_defines_itself_stays() -> None:
    assert Place("a.tos", 3).title == "a.tos:3"
    assert Place.__doc__ == "A value with a default, a field that does not count and a check."
    with pytest.raises(ValueError, match=r"^-1$"):
        Place("a.tos", -1)


def test_nothing_is_assigned_or_deleted() -> None:
    place = Place("a.tos", 3)
    with pytest.raises(dataclasses.FrozenInstanceError, match=r"^cannot assign to field 'line'$"):
        place.line = 4  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError, match=r"^cannot delete field 'line'$"):
        del place.line
    assert not hasattr(place, "__dict__")


def test_replacing_makes_a_new_value_and_knows_its_fields() -> None:
    place = Place("a.tos", 3)
    assert values.replace(place, line=4) == dataclasses.replace(place, line=4) == Place("a.tos", 4)
    assert place.line == 3
    with pytest.raises(TypeError, match="unexpected keyword argument 'column'"):
        values.replace(place, column=4)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match=r"^-1$"):
        values.replace(place, line=-1)


def test_values_survive_copying_and_pickling() -> None:
    place = Place("a.tos", 3, span="here")
    for other in (copy.copy(place), pickle.loads(pickle.dumps(place))):
        assert other == place
        assert other.span == "here"


def test_values_match_by_place() -> None:
    match Place("a.tos", 3):
        case Place(name, line):
            assert (name, line) == ("a.tos", 3)


def test_a_value_may_be_generic_or_empty() -> None:
    assert Box[int](3) == Box(3)
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(())
    assert repr(Nothing()) == "Nothing()"


def test_what_looks_at_dataclasses_sees_one() -> None:
    assert dataclasses.is_dataclass(Place)
    assert dataclasses.asdict(Place("a", 1)) == {"name": "a", "line": 1, "note": "none", "span": None}
    assert pprint.pformat(Place("a", 1)) == "Place(name='a', line=1, note='none')"
    assert Place.__init__.__annotations__ == {"name": "str", "line": "int", "note": "str", "span": "object", "return": None}


def test_what_is_not_covered_is_left_to_the_standard_decorator() -> None:
    @values.dataclass(slots=True)
    class Growing:
        items: list[int] = values.field(default_factory=list)

    @values.dataclass(frozen=True, slots=True)
    class Ordered:
        items: tuple[int, ...] = values.field(default_factory=tuple, kw_only=True)

    growing = Growing()
    growing.items = [*growing.items, 1]
    assert growing == Growing([1])
    assert Ordered(items=(1,)) == Ordered(items=(1,))
    assert Ordered().items == ()


def test_a_field_without_a_default_stands_first() -> None:
    with pytest.raises(TypeError, match="a field without a default follows one that has a default"):

        @values.dataclass(frozen=True, slots=True)
        class Wrong:
            first: int = 1
            second: int  # type: ignore[misc]
