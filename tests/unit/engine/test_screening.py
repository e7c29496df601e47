"""Many declarations screened at once, held to each of them surveyed by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations
from random import Random
from typing import Any

import pytest

from gauger.app.checking import Asked, type_declaration
from gauger.app.setting import Setting, load_setting
from gauger.declaration import load
from gauger.declaration.records import (
    Agreement,
    Declaration,
    Fact,
    Known,
    Lasting,
    Licence,
    Listed,
    NotApplicable,
    Part,
    Parts,
    Party,
    Planned,
    Uncertain,
)
from gauger.engine import Question, Refused, survey
from gauger.engine.plain import find_plain
from gauger.engine.screening import Screen, Screened, _describe
from gauger.engine.shapes import Shape
from gauger.findings.model import Verdict
from gauger.policy.model import Attribute, Policy, Standing
from gauger.text import Source, Span
from gauger.text.values import replace
from tests.functional.command import ROOT
from tests.unit.engine.texts import BAN, PUBLIC, clause, document, exception, pipeline, policy
from tests.unit.scenes import read_declaration

NOWHERE = Span(Source("nowhere", ""), 0, 0)
AS_OF = date(2026, 6, 1)
QUESTION = Question(AS_OF)
WIDE = Question(AS_OF, frozenset({Standing.TEXT, Standing.STATEMENT, Standing.REPORTED}))
TRAIN = "forbids  train model using output"
RELEASE = "forbids  release model using output"


def look_alone(policy: Policy, declaration: Declaration, question: Question) -> Screened:
    try:
        found = survey(policy, declaration, question).severities
    except Refused as refused:
        return refused
    return {name: verdict for name, verdict in found.items() if verdict is not Verdict.CLEAR}


def hold(policy: Policy, declarations: Sequence[Declaration], question: Question = QUESTION) -> list[Screened]:
    """Screened together, they come out as each by itself."""
    found = Screen(policy, question).screen(declarations)
    for screened, declaration in zip(found, declarations, strict=True):
        alone = look_alone(policy, declaration, question)
        if isinstance(alone, Refused):
            assert isinstance(screened, Refused)
            assert screened.problems == alone.problems
        else:
            assert screened == alone
    return found


# --- facts that differ -------------------------------------------------------------------------------------------------


def vary(chance: Random, policy: Policy, declaration: Declaration) -> Declaration:
    """The same with some plain facts left out, not applicable, or otherwise."""
    attributes = policy.vocabulary.attributes
    plain = find_plain(policy)

    def change(entity: str, facts: Mapping[str, Fact]) -> dict[str, Fact]:
        found = dict(facts)
        for name in sorted(plain):
            attribute = attributes.get(f"{entity}.{name}")
            if attribute is None or chance.random() < 0.4:
                continue
            found.pop(name, None)
            if chance.random() < 0.6:
                found[name] = draw(chance, attribute)
        return found

    return replace(
        declaration,
        parties={name: replace(party, facts=change("party", party.facts)) for name, party in declaration.parties.items()},
        artifacts={name: replace(thing, facts=change(thing.kind, thing.facts)) for name, thing in declaration.artifacts.items()},
        steps={name: replace(step, facts=change("step", step.facts)) for name, step in declaration.steps.items()},
        releases=Listed(
            tuple(replace(release, facts=change("release", release.facts)) for release in declaration.releases.items),
            declaration.releases.open,
        ),
    )


def draw(chance: Random, attribute: Attribute) -> Fact:
    if chance.random() < 0.1:
        return NotApplicable(NOWHERE)
    values = attribute.values or ("something", "Something else")
    drawn: dict[str, Any] = {
        "some of": frozenset(chance.sample(values, chance.randint(0, min(2, len(values))))),
        "number": Decimal(chance.choice((0, 1, 10, 1000, 700_000_000))),
        "yes or no": chance.random() < 0.5,
        "day": chance.choice((date(2024, 1, 1), date(2025, 6, 1))),
    }
    return Known(drawn.get(attribute.kind, chance.choice(values)), NOWHERE)


@cache
def get_setting() -> Setting:
    setting, mistakes = load_setting()
    assert setting is not None, mistakes
    return setting


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_examples_of_which_facts_differ_come_out_as_each_alone(path: Any) -> None:
    setting = get_setting()
    declaration, _ = load(path, catalogue=setting.catalogue)
    assert declaration is not None
    typed, _ = type_declaration(declaration, setting, Asked(AS_OF))
    assert typed is not None
    chance = Random(path.parent.name)
    hold(setting.policy, [typed, *(vary(chance, setting.policy, typed) for _ in range(5))], chance.choice((QUESTION, WIDE)))


DUTY = clause("duty", "on       release model using output", "requires release.notice is yes", "when     model.task is chat")
POLICIES = {
    "exceptions": document(
        clause("ban", TRAIN, "when all of", "  model.task is chat", "  party.size more than 5", "except small, narrow")
        + exception("small", "when   party.size less than 100", "except but")
        + exception("narrow", "when any of", "  model.scope is narrow", "  step.rough is yes")
        + exception("but", "when   model.capabilities overlaps image")
        + clause("also", RELEASE, 'when     release.name starts with "Stu"', at="2")
    ),
    "readings": document(
        clause("rival", TRAIN, "when     competes(model, publisher)") + clause("sure", RELEASE, "when     model.task is chat", at="2")
    ),
    "duty": document(DUTY + clause("ban", RELEASE, "when all of", "  release.notice is yes", "  model.scope is general", at="2")),
    "leave": document(
        clause("leave", "permits  train model using output", "when     model.scope is narrow")
        + clause("ban", TRAIN, "when     model.task is chat", at="2")
    ),
    "twice": document(
        clause(
            "ban",
            TRAIN,
            "when any of",
            "  all of",
            "    model.task is chat",
            "    party.size more than 5",
            "  all of",
            "    party.size at most 5",
            "    model.task is chat",
        )
    ),
}
"""Documents in which what a clause hangs on differs in kind."""


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("question", [QUESTION, WIDE], ids=["usual", "wide"])
def test_documents_of_each_kind_come_out_as_alone(name: str, question: Question) -> None:
    read, chance = policy(POLICIES[name]), Random(name)
    given = read_declaration(pipeline(releases=PUBLIC))
    found = hold(read, [given, *(vary(chance, read, given) for _ in range(60))], question)
    assert len({tuple(sorted(told.items())) for told in found if not isinstance(told, Refused)}) > 2


def test_each_verdict_is_told() -> None:
    """Sure, hanging on facts, hanging on a reading, and a duty of which nobody says whether it was done."""
    read, chance = policy(POLICIES["readings"], document(DUTY, name="acme/other")), Random(1)
    given = [read_declaration(pipeline(releases=releases)) for releases in (PUBLIC, "[]", "unknown")]
    found = hold(read, [vary(chance, read, one) for one in given for _ in range(20)])
    verdicts = {verdict for told in found if not isinstance(told, Refused) for verdict in told.values()}
    assert verdicts == {Verdict.PROHIBITED, Verdict.OPEN, Verdict.GREY, Verdict.CONDITIONAL}


# --- shapes ------------------------------------------------------------------------------------------------------------


def test_what_is_known_beforehand_is_decided_without_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("worlds were laid out")

    read = policy(POLICIES["exceptions"])
    screen, given = Screen(read, QUESTION), read_declaration(pipeline(student="task: chat, scope: general, capabilities: [image]"))
    known = replace(
        given, steps={n: replace(s, facts={**s.facts, "rough": Known(value=False, span=NOWHERE)}) for n, s in given.steps.items()}
    )
    screen.prepare(known)
    monkeypatch.setattr("gauger.engine.shapes.decide", refuse)
    monkeypatch.setattr("gauger.engine.screening.survey", refuse)
    assert screen.screen([known]) == [{"acme/terms#ban@train:ask": Verdict.PROHIBITED}]


def test_declarations_of_other_shapes_stand_side_by_side() -> None:
    read = policy(document(BAN))
    texts = [
        pipeline(),
        pipeline(ask="via: acme/chat, date: 2025-03-01"),
        pipeline(train=""),
        pipeline(ask="via: acme/api, date: 2024-03-01"),
    ]
    given = [read_declaration(text) for text in (*texts, *texts)]
    found = hold(read, given)
    assert [bool(told) for told in found] == [True, False, True, True] * 2


def test_days_that_contradict_each_other_are_told_of_the_one_that_has_them() -> None:
    read = policy(document(BAN))
    given = [read_declaration(text) for text in (pipeline(), pipeline(train="date: 2025-01-01"), pipeline(train="date: 2025-01-01"))]
    found = hold(read, given)
    assert [isinstance(told, Refused) for told in found] == [False, True, True]


def test_more_than_fit_at_once_stay_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gauger.engine.screening.AT_ONCE", 3)
    read, chance = policy(POLICIES["exceptions"]), Random(2)
    given = read_declaration(pipeline(releases=PUBLIC))
    hold(read, [vary(chance, read, given) for _ in range(11)])


@pytest.mark.parametrize("lot", [1, 2, 3, 5, 6])
def test_lots_are_joined_in_order(monkeypatch: pytest.MonkeyPatch, lot: int) -> None:
    monkeypatch.setattr("gauger.engine.screening.AT_ONCE", lot)
    read = policy(document(clause("ban", TRAIN, "when     model.task is chat")))
    chat, other = (read_declaration(pipeline(student=f"task: {task}")) for task in ("chat", "classification"))
    told = {"acme/terms#ban@train:ask": Verdict.PROHIBITED}
    assert Screen(read, QUESTION).screen([chat, other, other, chat, other]) == [told, {}, {}, told, {}]


def test_a_value_of_another_sort_sends_its_declaration_to_be_looked_at_alone() -> None:
    read = policy(POLICIES["exceptions"])
    given = read_declaration(pipeline())
    odd = replace(given, parties={n: replace(p, facts={"size": Known("ten", NOWHERE)}) for n, p in given.parties.items()})
    hold(read, [given, odd, given])


def test_assumptions_are_heeded() -> None:
    read = policy(POLICIES["twice"])
    given = read_declaration(pipeline(student="scope: narrow"))
    found = hold(read, [given, given], replace(QUESTION, assume=(("student.task", "chat"),)))
    assert found == [{"acme/terms#ban@train:ask": Verdict.PROHIBITED}] * 2


def test_an_attribute_that_entries_are_told_apart_by_is_not_plain() -> None:
    plain = find_plain(policy(POLICIES["readings"]))
    assert "to" not in plain  # in `some release of model`
    assert "capabilities" not in plain  # against what the publisher offers
    assert "products" not in plain
    assert {"task", "scope", "size", "notice", "name"} <= plain


# --- what is built, and for whom ---------------------------------------------------------------------------------------


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Declaration]:
    """The declarations for whose shape something was built."""
    found: list[Declaration] = []

    def watch(policy: Policy, question: Question, declaration: Declaration, plain: frozenset[str]) -> Shape:
        found.append(declaration)
        return Shape(policy, question, declaration, plain)

    monkeypatch.setattr("gauger.engine.screening.Shape", watch)
    return found


def test_a_shape_is_built_once_from_its_second_declaration_on(built: list[Declaration]) -> None:
    screen, given = Screen(policy(document(BAN)), QUESTION), read_declaration(pipeline())
    for lot, count in ([given], 0), ([given], 1), ([given, given], 1), ([], 1):
        assert screen.screen(lot) == [{"acme/terms#ban@train:ask": Verdict.PROHIBITED}] * len(lot)
        assert len(built) == count
    both = Screen(policy(document(BAN)), QUESTION)
    for lot in ([given, given], [given]):
        both.screen(lot)
        assert len(built) == 2


def test_what_was_prepared_is_not_built_again(built: list[Declaration]) -> None:
    screen, given = Screen(policy(document(BAN)), QUESTION), read_declaration(pipeline())
    screen.prepare(given)
    assert screen.screen([given, given]) == [{"acme/terms#ban@train:ask": Verdict.PROHIBITED}] * 2
    assert built == [given]


def test_nothing_is_built_under_an_assumption(built: list[Declaration]) -> None:
    given = read_declaration(pipeline(student="scope: narrow"))
    screen = Screen(policy(POLICIES["twice"]), replace(QUESTION, assume=(("student.task", "chat"),)))
    screen.prepare(given)
    assert screen.screen([given, given]) == [{"acme/terms#ban@train:ask": Verdict.PROHIBITED}] * 2
    assert built == []


def test_nothing_is_built_for_what_has_no_hash(built: list[Declaration]) -> None:
    """Entries of a part hold facts of their own."""
    given = read_declaration(pipeline())
    part = Parts((Part("us.owner.1", {}, NOWHERE),), False, NOWHERE)
    owned = replace(given, parties={n: replace(p, facts={"owner": part}) for n, p in given.parties.items()})
    assert Screen(policy(document(BAN)), QUESTION).screen([owned, owned]) == [{"acme/terms#ban@train:ask": Verdict.PROHIBITED}] * 2
    assert built == []


# --- what tells shapes apart -------------------------------------------------------------------------------------------

PLAIN = frozenset({"task", "scope", "size", "name", "namespace"})
LET_OUT = read_declaration(pipeline(releases=PUBLIC, train="date: 2025-04-01, feedback: [ask]"))
LATER, DAY = date(2025, 6, 1), Lasting(date(2025, 6, 1), date(2025, 6, 1))


def alter(kind: str, id_: str, /, **more: Any) -> Declaration:
    """The declaration with one of its records otherwise."""
    if kind == "releases":
        (release,) = LET_OUT.releases.items
        return replace(LET_OUT, releases=Listed((replace(release, **more),), False))
    records = getattr(LET_OUT, kind)
    changed: Any = {kind: {**records, id_: replace(records[id_], **more)}}
    return replace(LET_OUT, **changed)


US = LET_OUT.declarant.id
USE = LET_OUT.steps["train"].data.items[0]
OTHERWISE = {
    "agreements": replace(LET_OUT, agreements=(Agreement("acme/terms", None, (), NOWHERE),)),
    "further agreements": replace(LET_OUT, agreements_open=not LET_OUT.agreements_open),
    "further parties": replace(LET_OUT, parties_open=not LET_OUT.parties_open),
    "further steps": replace(LET_OUT, steps_open=not LET_OUT.steps_open),
    "further releases": replace(LET_OUT, releases=replace(LET_OUT.releases, open=True)),
    "another party": replace(LET_OUT, parties={**LET_OUT.parties, "they": Party("they", "stranger", {}, NOWHERE)}),
    "no release": replace(LET_OUT, releases=Listed((), False)),
    "role": alter("parties", US, role="affiliate"),
    "a fact of a party": alter("parties", US, facts={"place": Known("DE", NOWHERE)}),
    "no fact of a party": alter("parties", US, facts={"place": NotApplicable(NOWHERE)}),
    "kind of artifact": alter("artifacts", "rows", kind="tool"),
    "reference": alter("artifacts", "rows", reference="us/others"),
    "publisher": alter("artifacts", "teacher", publisher="other"),
    "whose": alter("artifacts", "teacher", own=True),
    "licences": alter("artifacts", "teacher", licences=(Licence("mit"),)),
    "released": alter("artifacts", "teacher", released=date(2024, 1, 1)),
    "origin": alter("artifacts", "rows", origin_closed=True),
    "chosen licence": alter("artifacts", "teacher", under="mit"),
    "obtained": alter("artifacts", "teacher", obtained=DAY),
    "obtained some day": alter("artifacts", "teacher", obtained=Uncertain(DAY.first, DAY.last)),
    "obtained from then on": alter("artifacts", "teacher", obtained=Uncertain(DAY.first, date(2025, 7, 1))),
    "yet to be obtained": alter("artifacts", "teacher", obtained=Planned()),
    "a fact of a model": alter("artifacts", "student", facts={"capabilities": Known(frozenset({"text"}), NOWHERE)}),
    "another fact of a model": alter("artifacts", "student", facts={"capabilities": Known(frozenset({"image"}), NOWHERE)}),
    "what is done": alter("steps", "train", does="adapt"),
    "by whom": alter("steps", "train", by="they"),
    "model": alter("steps", "ask", reaches="student"),
    "channel": alter("steps", "ask", via="acme/chat"),
    "product": alter("steps", "train", yields=("rows",)),
    "feedback": alter("steps", "train", feedback=()),
    "further feedback": alter("steps", "train", feedback_open=True),
    "no model": alter("steps", "ask", model_free=True),
    "host": alter("steps", "ask", host="acme/chat"),
    "for whom": alter("steps", "train", on_behalf=(US,)),
    "base": alter("steps", "train", base=Listed(("teacher",), False)),
    "further bases": alter("steps", "train", base=Listed((), True)),
    "no data": alter("steps", "train", data=Listed((), False)),
    "further data": alter("steps", "train", data=Listed((USE,), True)),
    "data": alter("steps", "train", data=Listed((replace(USE, artifact="student"),), False)),
    "manner of data": alter("steps", "train", data=Listed((replace(USE, manner="label"),), False)),
    "share of data": alter("steps", "train", data=Listed((replace(USE, share=Decimal("0.5")),), False)),
    "tools": alter("steps", "train", tools=Listed(("teacher",), False)),
    "no further tools": alter("steps", "train", tools=Listed((), False)),
    "day of a step": alter("steps", "train", when=DAY),
    "last day of a step": alter("steps", "train", when=Lasting(date(2025, 4, 1), LATER)),
    "no day of a step": alter("steps", "train", when=None),
    "a step yet to be done": alter("steps", "train", when=Planned()),
    "a fact of a step": alter("steps", "train", facts={**LET_OUT.steps["train"].facts, "rough": Known(value=True, span=NOWHERE)}),
    "a number in place of it": alter("steps", "train", facts={**LET_OUT.steps["train"].facts, "rough": Known(Decimal(1), NOWHERE)}),
    "what is let out": alter("releases", "", artifact="rows"),
    "name of a release": alter("releases", "", id="rows.release"),
    "day of a release": alter("releases", "", when=DAY),
    "no day of a release": alter("releases", "", when=None),
    "a fact of a release": alter("releases", "", facts={"to": Known(frozenset({"employees"}), NOWHERE)}),
}  # fmt: skip
"""The declaration with one thing otherwise that is no plain fact."""


def test_no_two_shapes_are_taken_for_one() -> None:
    keys = {name: _describe(declaration, PLAIN) for name, declaration in {"as it is": LET_OUT, **OTHERWISE}.items()}
    alike = [(one, other) for one, other in combinations(keys, 2) if keys[one] == keys[other]]
    assert alike == []


def test_plain_facts_and_places_shape_nothing() -> None:
    """Nor does what is said of the declaration as a whole."""
    facts = LET_OUT.artifacts["student"].facts
    for same in (
        alter("parties", US, facts={}),
        alter("parties", US, facts={"size": Known(Decimal(7), NOWHERE)}),
        alter("artifacts", "student", facts={name: fact for name, fact in facts.items() if name not in PLAIN}),
        alter("artifacts", "student", facts={**facts, "task": NotApplicable(NOWHERE), "scope": Known("general", NOWHERE)}),
        alter("steps", "train", span=NOWHERE),
        alter("releases", "", span=NOWHERE),
        replace(LET_OUT, digest="another", project="another"),
    ):
        assert _describe(same, PLAIN) == _describe(LET_OUT, PLAIN)
