"""Concepts and definitions: first their signatures, so that they may call one another, then what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gauger.language import tree
from gauger.policy import messages
from gauger.policy.blocks import (
    Found,
    find_all,
    find_one,
    find_text,
    get_heading,
    get_name,
    get_text,
    read_names,
    read_whole,
)
from gauger.policy.conditions import build_call, find_condition
from gauger.policy.cycles import find_cycles
from gauger.policy.lexicon import Lexicon, Scope, Term, get_concept_names
from gauger.policy.model import (
    AUTHORITIES,
    Authority,
    CallConcept,
    CallDefinition,
    Concept,
    Constant,
    Definition,
    Pattern,
    Reading,
    Standing,
    Tie,
    Variable,
)
from gauger.policy.structure import MANNERS, VARIABLES, find_variable
from gauger.text import Span

# --- signatures --------------------------------------------------------------------------------------------------------


def build_term(statement: tree.Statement) -> Term | None:
    """What callers of a concept or definition must know."""
    if not isinstance(statement.parts, tree.Signature):
        return None
    readings = find_all(statement, "reading")
    return Term(
        statement.parts.name.text,
        "concept" if statement.keyword == "concept" else "definition",
        tuple(p.text for p in statement.parts.parameters),
        tuple(r.parts.value.text for r in readings if isinstance(r.parts, tree.Heading) and isinstance(r.parts.value, tree.Name)),
        any(find_one(r, "along") for r in readings),
        statement,
        statement.parts.name.span,
    )


def check_parameters(term: Term, objects: Iterable[str], found: Found) -> None:
    """Parameters are variables; those of a concept that is read on routes may be objects as well."""
    if not isinstance(term.statement.parts, tree.Signature):
        return
    allowed = (*VARIABLES, *(sorted(objects) if term.pattern else ()))
    seen: dict[str, Span] = {}
    for parameter in term.statement.parts.parameters:
        if parameter.text not in allowed:
            found.append(messages.unknown_parameter(parameter.span, parameter.text, allowed))
        elif parameter.text in seen:
            found.append(messages.listed_twice(parameter.span, parameter.text, seen[parameter.text]))
        seen.setdefault(parameter.text, parameter.span)


def check_term_cycles(terms: Mapping[str, Term], found: Found) -> None:
    """Reports concepts and definitions that rest on themselves."""
    edges = {
        name: [(c.callee.text, c.callee.span) for c in find_calls(term.statement) if c.callee.text in terms] for name, term in terms.items()
    }
    found.extend(messages.term_cycle(names, spans) for names, spans in find_cycles(edges))


def find_calls(statement: tree.Statement) -> Iterator[tree.Call]:
    """All calls in a statement and its blocks, in the order of the file."""
    waiting = [statement]
    while waiting:
        current = waiting.pop()
        if isinstance(current.parts, tree.Call):
            yield current.parts
        waiting.extend(reversed(current.block))


# --- bodies ------------------------------------------------------------------------------------------------------------


def _get_scope(term: Term, terms: Mapping[str, Term]) -> Scope:
    variables: set[Variable] = {v for v in map(find_variable, term.parameters) if v}
    return Scope(frozenset(variables), f"`{term.name}({', '.join(term.parameters)})`", terms)


def build_definition(term: Term, lexicon: Lexicon, found: Found) -> Definition:
    """A definition with its typed condition."""
    statement = term.statement
    when = find_condition(find_one(statement, "when"), lexicon, _get_scope(term, lexicon.terms), found)
    return Definition(term.name, term.parameters, get_text(statement, "says", found), when or Constant(False), term.span)


def build_concept(term: Term, document: str | None, lexicon: Lexicon, terms: Mapping[str, Term], found: Found) -> Concept:
    """A concept with its readings and their order; `terms` are those that its readings may call."""
    statement = term.statement
    readings = _build_readings(term, lexicon, terms, found)
    _check_mixture(term, readings, found)
    return Concept(
        term.name,
        term.parameters,
        get_text(statement, "asks", found),
        readings,
        _build_order(term, found),
        find_text(statement, "residue", found),
        document,
        term.span,
        _build_narrower(term, terms, found),
    )


def _build_narrower(term: Term, terms: Mapping[str, Term], found: Found) -> tuple[CallConcept, ...]:
    """The concepts that whatever meets this one meets too; their arguments are its own parameters."""
    calls = []
    for statement in find_all(term.statement, "narrower than"):
        if not isinstance(statement.parts, tree.Narrower):
            continue
        callee, arguments = statement.parts.concept, statement.parts.arguments
        call = build_call(tree.Call(callee, arguments), _get_scope(term, terms), found)
        if callee.text == term.name:
            found.append(messages.tied_to_itself(callee.span, term.name))
        elif isinstance(call, CallConcept):
            calls.append(call)
        elif isinstance(call, CallDefinition):
            found.append(messages.undeclared_concept(callee.span, callee.text, get_concept_names(terms)))
    return tuple(calls)


def _build_readings(term: Term, lexicon: Lexicon, terms: Mapping[str, Term], found: Found) -> tuple[Reading, ...]:
    readings: dict[str, Reading] = {}
    for statement in find_all(term.statement, "reading"):
        name = get_heading(statement, found)
        if name is None:
            continue
        if name.text in readings:
            found.append(messages.declared_twice(name.span, "reading", name.text, readings[name.text].span))
        reading = _build_reading(statement, name, term, lexicon, _get_scope(term, terms), found)
        readings.setdefault(name.text, reading)
    return tuple(readings.values())


def _build_reading(statement: tree.Statement, name: tree.Name, term: Term, lexicon: Lexicon, scope: Scope, found: Found) -> Reading:
    standing = read_standing(statement, (Standing.TEXT, Standing.STATEMENT, Standing.REPORTED), found)
    return Reading(
        name.text,
        get_text(statement, "says", found),
        standing or Standing.TEXT,
        find_condition(find_one(statement, "when"), lexicon, scope, found),
        _build_pattern(statement, found),
        _build_authorities(statement, standing or Standing.TEXT, found),
        name.span,
        _build_ties(find_all(statement, "implies"), term, scope, found),
        _build_ties(find_all(statement, "excludes"), term, scope, found),
    )


def _build_ties(statements: Sequence[tree.Statement], term: Term, scope: Scope, found: Found) -> tuple[Tie, ...]:
    """Readings of other concepts to which a reading is tied."""
    ties: dict[Tie, None] = {}
    for statement in statements:
        if not isinstance(statement.parts, tree.Tie):
            continue
        concept, reading = statement.parts.concept, statement.parts.reading
        if concept.text == term.name:
            found.append(messages.tied_to_itself(concept.span, term.name))
        else:
            check_reading(concept, reading, scope.terms, found)
            ties[Tie(concept.text, reading.text)] = None
    return tuple(ties)


def check_reading(concept: tree.Name, reading: tree.Name, terms: Mapping[str, Term], found: Found) -> None:
    """Reports a concept that is not in reach, or a reading that it does not have."""
    term = terms.get(concept.text)
    if term is None or term.kind != "concept":
        found.append(messages.undeclared_concept(concept.span, concept.text, get_concept_names(terms)))
    elif reading.text not in term.readings:
        found.append(messages.undeclared_reading(reading.span, term.name, reading.text, term.readings, term.span))


def _build_authorities(statement: tree.Statement, standing: Standing, found: Found) -> tuple[Authority, ...]:
    """Each as what it is said to be, else as the reading itself is known."""
    parts = [s.parts for s in find_all(statement, "supported")]
    wrong = [p.standing for p in parts if isinstance(p, tree.Supported) and p.standing and p.standing.text not in AUTHORITIES]
    found.extend(messages.unknown_word(name.span, "standing", name.text, AUTHORITIES) for name in wrong)
    given = [p for p in parts if isinstance(p, tree.Supported)]
    return tuple(Authority(p.by.value, p.at.value, p.standing.text if p.standing else standing.value) for p in given)


def read_standing(statement: tree.Statement, allowed: tuple[Standing, ...], found: Found) -> Standing | None:
    """The standing that a statement's block names, if it names one."""
    name = get_name(statement, "standing", found)
    if name and name.text not in allowed:
        found.append(messages.unknown_word(name.span, "standing", name.text, allowed))
    return Standing(name.text) if name and name.text in allowed else None


def _build_pattern(statement: tree.Statement, found: Found) -> Pattern | None:
    along, through = find_one(statement, "along"), find_one(statement, "through")
    if along is None:
        return None
    manners = read_names([along], found)
    for manner in manners:
        if manner.text not in MANNERS:
            found.append(messages.unknown_word(manner.span, "manner", manner.text, MANNERS))
    count = through.parts.count if through and isinstance(through.parts, tree.Through) else None
    return Pattern(frozenset(m.text for m in manners), read_whole(count, found) if count else None)


def _check_mixture(term: Term, readings: tuple[Reading, ...], found: Found) -> None:
    patterned = next((r for r in readings if r.pattern), None)
    for reading in readings:
        if patterned and reading.pattern is None and reading.when is not None:
            found.append(messages.mixed_readings(reading.span, term.name, reading.name, patterned.span))


def _build_order(term: Term, found: Found) -> tuple[tuple[str, str], ...]:
    pairs: dict[tuple[str, str], Span] = {}
    edges: dict[str, list[tuple[str, Span]]] = {}
    for statement in find_all(term.statement, "order"):
        if not isinstance(statement.parts, tree.Order):
            continue
        narrow, wide = statement.parts.narrow, statement.parts.wide
        for name in (narrow, wide):
            if name.text not in term.readings:
                found.append(messages.undeclared_reading(name.span, term.name, name.text, term.readings, term.span))
        pairs.setdefault((narrow.text, wide.text), narrow.span.to(wide.span))
        edges.setdefault(narrow.text, []).append((wide.text, narrow.span.to(wide.span)))
    for names, spans in find_cycles(edges):
        found.append(messages.order_cycle(spans[-1], term.name, names))
    return tuple(pairs)
