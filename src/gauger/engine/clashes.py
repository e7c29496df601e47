"""Texts of one grantor against each other (`docs/semantics.md`, 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from gauger.declaration.records import Permission
from gauger.engine.bearings import Bearing, applies, duty, unexcepted
from gauger.engine.calendar import covers
from gauger.engine.case import Case
from gauger.engine.conditions import Mode, form_in, formula_of, list_days, lists, permissions_of
from gauger.engine.trace import Trace
from gauger.findings.model import Opposed
from gauger.policy.model import (
    PASSED_THROUGH,
    AllOf,
    AnyOf,
    CallDefinition,
    Clause,
    Condition,
    NoneOf,
    Precedence,
    Some,
    Standing,
    Test,
    Total,
)
from gauger.text.values import dataclass
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, literal, negate, some_answer
from gauger.worlds.domains import Options
from gauger.worlds.domains import Test as WorldTest

Winner = Literal["this", "other"]
AS_REPORTED = "as reported"
BAN = "the ban"
AGAINST_BAN = "what stands against the ban"


@dataclass(frozen=True, slots=True)
class Clash:
    """What takes a breach away: the worlds in which the other text stands against the clause and prevails."""

    lifted: Formula
    opposed: Opposed


@dataclass(frozen=True, slots=True)
class Rivals:
    """What bears on a source, by what can stand against what: by act, and by act and grantor. Clauses apart in these never clash."""

    permits: Mapping[tuple[str, str | None], Sequence[Bearing]]
    bans: Mapping[tuple[str, str | None, str], Sequence[Bearing]]
    duties: Mapping[tuple[str, str | None, str], Sequence[Bearing]]
    given: dict[tuple[str, str | None, str, str, str], Formula]


def _sort_rivals(case: Case, others: Sequence[Bearing]) -> Rivals:
    """Sorted once for all that bears on a source: a clause is then held against those alone that it can clash with."""
    kept = case.judged.get(("rivals", id(others)))
    if kept is not None and kept[0] is others:
        found: Rivals = kept[1]
        return found
    permits: dict[tuple[str, str | None], list[Bearing]] = {}
    bans: dict[tuple[str, str | None, str], list[Bearing]] = {}
    duties: dict[tuple[str, str | None, str], list[Bearing]] = {}
    for other in others:
        kind, deed = other.clause.norm.kind, (other.deed.id, other.deed.subject)
        if kind == "permits":
            permits.setdefault(deed, []).append(other)
        elif kind in {"forbids", "requires"}:
            (bans if kind == "forbids" else duties).setdefault((*deed, other.document.publisher), []).append(other)
    rivals = Rivals(permits, bans, duties, {})
    case.judged["rivals", id(others)] = (others, rivals)
    return rivals


def find_clashes(case: Case, bearing: Bearing, others: Sequence[Bearing], mode: Mode) -> Iterator[Clash]:
    """Every text of the same grantor that stands against a ban or a duty over the same act and source."""
    kind = bearing.clause.norm.kind
    rivals, deed = _sort_rivals(case, others), (bearing.deed.id, bearing.deed.subject)
    if kind == "forbids":
        yield from _permitting(case, bearing, rivals.permits.get(deed, ()), mode)
        yield from _given(case, bearing, rivals)
    for other in (rivals.duties if kind == "forbids" else rivals.bans).get((*deed, bearing.document.publisher), ()):
        yield from _duty_against_ban(case, bearing, other, mode)


def list_rivals(case: Case, bearing: Bearing, others: Sequence[Bearing]) -> Iterator[Bearing]:
    """The texts that stand against a clause, or would were something otherwise."""
    kind = bearing.clause.norm.kind
    rivals, deed = _sort_rivals(case, others), (bearing.deed.id, bearing.deed.subject)
    if kind == "forbids":
        yield from (other for other in rivals.permits.get(deed, ()) if _same_matter(case, bearing, other))
    if kind in {"forbids", "requires"}:
        yield from (rivals.duties if kind == "forbids" else rivals.bans).get((*deed, bearing.document.publisher), ())


def has_rival_duty(case: Case, bearing: Bearing, others: Sequence[Bearing]) -> bool:
    """Whether a duty and a ban over the same act have to be held against each other."""
    rivals, deed = _sort_rivals(case, others), (bearing.deed.id, bearing.deed.subject, bearing.document.publisher)
    facing = {"forbids": rivals.duties, "requires": rivals.bans}.get(bearing.clause.norm.kind)
    return facing is not None and deed in facing


def _permitting(case: Case, bearing: Bearing, permits: Sequence[Bearing], mode: Mode) -> Iterator[Clash]:
    """(i) an express permission of the same act with a common object."""
    for other in permits:
        if _same_matter(case, bearing, other):
            in_effect = applies(case, other, Trace(), mode)
            if in_effect != FALSE:
                yield _clash(case, bearing, other, in_effect)


def _same_matter(case: Case, one: Bearing, other: Bearing) -> bool:
    shared = _list_objects(one.clause) & _list_objects(other.clause)
    bare = not one.clause.norm.objects and not other.clause.norm.objects
    heard = one.document.publisher == other.document.publisher or _yields(case, one, other.clause)
    return heard and one.deed == other.deed and one.clause.norm.act == other.clause.norm.act and (bool(shared) or bare)


def _yields(case: Case, one: Bearing, other: Clause) -> bool:
    """Whether the clause or its document yields to the text, whatever that text says itself."""
    return any(_names(case, order.under, one.clause, other) for order in (one.clause.precedence, one.document.precedence))


def _list_objects(clause: Clause) -> set[str]:
    """The objects that a clause names, and those that they cover."""
    return {name for thing in clause.norm.objects for name in (thing.name, *thing.covers)}


def _clash(case: Case, bearing: Bearing, other: Bearing, in_effect: Formula) -> Clash:
    stands = all_of((in_effect, as_reported(other)))
    settled = settle(case, bearing, other)
    opposed = oppose(other, _settled_word(settled))
    if settled is not None:
        return Clash(stands if settled == "other" else FALSE, opposed)
    return Clash(all_of((stands, prevails(bearing.clause, other.clause))), opposed)


def oppose(other: Bearing, settled: str | None) -> Opposed:
    """A text that stands against a clause, with its place."""
    document = other.document
    return Opposed(other.clause.key, other.clause.at, other.clause.says, settled, document.title, document.url, other.clause.span)


def _settled_word(winner: Winner | None) -> str | None:
    if winner is None:
        return None
    return "this clause prevails, as written" if winner == "this" else "the other text prevails, as written"


def prevails(clause: Clause, other: Clause) -> Formula:
    """The worlds in which `other` prevails over `clause`, where nothing written says: one choice per pair of documents."""
    if clause.document == other.document:
        # Within one document the choice is between its ban and whatever in it stands against that ban, whichever clauses these are.
        choice = Choice(f"conflict:{clause.document}|{clause.document}", "conflict", Options((BAN, AGAINST_BAN)))
        return literal(choice, WorldTest("is", (AGAINST_BAN if clause.norm.kind == "forbids" else BAN,)))
    sides = sorted((clause.document, other.document))
    choice = Choice(f"conflict:{sides[0]}|{sides[1]}", "conflict", Options(tuple(sides)))
    return literal(choice, WorldTest("is", (other.document,)))


def as_reported(bearing: Bearing) -> Formula:
    """The worlds in which a text known from a secondary source says what it is reported to say; all of them for other texts."""
    if Standing.SECONDARY not in (bearing.document.standing, bearing.clause.standing):
        return TRUE
    choice = Choice(f"source:{bearing.document.id}", "source", Options((AS_REPORTED, "otherwise")))
    return literal(choice, WorldTest("is", (AS_REPORTED,)))


# --- the written order -------------------------------------------------------------------------------------------------


def settle(case: Case, one: Bearing, other: Bearing) -> Winner | None:
    """Who prevails by what is written on the clauses, else on their documents; none where nothing is, or two stand against each other."""
    found = _written(case, one.clause.precedence, one.clause, other.clause.precedence, other.clause)
    if not found:
        found = _written(case, one.document.precedence, one.clause, other.document.precedence, other.clause)
    if len(found) != 1:
        return None
    return "this" if "this" in found else "other"


def _written(case: Case, mine: Precedence, clause: Clause, theirs: Precedence, other: Clause) -> set[str]:
    found = set()
    if _names(case, mine.over, clause, other) or _names(case, theirs.under, other, clause):
        found.add("this")
    if _names(case, mine.under, clause, other) or _names(case, theirs.over, other, clause):
        found.add("other")
    return found


def _names(case: Case, texts: tuple[str, ...], speaker: Clause, spoken_of: Clause) -> bool:
    """A text is named by its document, or within one document by its clause; the document itself stands for all else that is in it."""
    if speaker.document == spoken_of.document:
        return spoken_of.name in texts or speaker.document in texts
    return spoken_of.document in texts or (PASSED_THROUGH in texts and _is_passed(case, speaker.document, spoken_of.document))


def _is_passed(case: Case, document: str, other: str) -> bool:
    """Whether a text can come with a model under what another one passes through."""
    text = case.policy.documents[other]
    for passage in case.policy.documents[document].passes:
        hosted = any(case.policy.channels[c].hosts for governs in text.governs for c in governs.channels)
        if other in passage.documents or (passage.kind == "licence" and text.licences) or (passage.kind == "host" and hosted):
            return True
    return False


# --- leave given by the publisher --------------------------------------------------------------------------------------


def _given(case: Case, bearing: Bearing, rivals: Rivals) -> Iterator[Clash]:
    """(ii) a permission that lifts another ban on the same act, not this one."""
    for document, key, permission in permissions_of(case, bearing.document):
        if lists(permission.clauses, document, bearing.clause):
            continue
        about_it = _lifted_by(bearing, rivals, document, key, permission)
        if about_it != FALSE:
            stands = all_of((about_it, covers(case, permission, key, list_days(bearing.clause, bearing.scope.days_of))))
            if stands != FALSE:
                yield _against_permission(case, bearing, document, (key, permission), stands)


def _lifted_by(bearing: Bearing, rivals: Rivals, document: str, key: str, permission: Permission) -> Formula:
    """The worlds in which a ban that the permission lists bears on the act; asked for once an act and permission."""
    deed = (bearing.deed.id, bearing.deed.subject, bearing.document.publisher)
    asked = (*deed, document, key)
    if asked not in rivals.given:
        bans = rivals.bans.get(deed, ())
        rivals.given[asked] = any_of(o.bears for o in bans if lists(permission.clauses, document, o.clause))
    return rivals.given[asked]


def _against_permission(case: Case, bearing: Bearing, document: str, leave: tuple[str, Permission], stands: Formula) -> Clash:
    key, permission = leave
    what = f"permission under {document} ({permission.form})"
    settled = _settle_form(bearing, permission.form)
    says = f"Leave for {', '.join(permission.clauses)}."
    title = case.policy.documents[document].title
    opposed = Opposed(what, ", ".join(permission.clauses), says, _settled_word(settled), title, span=permission.span)
    return Clash(all_of((stands, _leave_prevails(case, bearing, document, key, permission))), opposed)


def _leave_prevails(case: Case, bearing: Bearing, document: str, key: str, permission: Permission) -> Formula:
    """The worlds in which the leave goes before the clause: by its form where the order of forms is written, else as the world has it."""
    sides = (bearing.clause.document, f"permission {document}")
    choice = Choice(f"conflict:{sides[0]}|{sides[1]}", "conflict", Options(sides))
    open_ = literal(choice, WorldTest("is", (sides[1],)))
    named = _forms_named(bearing)
    parts = [all_of((form_in(case, permission, key, (form,)), _by_form(bearing, form, open_))) for form in named]
    return any_of((*parts, all_of((negate(form_in(case, permission, key, named)), open_))))


def _by_form(bearing: Bearing, form: str, otherwise: Formula) -> Formula:
    settled = _settle_form(bearing, form)
    if settled is None:
        return otherwise
    return TRUE if settled == "other" else FALSE


def _forms_named(bearing: Bearing) -> tuple[str, ...]:
    written = (bearing.clause.precedence, bearing.document.precedence)
    return tuple(sorted({form for p in written for form in (*p.over_forms, *p.under_forms)}))


def _settle_form(bearing: Bearing, form: str) -> Winner | None:
    for written in (bearing.clause.precedence, bearing.document.precedence):
        over, under = form in written.over_forms, form in written.under_forms
        if over != under:
            return "this" if over else "other"
        if over:
            return None
    return None


# --- a duty and a ban that cannot both be kept -------------------------------------------------------------------------


def _duty_against_ban(case: Case, bearing: Bearing, other: Bearing, mode: Mode) -> Iterator[Clash]:
    """(iii) every way of doing what one requires is what the other forbids."""
    kinds = (bearing.clause.norm.kind, other.clause.norm.kind)
    if kinds == ("requires", "forbids") and _cannot_both(case, bearing, other, mode):
        # The ban counts as standing where it would apply once the duty were done.
        yield _clash(case, bearing, other, unexcepted(case, other, Trace(), mode))
    if kinds == ("forbids", "requires") and _cannot_both(case, other, bearing, mode):
        yield _clash(case, bearing, other, applies(case, other, Trace(), mode))


def _cannot_both(case: Case, duty_side: Bearing, ban: Bearing, mode: Mode) -> bool:
    """Found once for both: either is held against the other."""
    key = ("cannot both", duty_side.id, duty_side.deed.subject, ban.id, ban.deed.subject, mode)
    found = case.judged.get(key)
    if found is None:
        found = case.judged[key] = _is_impossible(case, duty_side, ban, mode)
    assert isinstance(found, bool)
    return found


def _is_impossible(case: Case, duty_side: Bearing, ban: Bearing, mode: Mode) -> bool:
    """Whether, under some answer to all that the duty does not test, whoever does the duty breaks the ban, and nobody need otherwise."""
    tested = tested_facts(case, duty_side)
    freed = case.without(*tested)
    done = duty(freed, duty_side, Trace())
    if done in (TRUE, FALSE) or (ban.clause.when is None and not ban.clause.exceptions):
        return False
    banned = all_of((unexcepted(freed, ban, Trace(), mode), formula_of(freed, ban.scope, ban.clause.when, Trace(), mode)))
    spared = all_of((ban.bears, negate(banned)))
    # A ban that is breached whatever becomes of the duty does not stand against the duty.
    wanted = (all_of((done, banned)), all_of((negate(done), spared)))
    return some_answer(wanted, all_of((done, spared)), lambda choice: is_tested(choice, tested))


def is_tested(choice: Choice, tested: frozenset[str]) -> bool:
    """Whether a choice is about a fact that is tested: the fact, a figure as it is taken at some time, or a sum."""
    name = choice.key.removeprefix("fact:")
    return name in tested or any(name.startswith(f"{fact} ") for fact in tested)


def tested_facts(case: Case, duty_side: Bearing) -> frozenset[str]:
    """Every fact that the duty tests: what its party can do something about."""
    requires = duty_side.clause.norm.requires
    assert requires is not None
    variables = duty_side.scope.variables
    return frozenset(f"{variables[v].id}.{a}" for v, a in _tested(case, requires) if v in variables)


def _tested(case: Case, condition: Condition) -> Iterator[tuple[str, str]]:
    match condition:
        case Test(left):
            yield left.variable, left.attribute.name
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            for item in items:
                yield from _tested(case, item)
        case CallDefinition(name, arguments):
            definition = case.policy.vocabulary.definitions[name]
            given = dict(zip(definition.parameters, arguments, strict=True))
            yield from ((given.get(variable, variable), attribute) for variable, attribute in _tested(case, definition.when))
        case Some(kind, of) if kind != "base":  # what a model descends from is as it is
            yield of, f"{kind}s" if kind in {"release", "agreement", "affiliate"} else kind
        case Total(attribute, of):
            yield of, condition.part
            yield of, f"sum of {attribute.key} where"
