"""`some … of …` and `sum of … of …`: listed entries, and the further ones of an open list (`docs/semantics.md`, 2 and 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from itertools import product

from gauger.declaration.records import Agreement, Guarded, Known, Parts
from gauger.engine.case import Case
from gauger.engine.facts import compare, domain_of, lookup
from gauger.engine.figures import ask_number
from gauger.engine.scope import Bound, Scope, bind_agreement, bind_artifact, bind_part, bind_party, bind_release, by_option, is_left_out
from gauger.engine.trace import Trace
from gauger.findings.model import ReliedOn
from gauger.lineage import Pattern
from gauger.policy.model import AllOf, AnyOf, Attribute, Condition, Constant, NoneOf, Some, Test, Total
from gauger.policy.wording import write_condition
from gauger.text.values import replace
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, is_possible, literal, negate
from gauger.worlds.domains import Entries, cut, holds
from gauger.worlds.domains import Test as WorldTest

ANY = Constant(True)
BY_WEIGHTS = Pattern(frozenset({"weights"}), None)
NOTHING = Pattern(frozenset(), None)
"""Meets only edges that lead to the same model in another precision."""


def some_entry(case: Case, scope: Scope, some: Some, trace: Trace) -> Formula:
    """The worlds in which an entry of the list meets the body."""
    if some.of not in scope.variables:
        return FALSE
    owner = scope.variables[some.of]
    match some.kind:
        case "release":
            return some_release(case, scope, owner.id, some.body, trace)
        case "base":
            return some_base(case, scope, owner.id, some.body, trace)
        case "agreement":
            return some_agreement(case, scope, some.body, trace)
        case "affiliate":
            return some_affiliate(case, scope, some.body, trace)
        case part:
            return _some_part(case, scope, owner, part, some.body, trace)


def some_release(case: Case, scope: Scope, artifact: str, body: Condition, trace: Trace) -> Formula:
    """The worlds in which a release of the artifact, or of the same model in another precision, listed or further, meets the body."""
    return any_of(_release_of(case, scope, copy, guard, body, trace) for copy, guard in case.reached(artifact, NOTHING).items())


def _release_of(case: Case, scope: Scope, artifact: str, guard: Formula, body: Condition, trace: Trace) -> Formula:
    found = [release for release in case.declaration.releases.items if release.artifact == artifact]
    parts = [all_of((case.guards.of(r.id), _body(case, _inside(scope, "release", bind_release(r)), body, trace))) for r in found]
    if releases_open(case, artifact):
        parts.append(all_of((case.guards.further, further(case, artifact, body))))
    else:
        rely_on_releases(case, artifact, trace)
    return all_of((guard, any_of(parts)))


def releases_open(case: Case, artifact: str) -> bool:
    """Whether there may be releases of the artifact that are not declared."""
    return case.declaration.releases.open or f"{artifact}.releases" in case.freed


def further(case: Case, artifact: str, body: Condition) -> Formula:
    """The worlds in which a release that is not declared meets the body."""
    return _inhabited(case, f"fact:{artifact}.releases", body)


def rely_on_releases(case: Case, artifact: str, trace: Trace) -> None:
    """That an artifact is let out in no other way than is declared."""
    found = [release for release in case.declaration.releases.items if release.artifact == artifact]
    span = found[0].span if found else case.declaration.artifacts[artifact].span
    shown = ", ".join(r.id for r in found) or "none declared, and the list is complete"
    trace.rely(ReliedOn(f"{artifact}.releases", shown, span, absence=True))


def some_base(case: Case, scope: Scope, artifact: str, body: Condition, trace: Trace) -> Formula:
    """The worlds in which a model whose weights it descends from meets the body."""
    parts = []
    for other in case.declaration.artifacts.values():
        if other.kind == "model" and other.id != artifact:
            guard = case.reached(other.id, BY_WEIGHTS).get(artifact, FALSE)
            if guard != FALSE:
                inner = _inside(scope, "base", bind_artifact(other))
                parts.append(all_of((guard, _body(case, inner, body, trace))))
    for step, guard in _open_steps(case, artifact):
        parts.append(all_of((guard, _inhabited(case, f"fact:{step}.further-bases", body))))
    return any_of(parts)


def _open_steps(case: Case, artifact: str) -> Iterator[tuple[str, Formula]]:
    """Steps whose starting points are not all declared, each with the worlds in which the artifact has weights of what it yields."""
    for step in case.declaration.steps.values():
        if step.base.open:
            guard = any_of(case.reached(p, BY_WEIGHTS).get(artifact, FALSE) for p in step.yields)
            if guard != FALSE:
                yield step.id, guard


def _inside(scope: Scope, variable: str, bound: object) -> Scope:
    return replace(scope, variables={**scope.variables, variable: bound})  # type: ignore[dict-item]


def _body(case: Case, scope: Scope, body: Condition, trace: Trace) -> Formula:
    """A body tests its own entry against written values only, so four sorts of condition are all it can hold."""
    match body:
        case Test():
            return compare(case, scope, body, trace)
        case Constant(value):
            return TRUE if value else FALSE
        case AllOf(items):
            return all_of([_body(case, scope, item, trace) for item in items])
        case AnyOf(items):
            return any_of([_body(case, scope, item, trace) for item in items])
        case NoneOf(items):
            return negate(any_of([_body(case, scope, item, trace) for item in items]))
        case _:
            raise AssertionError(f"not a test of one entry: {body!r}")


# --- agreements and parts ----------------------------------------------------------------------------------------------


def some_agreement(case: Case, scope: Scope, body: Condition, trace: Trace) -> Formula:
    """The worlds in which the declarant has accepted terms, or agreed with somebody, as the body says."""
    listed = case.declaration.agreements
    parts = [_agreed(case, scope, agreement, body, trace) for agreement in listed]
    declarant = case.declaration.declarant
    name = f"{declarant.id}.agreements"
    if case.declaration.agreements_open or name in case.freed:
        parts.append(_inhabited(case, f"fact:{name}", body))
    else:
        shown = ", ".join(a.document or a.with_ or "" for a in listed) or "none declared, and the list is complete"
        trace.rely(ReliedOn(name, shown, listed[0].span if listed else declarant.span, absence=True))
    return any_of(parts)


def some_affiliate(case: Case, scope: Scope, body: Condition, trace: Trace) -> Formula:
    """The worlds in which an affiliate of the declarant is as the body says; who they all are is known where `parties` is written."""
    listed = [party for party in case.declaration.parties.values() if party.role == "affiliate"]
    parts = [_body(case, _inside(scope, "affiliate", bind_party(party)), body, trace) for party in listed]
    declarant = case.declaration.declarant
    name = f"{declarant.id}.affiliates"
    if case.declaration.parties_open or name in case.freed:
        parts.append(_inhabited(case, f"fact:{name}", body))
    else:
        shown = ", ".join(party.id for party in listed) or "none declared, and the list is complete"
        trace.rely(ReliedOn(name, shown, declarant.span, absence=True))
    return any_of(parts)


def _agreed(case: Case, scope: Scope, agreement: Agreement, body: Condition, trace: Trace) -> Formula:
    bound = bind_agreement(agreement, name_agreement(case, agreement))
    return all_of((case.guards.of_agreement(agreement), _body(case, _inside(scope, "agreement", bound), body, trace)))


def name_agreement(case: Case, agreement: Agreement) -> str:
    """An id for an agreement: by its document or partner, numbered where there are several of one name."""
    name = agreement.document or agreement.with_ or ""
    alike = [a for a in case.declaration.agreements if (a.document or a.with_) == name]
    number = next(i for i, a in enumerate(alike, 1) if a is agreement)
    return f"agreement {name}" + (f" {number}" if number > 1 else "")


def _some_part(case: Case, scope: Scope, owner: Bound, part: str, body: Condition, trace: Trace) -> Formula:
    fact = owner.facts.get(part)
    if isinstance(fact, Guarded) and f"{owner.id}.{part}" not in case.freed:
        return any_of(all_of((g, _some_part(case, scope, o, part, body, trace))) for g, o in by_option(owner, part, fact))
    listed, open_ = _list_parts(case, owner, part, trace)
    parts = [_body(case, _inside(scope, part, entry), body, trace) for entry in listed]
    if open_:
        parts.append(_inhabited(case, f"fact:{owner.id}.{part}", body))
    return any_of(parts)


def _list_parts(case: Case, owner: Bound, part: str, trace: Trace) -> tuple[list[Bound], bool]:
    """The entries that are declared, and whether there may be others."""
    fact = None if f"{owner.id}.{part}" in case.freed else owner.facts.get(part)
    if fact is None and not is_left_out(case, owner, case.policy.vocabulary.parts[part]):
        return [], True
    if fact is None:
        trace.rely(ReliedOn(f"{owner.id}.{part}", "none declared", owner.span, absence=True))
        return [], False
    entries = fact.items if isinstance(fact, Parts) else ()
    if isinstance(fact, Parts) and fact.open:
        return [bind_part(entry) for entry in entries], True
    shown = ", ".join(entry.id for entry in entries) or "none declared, and the list is complete"
    trace.rely(ReliedOn(f"{owner.id}.{part}", shown, fact.span, absence=True))
    return [bind_part(entry) for entry in entries], False


# --- sums --------------------------------------------------------------------------------------------------------------


def compare_total(case: Case, scope: Scope, total: Total, trace: Trace) -> Formula:
    """The worlds in which the sum over the entries that meet the body passes the comparison.

    What is known bounds the sum; where that does not decide, the sum is one unknown number.
    """
    if total.of not in scope.variables:
        return FALSE
    owner = scope.variables[total.of]
    fact = owner.facts.get(total.part)
    if isinstance(fact, Guarded) and f"{owner.id}.{total.part}" not in case.freed:
        return any_of(all_of((g, _compare_total(case, scope, o, total, trace))) for g, o in by_option(owner, total.part, fact))
    return _compare_total(case, scope, owner, total, trace)


def _compare_total(case: Case, scope: Scope, owner: Bound, total: Total, trace: Trace) -> Formula:
    listed, open_ = _list_parts(case, owner, total.part, trace)
    terms = [_term(case, scope, total, entry, trace) for entry in listed]
    least = sum((low for low, _ in terms), Decimal(0))
    highs = [high for _, high in terms]
    most = None if open_ or any(high is None for high in highs) else sum((h for h in highs if h is not None), Decimal(0))
    test = WorldTest(total.operator, (total.value,))
    if least == most:
        return TRUE if holds(test, least) else FALSE
    key = f"fact:{owner.id}.sum of {total.attribute.key} where {write_condition(total.body)}"
    return ask_number(key, least, most, test)


def _term(case: Case, scope: Scope, total: Total, entry: Bound, trace: Trace) -> tuple[Decimal, Decimal | None]:
    """The least and the most that an entry can add; a number that nobody states is not negative."""
    counts = _body(case, _inside(scope, total.part, entry), total.body, trace)
    fact = lookup(case, entry, total.attribute.name)
    value = fact.value if isinstance(fact, Known) and isinstance(fact.value, Decimal) else None
    if not is_possible(counts) or (fact is not None and value is None):
        return Decimal(0), Decimal(0)
    if value is None:
        return Decimal(0), None
    return (min(value, Decimal(0)), max(value, Decimal(0))) if is_possible(negate(counts)) else (value, value)


# --- further entries ---------------------------------------------------------------------------------------------------


def _inhabited(case: Case, key: str, body: Condition) -> Formula:
    name = repr(body)
    case.bodies[name] = body
    choice = Choice(key, "fact", Entries(partial(signatures, case.bodies)))
    return literal(choice, WorldTest("some", (name,)))


def signatures(bodies: Mapping[str, Condition], tests: tuple[WorldTest, ...]) -> tuple[tuple[tuple[bool, ...], str], ...]:
    """What entries are possible, as far as the tests tell them apart: truth vectors with words for such an entry."""
    wanted = [bodies[str(t.values[0])] for t in tests]
    atoms: dict[str, dict[WorldTest, None]] = {}
    attributes: dict[str, Attribute] = {}
    for test in (t for body in wanted for t in _tests(body)):
        attributes[test.left.attribute.key] = test.left.attribute
        atoms.setdefault(test.left.attribute.key, {})[WorldTest(test.operator, test.values)] = None
    axes = [[(key, tuple(made), cell) for cell in cut(domain_of(attributes[key]), tuple(made))] for key, made in atoms.items()]
    found: dict[tuple[bool, ...], str] = {}
    for cells in product(*axes):
        truth = {(key, test): cell[1][i] for key, made, cell in cells for i, test in enumerate(made)}
        vector = tuple(_meets(body, truth) for body in wanted)
        if any(vector):
            found.setdefault(vector, ", ".join(f"{key.partition('.')[2]} {cell[0]}" for key, _, cell in cells) or "any")
    return tuple(found.items())


def _tests(body: Condition) -> Iterator[Test]:
    match body:
        case Test():
            yield body
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            for item in items:
                yield from _tests(item)
        case _:
            return


def _meets(body: Condition, truth: Mapping[tuple[str, WorldTest], bool]) -> bool:
    match body:
        case Test():
            return truth[body.left.attribute.key, WorldTest(body.operator, body.values)]
        case Constant(value):
            return value
        case AllOf(items):
            return all(_meets(item, truth) for item in items)
        case AnyOf(items):
            return any(_meets(item, truth) for item in items)
        case NoneOf(items):
            return not any(_meets(item, truth) for item in items)
        case _:
            raise AssertionError(f"not a test of one entry: {body!r}")
