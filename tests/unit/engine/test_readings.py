"""Which readings count where a text reads a concept like another text does, and in which periods. The enumerator must say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gauger.policy.model import Admits, Clause, Concept, Policy, Reads, ReadsLike, Standing
from tests.differential.random_terms import reading
from tests.oracle.scenes import ANYHOW, ID, NEAR, clause, concept, declaration, document, is_sort, policy
from tests.oracle.test_connections import call, vague
from tests.unit.engine.agreed import find, word

MAY, JUNE = date(2025, 5, 1), date(2025, 6, 1)
RIVALS = vague("rivals", narrow=is_sort("square"), wide=is_sort("round"))  # the student is round: a rival in the wide sense alone
TOLD = replace(RIVALS, readings=(RIVALS.readings[0], replace(RIVALS.readings[1], standing=Standing.REPORTED)))
VAST = vague("vast", narrow=is_sort("square"), wide=is_sort("round"))
BAN = clause(when=call("rivals"))


def like(id_: str, name: str = "rivals") -> ReadsLike:
    return ReadsLike(name, id_, "…")


def terms(*, rivals: Concept = RIVALS, ban: Clause = BAN, **texts: dict[str, Any]) -> Policy:
    """Texts of p by their names; the first holds the ban and governs the access, the others are there to be read like."""
    made = [document(*([ban] if not n else []), id_=f"p/{name}", **more) for n, (name, more) in enumerate(texts.items())]
    return policy(made[0], *(replace(text, governs=()) for text in made[1:]), concepts=(rivals, VAST))


def judge(p: Policy) -> tuple[str, tuple[str, ...]]:
    """The verdict on the ban, and what it hangs on."""
    found = find(p, declaration(), f"{next(iter(p.documents))}#ban@train:ask")
    assert found is not None
    return found.verdict.word, found.pivots


GREY = "grey"


# --- whose reading counts ----------------------------------------------------------------------------------------------


def test_a_text_that_is_like_another_one_has_the_reading_at_the_end_of_the_chain() -> None:
    one, two = {"likes": (like("p/two"),)}, {"likes": (like("p/three"),)}
    assert judge(terms(one=one, two=two, three={})) == (GREY, ("reading:p/three:rivals",))
    assert judge(terms(one=one, two=two, three={"reads": (Reads("rivals", "narrow", "…"),)})) == ("clear", ())
    assert judge(terms(one=one, two=two, three={"reads": (Reads("rivals", "wide", "…"),)})) == ("prohibited", ())


def test_a_chain_that_ends_in_a_circle_has_the_reading_of_the_least_text_of_the_circle() -> None:
    """The text that leads into the circle is no part of it, though its id is the least of all."""
    p = terms(one={"likes": (like("p/two"),)}, two={"likes": (like("p/three"),)}, three={"likes": (like("p/two"),)})
    assert judge(p) == (GREY, ("reading:p/three:rivals",))


def test_only_what_is_said_of_the_concept_itself_is_followed() -> None:
    p = terms(one={"likes": (like("p/three", "vast"), like("p/two"))}, two={"likes": (like("p/three", "vast"),)}, three={})
    assert judge(p) == (GREY, ("reading:p/two:rivals",))
    assert judge(terms(one={"likes": (like("p/two", "vast"),)}, two={})) == (GREY, ("reading:p/one:rivals",))


def test_a_clause_may_be_like_another_text_than_its_document() -> None:
    of_document = {"likes": (like("p/three"),), "reads": (Reads("vast", "narrow", "…"),)}
    ban = replace(BAN, likes=(like("p/two"),))
    assert judge(terms(ban=ban, one=of_document, two={}, three={})) == (GREY, ("reading:p/two:rivals",))
    either = replace(BAN, likes=(like("p/three", "vast"), like("p/two")))
    assert judge(terms(ban=either, one=of_document, two={}, three={})) == (GREY, ("reading:p/two:rivals",))
    other = replace(BAN, likes=(like("p/two", "vast"),))
    assert judge(terms(ban=other, one=of_document, two={}, three={})) == (GREY, ("reading:p/three:rivals",))


def test_what_the_document_fixes_does_not_count_for_a_clause_that_is_like_another_text() -> None:
    fixed = {"reads": (Reads("vast", "wide", "…"), Reads("rivals", "wide", "…"))}
    assert judge(terms(one=fixed)) == ("prohibited", ())
    assert judge(terms(ban=replace(BAN, likes=(like("p/two"),)), one=fixed, two={})) == (GREY, ("reading:p/two:rivals",))
    assert judge(terms(ban=replace(BAN, likes=(like("p/two", "vast"),)), one=fixed, two={})) == ("prohibited", ())


def test_what_the_clause_fixes_counts_before_what_its_document_fixes() -> None:
    fixed = {"reads": (Reads("rivals", "narrow", "…"),)}
    assert judge(terms(one=fixed)) == ("clear", ())
    assert judge(terms(ban=replace(BAN, reads=(Reads("rivals", "wide", "…"),)), one=fixed)) == ("prohibited", ())
    assert judge(terms(ban=replace(BAN, reads=(Reads("vast", "wide", "…"),)), one=fixed)) == ("clear", ())


def test_two_readings_that_come_out_alike_are_nothing_to_choose_between() -> None:
    alike = vague("rivals", narrow=is_sort("round", "flat"), wide=is_sort("round"))
    found = find(terms(rivals=alike, one={}), declaration())
    assert found is not None
    assert (found.verdict.word, found.worlds, found.choices) == ("prohibited", (1, 1), ())


def test_how_each_reading_comes_out_is_told() -> None:
    found = find(terms(one={}), declaration())
    assert found is not None
    assert [line for line in found.derivation if line.startswith("`rivals`")] == [
        "`rivals` read as `narrow`: not met", "`rivals` read as `wide`: met"
    ]  # fmt: skip
    unsaid = find(terms(one={}), declaration(student={}))
    assert unsaid is not None
    assert "`rivals` read as `wide`: depends" in unsaid.derivation


def test_readings_that_are_not_admitted_are_noted_unless_one_is_fixed() -> None:
    other = "`rivals` has been read otherwise (reported, not admitted): wide: …"
    for more, notes in (
        ({}, (other,)),
        ({"reads": (Reads("rivals", "narrow", "…"),)}, ()),
        ({"admits": (Admits("rivals", "wide", None, None),)}, ()),
    ):
        found = find(terms(rivals=TOLD, one=more), declaration())
        assert found is not None
        assert tuple(note for note in found.notes if "rivals" in note) == notes


def test_what_is_asked_of_a_model_is_not_so_where_there_is_none() -> None:
    """The ban is on the reaching, of which no model comes."""
    reaching = clause(act="touch service", when=call("rivals"))
    assert word(terms(ban=reaching, one={}), declaration(), "p/one#ban@ask:ask") == "clear"


def test_readings_count_by_the_standing_that_is_admitted() -> None:
    stated = replace(TOLD, readings=(TOLD.readings[0], replace(TOLD.readings[1], standing=Standing.STATEMENT)))
    for admitted, verdict in (((), "clear"), ((Standing.STATEMENT,), GREY), ((Standing.REPORTED,), "clear")):
        assert word(terms(rivals=stated, one={}), declaration(), ID, *admitted) == verdict


# --- what is admitted --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two", "judged"),
    [
        ((), (), ("clear", ())),
        ((Admits("rivals", "wide", None, None),), (), ("clear", ())),  # what the text that is like another admits itself is nothing
        ((), (Admits("rivals", "wide", None, None),), (GREY, ("reading:p/two:rivals",))),
        ((), (Admits("vast", "wide", None, None),), ("clear", ())),
    ],
)
def test_a_text_that_is_like_another_one_has_what_that_one_admits(
    one: tuple[Admits, ...], two: tuple[Admits, ...], judged: tuple[str, tuple[str, ...]]
) -> None:
    assert judge(terms(rivals=TOLD, one={"likes": (like("p/two"),), "admits": one}, two={"admits": two})) == judged


@pytest.mark.parametrize(
    ("since", "until", "admitted"),
    [
        (date(2025, 4, 1), None, True),  # the training was on 1 April
        (date(2025, 4, 2), None, False),
        (None, date(2025, 4, 1), True),  # the access in February was before
        (None, date(2025, 2, 1), False),
        (None, date(2025, 2, 2), True),
        (date(2025, 2, 2), date(2025, 4, 1), False),  # between the two
    ],
)
def test_a_reading_admitted_for_a_period_counts_where_a_day_of_the_finding_lies_in_it(
    since: date | None, until: date | None, admitted: bool
) -> None:
    p = terms(rivals=TOLD, one={"admits": (Admits("rivals", "wide", since, until),)})
    assert judge(p) == ((GREY, ("reading:p/one:rivals",)) if admitted else ("clear", ()))


# --- which readings a path counts under --------------------------------------------------------------------------------

USED = concept("used", reading("near", Standing.TEXT, None, NEAR), reading("far", Standing.REPORTED, None, ANYHOW))


def list_counted(*admits: Admits, **more: Any) -> tuple[str, ...]:
    """The readings under which answers count that are copied into the data, where `used` is read as at the end of a chain of texts."""
    texts = [
        document(clause(), likes=(like("p/two", "used"),)),
        document(id_="p/two", governs=(), likes=(like("p/three", "used"),)),
        document(id_="p/three", governs=(), admits=admits, **more),
    ]
    found = find(policy(*texts, concepts=(USED,)), declaration())
    assert found is not None
    (copied,) = (path for path in found.paths if [hop.manner for hop in path.hops] == ["copy", "copy"])
    return copied.counts_under


NEAR_ALONE, NEAR_AND_FAR = ("used: near",), ("used: near", "used: far")


@pytest.mark.parametrize(
    ("admits", "counted"),
    [
        ((), NEAR_ALONE),
        ((Admits("used", "far", None, None),), NEAR_AND_FAR),
        ((Admits("used", "far", MAY, JUNE),), NEAR_ALONE),
        ((Admits("used", "far", MAY, JUNE), Admits("used", "far", None, MAY)), NEAR_AND_FAR),
        ((Admits("used", "far", MAY, JUNE), Admits("used", "near", None, None)), NEAR_ALONE),
        ((Admits("used", "far", MAY, JUNE), Admits("bound", "far", None, None)), NEAR_ALONE),
        ((Admits("used", "near", MAY, JUNE),), NEAR_ALONE),  # it counts by its standing, whatever the period
    ],
)
def test_a_path_counts_under_the_readings_that_are_admitted_on_some_day_of_the_finding(
    admits: tuple[Admits, ...], counted: tuple[str, ...]
) -> None:
    assert list_counted(*admits) == counted


def test_a_path_counts_under_a_reading_that_is_fixed_whether_or_not_it_would_be_admitted() -> None:
    assert list_counted(reads=(Reads("used", "far", "…"),)) == ("used: far",)
