"""One document: its heading, its versions, and its provisions put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

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
    is_backwards,
    list_items,
    read_period,
    read_text,
)
from gauger.policy.cycles import find_cycles
from gauger.policy.lexicon import Lexicon, Term
from gauger.policy.model import Admits, Document, Recording, Standing, Version
from gauger.policy.norms import Named, Setting, find_consequence_scopes, find_exception_scopes, list_edges
from gauger.policy.provisions import (
    build_clause,
    build_consequence,
    build_exception,
    check_period,
    read_defects,
    read_likes,
    read_precedence,
    read_reads,
)
from gauger.policy.reach import Surroundings, build_extent, build_governs, build_includes, build_stands, read_licences, read_passages
from gauger.policy.terms import build_concept, build_term, check_parameters, check_reading, check_term_cycles, read_standing


def build_document(statement: tree.Statement, name: tree.Name, around: Surroundings, found: Found) -> Document | None:
    """A document with all its provisions, or nothing when some provision has no norm."""
    own = _build_own_terms(statement, name.text, around.lexicon, found)
    terms = {**around.lexicon.terms, **own}
    if own:
        check_term_cycles(terms, found)
    setting = _build_setting(statement, name.text, around, terms, found)
    publisher = _read_publisher(statement, around, found)
    encoded_by, encoded_on = _read_encoded(statement)
    clauses = {n: build_clause(s, heading, setting, found) for n, (heading, s) in setting.clauses.items()}
    _check_cycles(setting, found)
    scopes = find_exception_scopes(setting)
    led_to = find_consequence_scopes(setting)
    return Document(
        id=name.text,
        title=get_text(statement, "title", found),
        publisher=publisher,
        url=get_text(statement, "url", found),
        standing=setting.standing,
        encoded_by=encoded_by,
        encoded_on=encoded_on,
        doubts=tuple(read_text(i, found) for i in list_items(find_all(statement, "doubts"))),
        governs=build_governs(statement, around, terms, found),
        licences=read_licences(statement, name, around, found),
        includes=build_includes(statement, name.text, around, terms, found),
        precedence=read_precedence(statement, name.text, setting, found, within=False),
        reads=read_reads(statement, terms, found),
        admits=_read_admits(statement, terms, found),
        versions=_build_versions(statement, found),
        clauses={n: c for n, c in clauses.items() if c},
        exceptions={n: build_exception(s, h, setting, scopes[n], found) for n, (h, s) in setting.exceptions.items()},
        consequences={n: build_consequence(s, h, setting, led_to[n], found) for n, (h, s) in setting.consequences.items()},
        concepts={n: build_concept(t, name.text, around.lexicon, terms, found) for n, t in own.items()},
        span=name.span,
        affiliates=build_extent(statement, around, terms, found),
        stands=build_stands(statement, around, terms, found),
        passes=read_passages(statement, around, found),
        likes=read_likes(statement, setting, found),
        defects=read_defects(statement),
        hypothetical=find_text(statement, "hypothetical", found),
    )


def _build_setting(statement: tree.Statement, document: str, around: Surroundings, terms: Mapping[str, Term], found: Found) -> Setting:
    return Setting(
        document,
        read_standing(statement, (Standing.TEXT, Standing.SECONDARY), found) or Standing.TEXT,
        around.lexicon,
        terms,
        around.documents,
        _name_statements(statement, "clause", found),
        _name_statements(statement, "exception", found),
        _name_statements(statement, "consequence", found),
    )


def _name_statements(statement: tree.Statement, keyword: str, found: Found) -> Named:
    named: dict[str, tuple[tree.Name, tree.Statement]] = {}
    for child in find_all(statement, keyword):
        name = get_heading(child, found)
        if name and name.text in named:
            found.append(messages.declared_twice(name.span, keyword, name.text, named[name.text][0].span))
        elif name:
            named[name.text] = (name, child)
    return named


def _build_own_terms(statement: tree.Statement, document: str, lexicon: Lexicon, found: Found) -> dict[str, Term]:
    own: dict[str, Term] = {}
    for child in find_all(statement, "concept"):
        term = build_term(child)
        if term is None:
            continue
        if term.name in lexicon.terms:
            found.append(messages.shadowed_term(term.span, term.name, document, lexicon.terms[term.name].span))
        elif term.name in own:
            found.append(messages.declared_twice(term.span, "concept", term.name, own[term.name].span))
        else:
            check_parameters(term, lexicon.objects, found)
            own[term.name] = term
    return own


def _check_cycles(setting: Setting, found: Found) -> None:
    edges = list_edges(setting.exceptions, "except")
    found.extend(messages.exception_cycle(names, spans) for names, spans in find_cycles(edges))
    edges = list_edges(setting.consequences, "leads to")
    found.extend(messages.consequence_cycle(names, spans) for names, spans in find_cycles(edges))


# --- heading -----------------------------------------------------------------------------------------------------------


def _read_publisher(statement: tree.Statement, around: Surroundings, found: Found) -> str:
    name = get_name(statement, "publisher", found)
    if name and name.text not in around.publishers:
        found.append(messages.undeclared_publisher(name.span, name.text, around.publishers))
    return name.text if name else ""


def _read_encoded(statement: tree.Statement) -> tuple[str, date]:
    encoded = find_one(statement, "encoded")
    if encoded and isinstance(encoded.parts, tree.Encoded):
        return encoded.parts.by.value, encoded.parts.on.value
    return "", date.min


def _read_admits(statement: tree.Statement, terms: Mapping[str, Term], found: Found) -> tuple[Admits, ...]:
    admits = []
    for child in find_all(statement, "admits"):
        if isinstance(child.parts, tree.Admits):
            parts = child.parts
            check_reading(parts.concept, parts.reading, terms, found)
            check_period(parts.since, parts.until, found)
            admits.append(Admits(parts.concept.text, parts.reading.text, *read_period(parts.since, parts.until)))
    return tuple(admits)


# --- versions ----------------------------------------------------------------------------------------------------------


def _build_versions(statement: tree.Statement, found: Found) -> tuple[Version, ...]:
    versions: dict[date, Version] = {}
    for child in find_all(statement, "version"):
        day = next(list_items([child]), None)
        if not isinstance(day, tree.Day):
            continue
        if day.value in versions:
            found.append(messages.versions_on_one_day(day.span, day.value, versions[day.value].span))
        recordings = tuple(_build_recordings(find_all(child, "recorded"), found))
        versions.setdefault(day.value, Version(day.value, recordings, day.span, _read_announced(child, day, found)))
    return tuple(versions[d] for d in sorted(versions))


def _read_announced(statement: tree.Statement, version: tree.Day, found: Found) -> date | None:
    announced = next((i for i in list_items(find_all(statement, "announced")) if isinstance(i, tree.Day)), None)
    if announced is not None and announced.value > version.value:
        found.append(messages.announced_too_late(announced.span, announced.value, version.value, version.span))
    return announced.value if announced is not None else None


def _build_recordings(statements: Iterable[tree.Statement], found: Found) -> Iterable[Recording]:
    for statement in statements:
        if isinstance(statement.parts, tree.Recorded):
            parts = statement.parts
            if parts.since and parts.until and is_backwards(parts.since, parts.until):
                span = parts.since.span.to(parts.until.span)
                found.append(messages.empty_recording(span, parts.since.value, parts.until.value))
            yield Recording(parts.archive.text, parts.path.value, *read_period(parts.since, parts.until))
