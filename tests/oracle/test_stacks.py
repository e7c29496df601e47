"""Channels, versions, inclusion, passing through, licences, acts by others and tools, on cases worked out by hand; each docstring does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gauger.declaration.records import Agreement, Artifact, DataUse, Declaration, Lasting, Licence, Listed, Release, Step, Uncertain
from gauger.policy.model import (
    AttributeRef,
    Condition,
    Constant,
    Document,
    Frozen,
    Governs,
    Inclusion,
    NoneOf,
    Objection,
    Passage,
    Pattern,
    Standing,
    Version,
)
from gauger.policy.model import Test as Comparison
from tests.differential.random_terms import reading
from tests.differential.random_words import ATTRIBUTES, MANNERS, NOWHERE, ROUGH
from tests.oracle.enumerator import judge
from tests.oracle.scenes import (
    AS_OF,
    ASK,
    ID,
    TRAIN,
    clause,
    concept,
    dataset,
    declaration,
    document,
    exception,
    find,
    keys,
    known,
    policy,
)


def compare(variable: str, key: str, operator: Any, *values: Any) -> Comparison:
    return Comparison(AttributeRef(variable, ATTRIBUTES[key]), operator, values, None, NOWHERE)


# --- channels ----------------------------------------------------------------------------------------------------------


def test_a_channel_is_asked_like_a_fact() -> None:
    """The access was through p/api: met. Where nobody says, p/api is one of p/api, p/app and another channel, and only it is governed."""
    p = policy(document(clause(when=compare("access", "step.via", "is", "p/api"))))
    assert find(p, declaration()).verdict == "prohibited"
    found = find(p, declaration(replace(ASK, via=None), TRAIN))
    assert (found.verdict, found.worlds, found.pivots) == ("open", (1, 3), keys("fact:ask.via"))


def test_who_served_it_is_a_channel_that_hosts_models() -> None:
    """h/hub hosts models and is the only one that does: it, or another channel. What reaches no model was served by nobody."""
    p = policy(document(clause(when=compare("access", "step.served-by", "is", "h/hub"))))
    found = find(p, declaration())
    assert (found.verdict, found.worlds, found.pivots) == ("open", (1, 2), keys("fact:ask.served-by"))
    assert find(p, declaration(replace(ASK, host="h/hub"), TRAIN)).verdict == "prohibited"
    of_training = policy(document(clause(when=compare("step", "step.served-by", "is", "h/hub"))))
    assert find(of_training, declaration()).worlds == (0, 1)


# --- versions ----------------------------------------------------------------------------------------------------------

FROM_MARCH = date(2025, 3, 1)
OLD, NEW = Version(date(2024, 1, 1), (), NOWHERE), Version(FROM_MARCH, (), NOWHERE)


def agreed(**more: Any) -> Agreement:
    return replace(Agreement("p/one", None, (), NOWHERE), **more)


def new_clause(*stands: Frozen | Objection, **more: Any) -> Document:
    """A ban that came with the version of 1 March; the access was on 1 February, the training on 1 April."""
    return document(clause(since=FROM_MARCH, **more), versions=(OLD, NEW), stands=stands)


@pytest.mark.parametrize(
    ("agreement", "verdict"),
    [
        (agreed(accepted=date(2025, 2, 1)), None),  # no ban yet
        (agreed(accepted=date(2025, 3, 1)), "prohibited"),
        (agreed(), "open"),  # an unknown day
    ],
)
def test_a_text_stands_as_it_was_accepted(agreement: Agreement, verdict: str | None) -> None:
    """Told by the day of acceptance and by nothing else; before 1 March there was no ban, so it engages nowhere."""
    found = judge(policy(new_clause(Frozen("accepted", None))), declaration(agreements=(agreement,)), AS_OF)
    assert (found[ID].verdict if ID in found else None) == verdict
    assert ID not in found or found[ID].pivots == (keys("fact:agreement p/one.accepted") if verdict == "open" else keys())


@pytest.mark.parametrize(("renewed", "engaged"), [(date(2024, 9, 15), True), (date(2024, 8, 15), False), (date(2025, 3, 15), False)])
def test_a_text_stands_as_last_accepted(renewed: date, engaged: bool) -> None:
    """The ban came on 1 September 2024. Accepted in June, renewed then or then; a renewal after the access in February does not count."""
    text = document(clause(since=date(2024, 9, 1)), stands=(Frozen("last accepted", None),))
    d = declaration(agreements=(agreed(accepted=date(2024, 6, 1), renewed=(renewed,)),))
    assert (ID in judge(policy(text), d, AS_OF)) == engaged


def test_renewals_that_nobody_declares_are_one_unknown_day() -> None:
    """The ban came on 1 September 2024. Accepted in June, renewed at any day until the access on 1 February: two cells."""
    text = document(clause(since=date(2024, 9, 1)), stands=(Frozen("last accepted", None),))
    found = find(policy(text), declaration(agreements=(agreed(accepted=date(2024, 6, 1)),)))
    assert (found.verdict, found.worlds, found.pivots) == ("open", (1, 2), keys("fact:agreement p/one.last-accepted by 2025-02-01"))


def test_how_a_text_stands_may_hang_on_the_form() -> None:
    """Signed, it stands as accepted in February, without the ban; else the ban of the day counts. Nobody says: one choice of two."""
    signed = compare("agreement", "agreement.form", "is", "signed")
    p = policy(new_clause(Frozen("accepted", signed)))
    for form, verdict in (("click", "prohibited"), (None, "open")):
        found = find(p, declaration(agreements=(agreed(accepted=date(2025, 2, 1), form=form),)))
        assert (found.verdict, found.pivots) == (verdict, keys() if form else keys("fact:agreement p/one.form"))
    assert ID not in judge(p, declaration(agreements=(agreed(accepted=date(2025, 2, 1), form="signed"),)), AS_OF)


@pytest.mark.parametrize(
    ("agreements", "stands", "verdict", "pivots"),
    [
        ((agreed(objected=(date(2025, 3, 5),)),), Objection(1, 10), None, keys()),  # kept away until 5 April
        ((agreed(objected=(date(2025, 3, 20),)),), Objection(1, 10), "prohibited", keys()),  # too late to object
        ((agreed(objected=()),), Objection(1, 10), "prohibited", keys()),
        ((agreed(),), Objection(2, 10), "open", keys("fact:agreement p/one.objected to 2025-03-01")),
        (
            (agreed(),),
            Objection(1, 10),
            "open",
            keys("fact:agreement p/one.objected to 2025-03-01", "fact:agreement p/one.objected late to 2025-03-01"),
        ),
        ((), Objection(1, 0), "prohibited", keys()),  # until 1 April at the latest
        ((agreed(accepted=date(2025, 3, 2)),), Objection(2, 10), "prohibited", keys()),  # accepted as it is now
    ],
)
def test_an_objection_keeps_a_version_away(
    agreements: tuple[Agreement, ...], stands: Objection, verdict: str | None, pivots: frozenset[str]
) -> None:
    """Trained on 1 April, a month after the version with the ban; while that is kept away, 28 February tells, when there was none."""
    found = judge(policy(new_clause(stands)), declaration(agreements=agreements), AS_OF)
    assert (found[ID].verdict if ID in found else None) == verdict
    assert verdict is None or found[ID].pivots == pivots


def test_an_exception_must_be_in_force_on_the_days_by_which_the_version_is_told() -> None:
    """The exception came on 1 March: as accepted in February it is not there, as the text stands on 1 April it is."""
    later = exception("later", since=FROM_MARCH)
    for stands, verdict in (((Frozen("accepted", None),), "prohibited"), ((), "clear")):
        text = document(clause(exceptions=("later",), until=date(2025, 12, 1)), exceptions=(later,), stands=stands)
        train = replace(TRAIN, when=Lasting(date(2025, 4, 1), date(2025, 4, 1)))
        ask = replace(ASK, when=Lasting(date(2025, 3, 1), date(2025, 3, 1)))
        assert find(policy(text), declaration(ask, train, agreements=(agreed(accepted=date(2025, 2, 1)),))).verdict == verdict


# --- what comes with a text --------------------------------------------------------------------------------------------


def test_an_included_text_stands_as_the_inclusion_says() -> None:
    """p/two, accepted in February, includes p/one with its ban of 1 March: as it stands on 1 April it bears, as accepted it does not."""
    for mode, engaged in (("they stand", True), ("accepted", False)):
        included = document(clause(since=FROM_MARCH), governs=())
        root = document(clause("silent"), id_="p/two", includes=(Inclusion("p/one", mode),))  # type: ignore[arg-type]
        d = declaration(agreements=(agreed(document="p/two", accepted=date(2025, 2, 1)),))
        assert (ID in judge(policy(included, root), d, AS_OF)) == engaged


def through(*passages: Passage) -> Document:
    return document(clause("silent"), id_="r/one", publisher="r", governs=(Governs(("r/gate",), None),), passes=passages)


@pytest.mark.parametrize(
    ("passage", "verdict"),
    [
        (Passage("owner", ("p/one",), ("p",)), "prohibited"),
        (Passage("owner", ("p/one",), ("q",)), None),
        (Passage("licence", (), ()), None),
        (Passage("host", (), ()), None),
    ],
)
def test_a_router_passes_the_owners_text_through(passage: Passage, verdict: str | None) -> None:
    """The teacher is of publisher p; p/one governs no channel here, so it binds only where r/one passes it through."""
    found = judge(policy(document(clause(), governs=()), through(passage)), declaration(replace(ASK, via="r/gate"), TRAIN), AS_OF)
    assert (found[ID].verdict if ID in found else None) == verdict


def test_a_router_passes_the_hosts_text_through() -> None:
    """h/one governs the hub: served there it binds, and where nobody says it is one of two channels."""
    hosted = document(clause(), id_="h/one", publisher="h", governs=(Governs(("h/hub",), None),))
    p = policy(hosted, through(Passage("host", (), ())))
    found = find(p, declaration(replace(ASK, via="r/gate"), TRAIN), "h/one#ban@train:ask")
    assert (found.verdict, found.pivots) == ("open", keys("fact:ask.served-by"))
    served = declaration(replace(ASK, via="r/gate", host="h/hub"), TRAIN)
    assert find(p, served, "h/one#ban@train:ask").verdict == "prohibited"


def test_a_router_passes_the_licence_through() -> None:
    """The teacher carries lic-p, whose text is p/one."""
    p = policy(document(clause(), governs=(), licences=("lic-p",)), through(Passage("licence", (), ())))
    teacher = replace(declaration().artifacts["teacher"], licences=(Licence("lic-p"),))
    assert find(p, declaration(replace(ASK, via="r/gate"), TRAIN, artifacts=(teacher,))).verdict == "prohibited"


@pytest.mark.parametrize(
    ("extends", "asks", "trains", "verdict"),
    [
        (Constant(True), "sister", "sister", "prohibited"),
        (Constant(False), "sister", "us", None),  # neither its access
        (Constant(False), "us", "sister", None),  # nor its acts
        (Constant(False), "us", "us", "prohibited"),
        (compare("party", "party.place", "is", "DE"), "sister", "us", "prohibited"),  # where the affiliate is
        (compare("party", "party.place", "is", "FR"), "sister", "us", None),
    ],
)
def test_a_text_may_not_extend_to_affiliates(extends: Condition, asks: str, trains: str, verdict: str | None) -> None:
    d = declaration(replace(ASK, by=asks), replace(TRAIN, by=trains))
    found = judge(policy(document(clause(), affiliates=extends)), d, AS_OF)
    assert (found[ID].verdict if ID in found else None) == verdict


# --- licences ----------------------------------------------------------------------------------------------------------

FROM_DATA = "p/one#ban@train:found"


def licensed(*licences: Licence, **more: Any) -> Declaration:
    """Trained on 1 April on a dataset of publisher p under these licences."""
    train = replace(TRAIN, data=Listed((DataUse("found", None, None, NOWHERE),), False))
    return declaration(train, artifacts=(dataset("found", *licences, **more),))


def licence_text(*objects: str) -> Document:
    return document(clause(objects=objects or ("rows",)), governs=(), licences=("lic-p",))


JUNE = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("licences", "more", "verdict", "pivots"),
    [
        ((Licence("LIC-P"),), {}, "prohibited", keys()),  # case does not count
        ((Licence("lic-p", until=JUNE),), {"obtained": Lasting(JUNE, JUNE)}, "prohibited", keys()),
        ((Licence("lic-p", since=date(2024, 6, 2)),), {"obtained": Lasting(JUNE, JUNE)}, None, keys()),
        ((Licence("lic-p", until=JUNE),), {"obtained": Uncertain(JUNE, date(2024, 7, 1))}, "open", keys("fact:found.obtained")),
        ((Licence("lic-p", until=JUNE),), {"released": date(2024, 7, 1)}, None, keys()),  # not obtained before it came out
        ((Licence("lic-p", choice="x"), Licence("lic-q", choice="x")), {"under": "lic-p"}, "prohibited", keys()),
        ((Licence("lic-p", choice="x"), Licence("lic-q", choice="x")), {"under": "lic-q"}, None, keys()),
        ((Licence("lic-p", choice="x"), Licence("lic-q", choice="x")), {}, "open", keys("fact:found.under")),
        ((Licence("lic-p", tag=True), Licence("lic-q")), {}, "grey", keys("conflict:found.license")),
        ((Licence("lic-p", tag=True), Licence("lic-p")), {}, "prohibited", keys()),  # on either side
    ],
)
def test_which_licence_a_copy_carries(
    licences: tuple[Licence, ...], more: dict[str, Any], verdict: str | None, pivots: frozenset[str]
) -> None:
    """Of its days, of the choice among alternatives, of metadata against text: lic-p, whose text bans, is carried or not."""
    found = judge(policy(licence_text()), licensed(*licences, **more), AS_OF)
    assert (found[FROM_DATA].verdict if FROM_DATA in found else None) == verdict
    assert verdict is None or found[FROM_DATA].pivots == pivots


def test_a_licence_that_covers_earlier_copies_takes_over() -> None:
    """Obtained in June 2024 under lic-p, which was let out until then; from May 2025 on lic-q covers that copy too.

    So the training in April was under lic-p alone. With lic-q from March on, it was under lic-q alone.
    """
    for turn, ours in ((date(2025, 5, 1), {"p/one"}), (date(2025, 3, 1), {"p/two"})):
        other = document(clause(objects=("rows",)), id_="p/two", governs=(), licences=("lic-q",))
        d = licensed(Licence("lic-p", until=JUNE), Licence("lic-q", since=turn, back=True), obtained=Lasting(JUNE, JUNE))
        assert {f.partition("#")[0] for f in judge(policy(licence_text(), other), d, AS_OF)} == ours


@pytest.mark.parametrize(("layer", "o", "engaged"), [("database", "order", True), ("database", "texts", False), ("database", "rows", True)])
def test_a_licence_for_a_layer_ties_objects_of_that_layer(layer: Any, o: str, engaged: bool) -> None:
    """`order` is of the database, `texts` of the contents, and `rows` of no layer."""
    assert (FROM_DATA in judge(policy(licence_text(o)), licensed(Licence("lic-p", layer)), AS_OF)) == engaged


def test_an_object_may_hang_on_the_access() -> None:
    """`rough-answers` are answers of a rough access. Declared rough: bears. Not rough: engages nowhere. Nobody says: one of two."""
    p = policy(document(clause(objects=("rough-answers",))))
    assert ROUGH.left.variable == "access"
    assert find(p, declaration()).verdict == "prohibited"
    assert ID not in judge(p, declaration(replace(ASK, facts=known(rough=False)), TRAIN), AS_OF)
    assert find(p, declaration(replace(ASK, facts={}), TRAIN)).pivots == keys("fact:ask.rough")


def test_letting_out_the_very_thing() -> None:
    """A ban on releases that names no object bears where what is let out is what the licence came with."""
    ban = document(clause(act="show dataset", objects=()), governs=(), licences=("lic-p",))
    out = Release("found.release", "found", Lasting(AS_OF, AS_OF), {}, NOWHERE)
    d = replace(licensed(Licence("lic-p")), releases=Listed((out,), False))
    assert find(policy(ban), d, "p/one#ban@found.release:found").verdict == "prohibited"


# --- others, tools -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("train", "verdict", "pivots"),
    [
        (TRAIN, None, keys()),
        (replace(TRAIN, on_behalf=("sister",)), None, keys()),
        (replace(TRAIN, on_behalf=("they",)), "prohibited", keys()),
        (replace(TRAIN, on_behalf=None), "open", keys("fact:train.for")),
        (replace(TRAIN, by="they"), "prohibited", keys()),
    ],
)
def test_an_act_by_others_is_a_strangers_or_for_a_stranger(train: Step, verdict: str | None, pivots: frozenset[str]) -> None:
    """`they` are strangers, `sister` is an affiliate."""
    found = judge(policy(document(clause(act="help-make model"))), declaration(ASK, train), AS_OF)
    assert (found[ID].verdict if ID in found else None) == verdict
    assert verdict is None or found[ID].pivots == pivots


def test_a_strangers_act_is_none_of_ours() -> None:
    assert ID not in judge(policy(document(clause())), declaration(ASK, replace(TRAIN, by="they")), AS_OF)


def test_a_tool_under_its_licence_is_a_source() -> None:
    """The training was done with kit. Nobody says with what: kit or nothing, which is one choice of two."""
    employed = concept("employed", reading("direct", Standing.TEXT, None, Pattern(MANNERS, 1)), parameters=("model", "saw"))
    p = policy(document(clause(objects=("saw",)), governs=(), licences=("lic-p",)), concepts=(employed,))
    kit = Artifact("kit", "tool", "kit", "p", False, (Licence("lic-p"),), None, {}, NOWHERE)
    for tools, verdict, pivots in (
        (Listed(("kit",), False), "prohibited", keys()),
        (Listed[str]((), True), "open", keys("fact:train.tools")),
    ):
        found = find(p, declaration(ASK, replace(TRAIN, tools=tools), artifacts=(kit,)), "p/one#ban@train:kit")
        assert (found.verdict, found.pivots) == (verdict, pivots)


def test_what_trains_yields_models() -> None:
    """A tool leads to the model that a training yields and not to the log that it yields as well."""
    anyhow = Pattern(MANNERS, None)
    d = declaration(ASK, replace(TRAIN, yields=("student", "log"), tools=Listed(("kit",), False)), artifacts=(
        dataset("log"), Artifact("kit", "tool", "kit", "p", False, (Licence("lic-p"),), None, {}, NOWHERE)))  # fmt: skip
    employed = concept("employed", reading("any", Standing.TEXT, NoneOf(()), anyhow), parameters=("model", "saw"))
    shown = Release("log.release", "log", Lasting(AS_OF, AS_OF), {}, NOWHERE)
    ban = document(clause(act="show dataset", objects=("saw",)), governs=(), licences=("lic-p",))
    found = judge(policy(ban, concepts=(employed,)), replace(d, releases=Listed((shown,), False)), AS_OF)
    assert found == {}
