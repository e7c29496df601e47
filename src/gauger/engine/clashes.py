"""Texts of one grantor against each other (`docs/semantics.md`, 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from gauger.declaration.records import UNKNOWN_FORM, Permission
from gauger.engine.bearings import Bearing, applies, duty, exception_holds
from gauger.engine.calendar import covers
from gauger.engine.case import Case
from gauger.engine.conditions import Mode, form_in, formula_of, lists, permissions_of
from gauger.engine.trace import Trace
from gauger.findings.model import Opposed
from gauger.policy.model import AllOf, AnyOf, CallDefinition, Clause, Condition, NoneOf, Precedence, Standing, Test
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


def find_clashes(case: Case, bearing: Bearing, others: Sequence[Bearing], mode: Mode) -> Iterator[Clash]:
    """Every text of the same grantor that stands against the clause over the same act and source."""
    if bearing.clause.norm.kind == "forbids":
        yield from _permitting(case, bearing, others, mode)
        yield from _given(case, bearing, others)
    for other in others:
        if other.deed == bearing.deed and other.document.publisher == bearing.document.publisher and other.id != bearing.id:
            yield from _duty_against_ban(case, bearing, other, mode)


def _permitting(case: Case, bearing: Bearing, others: Sequence[Bearing], mode: Mode) -> Iterator[Clash]:
    """(i) an express permission of the same act with a common object."""
    for other in others:
        if other.clause.norm.kind == "permits" and _same_matter(bearing, other):
            in_effect = applies(case, other, Trace(), mode)
            if in_effect != FALSE:
                yield _clash(bearing, other, in_effect)


def _same_matter(one: Bearing, other: Bearing) -> bool:
    objects = {o.name for o in one.clause.norm.objects} & {o.name for o in other.clause.norm.objects}
    bare = not one.clause.norm.objects and not other.clause.norm.objects
    same_grantor = one.document.publisher == other.document.publisher
    return same_grantor and one.deed == other.deed and one.clause.norm.act == other.clause.norm.act and (bool(objects) or bare)


def _clash(bearing: Bearing, other: Bearing, in_effect: Formula) -> Clash:
    stands = all_of((in_effect, as_reported(other)))
    settled = settle(bearing, other)
    opposed = Opposed(other.clause.key, other.clause.at, other.clause.says, _settled_word(settled))
    if settled is not None:
        return Clash(stands if settled == "other" else FALSE, opposed)
    return Clash(all_of((stands, prevails(bearing.clause, other.clause))), opposed)


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


def settle(one: Bearing, other: Bearing) -> Winner | None:
    """Who prevails by what is written on the clauses, else on their documents; none where nothing is, or two stand against each other."""
    found = _written(one.clause.precedence, one.clause, other.clause.precedence, other.clause)
    if not found:
        found = _written(one.document.precedence, one.clause, other.document.precedence, other.clause)
    if len(found) != 1:
        return None
    return "this" if "this" in found else "other"


def _written(mine: Precedence, clause: Clause, theirs: Precedence, other: Clause) -> set[str]:
    found = set()
    if _names(mine.over, clause, other) or _names(theirs.under, other, clause):
        found.add("this")
    if _names(mine.under, clause, other) or _names(theirs.over, other, clause):
        found.add("other")
    return found


def _names(texts: tuple[str, ...], speaker: Clause, spoken_of: Clause) -> bool:
    """A text is named by its document, or within one document by its clause."""
    if speaker.document == spoken_of.document:
        return spoken_of.name in texts
    return spoken_of.document in texts


# --- leave given by the publisher --------------------------------------------------------------------------------------


def _given(case: Case, bearing: Bearing, others: Sequence[Bearing]) -> Iterator[Clash]:
    """(ii) a permission that lifts another ban on the same act, not this one."""
    for document, key, permission in permissions_of(case, bearing.document):
        own = [o for o in others if o.clause.norm.kind == "forbids" and o.document.publisher == bearing.document.publisher]
        lifted = [o for o in own if lists(permission.clauses, document, o.clause)]
        about_it = any_of(o.bears for o in lifted if o.deed == bearing.deed)
        if about_it != FALSE and not lists(permission.clauses, document, bearing.clause):
            stands = all_of((about_it, covers(case, permission, key, bearing.scope.days_of)))
            if stands != FALSE:
                yield _against_permission(case, bearing, document, (key, permission), stands)


def _against_permission(case: Case, bearing: Bearing, document: str, leave: tuple[str, Permission], stands: Formula) -> Clash:
    key, permission = leave
    what = f"permission under {document} ({permission.form})"
    settled = None if permission.form == UNKNOWN_FORM else _settle_form(bearing, permission.form)
    opposed = Opposed(what, ", ".join(permission.clauses), f"Leave for {', '.join(permission.clauses)}.", _settled_word(settled))
    return Clash(all_of((stands, _leave_prevails(case, bearing, document, key, permission))), opposed)


def _leave_prevails(case: Case, bearing: Bearing, document: str, key: str, permission: Permission) -> Formula:
    """The worlds in which the leave goes before the clause: by its form where the order of forms is written, else as the world has it."""
    sides = (bearing.clause.document, f"permission {document}")
    choice = Choice(f"conflict:{sides[0]}|{sides[1]}", "conflict", Options(sides))
    open_ = literal(choice, WorldTest("is", (sides[1],)))
    if permission.form != UNKNOWN_FORM:
        return _by_form(bearing, permission.form, open_)
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
        yield _clash(bearing, other, _ban_stands(case, other, mode))
    if kinds == ("forbids", "requires") and _cannot_both(case, other, bearing, mode):
        yield _clash(bearing, other, applies(case, other, Trace(), mode))


def _cannot_both(case: Case, duty_side: Bearing, ban: Bearing, mode: Mode) -> bool:
    """Whether, under some answer to all that the duty does not test, whoever does the duty breaks the ban, and nobody need otherwise."""
    tested = _tested_facts(case, duty_side)
    freed = case.without(*tested)
    done = duty(freed, duty_side, Trace())
    if ban.clause.when is None or done in (TRUE, FALSE):
        return False
    excepted = any_of(exception_holds(freed, ban, name, Trace(), mode) for name in ban.clause.exceptions)
    banned = all_of((ban.bears, formula_of(freed, ban.scope, ban.clause.when, Trace()), negate(excepted)))
    spared = all_of((ban.bears, negate(banned)))
    # A ban that is breached whatever becomes of the duty does not stand against the duty.
    wanted = (all_of((done, banned)), all_of((negate(done), spared)))
    return some_answer(wanted, all_of((done, spared)), lambda choice: choice.key.removeprefix("fact:") in tested)


def _ban_stands(case: Case, ban: Bearing, mode: Mode) -> Formula:
    """The worlds in which the ban bears; its condition is met by whatever meets the duty."""
    return all_of((ban.bears, negate(any_of(_exceptions(case, ban, mode)))))


def _exceptions(case: Case, ban: Bearing, mode: Mode) -> Iterator[Formula]:
    for name in ban.clause.exceptions:
        yield exception_holds(case, ban, name, Trace(), mode)


def _tested_facts(case: Case, duty_side: Bearing) -> frozenset[str]:
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
        case CallDefinition(name, _):
            yield from _tested(case, case.policy.vocabulary.definitions[name].when)
        case _:
            return
