"""What a model's licences bind to, and whom a text extends to, each worked out by hand; the enumerator must say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gauger.declaration.records import DataUse, Declaration, Lasting, Layer, Licence, Listed
from gauger.policy.model import Constant, Policy
from tests.differential.random_words import NOWHERE
from tests.differential.test_regressions import find, word
from tests.oracle.scenes import ASK, TRAIN, clause, dataset, declaration, document, policy
from tests.oracle.test_enumerator import gated

LICENSED: Policy = policy(document(clause(), governs=(), licences=("lic-p",)))


def carrying(*licences: Licence, under: str | None = None) -> Declaration:
    """The teacher is run at home, under these licences."""
    d = declaration(replace(ASK, via="local"), TRAIN)
    return replace(d, artifacts={**d.artifacts, "teacher": replace(d.artifacts["teacher"], licences=licences, under=under)})


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [("lic-p", "lic-p", "prohibited"), ("lic-p", "lic-q", "grey"), ("lic-q", "lic-p", "grey"), ("lic-q", "lic-q", None),
     ("other", "lic-p", "prohibited"), ("Unknown", "lic-p", "prohibited")],
)  # fmt: skip
def test_metadata_against_the_text_that_comes_along_are_a_conflict(tag: str, text: str, expected: str | None) -> None:
    assert word(LICENSED, carrying(Licence(tag, tag=True), Licence(text))) == expected


def test_which_of_the_two_counts_is_what_the_finding_hangs_on() -> None:
    finding = find(LICENSED, carrying(Licence("lic-p", tag=True), Licence("lic-q")))
    assert finding is not None
    assert (finding.pivots, finding.causes) == (("conflict:teacher.license",), ("conflict",))


@pytest.mark.parametrize(("under", "expected"), [(None, "open"), ("lic-p", "prohibited"), ("lic-q", None), ("lic-x", "open")])
def test_of_alternatives_the_one_that_was_chosen_counts(under: str | None, expected: str | None) -> None:
    either = (Licence("lic-p", choice="either"), Licence("lic-q", choice="either"))
    assert word(LICENSED, carrying(*either, under=under)) == expected


def test_what_stands_beside_alternatives_is_carried_whatever_is_chosen() -> None:
    beside = (Licence("lic-p"), Licence("lic-q", choice="either"), Licence("lic-r", choice="either"))
    assert word(LICENSED, carrying(*beside)) == "prohibited"


@pytest.mark.parametrize("extends", [True, False])
@pytest.mark.parametrize(("by", "bound"), [("us", True), ("sister", False)])
def test_a_text_binds_the_declarant_whether_or_not_it_extends_to_affiliates(by: str, bound: bool, extends: bool) -> None:
    terms = policy(document(clause(), affiliates=Constant(extends)))
    assert word(terms, declaration(replace(ASK, by=by), TRAIN)) == ("prohibited" if bound or extends else None)


def test_leave_counts_from_the_day_on_which_it_was_given() -> None:
    """The training was on 1 April: leave of that day or before lifts the ban, leave of the day after does not."""
    finding = find(*gated(given=None))
    assert finding is not None
    assert finding.verdict.word == "open"
    assert [answer.value for answer in finding.settled_by] == ["before 2025-04-02", "on or after 2025-04-02"]


APRIL = date(2025, 4, 1)


@pytest.mark.parametrize(
    ("since", "back", "earlier", "covering"),
    [
        (date(2025, 3, 1), True, None, "prohibited"),
        (APRIL, True, None, "prohibited"),
        (date(2025, 4, 2), True, "prohibited", None),
        (date(2025, 3, 1), False, "prohibited", "open"),  # nobody says when the copy was obtained
    ],
)
def test_a_licence_that_covers_earlier_copies_stands_in_for_others_from_its_first_day(
    since: date, back: bool, earlier: str | None, covering: str | None
) -> None:
    """All was done on 1 April. From the first day of a later licence that covers all copies on, it alone is relied on."""
    day = Lasting(APRIL, APRIL)
    early = carrying(Licence("lic-p"), Licence("lic-q", since=since, back=back))
    late = carrying(Licence("lic-q"), Licence("lic-p", since=since, back=back))
    for d, expected in ((early, earlier), (late, covering)):
        steps = {name: replace(step, when=day) for name, step in d.steps.items()}
        assert word(LICENSED, replace(d, steps=steps)) == expected


@pytest.mark.parametrize(
    ("layer", "tied"),
    [(None, {"rows", "order", "texts"}), ("contents", {"rows", "texts"}), ("database", {"rows", "order"})],
)
def test_a_licence_for_a_layer_ties_objects_of_that_layer_and_those_without_one(layer: Layer | None, tied: set[str]) -> None:
    train = replace(TRAIN, data=Listed((DataUse("theirs", None, None, NOWHERE),), False))
    d = declaration(ASK, train, artifacts=(dataset("theirs", Licence("lic-p", layer=layer)),))
    for name in ("rows", "order", "texts"):
        p = policy(document(clause(objects=(name,)), governs=(), licences=("lic-p",)))
        assert word(p, d, "p/one#ban@train:theirs") == ("prohibited" if name in tied else None)
