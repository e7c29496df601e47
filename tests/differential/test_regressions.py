"""Small cases on which the engine once was wrong, worked out by hand; the enumerator must say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gauger.declaration.records import Agreement, Artifact, Declaration, Known, Licence, Listed, NotApplicable, Parts, Party, Position
from gauger.engine import Question, Refused, evaluate
from gauger.findings.model import Finding
from gauger.policy.model import (
    Admits,
    AllOf,
    AttributeRef,
    Consequence,
    Constant,
    Frozen,
    Governs,
    Inclusion,
    Measure,
    NoneOf,
    Objection,
    Passage,
    Pattern,
    Policy,
    Precedence,
    ReadsLike,
    Some,
    Standing,
    Tie,
    Version,
)
from gauger.policy.model import Test as Comparison
from tests.differential.random_words import ATTRIBUTES, NOWHERE, OWN_OUTPUT
from tests.oracle.enumerator import judge, list_holding
from tests.oracle.scenes import AS_OF, ASK, ID, TRAIN, USED, clause, declaration, document, exception, is_sort, known, policy, release
from tests.oracle.test_connections import call, vague
from tests.oracle.test_right_sides import SING, against, taught

MARCH = date(2025, 3, 1)
GROWN = Comparison(AttributeRef("model", ATTRIBUTES["model.grown"]), "is", (True,), None, NOWHERE)


def find(p: Policy, d: Declaration, id_: str = ID) -> Finding | None:
    """What the engine finds; it must be what the enumerator finds."""
    found = {f.id: f for f in evaluate(p, d, Question(as_of=AS_OF)).findings}
    wanted = judge(p, d, AS_OF)
    assert {i: f.verdict.word for i, f in found.items()} == {i: j.verdict for i, j in wanted.items()}
    assert {i: f.duty for i, f in found.items()} == {i: j.duty for i, j in wanted.items()}
    return found.get(id_)


def word(p: Policy, d: Declaration, id_: str = ID) -> str | None:
    finding = find(p, d, id_)
    return finding.verdict.word if finding else None


def test_what_was_last_accepted_by_two_days_is_two_facts_of_one_finding() -> None:
    """On which day the model was asked nobody says, and title is over from May: the terms may have been renewed into that by today. That
    it hangs on, the ban on training in April, came in March: of that, renewals by April count."""
    title = clause("assigns", "title", objects=(), until=date(2025, 5, 1))
    title = replace(title, norm=replace(title.norm, act=OWN_OUTPUT, conditional=True))
    p = policy(document(title, clause(since=MARCH), stands=(Frozen("last accepted", None),)))
    agreements = (Agreement("p/one", date(2024, 6, 1), (), NOWHERE),)
    finding = find(p, declaration(replace(ASK, when=None), TRAIN, agreements=agreements), "p/one#title@ask:ask")
    assert finding is not None
    assert (finding.verdict.word, finding.worlds) == ("open", (1, 4))
    assert finding.pivots == tuple(f"fact:agreement p/one.last-accepted by {day}" for day in (AS_OF, date(2025, 4, 1)))


def test_title_with_an_exception_on_terms_is_conditional() -> None:
    """Title hangs on a ban that is broken; whoever meets the terms of the exception keeps it, and nobody says whether they are met."""
    terms = exception("terms", provided=Comparison(AttributeRef("party", ATTRIBUTES["party.place"]), "is", ("DE",), None, NOWHERE))
    title = clause("assigns", "title", act="make model", exceptions=("terms",))
    title = replace(title, norm=replace(title.norm, conditional=True))
    p = policy(document(clause(), title, exceptions=(terms,)))
    assert word(p, declaration(), "p/one#title@train:ask") == "conditional"


def test_a_text_that_does_not_bind_an_affiliate_brings_nothing_along() -> None:
    """The affiliate asked; the terms extend to nobody, so what they include does not bind it either."""
    terms: dict[str, Any] = {"affiliates": Constant(False), "includes": (Inclusion("p/two", "they stand"),)}
    included = document(clause(), id_="p/two", governs=())
    d = declaration(replace(ASK, by="sister"), TRAIN)
    assert word(policy(document(**terms), included), d, "p/two#ban@train:ask") is None
    assert word(policy(document(**{**terms, "affiliates": Constant(True)}), included), d, "p/two#ban@train:ask") == "prohibited"


def test_another_grantors_text_lifts_nothing_by_what_it_says_itself() -> None:
    """The law of q permits and says that it prevails; p yields to nothing, so its ban stands, and lifts where p yields."""
    law: dict[str, Any] = {"id_": "q/law", "publisher": "q", "governs": (Governs((), None, everything=True),)}
    leave = document(clause("permits", "leave"), **law, precedence=Precedence(over=("p/one",)))
    assert word(policy(document(clause()), leave), declaration()) == "prohibited"
    yielding = document(clause(), precedence=Precedence(under=("q/law",)))
    assert word(policy(yielding, leave), declaration()) == "clear"


def test_a_declared_objection_counts_beside_an_agreement_that_declares_none() -> None:
    """The ban came on 1 March, objected to that day for six months: the training in April is under the old version for sure."""
    versions = tuple(Version(day, (), NOWHERE) for day in (date(2024, 1, 1), MARCH))
    p = policy(document(clause(since=MARCH), versions=versions, stands=(Objection(6, 30),)))
    agreements = (Agreement("p/one", None, (), NOWHERE), Agreement("p/one", None, (), NOWHERE, objected=(MARCH,)))
    assert word(p, declaration(agreements=agreements)) is None
    assert word(p, declaration(agreements=agreements[:1])) == "open"


def test_documents_that_read_one_another_in_a_circle_share_a_choice() -> None:
    """A round student meets one of two readings: one choice, of the least id, and no end of following."""
    rivals = vague("rivals", narrow=is_sort("square"), wide=is_sort("round"))
    likes = {a: (ReadsLike("rivals", b, "…"),) for a, b in (("p/one", "p/two"), ("p/two", "p/one"))}
    texts = [document(clause(when=call("rivals")), id_=id_, likes=likes[id_]) for id_ in ("p/one", "p/two")]
    finding = find(policy(*texts, concepts=(rivals,)), declaration(), "p/two#ban@train:ask")
    assert finding is not None
    assert finding.pivots == ("reading:p/one:rivals",)


def test_a_licence_stands_as_its_text_says() -> None:
    """Accepted before the ban came, and standing as accepted, the licence has no ban; of the day it has."""
    versions = tuple(Version(day, (), NOWHERE) for day in (date(2024, 1, 1), MARCH))
    run = declaration(replace(ASK, via="local"), TRAIN, agreements=(Agreement("p/one", date(2024, 6, 1), (), NOWHERE),))
    teacher = replace(run.artifacts["teacher"], licences=(Licence("lic-p"),))
    run = replace(run, artifacts={**run.artifacts, "teacher": teacher})
    text: dict[str, Any] = {"governs": (), "licences": ("lic-p",), "versions": versions}
    assert word(policy(document(clause(since=MARCH), **text)), run) == "prohibited"
    assert word(policy(document(clause(since=MARCH), **text, stands=(Frozen("accepted", None),))), run) is None


def test_a_law_that_asks_about_the_access_is_not_met_by_what_nobody_accessed() -> None:
    """The weights of a model of p are let out: there is no access to be rough, so the law does not govern that."""
    rough = Comparison(AttributeRef("access", ATTRIBUTES["step.rough"]), "is", (True,), None, NOWHERE)
    p = policy(document(clause(), governs=(Governs((), rough, everything=True),)))
    d = declaration()
    d = replace(d, artifacts={**d.artifacts, "teacher": replace(d.artifacts["teacher"], licences=(Licence("lic-p"),))})
    d = replace(d, steps={**d.steps, "ask": replace(ASK, via="local")})
    assert word(p, d) == "prohibited"
    assert isinstance(ASK.facts["rough"], Known)


def test_an_undeclared_renewal_is_bounded_by_the_days_of_its_own_finding() -> None:
    """The ban came on 1 March, accepted in 2024. By the access of February it cannot have been renewed into it; by one in April it can."""
    text = document(clause(since=MARCH), stands=(Frozen("last accepted", None),))
    later = replace(
        TRAIN, id="again", yields=("other",), when=TRAIN.when, reaches="teacher", via="p/api", data=replace(TRAIN.data, items=())
    )
    d = declaration(ASK, TRAIN, later, agreements=(Agreement("p/one", date(2024, 6, 1), (), NOWHERE),))
    d = replace(d, artifacts={**d.artifacts, "other": replace(d.artifacts["student"], id="other")})
    assert word(policy(text), d) is None
    assert word(policy(text), d, "p/one#ban@again:again") == "open"


def test_what_its_own_text_says_of_its_words_limits_facts_and_what_another_says_does_not() -> None:
    """By their only readings a square model is a rival, a round one vast, and rivals are vast: where that is said, no model is square."""
    rivals = replace(vague("rivals", only=is_sort("square")), narrower=(call("vast"),))
    concepts = {c.name: c for c in (rivals, vague("vast", only=is_sort("round")))}
    unsaid, ban = declaration(student={}), clause(when=is_sort("square"))
    assert word(policy(document(ban, concepts=concepts)), unsaid) == "clear"
    assert word(policy(document(ban), document(id_="q/law", publisher="q", concepts=concepts)), unsaid) == "open"


def test_a_reading_admitted_anyway_is_not_limited_to_a_period() -> None:
    """Rivalry has two readings; the wider one, which the training meets, is admitted for May alone, and once more for ever."""
    rivals = vague("rivals", narrow=is_sort("square"), wide=is_sort("round"))
    told = replace(rivals, readings=(rivals.readings[0], replace(rivals.readings[1], standing=Standing.REPORTED)))
    may = Admits("rivals", "wide", date(2025, 5, 1), date(2025, 6, 1))
    for concept, admits, verdict in (
        (told, (may,), "clear"),
        (told, (may, Admits("rivals", "wide", None, None)), "grey"),
        (rivals, (may,), "grey"),
    ):
        text = replace(document(clause(when=call("rivals"))), admits=admits)
        assert word(policy(text, concepts=(concept,)), declaration()) == verdict


def test_a_duty_on_a_figure_stands_against_a_ban_that_turns_on_the_same() -> None:
    """Turnover must be 60 over any year, and whoever does not exceed 60 is barred: the duty can only be met where the ban is broken."""

    def turnover(operator: Any) -> Comparison:
        taken = AttributeRef("party", ATTRIBUTES["party.turnover"], Measure(months=12))
        return Comparison(taken, operator, (Decimal(60),), None, NOWHERE)

    ban = clause(when=Constant(True), exceptions=("large",))
    duty = clause("requires", "duty", requires=turnover("is"))
    finding = find(policy(document(ban, duty, exceptions=(exception("large", when=turnover("more than")),))), declaration())
    assert finding is not None
    assert finding.pivots == ("fact:us.turnover over any 12 months", "conflict:p/one|p/one")
    assert finding.verdict.word == "grey"


def test_a_reading_admitted_for_a_period_counts_for_what_binds_where_the_act_lies_in_it() -> None:
    """A stranger asked in February; that what strangers obtain binds is admitted from March on; the training of April is in question."""
    text = replace(document(clause()), admits=(Admits("bound", "downstream", MARCH, None),))
    d = declaration(replace(ASK, by="they"), TRAIN)
    d = replace(d, artifacts={**d.artifacts, "rows": replace(d.artifacts["rows"], own=False, publisher="q")})
    assert word(policy(text), d) == "grey"
    before = replace(text, admits=(Admits("bound", "downstream", date(2025, 5, 1), None),))
    assert word(policy(before), d) == "clear"


@pytest.mark.parametrize(("reading", "duty"), [("wide", "irreconcilable"), ("narrow", "unmet")])
def test_a_position_and_an_assumption_say_which_duties_stand_side_by_side(reading: str, duty: str) -> None:
    """Two duties exclude each other, and one applies to rivals alone: a round student is one as the wider reading has it."""
    rivals = vague("rivals", narrow=is_sort("square"), wide=Constant(True))
    size = AttributeRef("party", ATTRIBUTES["party.size"])
    small, large = (Comparison(size, operator, (Decimal(5),), None, NOWHERE) for operator in ("at most", "more than"))
    duties = (clause("requires", "small", requires=small, when=call("rivals")), clause("requires", "large", requires=large))
    p, d = policy(document(*duties), concepts=(rivals,)), declaration(us={"size": Known(Decimal(3), NOWHERE)})
    held = Position("p/one", "rivals", reading, "somebody", "counsel", "…", AS_OF, AS_OF, NOWHERE)
    id_ = "p/one#large@train:ask"
    found = {f.id: f for f in evaluate(p, d, Question(as_of=AS_OF, positions=(held,))).findings}
    assert found[id_].duty == judge(p, d, AS_OF, positions={("p/one", "rivals"): reading})[id_].duty == duty
    found = {f.id: f for f in evaluate(p, d, Question(as_of=AS_OF, assume=(("rivals", reading),))).findings}
    assert found[id_].duty == judge(p, d, AS_OF, assumed=(("rivals", reading),))[id_].duty == duty


def test_one_of_two_assumptions_settles_what_the_other_cannot() -> None:
    """Three bans cut two facts at different marks. Where one answer is none of a ban's, the other counts all the same: no ban is met."""

    def sorts(mine: tuple[str, ...], theirs: tuple[str, ...]) -> AllOf:
        return AllOf((is_sort(*mine), Comparison(AttributeRef("source", ATTRIBUTES["model.sort"]), "in", theirs, None, NOWHERE)))

    one, two = ("round",), ("round", "flat")
    bans = {"both": sorts(one, one), "mine": sorts(two, one), "theirs": sorts(one, two)}
    d = declaration(student={})
    d = replace(d, artifacts={**d.artifacts, "teacher": replace(d.artifacts["teacher"], facts={})})
    assume = (("student.sort", "square or flat"), ("teacher.sort", "square or flat"))
    found = evaluate(policy(document(*(clause(name=name, when=when) for name, when in bans.items()))), d, Question(AS_OF, assume=assume))
    assert {f.clause: f.verdict.word for f in found.findings} == dict.fromkeys(bans, "clear")


def test_what_is_assumed_of_a_reading_is_not_assumed_of_what_nobody_has_modelled() -> None:
    """Rivalry, in the text of that name, is assumed to be narrow; further readings of it, met or not, are then none."""
    rivals = replace(vague("rivals", narrow=is_sort("square"), wide=is_sort("round")), residue="…")
    p = policy(document(clause(when=call("rivals"))), concepts=(rivals,))
    (found,) = evaluate(p, declaration(), Question(AS_OF, assume=(("p/one:rivals", "narrow"),))).findings
    assert (found.verdict.word, found.as_modelled) == ("clear", False)
    assert judge(p, declaration(), AS_OF, assumed=(("p/one:rivals", "narrow"),))[ID].as_modelled is False


def test_a_licence_and_its_clause_count_on_one_and_the_same_day() -> None:
    """Another licence replaced this one in April for all copies. Its ban came in March: neither February nor April is a day of both."""
    run = declaration(replace(ASK, via="local"), TRAIN)
    newer = Licence("lic-none", since=date(2025, 4, 1), back=True)
    teacher = replace(run.artifacts["teacher"], licences=(Licence("lic-p"), newer))
    run = replace(run, artifacts={**run.artifacts, "teacher": teacher})
    text: dict[str, Any] = {"governs": (), "licences": ("lic-p",)}
    assert word(policy(document(clause(since=MARCH), **text)), run) is None
    assert word(policy(document(clause(), **text)), run) == "prohibited"
    unknown = replace(run, steps={**run.steps, "ask": replace(run.steps["ask"], when=None)})
    assert word(policy(document(clause(since=MARCH), **text)), unknown) == "open"


def test_what_is_left_out_on_the_right_is_none() -> None:
    """A cracked student of a teacher of whom nobody says what flaws it has, and to leave them out means that there are none."""
    p = policy(document(clause(when=against("flaws", "overlaps", "flaws"))))
    assert word(p, taught({"flaws": frozenset({"cracks"})}, {})) == "clear"
    assert word(p, taught({"flaws": frozenset({"cracks"})}, {"flaws": frozenset({"cracks"})})) == "prohibited"


def test_a_verdict_rests_on_what_is_declared_on_the_right() -> None:
    """A student that sings, of a teacher declared without skills: the ban holds off while that is so, and would be open if nobody said."""
    finding = find(
        policy(document(clause(when=against("skills", "overlaps", "skills")))), taught({"skills": SING}, {"skills": frozenset()})
    )
    assert finding is not None
    assert finding.verdict.word == "clear"
    assert [(held.fact, held.verdict.word) for held in finding.holds_while] == [("teacher.skills", "open")]


def test_what_is_included_stands_by_the_agreement_under_the_text_with_which_all_began() -> None:
    """The terms were accepted before the ban came; they include others as they stand, and these freeze a third as it was accepted."""
    versions = tuple(Version(day, (), NOWHERE) for day in (date(2024, 1, 1), MARCH))
    outer = document(includes=(Inclusion("p/two", "they stand"),))
    middle = document(id_="p/two", governs=(), includes=(Inclusion("p/three", "accepted"),))
    inner = document(clause(since=MARCH), id_="p/three", governs=(), versions=versions)
    early, late = date(2024, 6, 1), date(2025, 3, 15)
    for first, second, verdict in ((early, late, None), (late, early, "prohibited")):
        agreements = (Agreement("p/one", first, (), NOWHERE), Agreement("p/two", second, (), NOWHERE))
        assert word(policy(outer, middle, inner), declaration(agreements=agreements), "p/three#ban@train:ask") == verdict


def test_a_licence_that_is_passed_through_holds_for_the_days_for_which_it_is_carried() -> None:
    """The gate passes the model's licence through; another replaced that in January for all copies, before anything was asked or made."""
    newer = Licence("lic-none", since=date(2025, 1, 15), back=True)
    run = declaration(replace(ASK, via="r/gate"), TRAIN)
    p = policy(
        document(clause(), governs=(), licences=("lic-p",)),
        document(id_="r/one", publisher="r", governs=(Governs(("r/gate",), None),), passes=(Passage("licence", (), ()),)),
    )
    for licences, verdict in (((Licence("lic-p"),), "prohibited"), ((Licence("lic-p"), newer), None)):
        teacher = replace(run.artifacts["teacher"], licences=licences)
        assert word(p, replace(run, artifacts={**run.artifacts, "teacher": teacher})) == verdict


def test_what_a_text_says_of_its_words_spoils_no_finding_that_asks_for_none_of_them() -> None:
    """Rivals are vast, every sort rivals, and nothing is vast: of an unknown sort there is no world, and a silent clause asks for none."""
    rivals = replace(vague("rivals", only=is_sort("round", "square", "flat")), narrower=(call("vast"),))
    concepts = {c.name: c for c in (rivals, vague("vast", only=Constant(False)))}
    silent = clause("silent", exceptions=("terms",))
    text = document(silent, exceptions=(exception("terms", provided=is_sort("round")),), concepts=concepts)
    finding = find(policy(text), declaration(student={}))
    assert finding is not None
    assert [(e.name, e.holds) for e in finding.exceptions] == [("terms", "in some worlds")]


def test_a_consequence_follows_where_the_clause_bears() -> None:
    """A ban from March on suspends from March on. On whatever day it was trained: where the ban bears at all, the suspension follows; title
    ends with it where the student is square, which nobody says. A fine was due until February, and on no day of the ban."""
    suspended = Consequence("p/one", "suspended", "5", "…", None, NOWHERE, since=MARCH, leads_to=("ended",))
    ended = replace(suspended, name="ended", leads_to=(), when=is_sort("square"))
    fined = replace(suspended, name="fined", leads_to=(), since=None, until=date(2024, 1, 1))
    ban = clause(leads_to=("suspended", "fined"), since=MARCH)
    text = document(ban, consequences={c.name: c for c in (suspended, ended, fined)})
    d = declaration(ASK, replace(TRAIN, when=None), student={})
    finding = find(policy(text), d)
    assert finding is not None
    listed = [(c.name, c.holds, c.after) for c in finding.consequences]
    assert listed == [("suspended", "always", ()), ("ended", "in some worlds", ("suspended",))]
    assert judge(policy(text), d, AS_OF)[ID].leads_to == tuple(listed)


def test_what_a_permission_costs_is_due_where_it_applies() -> None:
    """Leave for round students bears in every world and costs credit where it applies: a square one is not covered."""
    credit = Consequence("p/one", "credit", "5", "…", None, NOWHERE)
    leave = clause("permits", "leave", when=is_sort("round"), in_return=("credit",))
    for student, due in (({"sort": "round"}, ["always"]), ({"sort": "square"}, ["never"]), ({}, ["in some worlds"])):
        finding = find(policy(document(leave, consequences={"credit": credit})), declaration(student=student), "p/one#leave@train:ask")
        assert finding is not None
        assert [c.holds for c in finding.in_return] == due


FLAWED = Comparison(AttributeRef("model", ATTRIBUTES["model.flaws"]), "overlaps", ("cracks",), None, NOWHERE)
"""Of flaws there are none where nothing is said of them."""


def test_a_duty_to_have_what_nobody_declared_stands_against_a_ban_on_having_it() -> None:
    """Nothing says that the student has cracks, so it has none; who had to make some would break the ban."""
    p = policy(document(clause("requires", "duty", requires=FLAWED)), document(clause(when=FLAWED), id_="p/two"))
    assert word(p, declaration(), "p/one#duty@train:ask") == "grey"


def test_what_a_model_descends_from_is_nothing_that_two_duties_dispute() -> None:
    """Of what sort the base is nobody says; either duty may be met, and no party can do anything about it."""
    base = Artifact("base", "model", "base", "p", False, (), None, {}, NOWHERE)
    sort = AttributeRef("base", ATTRIBUTES["model.sort"])
    wanted = {name: Some("base", "model", Comparison(sort, "is", (name,), None, NOWHERE), NOWHERE) for name in ("flat", "square")}
    p = policy(document(*(clause("requires", name, requires=some) for name, some in wanted.items())))
    d = declaration(ASK, replace(TRAIN, base=Listed(("base",), False)), artifacts=(base,))
    assert [found.duty for name in wanted if (found := find(p, d, f"p/one#{name}@train:ask"))] == ["unshown", "unshown"]


def test_readings_that_count_on_no_day_of_the_finding_tie_nothing() -> None:
    """The text reads `vast` widely from June on, and the student was made before: `used` cannot be read so that it implies that, and that
    no reading of `rivals` is left is about nothing that the finding asks.
    """
    vast = vague("vast", narrow=Constant(True), wide=Constant(True))
    vast = replace(vast, readings=(vast.readings[0], replace(vast.readings[1], standing=Standing.STATEMENT)))
    rivals = vague("rivals", narrow=Constant(True), sure=Constant(True))
    rivals = replace(rivals, readings=tuple(replace(r, implies=(Tie("vast", "wide"),)) for r in rivals.readings))
    near, far = (replace(USED.readings[0], name=name) for name in ("near", "far"))
    near = replace(near, pattern=Pattern(frozenset({"select"}), None))
    used = replace(USED, readings=(near, replace(far, implies=(Tie("vast", "wide"),))))
    text = document(clause(), admits=(Admits("vast", "wide", date(2025, 6, 1), None),))
    assert word(policy(text, concepts=(used, vast, rivals)), declaration()) == "clear"
    always = document(clause(), admits=(Admits("vast", "wide", date(2025, 3, 1), None),))
    assert word(policy(always, concepts=(used, vast, rivals)), declaration()) == "grey"


def test_an_exception_without_days_of_its_own_asks_for_none() -> None:
    """A second student was made on a day that nobody knows. The first alone takes the title, whenever that was."""
    second = Artifact("second", "model", "second", None, True, None, None, {"sort": Known("round", NOWHERE)}, NOWHERE)
    late = replace(TRAIN, id="late", yields=("second",), when=None)
    title = clause("assigns", "title", act="make model")
    title = replace(title, norm=replace(title.norm, conditional=True))
    text = document(clause(exceptions=("terms",)), title, exceptions=(exception("terms", provided=is_sort("square")),))
    text = replace(text, versions=(Version(MARCH, (), NOWHERE),))
    p, d, id_ = policy(text), declaration(ASK, TRAIN, late, artifacts=(second,)), "p/one#title@train:ask"
    found = find(p, d, id_)
    assert found is not None
    assert (found.verdict.word, [choice.key for choice in found.choices]) == ("conditional", [])
    assert judge(p, d, AS_OF)[id_].cells == {}


def list_held(p: Policy, d: Declaration, id_: str) -> list[tuple[str, str]]:
    """What the engine says that a finding holds while it is not so; the enumerator must say the same."""
    finding = find(p, d, id_)
    assert finding is not None
    told = sorted((held.fact, held.verdict.word) for held in finding.holds_while)
    assert told == sorted(list_holding(p, d, AS_OF, judge(p, d, AS_OF))[id_])
    return told


def test_a_verdict_rests_on_that_a_permission_is_not_in_effect() -> None:
    p = policy(document(clause(when=is_sort("round")), clause("permits", "leave", when=GROWN)))
    assert list_held(p, declaration(student={"grown": False}), ID) == [("student.grown", "grey")]
    assert list_held(p, declaration(student={"grown": True}), ID) == []


def test_a_verdict_rests_on_that_a_text_does_not_bind() -> None:
    rough = Comparison(AttributeRef("access", ATTRIBUTES["step.rough"]), "is", (True,), None, NOWHERE)
    leave = document(clause("permits", "leave"), id_="p/two", governs=(Governs(("p/api",), rough),))
    p = policy(document(clause(when=is_sort("round"))), leave)
    smooth = replace(ASK, facts={"rough": Known(False, NOWHERE)})
    assert list_held(p, declaration(smooth, TRAIN, student={}), ID) == [("ask.rough", "grey")]


def test_title_rests_on_that_nothing_more_is_let_out() -> None:
    title = clause("assigns", "title", act="make model")
    title = replace(title, norm=replace(title.norm, conditional=True))
    p = policy(document(title, clause(act="show model")))
    assert list_held(p, declaration(), "p/one#title@train:ask") == [("student.releases", "open")]


def test_readings_that_say_the_same_are_nothing_that_a_finding_turns_on() -> None:
    """`rivals` must be read widely and must not be, which is about nothing that the finding asks: read either way it asks the same."""
    rivals = vague("rivals", narrow=GROWN, wide=AllOf((GROWN, GROWN)))
    kin = vague("kin", narrow=GROWN)
    both = Tie("rivals", "wide")
    kin = replace(kin, readings=(replace(kin.readings[0], implies=(both,), excludes=(both,)),))
    p = policy(document(clause(when=call("rivals"))), concepts=(rivals, kin))
    assert list_held(p, declaration(student={"grown": False}), ID) == [("student.grown", "open")]


def test_a_verdict_rests_on_what_is_declared_on_the_left_of_what_is_missing() -> None:
    p = policy(document(clause(when=against("skills", "overlaps", "skills"))))
    assert list_held(p, taught({"skills": frozenset()}, {}), ID) == [("student.skills", "open")]
    assert list_held(p, taught({"skills": SING}, {}), ID) == []


def test_of_a_release_that_nobody_declares_nothing_is_said_by_saying_nothing() -> None:
    """Of a declared release nothing says that it is marked, so it is not; of a further one nobody says how it would be."""
    marked = Comparison(AttributeRef("release", ATTRIBUTES["release.marked"]), "is", (True,), None, NOWHERE)
    credited = Some("credit", "release", Constant(True), NOWHERE)
    for when in (marked, credited):
        p, d = policy(document(clause(act="show model", when=when))), declaration(releases=Listed((release(),), True))
        assert word(p, d, "p/one#ban@student.release:ask") == "clear"
        assert word(p, d, "p/one#ban@student.release.further:ask") == "open"


def test_a_verdict_rests_on_that_a_duty_does_not_apply_and_a_ban_does_not() -> None:
    """Of a grown student the duty asks what the ban forbids; this one is not grown, and of what sort it is nobody says."""
    d = declaration(student={"grown": False})
    duty = clause("requires", "duty", requires=is_sort("round"), when=GROWN)
    assert list_held(policy(document(clause(when=is_sort("round")), duty)), d, ID) == [("student.grown", "grey")]
    duty = clause("requires", "duty", requires=is_sort("round"))
    p = policy(document(clause(when=AllOf((GROWN, is_sort("round")))), duty))
    assert list_held(p, d, "p/one#duty@train:ask") == [("student.grown", "grey")]


def test_title_rests_on_that_what_it_hangs_on_does_not_apply() -> None:
    title = clause("assigns", "title", act="make model")
    p = policy(document(clause(when=GROWN), replace(title, norm=replace(title.norm, conditional=True))))
    assert list_held(p, declaration(student={"grown": False}), "p/one#title@train:ask") == [("student.grown", "open")]


def test_a_list_that_is_not_applicable_is_one_without_entries() -> None:
    p = policy(document(clause(when=Some("owner", "party", Constant(True), NOWHERE))))
    for owner in (NotApplicable(NOWHERE), Parts((), False, NOWHERE)):
        assert list_held(p, declaration(us={"owner": owner}), ID) == [("us.owner", "open")]


def test_a_word_that_nobody_reads_on_the_days_of_the_finding_is_not_unmet() -> None:
    """Both readings count from June on alone, and the student was made before: there is no world, and nothing is clear."""
    rivals = vague("rivals", narrow=is_sort("round"), wide=is_sort("round", "flat"))
    rivals = replace(rivals, readings=tuple(replace(r, standing=Standing.STATEMENT) for r in rivals.readings))

    def terms(since: date) -> Policy:
        admits = tuple(Admits("rivals", name, since, None) for name in ("narrow", "wide"))
        return policy(document(clause(when=call("rivals")), admits=admits), concepts=(rivals,))

    assert word(terms(MARCH), declaration(student={"sort": "flat"})) == "grey"
    with pytest.raises(Refused):
        evaluate(terms(date(2025, 6, 1)), declaration(student={"sort": "flat"}), Question(AS_OF))


NO_RIVAL = NoneOf(
    (Some("owner", "party", Comparison(AttributeRef("owner", ATTRIBUTES["owner.kind"]), "is", ("rival",), None, NOWHERE), NOWHERE),)
)
NO_OWNER = Party("sister", "affiliate", {"owner": Parts((), False, NOWHERE)}, NOWHERE)


def test_a_verdict_rests_on_that_a_text_extends_to_an_affiliate_for_the_access_and_for_the_act() -> None:
    """The terms extend to affiliates that no rival owns; this one has no owner."""
    p = policy(document(clause("requires", requires=is_sort("flat")), affiliates=NO_RIVAL))
    for steps in ((replace(ASK, by="sister"), TRAIN), (ASK, replace(TRAIN, by="sister"))):
        d = declaration(*steps)
        d = replace(d, parties={**d.parties, "sister": NO_OWNER})
        assert list_held(p, d, ID) == [("sister.owner", "open")]


def test_what_comes_along_rests_on_what_the_text_rests_on_that_brings_it() -> None:
    duty = document(clause("requires", requires=is_sort("flat")), id_="p/two", governs=())
    d = declaration(us={"owner": Parts((), False, NOWHERE)})
    for governs in (Governs(("p/api",), NO_RIVAL), Governs((), NO_RIVAL, everything=True)):
        p = policy(document(governs=(governs,), includes=(Inclusion("p/two", "they stand"),)), duty)
        assert list_held(p, d, "p/two#ban@train:ask") == [("us.owner", "open")]


def test_a_verdict_rests_on_what_its_readings_are_tied_to() -> None:
    """A rival can sing, and this student cannot: `rivals` is not to be read so that any model is one."""
    rivals = replace(vague("rivals", narrow=is_sort("flat"), sure=AllOf(())), narrower=(call("singers"),))
    sings = Comparison(AttributeRef("model", ATTRIBUTES["model.skills"]), "includes", ("sing",), None, NOWHERE)
    p = policy(document(clause(when=call("rivals"))), concepts=(rivals, vague("singers", wide=sings)))
    assert list_held(p, declaration(student={"sort": "round", "skills": frozenset()}), ID) == [("student.skills", "grey")]


def test_a_duty_of_an_exception_to_what_withdraws_a_permission_is_one_of_the_ban_that_it_lifts() -> None:
    """The other text permits the same, unless; and that unless does not count where the model is flat."""
    exceptions = (exception("hint", provided=is_sort("flat")), exception("withdrawn", exceptions=("hint",)), exception("lapsed"))
    leave = clause("permits", "leave", exceptions=("withdrawn",))
    gone = clause("permits", "gone", exceptions=("lapsed",))
    included = document(leave, gone, id_="p/two", exceptions=exceptions, governs=(), precedence=Precedence(("p/one",)))
    p = policy(document(clause(), includes=(Inclusion("p/two", "they stand"),)), included)
    finding = find(p, declaration(student={"sort": "round"}))
    assert finding is not None
    assert (finding.verdict.word, finding.duty) == ("conditional", "unmet")
    assert word(p, declaration(student={"sort": "flat"})) == "clear"


def test_an_exception_over_which_texts_contradict_themselves_may_hold() -> None:
    """Whatever is a rival can sing, this student cannot, and `rivals` is to be read so that any model is one: only the exception asks."""
    rivals = replace(vague("rivals", narrow=is_sort("flat"), sure=AllOf(())), narrower=(call("singers"),))
    singers = vague("singers", wide=GROWN)
    singers = replace(singers, readings=(replace(singers.readings[0], implies=(Tie("rivals", "sure"),)),))
    waived = exception("waived", when=is_sort("flat"))
    p = policy(document(clause("permits", exceptions=("waived",)), exceptions=(waived,)), concepts=(rivals, singers))
    finding = find(p, declaration(student={"grown": False}))
    assert finding is not None
    assert [e.holds for e in finding.exceptions] == ["in some worlds"]
    assert judge(p, declaration(student={"grown": False}), AS_OF)[ID].exceptions == (("waived", "in some worlds"),)


def test_a_duty_that_is_met_brings_in_no_ties_where_further_readings_are_asked() -> None:
    """The other text's leave is withdrawn, as its condition is met. That its words contradict themselves then matters to nobody."""
    rivals = vague("rivals", sure=AllOf(()))
    rivals = replace(rivals, readings=(replace(rivals.readings[0], implies=(Tie("singers", "narrow"),)),), narrower=(call("singers"),))
    singers = replace(vague("singers", narrow=GROWN), residue="what nobody thought of")
    exceptions = (exception("withdrawn", provided=is_sort("round")),)
    leave = document(clause("permits", when=call("singers"), exceptions=("withdrawn",)), id_="p/two", exceptions=exceptions)
    used = replace(USED, residue="what nobody thought of")
    p = policy(document(clause()), leave, concepts=(used, rivals, singers))
    d = declaration(student={"sort": "round", "grown": False})
    finding = find(p, d)
    assert finding is not None
    assert (finding.verdict.word, finding.as_modelled) == ("prohibited", True)
    assert judge(p, d, AS_OF)[ID].as_modelled


def test_duties_are_not_irreconcilable_where_meeting_one_means_that_the_text_does_not_bind() -> None:
    """One wants them in Germany and the other in France; the terms are for Germany alone. So the second is never met where it is owed."""
    here, there = (Comparison(AttributeRef("party", ATTRIBUTES["party.place"]), "is", (place,), None, NOWHERE) for place in ("DE", "FR"))
    duties = (clause("requires", "first", requires=here), clause("requires", "second", requires=there))
    d = declaration(us=known(place="DE"))
    for when, duty in ((None, "irreconcilable"), (here, "unmet")):
        p = policy(document(*duties, governs=(Governs(("p/api",), when),)))
        assert word(p, d, "p/one#first@train:ask") == "clear"
        found = find(p, d, "p/one#second@train:ask")
        assert found is not None
        assert found.duty == duty
