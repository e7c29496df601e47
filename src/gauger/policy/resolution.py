"""All packs together: from the trees of files to one typed policy, or to every mistake in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gauger.diagnostics import Diagnostic
from gauger.language import tree
from gauger.policy import messages
from gauger.policy.blocks import Found, get_heading, get_keyword
from gauger.policy.documents import build_document
from gauger.policy.lexicon import Lexicon, Term, ValueSet
from gauger.policy.model import Act, Attribute, Concept, Definition, Document, Object, Part, Policy, Vocabulary
from gauger.policy.publishers import build_channel, build_publisher
from gauger.policy.reach import Surroundings, list_included, list_licences
from gauger.policy.terms import build_concept, build_definition, build_term, check_parameters, check_term_cycles
from gauger.policy.values import build_sets
from gauger.policy.vocabulary import add_condition, build_act, build_attribute, build_binding, build_object, build_part
from gauger.text import Span
from gauger.text.values import replace

Declared = Mapping[str, tuple[tree.Name, tree.Statement]]


def resolve(files: Sequence[tree.File]) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """A policy without diagnostics, or no policy and all mistakes of all files, in the order of places.

    A tree whose parser had something to say may have holes; it is checked like any other, but what is made of it is not
    to be used. The result does not depend on the order of the files; ids are sorted, provisions stand as in their file.
    """
    found: Found = []
    statements = [s for file in sorted(files, key=lambda f: f.source.name) for s in file.statements]
    lexicon, vocabulary = _build_vocabulary(statements, found)
    publishers = _collect(statements, "publisher", found)
    channels = _collect(statements, "channel", found)
    policy = Policy(
        vocabulary,
        {n: build_publisher(s, h, lexicon, found) for n, (h, s) in publishers.items()},
        {n: build_channel(s, h, publishers, found) for n, (h, s) in channels.items()},
        _build_documents(statements, lexicon, tuple(publishers), tuple(channels), found),
    )
    return (None, _sort(found)) if found else (policy, ())


def _sort(found: Found) -> tuple[Diagnostic, ...]:
    """By file and place; what was found twice on two ways is said once."""
    unique = {(d.code, d.message, *_place(d)): d for d in found}
    return tuple(sorted(unique.values(), key=lambda d: (*_place(d), d.code, d.message)))


def _place(diagnostic: Diagnostic) -> tuple[str, int, int]:
    span = diagnostic.span
    return (span.source.name, span.start, span.end) if span else ("", 0, 0)


def _collect(statements: Sequence[tree.Statement], keyword: str, found: Found) -> dict[str, tuple[tree.Name, tree.Statement]]:
    """The statements with one keyword by the name in their heading, sorted; the first of two counts."""
    named: dict[str, tuple[tree.Name, tree.Statement]] = {}
    for statement in statements:
        name = get_heading(statement, found) if get_keyword(statement) == keyword else None
        if name and name.text in named:
            found.append(messages.declared_twice(name.span, keyword, name.text, named[name.text][0].span))
        elif name:
            named[name.text] = (name, statement)
    return dict(sorted(named.items()))


# --- vocabulary --------------------------------------------------------------------------------------------------------


def _build_vocabulary(statements: Sequence[tree.Statement], found: Found) -> tuple[Lexicon, Vocabulary]:
    sets = build_sets({n: s for n, (_, s) in _collect(statements, "set", found).items()}, found)
    parts = {n: p for n, (h, s) in _collect(statements, "part", found).items() if (p := build_part(s, h, found))}
    attributes = _build_attributes(statements, sets, parts, found)
    terms = _build_terms(statements, found)
    written = _collect(statements, "object", found)
    objects: dict[str, Object] = {n: build_object(s, h, terms, written, found) for n, (h, s) in written.items()}
    for term in terms.values():
        check_parameters(term, objects, found)
    check_term_cycles(terms, found)
    lexicon = Lexicon(sets, attributes, _build_acts(statements, found), objects, terms, parts)
    objects = {n: add_condition(o, written[n][1], lexicon, found) for n, o in objects.items()}
    lexicon = replace(lexicon, objects=objects)
    binding = build_binding([s for s in statements if get_keyword(s) == "binding"], terms, found)
    concepts, definitions = _build_bodies(lexicon, found)
    values = {name: s.values for name, s in sets.items()}
    return lexicon, Vocabulary(attributes, lexicon.acts, objects, concepts, definitions, values, binding, parts)


def _build_attributes(
    statements: Sequence[tree.Statement], sets: Mapping[str, ValueSet], parts: Mapping[str, Part], found: Found
) -> dict[str, Attribute]:
    built = {n: build_attribute(s, h, sets, parts, found) for n, (h, s) in _collect(statements, "attribute", found).items()}
    return {n: a for n, a in built.items() if a}


def _build_terms(statements: Sequence[tree.Statement], found: Found) -> dict[str, Term]:
    """Concepts and definitions share one room for names, because both are called in the same way."""
    terms: dict[str, Term] = {}
    for statement in statements:
        term = build_term(statement) if get_keyword(statement) in ("concept", "define") else None
        if term and term.name in terms:
            found.append(messages.declared_twice(term.span, term.kind, term.name, terms[term.name].span))
        elif term:
            terms[term.name] = term
    return dict(sorted(terms.items()))


def _build_acts(statements: Sequence[tree.Statement], found: Found) -> dict[str, Act]:
    acts: dict[str, Act] = {}
    for statement in statements:
        if not isinstance(statement.parts, tree.ActHeading):
            continue
        act = build_act(statement, statement.parts, found)
        key = f"{act.name} {act.subject}"
        if key in acts:
            found.append(messages.declared_twice(act.span, "act", key, acts[key].span))
        acts.setdefault(key, act)
    return dict(sorted(acts.items()))


def _build_bodies(lexicon: Lexicon, found: Found) -> tuple[dict[str, Concept], dict[str, Definition]]:
    concepts = {n: build_concept(t, None, lexicon, lexicon.terms, found) for n, t in lexicon.terms.items() if t.kind == "concept"}
    definitions = {n: build_definition(t, lexicon, found) for n, t in lexicon.terms.items() if t.kind == "definition"}
    return concepts, definitions


# --- documents ---------------------------------------------------------------------------------------------------------


def _build_documents(
    statements: Sequence[tree.Statement], lexicon: Lexicon, publishers: Sequence[str], channels: Sequence[str], found: Found
) -> dict[str, Document]:
    documents = _collect(statements, "document", found)
    _check_licences(documents, found)
    included = {i for name, (_, s) in documents.items() for i in list_included(s) if i != name}
    around = Surroundings(lexicon, publishers, channels, tuple(documents), frozenset(included))
    built = {n: build_document(s, h, around, found) for n, (h, s) in documents.items()}
    return {n: d for n, d in built.items() if d}


def _check_licences(documents: Declared, found: Found) -> None:
    """SPDX identifiers do not heed letter case, so neither does this."""
    claimed: dict[str, tuple[str, Span]] = {}
    for name, (_, statement) in documents.items():
        for licence, span in list_licences(statement):
            key = licence.casefold()
            if key in claimed and claimed[key][0] == name:
                found.append(messages.listed_twice(span, licence, claimed[key][1]))
            elif key in claimed:
                found.append(messages.licence_claimed_twice(span, licence, claimed[key][1], claimed[key][0]))
            claimed.setdefault(key, (name, span))
