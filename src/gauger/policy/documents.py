"""One document: its heading, its versions, and its provisions put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from gauger.language import tree
from gauger.policy import messages
from gauger.policy.blocks import (
    Found,
    find_all,
    find_one,
    get_heading,
    get_name,
    get_text,
    is_backwards,
    list_items,
    read_names,
    read_period,
    read_text,
)
from gauger.policy.conditions import build_lines, join_all
from gauger.policy.cycles import find_cycles
from gauger.policy.lexicon import Lexicon, Scope, Term
from gauger.policy.model import Admits, Document, Governs, Recording, Standing, Version
from gauger.policy.provisions import (
    Named,
    Setting,
    build_clause,
    build_consequence,
    build_exception,
    check_period,
    check_reading,
    find_exception_scopes,
    list_exception_edges,
    read_precedence,
    read_reads,
)
from gauger.policy.terms import build_concept, build_term, check_parameters, check_term_cycles, read_standing
from gauger.text import Span
from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document may refer to outside itself; `included` are the documents that some other one includes."""

    lexicon: Lexicon
    publishers: Sequence[str]
    channels: Sequence[str]
    documents: Sequence[str]
    included: frozenset[str]


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
    _check_exception_cycles(setting, found)
    scopes = find_exception_scopes(setting)
    return Document(
        id=name.text,
        title=get_text(statement, "title", found),
        publisher=publisher,
        url=get_text(statement, "url", found),
        standing=setting.standing,
        encoded_by=encoded_by,
        encoded_on=encoded_on,
        doubts=tuple(read_text(i, found) for i in list_items(find_all(statement, "doubts"))),
        governs=_build_governs(statement, around, terms, found),
        licences=_read_licences(statement, name, around, found),
        includes=_read_includes(statement, name.text, around, found),
        precedence=read_precedence(statement, name.text, setting, found, within=False),
        reads=read_reads(statement, terms, found),
        admits=_read_admits(statement, terms, found),
        versions=_build_versions(statement, found),
        clauses={n: c for n, c in clauses.items() if c},
        exceptions={n: build_exception(s, h, setting, scopes[n], found) for n, (h, s) in setting.exceptions.items()},
        consequences={n: build_consequence(s, h, name.text, found) for n, (h, s) in setting.consequences.items()},
        concepts={n: build_concept(t, name.text, around.lexicon, terms, found) for n, t in own.items()},
        span=name.span,
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


def _check_exception_cycles(setting: Setting, found: Found) -> None:
    edges = list_exception_edges(setting.exceptions)
    found.extend(messages.exception_cycle(names, spans) for names, spans in find_cycles(edges))


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


def _build_governs(statement: tree.Statement, around: Surroundings, terms: Mapping[str, Term], found: Found) -> tuple[Governs, ...]:
    scope = Scope(frozenset(["party", "access"]), "the routing of a document", terms)
    governs = []
    for child in find_all(statement, "governs"):
        channels = read_names([child], found)
        for channel in channels:
            if channel.text not in around.channels:
                found.append(messages.undeclared_channel(channel.span, channel.text, around.channels))
        when = join_all(build_lines(child, around.lexicon, scope, found)) if child.block else None
        governs.append(Governs(tuple(c.text for c in channels), when))
    return tuple(governs)


def _read_licences(statement: tree.Statement, name: tree.Name, around: Surroundings, found: Found) -> tuple[str, ...]:
    licences = dict.fromkeys(text for text, _ in list_licences(statement))
    governs = find_one(statement, "governs")
    if not licences and governs is None and name.text not in around.included:
        found.append(messages.document_without_reach(name.span, name.text))
    return tuple(licences)


def list_licences(statement: tree.Statement) -> list[tuple[str, Span]]:
    """The licence identifiers that a document claims, quoted or bare, and where."""
    items = list_items(find_all(statement, "licence"))
    return [(i.value if isinstance(i, tree.Text) else i.text, i.span) for i in items if isinstance(i, tree.Text | tree.Name)]


def list_included(statement: tree.Statement) -> list[str]:
    """The documents that a document includes."""
    return [i.text for i in list_items(find_all(statement, "includes")) if isinstance(i, tree.Name)]


def _read_includes(statement: tree.Statement, document: str, around: Surroundings, found: Found) -> tuple[str, ...]:
    names = read_names(find_all(statement, "includes"), found)
    for name in names:
        if name.text == document:
            found.append(messages.includes_itself(name.span, document))
        elif name.text not in around.documents:
            found.append(messages.undeclared_document(name.span, name.text, around.documents))
    return tuple(n.text for n in names)


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
        versions.setdefault(day.value, Version(day.value, recordings, day.span))
    return tuple(versions[d] for d in sorted(versions))


def _build_recordings(statements: Iterable[tree.Statement], found: Found) -> Iterable[Recording]:
    for statement in statements:
        if isinstance(statement.parts, tree.Recorded):
            parts = statement.parts
            if parts.since and parts.until and is_backwards(parts.since, parts.until):
                span = parts.since.span.to(parts.until.span)
                found.append(messages.empty_recording(span, parts.since.value, parts.until.value))
            yield Recording(parts.archive.text, parts.path.value, *read_period(parts.since, parts.until))
