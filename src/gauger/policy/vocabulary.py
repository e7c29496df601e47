"""Attributes, acts, objects and the binding concept: what packs declare beside concepts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from gauger.language import tree
from gauger.policy import messages
from gauger.policy.blocks import Found, cut_span, find_all, find_one, get_keyword, get_name, get_text, list_items, read_name, read_names
from gauger.policy.lexicon import Term, ValueSet
from gauger.policy.model import Act, Attribute, Entity, Object
from gauger.policy.structure import ATTRIBUTE_KINDS, ENTITIES, STEP_KINDS, find_variable, get_entity

_ON: Mapping[str, Literal["step", "access", "release"]] = {"step": "step", "access": "access", "release": "release"}
_FROM: Mapping[str, Literal["access", "model", "dataset"]] = {"access": "access", "model": "model", "dataset": "dataset"}
_KINDS: Mapping[str, Literal["one of", "some of", "number", "text", "day", "yes or no", "name"]] = {
    "one of": "one of", "some of": "some of", "number": "number", "text": "text", "day": "day", "yes or no": "yes or no", "name": "name",
    "names": "some of",
}  # fmt: skip

# --- attributes --------------------------------------------------------------------------------------------------------


def build_attribute(statement: tree.Statement, name: tree.Name, sets: Mapping[str, ValueSet], found: Found) -> Attribute | None:
    """An attribute with its kind and, for enumerations, its values."""
    entity = _read_entity(name, found)
    kinds = find_all(statement, *ATTRIBUTE_KINDS)
    if entity is None:
        return None
    kind = _read_kind(kinds[0]) if kinds else "name"
    values = _read_enumeration(kinds[0], sets, found) if kinds else ()
    return Attribute(entity, name.text.partition(".")[2], kind, values, get_text(statement, "says", found), name.span)


def _read_entity(name: tree.Name, found: Found) -> Entity | None:
    written, dot, attribute = name.text.partition(".")
    if not dot or not attribute:
        found.append(messages.attribute_without_entity(name.span, name.text))
        return None
    entity = next((e for e in ENTITIES if e == written), None)
    if entity is None:
        found.append(messages.unknown_word(cut_span(name, len(written)), "entity", written, ENTITIES))
    return entity


def _read_kind(statement: tree.Statement) -> Literal["one of", "some of", "number", "text", "day", "yes or no", "name"]:
    if isinstance(statement.parts, tree.OpenType):
        return _KINDS[statement.parts.kind]
    return _KINDS[get_keyword(statement)]


def _read_enumeration(statement: tree.Statement, sets: Mapping[str, ValueSet], found: Found) -> tuple[str, ...]:
    if not isinstance(statement.parts, tree.Names):
        return ()
    values: dict[str, None] = {}
    written: dict[str, tree.Operand] = {}
    for item in list_items([statement]):
        name = read_name(item, found)
        if name in written:
            found.append(messages.listed_twice(item.span, name, written[name].span))
        written.setdefault(name, item)
        values.update(dict.fromkeys(str(v) for v in sets[name].values) if name in sets else {name: None})
    return tuple(values)


# --- acts and objects --------------------------------------------------------------------------------------------------


def build_act(statement: tree.Statement, heading: tree.ActHeading, found: Found) -> Act:
    """An act, with the kinds of step that do it."""
    name, subject = heading.name, heading.subject
    on = get_name(statement, "on", found)
    if on and on.text not in _ON:
        found.append(messages.unknown_word(on.span, "place for an act", on.text, tuple(_ON)))
    sort = _ON.get(on.text, "access") if on else "access"
    if sort != "access" and subject.text not in ("model", "dataset"):
        found.append(messages.unfit_subject(subject.span, subject.text, sort))
    family = get_name(statement, "family", found)
    return Act(
        name.text,
        subject.text,
        sort,
        _read_steps(statement, heading, sort, found),
        family.text if family else "",
        get_text(statement, "says", found),
        name.span.to(subject.span),
    )


def _read_steps(statement: tree.Statement, heading: tree.ActHeading, on: str, found: Found) -> tuple[str, ...]:
    does = find_one(statement, "does")
    if does and on == "release":
        found.append(messages.release_act_with_steps(does.span))
    if does is None and on == "step":
        span = heading.name.span.to(heading.subject.span)
        found.append(messages.step_act_without_steps(span, f"{heading.name.text} {heading.subject.text}"))
    steps = read_names([does] if does else [], found)
    for step in steps:
        if step.text not in STEP_KINDS:
            found.append(messages.unknown_word(step.span, "kind of step", step.text, STEP_KINDS))
    return tuple(s.text for s in steps)


def build_object(statement: tree.Statement, name: tree.Name, terms: Mapping[str, Term], found: Found) -> Object:
    """An object, with the concept that ties it to an act."""
    source = get_name(statement, "from", found)
    if source and source.text not in _FROM:
        found.append(messages.unknown_word(source.span, "source", source.text, tuple(_FROM)))
    concept = get_name(statement, "tied by", found)
    if concept:
        _check_tie(concept, terms, found)
    taken = _FROM.get(source.text, "access") if source else "access"
    return Object(name.text, taken, concept.text if concept else "", get_text(statement, "says", found), name.span)


def _check_tie(concept: tree.Name, terms: Mapping[str, Term], found: Found) -> None:
    term = terms.get(concept.text)
    if term is None or term.kind != "concept":
        found.append(messages.undeclared_concept(concept.span, concept.text, get_concept_names(terms)))
    elif not term.pattern:
        found.append(messages.tied_without_pattern(concept.span, concept.text, term.span))


def get_concept_names(terms: Mapping[str, Term]) -> tuple[str, ...]:
    """The names of concepts among terms."""
    return tuple(n for n, t in terms.items() if t.kind == "concept")


# --- binding -----------------------------------------------------------------------------------------------------------


def build_binding(statements: Sequence[tree.Statement], terms: Mapping[str, Term], found: Found) -> str | None:
    """The concept that says whether a text reaches a stranger's access; it is named once in all packs."""
    names = [i for i in list_items(statements) if isinstance(i, tree.Name)]
    for name in names[1:]:
        found.append(messages.declared_twice(name.span, "binding", name.text, names[0].span))
    if not names:
        return None
    _check_binding(names[0], terms, found)
    return names[0].text


def _check_binding(name: tree.Name, terms: Mapping[str, Term], found: Found) -> None:
    term = terms.get(name.text)
    if term is None or term.kind != "concept":
        found.append(messages.undeclared_concept(name.span, name.text, get_concept_names(terms)))
        return
    if term.pattern:
        found.append(messages.unfit_binding(name.span, name.text, "its readings have `along`", term.span))
    for parameter in term.parameters:
        variable = find_variable(parameter)
        if variable is None or variable not in ("party", "access", "source", "publisher"):
            entity = get_entity(variable) if variable else parameter
            found.append(messages.unfit_binding(name.span, name.text, f"there is no {entity} yet where that is asked", term.span))
