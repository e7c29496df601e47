"""Which texts bind over what was reached, and as they stood on which day: at each day that matters, and along every way that they come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from gauger.declaration.records import Agreement, DataUse, Declaration, Licence, Listed
from gauger.engine import Question, evaluate
from gauger.policy.model import Constant, Document, Frozen, Governs, Inclusion, Objection, Passage, Standing, Version
from tests.differential.random_terms import reading
from tests.differential.random_words import NOWHERE
from tests.oracle.scenes import ANYHOW, AS_OF, ASK, ID, TRAIN, clause, concept, dataset, declaration, document, known, policy, release
from tests.oracle.test_quantities import compare
from tests.unit.engine.agreed import find, word

MARCH = date(2025, 3, 1)
VERSIONS = tuple(Version(day, (), NOWHERE) for day in (date(2024, 1, 1), MARCH))
TWO = "p/two#ban@train:ask"
ROUGH = compare("access", "step.rough", "is", True)


def agreed(accepted: date | None = None, id_: str = "p/one", **more: Any) -> Agreement:
    return Agreement(id_, accepted, (), NOWHERE, **more)


# --- as accepted -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["they stand", "accepted", "last accepted"])
@pytest.mark.parametrize("accepted", [date(2025, 2, 28), MARCH, date(2025, 6, 1), None])
@pytest.mark.parametrize("renewed", [None, (), (MARCH,), (date(2025, 4, 1),), (date(2025, 4, 2),)])
def test_the_version_that_was_accepted_counts(mode: Any, accepted: date | None, renewed: tuple[date, ...] | None) -> None:
    """The ban came on 1 March; the access was on 1 February, and the training on 1 April."""
    text = document(clause(since=MARCH), versions=VERSIONS, stands=(Frozen(mode, None),))
    asked_in_april = replace(ASK, when=TRAIN.when)
    for step in (ASK, asked_in_april):
        find(policy(text), declaration(step, TRAIN, agreements=(agreed(accepted, renewed=renewed),)))
    told = word(policy(text), declaration(asked_in_april, TRAIN, agreements=(agreed(accepted, renewed=renewed),)))
    if mode == "accepted" and accepted is not None:
        assert told == ("prohibited" if accepted >= MARCH else None)
    if mode == "they stand":
        assert told == "prohibited"
    if mode == "last accepted" and accepted == date(2025, 2, 28):
        assert told == ("open" if renewed is None else "prohibited" if renewed and renewed[0] <= date(2025, 4, 1) else None)


@pytest.mark.parametrize("first", [date(2025, 2, 28), MARCH, None])
@pytest.mark.parametrize("second", [date(2025, 2, 27), date(2025, 3, 2), None])
def test_of_several_acceptances_the_first_counts(first: date | None, second: date | None) -> None:
    text = document(clause(since=MARCH), versions=VERSIONS, stands=(Frozen("accepted", None),))
    found = word(policy(text), declaration(agreements=(agreed(first), agreed(second))))
    if first is None or second is None:
        assert found == "open"
    else:
        assert found == ("prohibited" if min(first, second) >= MARCH else None)


@pytest.mark.parametrize("form", ["click", "signed", None])
@pytest.mark.parametrize(
    "stands",
    [
        ("accepted", "signed"), ("last accepted", "signed"), ("they stand", "signed"),
    ],
)  # fmt: skip
def test_how_a_text_stands_may_hang_on_the_agreement(form: str | None, stands: tuple[Any, str]) -> None:
    signed = compare("agreement", "agreement.form", "is", stands[1])
    for rest in ((), (Frozen("accepted", None),), (Objection(6, 30),)):
        text = document(clause(since=MARCH), versions=VERSIONS, stands=(Frozen(stands[0], signed), *rest))
        for agreements in ((), (agreed(date(2024, 6, 1), form=form, renewed=()),)):
            find(policy(text), declaration(agreements=agreements))
    text = document(clause(since=MARCH), versions=VERSIONS, stands=(Frozen("accepted", signed),))
    told = word(policy(text), declaration(agreements=(agreed(date(2024, 6, 1), form=form),)))
    assert told == {"signed": None, "click": "prohibited", None: "open"}[form]


# --- objections --------------------------------------------------------------------------------------------------------


def objecting(**version: Any) -> Document:
    versions = (VERSIONS[0], replace(VERSIONS[1], **version))
    return document(clause(since=MARCH), versions=versions, stands=(Objection(1, 30),))


@pytest.mark.parametrize(
    ("announced", "objected", "verdict"),
    [
        (None, date(2025, 2, 28), "prohibited"),  # before there was anything to object to
        (None, MARCH, "prohibited"),  # over on 1 April
        (None, date(2025, 3, 2), None),
        (None, date(2025, 3, 31), None),  # the last day
        (None, date(2025, 4, 1), "prohibited"),
        (date(2025, 2, 1), date(2025, 2, 1), "prohibited"),
        (date(2025, 2, 1), date(2025, 3, 1), "prohibited"),
        (date(2025, 2, 1), date(2025, 3, 2), None),
        (date(2025, 2, 1), date(2025, 3, 3), None),
        (date(2025, 2, 1), date(2025, 3, 4), "prohibited"),
    ],
)
def test_an_objection_keeps_a_version_away_for_its_months(announced: date | None, objected: date, verdict: str | None) -> None:
    """Thirty days from the notice on to object, and the old text stays for a month: is it there on 1 April?"""
    d = declaration(agreements=(agreed(date(2024, 6, 1), objected=(objected,)),))
    told = find(policy(objecting(announced=announced)), d)
    assert (told.verdict.word if told else None) == verdict


@pytest.mark.parametrize("day", [date(2025, 3, 31), date(2025, 4, 1), date(2025, 4, 29), date(2025, 4, 30), date(2025, 5, 1)])
def test_what_was_objected_nobody_says_is_asked_for_the_days_that_it_matters(day: date) -> None:
    """To 31 March whether it was objected, from 1 April to 29 April also how late, and from 30 April on nothing."""
    train = replace(TRAIN, when=replace(TRAIN.when, first=day, last=day))  # type: ignore[type-var]
    found = find(policy(objecting()), declaration(ASK, train, agreements=(agreed(date(2024, 6, 1)),)))
    assert found is not None
    asked, late = "fact:agreement p/one.objected to 2025-03-01", "fact:agreement p/one.objected late to 2025-03-01"
    pivots = (asked,) if day < date(2025, 4, 1) else (asked, late) if day < date(2025, 4, 30) else ()
    assert sorted(found.pivots) == sorted(pivots)


@pytest.mark.parametrize("accepted", [date(2025, 2, 28), MARCH, date(2025, 3, 2), None])
@pytest.mark.parametrize("other", [date(2025, 2, 28), MARCH, "none"])
def test_who_accepted_a_version_cannot_object_to_it(accepted: date | None, other: Any) -> None:
    agreements = (agreed(accepted), *(() if other == "none" else (agreed(other),)))
    told = word(policy(document(clause(since=MARCH), versions=VERSIONS, stands=(Objection(6, 30),))), declaration(agreements=agreements))
    knew = all(a.accepted is not None and a.accepted >= MARCH for a in agreements)
    assert told == ("prohibited" if knew else "open")


def test_the_first_version_that_is_kept_away_counts() -> None:
    days = (date(2024, 1, 1), MARCH, date(2025, 3, 15))
    versions = tuple(Version(day, (), NOWHERE) for day in days)
    for one, other in product((None, (MARCH,), (date(2025, 3, 15),), (MARCH, date(2025, 3, 15))), ("ban", "later")):
        since = MARCH if other == "ban" else date(2025, 3, 15)
        text = document(clause(since=since), versions=versions, stands=(Objection(6, 30),))
        find(policy(text), declaration(agreements=(agreed(date(2024, 6, 1), objected=one),)))


# --- what comes along --------------------------------------------------------------------------------------------------

MODES = ("they stand", "accepted", "last accepted")


@pytest.mark.parametrize("outer", MODES)
@pytest.mark.parametrize("inner", MODES)
@pytest.mark.parametrize("accepted", [date(2024, 6, 1), date(2025, 3, 1)])
def test_an_included_text_stands_as_the_inclusion_says(outer: Any, inner: Any, accepted: date) -> None:
    """The ban came into the included text on 1 March; the text that includes it may itself be as accepted."""
    one = document(includes=(Inclusion("p/two", inner),), stands=(Frozen(outer, None),), versions=VERSIONS)
    two = document(clause(since=MARCH), id_="p/two", governs=(), versions=VERSIONS)
    d = declaration(replace(ASK, when=TRAIN.when), TRAIN, agreements=(agreed(accepted, renewed=()),))
    told = find(policy(one, two), d, TWO)
    assert (told is not None) == (inner == "they stand" or accepted >= MARCH)


@pytest.mark.parametrize(("middle", "inner"), [(m, i) for m in MODES for i in MODES if m != "they stand" or i == m])
def test_along_a_chain_the_agreement_under_the_first_text_counts(middle: Any, inner: Any) -> None:
    one = document(includes=(Inclusion("p/two", middle),), versions=VERSIONS)
    two = document(id_="p/two", governs=(), includes=(Inclusion("p/three", inner), Inclusion("p/one", inner)), versions=VERSIONS)
    three = document(clause(since=MARCH), id_="p/three", governs=(), versions=VERSIONS)
    for agreements in (
        (agreed(date(2024, 6, 1), renewed=()), agreed(MARCH, "p/two", renewed=())),
        (agreed(MARCH, renewed=()), agreed(date(2024, 6, 1), "p/two", renewed=())),
    ):
        find(policy(one, two, three), declaration(agreements=agreements), "p/three#ban@train:ask")


@pytest.mark.parametrize("form", ["signed", "click", None])
def test_the_first_inclusion_whose_condition_holds_counts(form: str | None) -> None:
    signed, click = (compare("agreement", "agreement.form", "is", f) for f in ("signed", "click"))
    two = document(clause(since=MARCH), id_="p/two", governs=(), versions=VERSIONS)
    d = declaration(agreements=(agreed(date(2024, 6, 1), form=form),))
    for includes, expected in (
        ((Inclusion("p/two", "accepted", signed), Inclusion("p/two", "they stand")), {"signed": None, "click": "prohibited", None: "open"}),
        ((Inclusion("p/two", "they stand", signed),), {"signed": "prohibited", "click": None, None: "open"}),
        ((Inclusion("p/two", "accepted", click), Inclusion("p/two", "they stand", signed)),
         {"signed": "prohibited", "click": None, None: "open"}),
    ):  # fmt: skip
        assert word(policy(document(includes=includes, versions=VERSIONS), two), d, TWO) == expected[form]


# --- routing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["us", "sister", "they"])
@pytest.mark.parametrize("everything", [True, False])
def test_routing_asks_about_who_reached_the_model(by: str, everything: bool) -> None:
    """The sister is in Germany; where we are is France."""
    governs = Governs(() if everything else ("p/api",), compare("party", "party.place", "is", "DE"), everything=everything)
    d = declaration(replace(ASK, by=by), TRAIN, us=known(place="FR"))
    told = word(policy(document(clause(), governs=(governs,))), d)
    assert told == {"us": None, "sister": "prohibited", "they": "open" if everything else "clear"}[by]


@pytest.mark.parametrize("by", ["us", "sister"])
@pytest.mark.parametrize("done", ["us", "sister"])
@pytest.mark.parametrize("place", ["DE", "FR"])
def test_a_text_extends_to_affiliates_as_it_says(by: str, done: str, place: str) -> None:
    text = document(clause(), affiliates=compare("party", "party.place", "is", place))
    told = word(policy(text), declaration(replace(ASK, by=by), replace(TRAIN, by=done)))
    assert told == ("prohibited" if place == "DE" or (by, done) == ("us", "us") else None)


def test_routing_asks_about_the_access() -> None:
    for rough, expected in ((True, "prohibited"), (False, None), (None, "open")):
        step = replace(ASK, facts={} if rough is None else known(rough=rough))
        assert word(policy(document(clause(), governs=(Governs(("p/api",), ROUGH),))), declaration(step, TRAIN)) == expected


@pytest.mark.parametrize("host", ["h/hub", "p/app", None])
@pytest.mark.parametrize("kind", ["owner", "licence", "host"])
@pytest.mark.parametrize("licences", [None, (), (Licence("lic-p"),), (Licence("LIC-P"), Licence("lic-q"))])
def test_what_a_router_passes_through_binds(kind: Any, host: str | None, licences: tuple[Licence, ...] | None) -> None:
    gate = document(governs=(Governs(("r/gate",), None),), publisher="r", passes=(Passage(kind, ("p/two",), ("p",)),))
    two = document(clause(), id_="p/two", governs=(Governs(("h/hub",), ROUGH),), licences=("lic-p",))
    d = declaration(replace(ASK, via="r/gate", host=host), TRAIN)
    d = replace(d, artifacts={**d.artifacts, "teacher": replace(d.artifacts["teacher"], licences=licences)})
    told = word(policy(gate, two), d, TWO)
    reached = {"owner": True, "licence": bool(licences), "host": host == "h/hub"}[kind]
    assert told == ("prohibited" if reached else "open" if kind == "host" and host is None else None)


def test_whose_texts_a_router_passes_through_is_named() -> None:
    gate = document(governs=(Governs(("r/gate",), None),), publisher="r", passes=(Passage("owner", ("p/two",), ("q",)),))
    two = document(clause(), id_="p/two", governs=())
    assert word(policy(gate, two), declaration(replace(ASK, via="r/gate"), TRAIN), TWO) is None


# --- what is a source --------------------------------------------------------------------------------------------------


def with_theirs(**step: Any) -> Declaration:
    train = replace(TRAIN, data=Listed((DataUse("theirs", None, None, NOWHERE),), False), **step)
    return declaration(ASK, train, artifacts=(dataset("theirs", Licence("lic-p")),))


@pytest.mark.parametrize("by", ["us", "sister", "they"])
def test_what_the_declaring_side_takes_is_a_source(by: str) -> None:
    p = policy(document(clause(objects=("rows",)), governs=(), licences=("lic-p",)))
    found = find(p, with_theirs(by=by), "p/one#ban@train:theirs")
    assert (found is not None) == (by != "they")


@pytest.mark.parametrize("open_", [True, False])
def test_what_it_may_take_is_a_source(open_: bool) -> None:
    p = policy(document(clause(objects=("rows",)), governs=(), licences=("lic-p",)))
    d = with_theirs()
    train = replace(d.steps["train"], data=Listed((), open_))
    told = word(p, replace(d, steps={"ask": ASK, "train": train}), "p/one#ban@train:theirs")
    assert told == ("open" if open_ else None)


@pytest.mark.parametrize("via", ["local", None, "p/api"])
@pytest.mark.parametrize("licences", [None, (), (Licence("lic-p"),)])
@pytest.mark.parametrize("own", [True, False])
def test_a_model_that_is_run_is_reached_and_taken(via: str | None, licences: tuple[Licence, ...] | None, own: bool) -> None:
    text = document(clause(), clause(name="weights", objects=("weights",), at="2"), licences=("lic-p",))
    d = declaration(replace(ASK, via=via), TRAIN)
    d = replace(d, artifacts={**d.artifacts, "teacher": replace(d.artifacts["teacher"], licences=licences, own=own)})
    descends = concept("descends", reading("any", Standing.TEXT, None, replace(ANYHOW, along=ANYHOW.along | {"weights"})))
    find(policy(text, concepts=(descends,)), d)


@pytest.mark.parametrize("by", ["us", "sister", "they"])
@pytest.mark.parametrize("listed", ["base", "data", "tools"])
def test_whatever_a_step_may_start_from_is_a_source_where_the_declaring_side_does_it(by: str, listed: str) -> None:
    """Nothing is declared of one of the lists: what is there of p may be among it."""
    bans = (clause(name=name, objects=(name,), at=name) for name in ("rows", "weights", "saw"))
    text = document(*bans, governs=(), licences=("lic-p",))
    reach = replace(ANYHOW, along=ANYHOW.along | {"weights", "tool"})
    ties = tuple(concept(name, reading("any", Standing.TEXT, None, reach)) for name in ("descends", "employed"))
    theirs = tuple(replace(dataset(kind, Licence("lic-p")), kind=kind) for kind in ("dataset", "model", "tool"))
    d = declaration(ASK, replace(TRAIN, by=by, **{listed: Listed((), True)}), artifacts=theirs)  # type: ignore[arg-type]
    found = {"base": "p/one#weights@train:model", "data": "p/one#rows@train:dataset", "tools": "p/one#saw@train:tool"}
    assert {name: word(policy(text, concepts=ties), d, id_) for name, id_ in found.items()} == {
        name: "open" if name == listed and by != "they" else None for name in found
    }


def test_a_model_that_is_only_reached_is_not_taken() -> None:
    """What it was asked for came by the channel, and its licence is no text of that."""
    d = declaration()
    d = replace(d, artifacts={**d.artifacts, "teacher": replace(d.artifacts["teacher"], licences=(Licence("lic-p"),))})
    assert word(policy(document(clause(), licences=("lic-p",), governs=())), d) is None


@pytest.mark.parametrize("via", ["local", None, "p/api"])
def test_an_own_model_is_a_source_where_somebody_serves_it(via: str | None) -> None:
    d = declaration(replace(ASK, via=via), TRAIN)
    d = replace(d, artifacts={**d.artifacts, "teacher": replace(d.artifacts["teacher"], own=True)})
    assert word(policy(document(clause())), d) == ("prohibited" if via == "p/api" else None)


# --- whom a text binds -------------------------------------------------------------------------------------------------

API, EVERYWHERE = Governs(("p/api",), None), Governs((), None, everything=True)


@pytest.mark.parametrize("governs", [(API, EVERYWHERE), (EVERYWHERE, API), (API, Governs(("p/app",), None))])
def test_what_governs_everything_binds_whoever_reached_it(governs: tuple[Governs, ...]) -> None:
    """Strangers, and an affiliate to which the text does not extend as to what is done under it."""
    everywhere = EVERYWHERE in governs
    text = document(clause(), governs=governs)
    assert word(policy(text), declaration(replace(ASK, by="they"), TRAIN)) == ("prohibited" if everywhere else "clear")
    narrow = replace(text, affiliates=Constant(False))
    assert word(policy(narrow), declaration(replace(ASK, by="sister"), TRAIN)) == ("prohibited" if everywhere else None)


def test_what_governs_everything_governs_what_was_taken() -> None:
    """Who took it is the declarant, in France, and there is no access to ask about."""
    for place, verdict in (("FR", "prohibited"), ("DE", None)):
        governs = Governs((), compare("party", "party.place", "is", place), everything=True)
        d = replace(with_theirs(), parties=declaration(us=known(place="FR")).parties)
        assert word(policy(document(clause(objects=("rows",)), governs=(governs,))), d, "p/one#ban@train:theirs") == verdict


def test_who_reached_it_is_noted_where_the_text_does_not_bind_for_that_alone() -> None:
    note = "not bound: `ask` was done by others, and the text binds only who accepted it"
    for admitted, noted in (((), True), ((Standing.STATEMENT,), False)):
        found = find(policy(document(clause())), declaration(replace(ASK, by="they"), TRAIN), ID, *admitted)
        assert found is not None
        assert (note in found.notes) == noted


def test_where_nothing_says_whether_strangers_bind_they_do_not() -> None:
    p = policy(document(clause()))
    p = replace(p, vocabulary=replace(p.vocabulary, binding=None))
    exposure = evaluate(p, declaration(replace(ASK, by="they"), TRAIN), Question(AS_OF))
    assert exposure.findings == ()
    assert exposure.examined.documents == ()


def test_only_texts_that_may_hold_are_examined() -> None:
    """The gate passes on nothing of p/two, which would come along with an agreement of a form that nobody has."""
    signed = compare("agreement", "agreement.form", "is", "signed")
    includes = (Inclusion("p/two", "they stand", signed),)
    for form, documents in (("click", ("p/one",)), (None, ("p/one", "p/two"))):
        p = policy(document(clause(), includes=includes), document(clause(), id_="p/two", governs=()))
        exposure = evaluate(p, declaration(agreements=(agreed(form=form),)), Question(AS_OF))
        assert exposure.examined.documents == documents


def test_a_text_that_holds_in_one_way_of_two_holds() -> None:
    """It governs the channel, and stands as accepted where it was signed; it was not, so it stands as of the day."""
    frozen = (Frozen("accepted", compare("agreement", "agreement.form", "is", "signed")),)
    text = document(clause(since=MARCH), versions=VERSIONS, stands=frozen)
    assert word(policy(text), declaration(agreements=(agreed(date(2024, 6, 1), form="click"),))) == "prohibited"


def test_a_licence_passes_nothing_through() -> None:
    """To pass on other terms is for whom a model is reached through; who takes a data set takes it under its own licence."""
    text = document(governs=(API,), licences=("lic-p",), passes=(Passage("owner", ("p/two",), ("p",)),))
    two = document(clause(objects=("rows",)), clause(name="reached", at="2"), id_="p/two", governs=())
    assert word(policy(text, two), with_theirs(), "p/two#ban@train:theirs") is None
    assert word(policy(text, two), declaration(), "p/two#reached@train:ask") == "prohibited"


# --- along circles -----------------------------------------------------------------------------------------------------


def test_texts_that_include_one_another_come_to_an_end() -> None:
    one = document(clause(), includes=(Inclusion("p/two", "they stand"),))
    two = document(clause(), id_="p/two", governs=(), includes=(Inclusion("p/one", "they stand"), Inclusion("p/three", "they stand")))
    three = document(clause(), id_="p/three", governs=(), includes=(Inclusion("p/two", "they stand"),))
    found = {id_: word(policy(one, two, three), declaration(), f"{id_}#ban@train:ask") for id_ in ("p/one", "p/two", "p/three")}
    assert found == dict.fromkeys(found, "prohibited")


# --- what is taken and leads nowhere -----------------------------------------------------------------------------------

LICENSED = (Licence("lic-p"),)


@pytest.mark.parametrize("by", ["us", "they"])
@pytest.mark.parametrize("listed", ["base", "data", "tools"])
def test_what_a_step_takes_is_a_source_though_nothing_is_made_from_it(by: str, listed: str) -> None:
    """A model is tried out, and nothing comes of it: the licence of what was taken for that binds all the same."""
    items = (DataUse("theirs", None, None, NOWHERE),) if listed == "data" else ("theirs",)
    trial = replace(TRAIN, id="trial", does="evaluate", by=by, yields=(), **{"data": Listed((), False), listed: Listed(items, False)})  # type: ignore[arg-type]
    p = policy(document(clause(), governs=(), licences=("lic-p",)))
    exposure = evaluate(p, declaration(trial, artifacts=(dataset("theirs", *LICENSED),)), Question(AS_OF))
    assert (exposure.examined.sources, exposure.examined.documents) == ((1, ("p/one",)) if by == "us" else (0, ()))


@pytest.mark.parametrize(
    ("by", "via", "licences", "sources"),
    [
        ("us", "local", LICENSED, 2),  # the reaching, and the model itself
        ("us", None, LICENSED, 2),
        ("us", None, None, 2),
        ("us", None, (), 1),  # known to have no licence: nobody has its weights
        ("us", "p/api", LICENSED, 1),
        ("they", "local", LICENSED, 1),
    ],
)
def test_a_model_that_is_run_at_home_is_taken(by: str, via: str | None, licences: tuple[Licence, ...] | None, sources: int) -> None:
    trial = replace(ASK, does="evaluate", by=by, via=via, yields=())
    d = declaration(trial)
    d = replace(d, artifacts={**d.artifacts, "teacher": replace(d.artifacts["teacher"], licences=licences)})
    assert evaluate(policy(document(clause())), d, Question(AS_OF)).examined.sources == sources


def test_what_is_let_out_is_a_source_whoever_made_it() -> None:
    d = declaration(replace(TRAIN, by="they"), artifacts=(dataset("theirs", *LICENSED),))
    shown = replace(d, releases=Listed((replace(release(), id="theirs.release", artifact="theirs"),), False))
    p = policy(document(clause(), governs=(), licences=("lic-p",)))
    assert [evaluate(p, one, Question(AS_OF)).examined.sources for one in (d, shown)] == [0, 1]
