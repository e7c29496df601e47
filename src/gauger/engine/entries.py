"""`some release of …` and `some base of …`: listed entries, and the further ones of an open list (`docs/semantics.md`, 2 and 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import product

from gauger.declaration.records import Release
from gauger.engine.case import Case
from gauger.engine.facts import compare, domain_of
from gauger.engine.scope import Scope, bind_artifact, bind_release
from gauger.engine.trace import Trace
from gauger.findings.model import ReliedOn
from gauger.lineage import Pattern
from gauger.policy.model import AllOf, AnyOf, Attribute, Condition, Constant, NoneOf, Test
from gauger.text.values import replace
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, literal, negate
from gauger.worlds.domains import Entries, cut
from gauger.worlds.domains import Test as WorldTest

ANY = Constant(True)
BY_WEIGHTS = Pattern(frozenset({"weights"}), None)
NOTHING = Pattern(frozenset(), None)
"""Meets only edges that lead to the same model in another precision."""


def some_release(case: Case, scope: Scope, artifact: str, body: Condition, trace: Trace) -> Formula:
    """The worlds in which a release of the artifact or of a copy of it, listed or further, meets the body."""
    return any_of(_release_of(case, scope, copy, guard, body, trace) for copy, guard in copies(case, artifact))


def copies(case: Case, artifact: str) -> Iterator[tuple[str, Formula]]:
    """The artifact itself and what is the same model in another precision, each with the worlds in which it is."""
    yield artifact, TRUE
    for other, guard in case.reached(artifact, NOTHING).items():
        if other != artifact:
            yield other, guard


def _release_of(case: Case, scope: Scope, artifact: str, guard: Formula, body: Condition, trace: Trace) -> Formula:
    found = [release for release in case.declaration.releases.items if release.artifact == artifact]
    parts = [_body(case, _inside(scope, "release", bind_release(r)), body, trace) for r in found]
    if releases_open(case, artifact):
        parts.append(further(case, artifact, body))
    else:
        _rely_on_list(case, artifact, found, trace)
    return all_of((guard, any_of(parts)))


def releases_open(case: Case, artifact: str) -> bool:
    """Whether there may be releases of the artifact that are not declared."""
    return case.declaration.releases.open or f"{artifact}.releases" in case.freed


def further(case: Case, artifact: str, body: Condition) -> Formula:
    """The worlds in which a release that is not declared meets the body."""
    return _inhabited(case, f"fact:{artifact}.releases", body)


def _rely_on_list(case: Case, artifact: str, found: list[Release], trace: Trace) -> None:
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
    parts += [_inhabited(case, f"fact:{step}.further-bases", body) for step in _open_steps(case, artifact)]
    return any_of(parts)


def _open_steps(case: Case, artifact: str) -> Iterator[str]:
    """Steps behind the artifact, along weights, whose starting points are not all declared."""
    for step in case.declaration.steps.values():
        if step.base.open and any(p == artifact or artifact in case.reached(p, BY_WEIGHTS) for p in step.yields):
            yield step.id


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
