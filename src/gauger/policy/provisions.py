"""Clauses, exceptions and consequences of one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from gauger.language import tree
from gauger.policy import messages
from gauger.policy.blocks import (
    Found,
    find_all,
    find_one,
    find_text,
    get_literal,
    get_name,
    get_text,
    is_backwards,
    list_items,
    read_count,
    read_names,
    read_period,
    read_text,
)
from gauger.policy.conditions import check_forms, find_condition
from gauger.policy.lexicon import Scope, Term, get_concept_names
from gauger.policy.model import (
    PASSED_THROUGH,
    Clause,
    ClauseException,
    Consequence,
    Cure,
    Precedence,
    Reads,
    ReadsLike,
    Standing,
)
from gauger.policy.norms import Setting, build_norm, find_clause_scope
from gauger.policy.structure import LOCATOR_WORDS
from gauger.policy.terms import check_reading, read_standing
from gauger.text import Span

# --- clauses -----------------------------------------------------------------------------------------------------------


def build_clause(statement: tree.Statement, name: tree.Name, setting: Setting, found: Found) -> Clause | None:
    """A clause, or nothing when it has no norm that can be understood."""
    scope = find_clause_scope(statement, setting)
    norm = build_norm(statement, setting, scope, found)
    when = find_condition(find_one(statement, "when"), setting.lexicon, scope, found)
    standing = read_standing(statement, (Standing.TEXT, Standing.SECONDARY), found) or setting.standing
    locate = read_locator(statement, found)
    silent = bool(find_all(statement, "silent on"))
    if locate is None and not silent and standing is not Standing.SECONDARY:
        found.append(messages.clause_without_locator(name.span, name.text))
    since, until = read_force(statement, found)
    family = get_name(statement, "family", found)
    exceptions = _read_exceptions(statement, setting, found)
    precedence = read_precedence(statement, name.text, setting, found, within=True)
    reads = read_reads(statement, setting.terms, found)
    likes = read_likes(statement, setting, found)
    leads_to = _read_consequences(statement, "leads to", setting, found)
    in_return = _read_consequences(statement, "in return", setting, found)
    texts = (get_text(statement, "at", found), get_text(statement, "says", found))
    remedy, note = find_text(statement, "remedy", found), _join_notes(statement)
    assuming = tuple(n.text for n in read_names(find_all(statement, "assuming"), found))
    if norm is None:
        return None
    return Clause(
        setting.document, name.text, *texts, locate, since, until, family.text if family else norm.act.family, standing, norm, when,
        assuming, exceptions, precedence, reads, leads_to, remedy, note, name.span, likes, in_return, read_defects(statement),
    )  # fmt: skip


def read_defects(statement: tree.Statement) -> tuple[str, ...]:
    """What is wrong with the text itself, sentence by sentence."""
    return tuple(i.value for i in list_items(find_all(statement, "defect")) if isinstance(i, tree.Text))


def _join_notes(statement: tree.Statement) -> str | None:
    notes = [i.value for i in list_items(find_all(statement, "note")) if isinstance(i, tree.Text)]
    return "\n".join(notes) or None


def read_locator(statement: tree.Statement, found: Found) -> str | None:
    """The quoted words of a provision; too many or none are reported."""
    literal = get_literal(statement, "locate")
    if literal is None:
        return None
    text = literal.value if isinstance(literal, tree.Text) else read_text(literal, found)
    words = len(text.split())
    if words > LOCATOR_WORDS:
        found.append(messages.locator_too_long(literal.span, words))
    if not words and isinstance(literal, tree.Text):
        found.append(messages.locator_empty(literal.span))
    return text


def read_force(statement: tree.Statement, found: Found) -> tuple[date | None, date | None]:
    """The days between which a provision is in force, apart from its document's versions."""
    force = find_one(statement, "in force")
    if force is None or not isinstance(force.parts, tree.Period):
        return None, None
    check_period(force.parts.since, force.parts.until, found)
    return read_period(force.parts.since, force.parts.until)


def check_period(since: tree.Day | None, until: tree.Day | None, found: Found) -> None:
    """Reports a period in which no day lies."""
    if since and until and is_backwards(since, until):
        found.append(messages.empty_period(since.span.to(until.span), since.value, until.value))


def _read_exceptions(statement: tree.Statement, setting: Setting, found: Found) -> tuple[str, ...]:
    names = read_names(find_all(statement, "except"), found)
    for name in names:
        if name.text not in setting.exceptions:
            found.append(messages.undeclared_exception(name.span, name.text, setting.document, setting.exceptions))
    return tuple(n.text for n in names)


def _read_consequences(statement: tree.Statement, keyword: str, setting: Setting, found: Found) -> tuple[str, ...]:
    names = read_names(find_all(statement, keyword), found)
    for name in names:
        if name.text not in setting.consequences:
            found.append(messages.undeclared_consequence(name.span, name.text, setting.document, setting.consequences))
    return tuple(n.text for n in names)


# --- exceptions, consequences ------------------------------------------------------------------------------------------


def build_exception(statement: tree.Statement, name: tree.Name, setting: Setting, scope: Scope, found: Found) -> ClauseException:
    """An exception with its condition and the duties on which it hangs."""
    since, until = read_force(statement, found)
    return ClauseException(
        setting.document,
        name.text,
        get_text(statement, "at", found),
        get_text(statement, "says", found),
        read_locator(statement, found),
        since,
        until,
        find_condition(find_one(statement, "when"), setting.lexicon, scope, found),
        find_condition(find_one(statement, "provided"), setting.lexicon, scope, found),
        _read_exceptions(statement, setting, found),
        name.span,
    )


def build_consequence(statement: tree.Statement, name: tree.Name, setting: Setting, scope: Scope, found: Found) -> Consequence:
    """What follows from a breach, and what follows from that."""
    texts = (get_text(statement, "at", found), get_text(statement, "says", found))
    return Consequence(
        setting.document, name.text, *texts, read_locator(statement, found), name.span,
        find_condition(find_one(statement, "when"), setting.lexicon, scope, found),
        _read_cure(statement, found), bool(find_all(statement, "survives")),
        _read_consequences(statement, "leads to", setting, found), *read_force(statement, found),
    )  # fmt: skip


def _read_cure(statement: tree.Statement, found: Found) -> Cure | None:
    cure = find_one(statement, "cure")
    if cure is None or not isinstance(cure.parts, tree.Cure):
        return None
    return Cure(read_count(cure.parts.days, "the time to cure", found), cure.parts.business)


# --- precedence, readings ----------------------------------------------------------------------------------------------


def read_precedence(statement: tree.Statement, itself: str, setting: Setting, found: Found, within: bool) -> Precedence:
    """Over and under what a document, or (`within` it) a clause, stands."""
    over, over_forms = _read_rank(find_all(statement, "prevails over"), itself, setting, found, within)
    under, under_forms = _read_rank(find_all(statement, "yields to"), itself, setting, found, within)
    return Precedence(over, under, over_forms, under_forms)


def _read_rank(
    statements: Sequence[tree.Statement], itself: str, setting: Setting, found: Found, within: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    texts: dict[str, None] = {}
    forms: dict[str, None] = {}
    for statement in statements:
        if not isinstance(statement.parts, tree.Precedence):
            continue
        for name in statement.parts.texts:
            _check_ranked(name, itself, setting, found, within)
            texts[name.text] = None
        check_forms(statement.parts.forms, setting.lexicon, found)
        forms.update((f.text, None) for f in statement.parts.forms)
    return tuple(texts), tuple(forms)


def _check_ranked(name: tree.Name, itself: str, setting: Setting, found: Found, within: bool) -> None:
    if name.text == itself:
        found.append(messages.precedence_over_itself(name.span, name.text))
    elif within and "/" not in name.text:
        if name.text not in (*setting.clauses, PASSED_THROUGH):
            found.append(messages.undeclared_clause(name.span, name.text, setting.document, (*setting.clauses, PASSED_THROUGH)))
    elif name.text not in (*setting.documents, PASSED_THROUGH):
        found.append(messages.undeclared_document(name.span, name.text, (*setting.documents, PASSED_THROUGH)))


def read_reads(statement: tree.Statement, terms: Mapping[str, Term], found: Found) -> tuple[Reads, ...]:
    """The readings that a document or clause fixes, one for a concept at most."""
    reads: list[Reads] = []
    seen: dict[str, Span] = {}
    for item in find_all(statement, "reads"):
        if not isinstance(item.parts, tree.Reads | tree.ReadsLike):
            continue
        concept = item.parts.concept
        if concept.text in seen:
            found.append(messages.read_twice(concept.span, concept.text, seen[concept.text]))
        elif isinstance(item.parts, tree.Reads):
            reads.append(Reads(concept.text, item.parts.reading.text, item.parts.because.value))
        if isinstance(item.parts, tree.Reads):
            check_reading(concept, item.parts.reading, terms, found)
        seen.setdefault(concept.text, concept.span)
    return tuple(reads)


def read_likes(statement: tree.Statement, setting: Setting, found: Found) -> tuple[ReadsLike, ...]:
    """Concepts that are read here as another document reads them, whatever that is."""
    likes: dict[str, ReadsLike] = {}
    for item in find_all(statement, "reads"):
        if not isinstance(item.parts, tree.ReadsLike):
            continue
        concept, document = item.parts.concept, item.parts.document
        term = setting.lexicon.terms.get(concept.text)
        own = setting.terms.get(concept.text)
        if own is not None and term is None:
            found.append(messages.like_own_concept(concept.span, concept.text, setting.document, own.span))
        elif term is None or term.kind != "concept":
            found.append(messages.undeclared_concept(concept.span, concept.text, get_concept_names(setting.terms)))
        if document.text == setting.document:
            found.append(messages.like_itself(document.span, document.text))
        elif document.text not in setting.documents:
            found.append(messages.undeclared_document(document.span, document.text, setting.documents))
        likes.setdefault(concept.text, ReadsLike(concept.text, document.text, item.parts.because.value))
    return tuple(likes.values())
