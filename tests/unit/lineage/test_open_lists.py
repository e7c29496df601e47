"""What an open list can hold: nothing that the step makes, or that is made of that (`docs/semantics.md`, 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gauger.declaration.records import Artifact, Declaration, Lasting, Listed
from gauger.lineage import build_graph
from tests.differential.random_words import NOWHERE
from tests.oracle.scenes import ASK, TRAIN, declaration, model, step

SAW = Artifact("saw", "tool", "saw", None, True, None, None, {}, NOWHERE)


def entering(d: Declaration, manner: str, head: str) -> set[str]:
    return {edge.tail for edge in build_graph(d).into[head] if edge.manner == manner}


@pytest.mark.parametrize(("list_", "manner"), [("base", "weights"), ("data", "copy")])
def test_no_product_of_a_step_goes_into_another_of_it(list_: str, manner: str) -> None:
    kind: Any = "model" if list_ == "base" else "dataset"
    twin = replace(model("twin"), kind=kind)
    opened: Any = {list_: Listed((), True)}
    made = replace(TRAIN, yields=("student", "twin"), **opened)
    assert "twin" not in entering(declaration(ASK, made, artifacts=(twin,)), manner, "student")
    apart = replace(made, yields=("student",))
    assert "twin" in entering(declaration(ASK, apart, artifacts=(twin,)), manner, "student")


def test_no_step_is_done_with_a_tool_that_comes_of_it() -> None:
    """Nor with one that was made when it was over; with one that was there it may have been."""
    open_ = replace(TRAIN, tools=Listed((), True))
    forge = step("forge", "convert", 4, yields=("saw",), data=replace(TRAIN.data, items=()))
    late, early = (replace(forge, when=Lasting(day, day)) for day in (date(2025, 4, 2), date(2025, 4, 1)))
    of_student = replace(early, base=Listed(("student",), False))
    with_saw = replace(early, yields=("blade",), tools=Listed(("saw",), False))
    blade = replace(SAW, id="blade")
    for steps, tools in (
        ((open_,), {"saw", "blade"}),
        ((open_, late), {"blade"}),
        ((open_, early), {"saw", "blade"}),
        ((open_, of_student), {"blade"}),
        ((replace(open_, yields=("student", "saw")), with_saw), set()),
    ):
        assert entering(declaration(ASK, *steps, artifacts=(SAW, blade)), "tool", "student") == tools
