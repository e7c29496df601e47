"""Clauses, exceptions and consequences of one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

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
    read_names,
    read_period,
    read_text,
    read_whole,
)
from gauger.policy.conditions import check_forms, find_condition
from gauger.policy.lexicon import Lexicon, Scope, Term, get_concept_names
from gauger.policy.messages import Other
from gauger.policy.model import (
    PASSED_THROUGH,
    Act,
    Clause,
    ClauseException,
    Consequence,
    Cure,
    Norm,
    Object,
    Precedence,
    Reads,
    ReadsLike,
    Standing,
    Variable,
)
from gauger.policy.structure import LOCATOR_WORDS, STEP_KINDS, VARIABLES
from gauger.policy.terms import check_reading, read_standing
from gauger.text import Span
from gauger.text.values import dataclass

Named = Mapping[str, tuple[tree.Name, tree.Statement]]
"""Statements of one kind in a document by the name in their heading."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the provisions of a document may refer to; `terms` has the document's own concepts as well."""

    document: str
    standing: Standing
    lexicon: Lexicon
    terms: Mapping[str, Term]
    documents: Sequence[str]
    clauses: Named
    exceptions: Named
    consequences: Named


# --- clauses -----------------------------------------------------------------------------------------------------------


def build_clause(statement: tree.Statement, name: tree.Name, setting: Setting, found: Found) -> Clause | None:
    """A clause, or nothing when it has no norm that can be understood."""
    scope = find_clause_scope(statement, setting)
    norm = _build_norm(statement, setting, scope, found)
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
    text = read_text(literal, found)
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


# --- norms -------------------------------------------------------------------------------------------------------------

_NORMS: Mapping[str, Literal["forbids", "permits", "requires", "silent"]] = {
    "forbids": "forbids", "permits": "permits", "on": "requires", "silent on": "silent",
}  # fmt: skip


def _build_norm(statement: tree.Statement, setting: Setting, scope: Scope, found: Found) -> Norm | None:
    title = find_one(statement, "assigns")
    if title is not None and isinstance(title.parts, tree.Assigns):
        return _build_title(title.parts, setting.lexicon, found)
    norms = find_all(statement, *_NORMS)
    requires = find_one(statement, "requires")
    duty = find_condition(requires, setting.lexicon, scope, found)
    if not norms or not isinstance(norms[0].parts, tree.Act):
        return None
    act = _read_act(norms[0].parts, setting.lexicon, found)
    objects = _read_objects(norms[0].parts.objects, setting.lexicon, found)
    return Norm(_NORMS[norms[0].keyword], act, objects, duty) if act else None


_TITLES = ("output", "model", "dataset")


def _build_title(parts: tree.Assigns, lexicon: Lexicon, found: Found) -> Norm:
    """A text that says whose something is. Title to output arises with the access, title to what was made of things with the making."""
    subject = parts.subject
    if subject.text not in _TITLES:
        found.append(messages.unknown_word(subject.span, "thing to which title is given", subject.text, _TITLES))
    if subject.text == "output" and parts.objects:
        found.append(messages.title_to_output_using(parts.objects[0].span))
    if subject.text in _TITLES[1:] and not parts.objects:
        found.append(messages.title_without_making(subject.span, subject.text))
    on: Literal["access", "step"] = "access" if subject.text == "output" else "step"
    act = Act("own", subject.text, on, () if on == "access" else STEP_KINDS, "title", "Having title to it.", subject.span)
    return Norm("assigns", act, _read_objects(parts.objects, lexicon, found), None, parts.conditional)


def _read_act(parts: tree.Act, lexicon: Lexicon, found: Found) -> Act | None:
    key = f"{parts.act.text} {parts.subject.text}"
    act = lexicon.acts.get(key)
    if act is None:
        found.append(messages.undeclared_act(parts.act.span.to(parts.subject.span), key, lexicon.acts))
    return act


def _read_objects(names: Sequence[tree.Name], lexicon: Lexicon, found: Found) -> tuple[Object, ...]:
    objects: dict[str, Object] = {}
    written: dict[str, tree.Name] = {}
    for name in names:
        if name.text not in lexicon.objects:
            found.append(messages.undeclared_object(name.span, name.text, lexicon.objects))
        elif name.text in objects:
            found.append(messages.listed_twice(name.span, name.text, written[name.text].span))
        else:
            objects[name.text] = lexicon.objects[name.text]
            written[name.text] = name
    return tuple(objects.values())


# --- scopes ------------------------------------------------------------------------------------------------------------


def find_clause_scope(statement: tree.Statement, setting: Setting) -> Scope:
    """What the conditions of a clause may test, as its act and objects give it; everything when the act is unknown."""
    title = find_one(statement, "assigns")
    if title is not None and isinstance(title.parts, tree.Assigns):
        assigned = _build_title(title.parts, setting.lexicon, [])
        return Scope(_list_variables(assigned.act, assigned.objects), f"a clause on title to `{title.parts.subject.text}`", setting.terms)
    norm = next((n for n in find_all(statement, *_NORMS) if isinstance(n.parts, tree.Act)), None)
    if norm is None or not isinstance(norm.parts, tree.Act):
        return Scope(frozenset(VARIABLES), "the clause", setting.terms)
    parts = norm.parts
    words = f"{parts.act.text} {parts.subject.text}"
    act = setting.lexicon.acts.get(words)
    objects = [setting.lexicon.objects.get(o.text) for o in parts.objects]
    if parts.objects:
        words += f" using {', '.join(o.text for o in parts.objects)}"
    variables = _list_variables(act, objects) if act and all(objects) else frozenset(VARIABLES)
    return Scope(variables, f"a clause on `{words}`", setting.terms)


def _list_variables(act: Act, objects: Sequence[Object | None]) -> frozenset[Variable]:
    """`access`, `source`, `data` and `tool` are there where everything that is used was taken from such a thing."""
    variables: set[Variable] = {"party", "publisher"}
    if act.on != "access":
        variables.add("model" if act.subject == "model" else "dataset")
        variables.add("step" if act.on == "step" else "release")
    sources = {o.taken_from for o in objects if o}
    if sources <= {"access"}:
        variables.add("access")
    if sources <= {"access", "model"}:
        variables.add("source")
    if sources == {"dataset"}:
        variables.add("data")
    if sources == {"tool"}:
        variables.add("tool")
    return frozenset(variables)


def find_exception_scopes(setting: Setting) -> dict[str, Scope]:
    """An exception may test what every clause that rests on it gives; one that no clause names may test everything."""
    scopes = {name: Scope(frozenset(VARIABLES), f"the exception `{name}`", setting.terms) for name in setting.exceptions}
    for name, statement in setting.clauses.values():
        scope = find_clause_scope(statement, setting)
        for exception in _list_reached(statement, setting):
            scopes[exception] = _narrow(scopes[exception], scope, (name.span, f"{scope.where} has none, and rests on this exception"))
    return scopes


def find_consequence_scopes(setting: Setting) -> dict[str, Scope]:
    """A consequence may test what every clause that leads to it gives; one that no clause leads to may test everything."""
    scopes = {name: Scope(frozenset(VARIABLES), f"the consequence `{name}`", setting.terms) for name in setting.consequences}
    edges = {name: [led for led, _ in found] for name, found in list_edges(setting.consequences, "leads to").items()}
    for name, statement in setting.clauses.values():
        scope = find_clause_scope(statement, setting)
        waiting = [n.text for keyword in ("leads to", "in return") for n in read_names(find_all(statement, keyword), [])]
        reached: set[str] = set()
        while waiting:
            led = waiting.pop()
            if led in scopes and led not in reached:
                reached.add(led)
                waiting.extend(edges[led])
                scopes[led] = _narrow(scopes[led], scope, (name.span, f"{scope.where} has none, and leads to this consequence"))
    return scopes


def _narrow(scope: Scope, clause: Scope, blame: Other) -> Scope:
    lacking = dict.fromkeys(scope.variables - clause.variables, blame)
    return Scope(scope.variables & clause.variables, scope.where, scope.terms, None, {**lacking, **scope.lacking})


def _list_reached(statement: tree.Statement, setting: Setting) -> list[str]:
    """The exceptions of a clause, and those of its exceptions."""
    reached: dict[str, None] = {}
    waiting = [statement]
    while waiting:
        for item in find_all(waiting.pop(), "except"):
            for name in read_names([item], []):
                if name.text in setting.exceptions and name.text not in reached:
                    reached[name.text] = None
                    waiting.append(setting.exceptions[name.text][1])
    return list(reached)


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
    return Cure(read_whole(cure.parts.days, found), cure.parts.business)


def list_edges(statements: Named, keyword: str) -> dict[str, list[tuple[str, Span]]]:
    """Which of these statements names which other in its own block, behind a keyword."""
    return {
        name: [(n.text, n.span) for n in read_names(find_all(statement, keyword), []) if n.text in statements]
        for name, (_, statement) in statements.items()
    }


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
