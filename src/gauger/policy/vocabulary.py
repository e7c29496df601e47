"""Attributes, acts, objects and the binding concept: what packs declare beside concepts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from gauger.language import tree
from gauger.policy import messages
from gauger.policy.blocks import (
    Found,
    cut_span,
    find_all,
    find_one,
    get_keyword,
    get_name,
    get_text,
    list_items,
    read_count,
    read_name,
    read_names,
)
from gauger.policy.conditions import find_condition
from gauger.policy.lexicon import Lexicon, Scope, Term, ValueSet, get_concept_names
from gauger.policy.model import Act, Attribute, AttributeKind, Entity, Layer, Object, Part
from gauger.policy.structure import ATTRIBUTE_KINDS, ENTITIES, LAYERS, STEP_KINDS, VARIABLES, find_variable, get_entity
from gauger.text.values import replace

_ON: Mapping[str, Literal["step", "access", "release"]] = {"step": "step", "access": "access", "release": "release"}
_Source = Literal["access", "model", "dataset", "tool"]
_FROM: Mapping[str, _Source] = {"access": "access", "model": "model", "dataset": "dataset", "tool": "tool"}
_KINDS: Mapping[str, AttributeKind] = {
    "one of": "one of", "some of": "some of", "number": "number", "figure": "figure", "text": "text", "day": "day",
    "yes or no": "yes or no", "name": "name", "names": "some of",
}  # fmt: skip

# --- parts -------------------------------------------------------------------------------------------------------------


def build_part(statement: tree.Statement, name: tree.Name, found: Found) -> Part | None:
    """What an entity may have several of; its name stands for one of them, so it can be no other variable's."""
    assert isinstance(statement.parts, tree.PartHeading)
    of = statement.parts.of
    taken = tuple(dict.fromkeys((*VARIABLES, *ENTITIES)))
    if name.text in taken:
        found.append(messages.part_like_variable(name.span, name.text, taken))
    owners = ("party", "model", "dataset", "tool", "step", "release")
    if of.text not in owners:
        found.append(messages.unknown_word(of.span, "entity that has parts", of.text, owners))
    says, absent, cost = get_text(statement, "says", found), _read_absence(statement, found), _read_cost(statement, found)
    return Part(name.text, of.text, says, name.span, absent, cost)


# --- attributes --------------------------------------------------------------------------------------------------------


def build_attribute(
    statement: tree.Statement, name: tree.Name, sets: Mapping[str, ValueSet], parts: Mapping[str, Part], found: Found
) -> Attribute | None:
    """An attribute with its kind and, for enumerations, its values."""
    entity = _read_entity(name, parts, found)
    kinds = find_all(statement, *ATTRIBUTE_KINDS)
    if entity is None:
        return None
    kind = _read_kind(kinds[0]) if kinds else "name"
    values = _read_enumeration(kinds[0], sets, found) if kinds else ()
    says, absent, cost = get_text(statement, "says", found), _read_absence(statement, found), _read_cost(statement, found)
    anew, filled = (bool(find_all(statement, keyword)) for keyword in ("asked anew", "never empty"))
    _check_marks(statement, name.text, entity, kind, found)
    return Attribute(entity, name.text.partition(".")[2], kind, values, says, name.span, absent, cost, anew, filled)


def _check_marks(statement: tree.Statement, name: str, entity: Entity, kind: AttributeKind, found: Found) -> None:
    """Reports marks that can mean nothing of an attribute of this entity and kind."""
    if entity != "step":
        found.extend(messages.anew_without_step(s.span, name) for s in find_all(statement, "asked anew"))
    if kind != "some of":
        found.extend(messages.never_empty_without_list(s.span, name, kind) for s in find_all(statement, "never empty"))


def _read_absence(statement: tree.Statement, found: Found) -> bool:
    left_out = find_one(statement, "left out")
    if left_out is None or not isinstance(left_out.parts, tree.LeftOut):
        return False
    means = left_out.parts.means
    if means.text != "none":
        found.append(messages.unknown_word(means.span, "meaning of what is left out", means.text, ("none",)))
    return True


def _read_cost(statement: tree.Statement, found: Found) -> int | None:
    changes = find_one(statement, "changes")
    return read_count(changes.parts.cost, "the cost of a change", found) if changes and isinstance(changes.parts, tree.Changes) else None


def _read_entity(name: tree.Name, parts: Mapping[str, Part], found: Found) -> Entity | None:
    written, dot, attribute = name.text.partition(".")
    if not dot or not attribute:
        found.append(messages.attribute_without_entity(name.span, name.text))
        return None
    known = (*ENTITIES, *parts)
    if written not in known:
        found.append(messages.unknown_word(cut_span(name, len(written)), "entity", written, known))
        return None
    return written


def _read_kind(statement: tree.Statement) -> AttributeKind:
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
        _is_by_others(statement, found),
    )


def _is_by_others(statement: tree.Statement, found: Found) -> bool:
    by = get_name(statement, "by", found)
    if by and by.text != "others":
        found.append(messages.unknown_word(by.span, "doer of an act", by.text, ("others",)))
    return by is not None


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


def build_object(statement: tree.Statement, name: tree.Name, terms: Mapping[str, Term], known: Collection[str], found: Found) -> Object:
    """An object, with the concept that ties it to an act and those of the `known` objects that it covers."""
    source = get_name(statement, "from", found)
    if source and source.text not in _FROM:
        found.append(messages.unknown_word(source.span, "source", source.text, tuple(_FROM)))
    concept = get_name(statement, "tied by", found)
    if concept:
        _check_tie(concept, terms, found)
    taken = _FROM.get(source.text, "access") if source else "access"
    layer = _read_layer(statement, taken, found)
    covers = read_names(find_all(statement, "covers"), found)
    found.extend(messages.undeclared_object(n.span, n.text, known) for n in covers if n.text not in known)
    found.extend(messages.covers_itself(n.span, n.text) for n in covers if n.text == name.text)
    if taken != "access":
        found.extend(messages.sent_without_access(s.span, taken) for s in find_all(statement, "sent"))
    tied, sent = concept.text if concept else "", bool(find_all(statement, "sent"))
    return Object(name.text, taken, tied, get_text(statement, "says", found), name.span, layer, None, tuple(n.text for n in covers), sent)


def _read_layer(statement: tree.Statement, taken: _Source, found: Found) -> Layer | None:
    name = get_name(statement, "layer", found)
    if name is None:
        return None
    if name.text not in LAYERS:
        found.append(messages.unknown_word(name.span, "layer", name.text, LAYERS))
    if taken != "dataset":
        found.append(messages.layer_without_dataset(name.span, f"{'an' if taken == 'access' else 'a'} {taken}"))
    return next((layer for layer in LAYERS if layer == name.text), None)


def add_condition(built: Object, statement: tree.Statement, lexicon: Lexicon, found: Found) -> Object:
    """The object with what must be so of what it is taken from."""
    when = find_one(statement, "when")
    if when is None:
        return built
    reach = {"access": frozenset({"access", "source"}), "model": frozenset({"source"})}.get(built.taken_from)
    if reach is None:
        found.append(messages.condition_without_reach(when.span, f"a {built.taken_from}"))
        return built
    scope = Scope(reach, f"the object `{built.name}`", lexicon.terms)
    return replace(built, when=find_condition(when, lexicon, scope, found))


def _check_tie(concept: tree.Name, terms: Mapping[str, Term], found: Found) -> None:
    term = terms.get(concept.text)
    if term is None or term.kind != "concept":
        found.append(messages.undeclared_concept(concept.span, concept.text, get_concept_names(terms)))
    elif not term.pattern:
        found.append(messages.tied_without_pattern(concept.span, concept.text, term.span))


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
