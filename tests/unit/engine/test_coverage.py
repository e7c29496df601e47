"""What goes unexamined, in whole sentences, for each thing that may be missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gauger.declaration.records import DataUse, Declaration, Lasting, Licence, Listed, NotApplicable, Uncertain
from gauger.engine import Question, evaluate
from gauger.policy.model import (
    AllOf,
    AnyOf,
    CallConcept,
    CallDefinition,
    Condition,
    Constant,
    Definition,
    Governs,
    Inclusion,
    NoneOf,
    Passage,
    Pattern,
    Policy,
    Some,
    Standing,
    Version,
)
from tests.differential.random_terms import reading
from tests.differential.random_words import NOWHERE
from tests.oracle.enumerator import judge
from tests.oracle.scenes import ANYHOW, AS_OF, ASK, TRAIN, clause, concept, dataset, declaration, document, policy, release
from tests.oracle.test_quantities import compare


def gaps(p: Policy, d: Declaration) -> list[tuple[str, str, str]]:
    return [(g.kind, g.source, g.reason) for g in evaluate(p, d, Question(AS_OF)).unexamined]


def reached(*, licences: Any = (), publisher: str | None = "p", **step: Any) -> Declaration:
    d = declaration(replace(ASK, **step), TRAIN)
    return replace(d, artifacts={**d.artifacts, "teacher": replace(d.artifacts["teacher"], licences=licences, publisher=publisher)})


def gate(kind: Any, *publishers: str) -> Policy:
    router: dict[str, Any] = {"governs": (Governs(("r/gate",), None),), "publisher": "r"}
    host = document(clause(), id_="h/terms", governs=(Governs(("h/hub",), None),), publisher="h")
    return policy(document(clause(), passes=(Passage(kind, (), publishers),), **router), host)


@pytest.mark.parametrize(
    ("p", "d", "reason"),
    [
        (gate("host"), reached(via="r/gate", host="h/hub"), None),
        (gate("host"), reached(via="r/gate", host="p/api"), "`p/one` passes through the terms of `p/api`, which are not encoded"),
        (
            gate("host"),
            reached(via="r/gate"),
            "`p/one` passes through the terms of whoever served it, which is not declared, which are not encoded",
        ),
        (gate("owner", "p"), reached(via="r/gate"), None),
        (gate("owner", "q"), reached(via="r/gate"), "`p/one` passes through terms of `p`, which are not encoded"),
        (gate("owner", "q"), reached(via="r/gate", publisher="r"), None),  # the router's own model
        (
            gate("owner", "q"),
            reached(via="r/gate", publisher=None),
            "`p/one` passes through terms of the model's owner, which are not encoded",
        ),
        (gate("licence"), reached(via="r/gate"), None),
        (gate("licence"), reached(via="r/gate", licences=None), "`p/one` passes through a licence that is not declared"),
        (gate("licence"), reached(via="r/gate", licences=(Licence("mit"),)), None),
    ],
)
def test_what_is_passed_through_and_not_encoded(p: Policy, d: Declaration, reason: str | None) -> None:
    told = [gap for gap in gaps(p, d) if gap[1] == "ask" and gap[2].startswith("`p/one`")]
    assert told == ([("terms", "ask", reason)] if reason else [])


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2024, 1, 1), None),
        (date(2024, 1, 2), "if `ask` was before 2024-01-02, no encoded version of `p/one` covers it"),
    ],
)
def test_an_unknown_day_may_be_before_the_oldest_text(day: date, reason: str | None) -> None:
    d = reached(when=Uncertain(date(2024, 1, 1), date(2025, 1, 1)))
    text = document(clause())
    text = replace(text, versions=(replace(text.versions[0], date=day),))
    assert gaps(policy(text), d) == ([("terms", "ask", reason)] if reason else [])


@pytest.mark.parametrize(
    ("d", "reason"),
    [
        (reached(via="local", licences=(Licence("mit"), Licence("bsd"))), "no installed document for the licence `mit`, `bsd`"),
        (reached(via="local", licences=None), "the licence of `teacher` is not declared"),
        (reached(via="local"), "`teacher` carries no licence"),
        (reached(via=None, publisher="nobody"), "no channel of the publisher of `teacher` is known"),
        (reached(via="p/api", by="they"), "no installed document that governs `p/api` binds what `ask` reached"),
        (reached(via="p/app"), "no installed document governs `p/app`"),
    ],
)
def test_why_nothing_covers_a_source(d: Declaration, reason: str) -> None:
    never = concept("bound", reading("privity", Standing.TEXT, Constant(False)), parameters=("party", "access"))
    told = [gap for gap in gaps(policy(document(clause()), concepts=(never,)), d) if gap[:2] == ("terms", "ask")]
    assert told == [("terms", "ask", reason)]


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        (Lasting(date(2023, 4, 1), date(2023, 4, 2)), "no encoded version of `p/one` is older than 2024-01-01"),
        (Uncertain(date(2023, 4, 1), date(2025, 4, 2)), "if `train` was before 2024-01-01, no encoded version of `p/one` covers it"),
        (Lasting(date(2025, 4, 1), date(2025, 4, 2)), None),
    ],
)
def test_what_a_copy_was_taken_for_may_be_before_the_oldest_text(when: Any, reason: str | None) -> None:
    rows = dataset("rows", Licence("lic-p"), origin_closed=True)
    d = declaration(replace(TRAIN, when=when))
    text = document(clause(), governs=(), licences=("lic-p",))
    assert gaps(policy(text), replace(d, artifacts={**d.artifacts, "rows": rows})) == ([("terms", "rows", reason)] if reason else [])


def test_a_model_that_was_run_is_taken_whatever_licence_it_carries() -> None:
    """A law binds whoever has a model's weights; that there is no licence does not mean that nobody has them."""
    law = document(clause(objects=("weights",)), governs=(Governs((), None, everything=True),), id_="q/law", publisher="q")
    along = Pattern(frozenset({"teach", "copy"}), None)
    p, d = policy(law, concepts=(concept("descends", reading("by-making", Standing.TEXT, None, along)),)), reached(via="local")
    assert [f.id for f in evaluate(p, d, Question(AS_OF)).findings] == ["q/law#ban@train:teacher"]
    assert {id_: j.verdict for id_, j in judge(p, d, AS_OF).items()} == {"q/law#ban@train:teacher": "prohibited"}


def test_a_text_that_governs_everything_covers_no_terms() -> None:
    law = document(clause(), governs=(Governs((), None, everything=True),))
    assert gaps(policy(law), reached()) == [("terms", "ask", "no installed document governs `p/api`")]


def test_a_text_without_a_clause_is_not_at_hand() -> None:
    assert gaps(policy(document()), reached()) == [("terms", "ask", "the text of … is not at hand")]


@pytest.mark.parametrize(
    ("more", "gap"),
    [
        ({"via": "p/api"}, ("terms", "ask", "which model `ask` reached through `p/api` is not declared")),
        ({"via": None}, ("terms", "ask", "which model `ask` ran is not declared")),
        ({"via": "local"}, ("terms", "ask", "which model `ask` ran is not declared")),
        ({"via": None, "does": "label"}, ("lineage", "ask", "whether `ask` ran a model, and which, is not declared")),
        ({"via": None, "does": "seed"}, ("terms", "ask", "which model `ask` ran is not declared")),
        ({"via": None, "model_free": True}, None),
    ],
)
def test_a_step_that_may_have_run_a_model(more: dict[str, Any], gap: tuple[str, str, str] | None) -> None:
    d = declaration(replace(ASK, **{"reaches": None, **more}), TRAIN)
    assert gaps(policy(document(clause())), d) == ([gap] if gap else [])


@pytest.mark.parametrize(("by", "told"), [("us", True), ("sister", True), ("they", False)])
def test_lists_that_may_hold_more(by: str, told: bool) -> None:
    train = replace(TRAIN, by=by, data=replace(TRAIN.data, open=True), base=Listed((), True))
    found = [gap for gap in gaps(policy(document(clause())), declaration(ASK, train)) if gap[1] == "train"]
    lines = [("lineage", "train", f"`{name}` of `train` may hold what is not declared") for name in ("data", "from")]
    assert found == (lines if told else [])


def test_prompts_that_nobody_lists_are_no_gap() -> None:
    d = declaration(replace(ASK, data=Listed((), True)), TRAIN)
    assert gaps(policy(document(clause())), d) == []


def test_steps_that_are_not_all_declared() -> None:
    p = policy(document(clause()))
    assert gaps(p, replace(declaration(), steps_open=True)) == [
        ("lineage", "steps", "the steps are not all declared; what the others do is not examined")
    ]
    assert gaps(p, replace(declaration(), steps={}, steps_open=True)) == [("terms", "steps", "no step is declared, so nothing is examined")]


def test_what_is_let_out_without_a_word_on_its_making() -> None:
    d = declaration(ASK, releases=Listed((release(),), False))
    assert gaps(policy(document(clause())), d) == [("lineage", "student", "how `student` was made is not declared")]
    closed = replace(d.artifacts["student"], origin_closed=True)
    assert gaps(policy(document(clause())), replace(d, artifacts={**d.artifacts, "student": closed})) == []


# --- terms that are covered in part ------------------------------------------------------------------------------------


def test_a_channel_that_is_not_declared_may_be_one_that_nobody_covers() -> None:
    assert gaps(policy(document(clause())), reached(via=None)) == [
        ("terms", "ask", "if `ask` went through another channel, its terms are not covered")
    ]


def test_a_text_that_only_includes_others_is_at_hand() -> None:
    whole = document(includes=(Inclusion("p/part", "they stand"),))
    assert gaps(policy(whole, document(clause(), id_="p/part", governs=())), reached()) == []


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        (Lasting(date(2024, 1, 1), date(2024, 1, 1)), None),
        (Lasting(date(2023, 12, 31), date(2024, 6, 1)), "no encoded version of `p/one` is older than 2024-01-01"),
        (Uncertain(date(2024, 1, 1), date(2024, 6, 1)), None),
        (Uncertain(date(2023, 12, 31), date(2024, 6, 1)), "if `ask` was before 2024-01-01, no encoded version of `p/one` covers it"),
        (None, "if `ask` was before 2024-01-01, no encoded version of `p/one` covers it"),
    ],
)
def test_days_before_the_oldest_text(when: Any, reason: str | None) -> None:
    assert gaps(policy(document(clause())), reached(when=when)) == ([("terms", "ask", reason)] if reason else [])


def test_each_text_that_binds_has_an_oldest_version() -> None:
    other = document(clause(), id_="p/two", versions=(Version(date(2025, 3, 1), (), NOWHERE), Version(date(2025, 4, 1), (), NOWHERE)))
    assert gaps(policy(document(clause()), other), reached()) == [
        ("terms", "ask", "no encoded version of `p/two` is older than 2025-03-01")
    ]


# --- what is taken -----------------------------------------------------------------------------------------------------

LICENSED: dict[str, Any] = {"governs": (), "licences": ("Lic-P",)}


def taken(*licences: str, closed: bool = True, **more: Any) -> Declaration:
    """Rows of publisher p, which the training takes beside ours."""
    theirs = dataset("theirs", Licence("x"), origin_closed=closed, reference="p/theirs", publisher="p", own=False)
    theirs = replace(theirs, **{"licences": tuple(Licence(licence) for licence in licences), **more})
    return declaration(ASK, replace(TRAIN, data=Listed((DataUse("theirs", None, None, NOWHERE),), False)), artifacts=(theirs,))


@pytest.mark.parametrize(
    ("licences", "reason"),
    [
        (("lic-p",), None),
        (("lic-p", "mit"), "no installed document for the licence `mit`"),
        (("mit", "lic-p", "bsd"), "no installed document for the licence `mit`, `bsd`"),
        (("lic-p", "other"), None),  # a tag that sends the reader to the text, which is there
        (("mit", "Other"), "no installed document for the licence `mit`, `Other`"),
        (("other",), "no installed document for the licence `other`"),
        ((), "`p/theirs` carries no licence"),
    ],
)
def test_licences_that_nobody_has_encoded(licences: tuple[str, ...], reason: str | None) -> None:
    p = policy(document(clause(objects=("rows",)), **LICENSED), document(clause(), id_="p/api"))
    assert gaps(p, taken(*licences)) == ([("terms", "theirs", reason)] if reason else [])


def test_of_tags_that_name_no_licence_each_that_is_not_encoded_is_told() -> None:
    p = policy(document(clause(objects=("rows",)), governs=(), licences=("unknown",)), document(clause(), id_="p/api"))
    assert gaps(p, taken("other", "unknown")) == [("terms", "theirs", "no installed document for the licence `other`")]


def test_a_licence_that_is_not_declared() -> None:
    p = policy(document(clause()))
    assert gaps(p, taken(licences=None)) == [("terms", "theirs", "the licence of `p/theirs` is not declared")]
    assert gaps(p, taken(licences=None, reference="")) == [("terms", "theirs", "the licence of `theirs` is not declared")]


def test_licences_of_a_model_are_asked_about_where_it_was_run_at_home() -> None:
    p = policy(document(clause(), licences=("lic-p",)))
    licences = (Licence("lic-p"), Licence("mit"))
    for by, via, told in (("they", "local", True), ("us", "p/api", False)):
        reason = [("terms", "ask", "no installed document for the licence `mit`")]
        d = reached(via=via, by=by, licences=licences)
        assert [gap for gap in gaps(p, d) if gap[1] == "ask"] == (reason if told else [])


def test_nobody_served_what_was_taken() -> None:
    """Terms of whoever serves a model are passed through to whom it was served."""
    p = policy(document(clause(objects=("rows",)), passes=(Passage("host", (), ()),), **LICENSED), document(clause(), id_="p/api"))
    assert gaps(p, taken("lic-p")) == []


# --- how things were made ----------------------------------------------------------------------------------------------


def test_what_nobody_takes_may_have_been_made_anyhow() -> None:
    d = declaration(ASK, TRAIN, artifacts=(dataset("aside"),))
    assert gaps(policy(document(clause())), d) == []


def test_what_is_taken_without_a_word_on_its_making() -> None:
    p = policy(document(clause(objects=("rows",)), **LICENSED), document(clause(), id_="p/api"))
    assert gaps(p, taken("lic-p", closed=False)) == [("lineage", "theirs", "how `p/theirs` was made is not declared")]


@pytest.mark.parametrize(("does", "told"), [("label", True), ("seed", False), ("generate", False)])
def test_prompts_are_no_gap_but_what_is_labelled_is(does: Any, told: bool) -> None:
    found = gaps(policy(document(clause())), declaration(replace(ASK, does=does, data=Listed((), True)), TRAIN))
    assert found == ([("lineage", "ask", "`data` of `ask` may hold what is not declared")] if told else [])


def test_each_step_that_may_have_run_a_model_is_told() -> None:
    """Not one that is known to have run one, nor a training: what it takes, it takes as data."""
    steps = (ASK, replace(ASK, id="more", reaches=None, yields=()), TRAIN, replace(ASK, id="last", reaches=None, yields=()))
    assert gaps(policy(document(clause())), declaration(*steps)) == [
        ("terms", id_, f"which model `{id_}` reached through `p/api` is not declared") for id_ in ("more", "last")
    ]


# --- conclusions that are declared -------------------------------------------------------------------------------------


def concluded(path: str, when: Condition, *, known_: dict[str, Any] | None = None, name: str = "rivals") -> tuple[str, ...]:
    """What is asked for where a conclusion is declared of a record, the concept having one reading with a condition and one without."""
    rivals = concept("rivals", reading("met", Standing.TEXT, when), reading("traced", Standing.TEXT, None, ANYHOW), parameters=("model",))
    inner = concept("inner", reading("round", Standing.TEXT, compare("model", "model.grown", "is", True)), parameters=("model",))
    vocabulary = policy(concepts=(rivals, inner)).vocabulary
    big = Definition("big", ("model",), "…", compare("model", "model.skills", "overlaps", "sing"), NOWHERE)
    p = replace(policy(document(clause())), vocabulary=replace(vocabulary, definitions={"big": big}))
    d = replace(declaration(student=known_ or {}), characterisations=((path, name, NOWHERE),))
    (found,) = evaluate(p, d, Question(AS_OF)).characterisations
    assert (found.fact, found.concept) == (f"{path}.{name}", name)
    return found.asks


SORT = compare("model", "model.sort", "is", "round")
SHOWN = Some("release", "model", compare("release", "release.to", "includes", "all"), NOWHERE)


@pytest.mark.parametrize(
    ("when", "asks"),
    [
        (SORT, ("student.sort",)),
        (AllOf((SORT, compare("model", "model.knack", "is", "x"))), ("student.sort", "student.knack")),
        (AnyOf((SORT, SORT)), ("student.sort",)),
        (NoneOf((SORT,)), ("student.sort",)),
        (SHOWN, ("student.releases",)),
        (compare("publisher", "publisher.wares", "includes", "sing"), ()),
        (compare("party", "party.size", "more than", Decimal(5)), ()),
        (CallDefinition("big", ("model",), NOWHERE), ("student.skills",)),
        (CallConcept("inner", ("model",), NOWHERE), ("student.grown",)),
        (CallConcept("unheard", ("model",), NOWHERE), ()),
        (Constant(True), ()),
    ],
)
def test_a_conclusion_is_asked_for_by_the_facts_that_would_decide_it(when: Condition, asks: tuple[str, ...]) -> None:
    assert concluded("student", when) == asks


def test_facts_that_are_declared_are_not_asked_for() -> None:
    both = AllOf((SORT, compare("model", "model.knack", "is", "x")))
    assert concluded("student", both, known_={"sort": "round"}) == ("student.knack",)
    assert concluded("student", both, known_={"sort": NotApplicable, "knack": "x"}) == ()
    rough = compare("step", "step.rough", "is", True)
    assert concluded("train", rough) == ()  # it is declared of the training
    assert concluded("nothing", rough) == ("nothing.rough",)
    assert concluded("student", SORT, name="unheard") == ()
