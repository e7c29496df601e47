"""Facts against the vocabulary: typed as their attributes say, and what is a conclusion told apart from what is a fact."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from gauger.declaration.records import (
    Agreement,
    Declaration,
    Fact,
    Facts,
    Figure,
    Figures,
    Known,
    Listed,
    Part,
    Parts,
    Permission,
    Scalar,
)
from gauger.declaration.scalars import parse_yes_no
from gauger.declaration.spans import find_key, narrow_span
from gauger.diagnostics import Diagnostic
from gauger.policy import model
from gauger.policy.model import Attribute, Vocabulary
from gauger.text import Span
from gauger.text.deferred import Deferred
from gauger.text.values import dataclass, field, replace

if TYPE_CHECKING:
    from gauger.declaration import messages
else:
    messages = Deferred("gauger.declaration.messages")

_OF_FORMAT = {
    "party": {"name", "namespace"},
    "model": {"id", "publisher", "family", "capabilities", "openness", "released"},
    "dataset": {"id", "publisher", "family", "capabilities", "openness", "released"},
    "tool": {"id", "publisher", "family", "released"},
    "step": {"stage", "output", "conduct"},
    "release": {"name", "form", "license", "to", "date"},
}
"""Facts that the format or the catalogue brings: a vocabulary may declare them and need not."""
_WANTED = {
    "number": "a number", "figure": "a number, or figures with the days on which each held", "day": "a day such as `2026-03-31`",
    "yes or no": "`yes` or `no`", "one of": "one word", "name": "a name", "text": "a text",
}  # fmt: skip


@dataclass(slots=True)
class _Check:
    vocabulary: Vocabulary
    concepts: frozenset[str]
    mistakes: list[Diagnostic] = field(default_factory=list)
    characterisations: list[tuple[str, str, Span]] = field(default_factory=list)


def check_facts(
    declaration: Declaration, vocabulary: Vocabulary, *, concepts: Collection[str] = ()
) -> tuple[Declaration, tuple[Diagnostic, ...]]:
    """The declaration with every fact typed, and the facts that are wrong, which are left out of it.

    A key that names a concept, of the vocabulary or of `concepts` (those of documents), moves to `characterisations`. In a set of names the
    name of a set of the vocabulary, whatever its case, brings in its members: `EU` stands for its states.
    """
    check = _Check(vocabulary, frozenset(vocabulary.concepts) | frozenset(concepts))
    parties = {p.id: replace(p, facts=_check(check, "party", p.id, p.facts)) for p in declaration.parties.values()}
    artifacts = {a.id: replace(a, facts=_check(check, a.kind, a.id, a.facts)) for a in declaration.artifacts.values()}
    steps = {s.id: replace(s, facts=_check(check, "step", s.id, s.facts)) for s in declaration.steps.values()}
    releases = tuple(replace(r, facts=_check(check, "release", r.id, r.facts)) for r in declaration.releases.items)
    for agreement in declaration.agreements:
        _check_acceptance(check, agreement)
        for permission in agreement.permissions:
            _check_form(check, permission)
    typed = replace(
        declaration,
        parties=parties,
        artifacts=artifacts,
        steps=steps,
        releases=Listed(releases, declaration.releases.open),
        characterisations=tuple(check.characterisations),
    )
    return typed, tuple(sorted(check.mistakes, key=lambda mistake: mistake.labels[0].span.start))


def _check(check: _Check, entity: str, owner: str, facts: Facts) -> dict[str, Fact]:
    typed: dict[str, Fact] = {}
    for key, fact in facts.items():
        attribute = check.vocabulary.attributes.get(f"{entity}.{key}")
        part = check.vocabulary.parts.get(key)
        found: Fact | None = None
        if attribute is not None:
            found = _type_fact(check, attribute, fact)
        elif part is not None and part.of == entity:
            found = _type_parts(check, part, owner, fact)
        elif key in check.concepts:
            check.characterisations.append(("party" if owner == "declarant" else owner, key, fact.span))
        elif key in _OF_FORMAT[entity] and not isinstance(fact, Parts):
            found = fact
        elif key in _OF_FORMAT[entity]:
            check.mistakes.append(messages.not_a_part(fact.span, key, ()))
        else:
            _report_undeclared(check, entity, key, fact)
        if found is not None:
            typed[key] = found
    return typed


# --- parts -------------------------------------------------------------------------------------------------------------


def _type_parts(check: _Check, part: model.Part, owner: str, fact: Fact) -> Fact | None:
    """Every entry by itself; words in place of entries state the attribute that the vocabulary declares first."""
    entries = _list_entries(fact)
    if entries is None:
        return fact
    lead = _find_lead(check.vocabulary, part)
    typed = []
    for number, entry in enumerate(entries.items, 1):
        identity = f"{owner}.{part.name}.{number}"
        facts = {lead if key == "" else key: value for key, value in entry.facts.items()}
        typed.append(Part(identity, _check_part(check, part, facts), entry.span))
    return Parts(tuple(typed), entries.open, entries.span)


def _list_entries(fact: Fact) -> Parts | None:
    if not isinstance(fact, Known):
        return fact if isinstance(fact, Parts) else None
    values = sorted(fact.value, key=str) if isinstance(fact.value, frozenset) else [fact.value]
    return Parts(tuple(Part("", {"": Known(value, fact.span, fact.origin)}, fact.span) for value in values), False, fact.span)


def _find_lead(vocabulary: Vocabulary, part: model.Part) -> str:
    own = [a for a in vocabulary.attributes.values() if a.entity == part.name]
    first = min(own, key=lambda a: (a.span.source.name, a.span.start), default=None)
    return first.name if first is not None else ""


def _check_part(check: _Check, part: model.Part, facts: Facts) -> dict[str, Fact]:
    typed: dict[str, Fact] = {}
    for key, fact in facts.items():
        attribute = check.vocabulary.attributes.get(f"{part.name}.{key}")
        if attribute is None:
            known = [a.name for a in check.vocabulary.attributes.values() if a.entity == part.name]
            check.mistakes.append(messages.undeclared_fact(find_key(fact.span, key), key, part.name, sorted(known)))
            continue
        found = _type_fact(check, attribute, fact)
        if found is not None:
            typed[key] = found
    return typed


# --- facts -------------------------------------------------------------------------------------------------------------


def _report_undeclared(check: _Check, entity: str, key: str, fact: Fact) -> None:
    from gauger.declaration.reading import STRUCTURE  # which brings the reader, and a warm run reads nothing

    prefix = f"{entity}."
    declared = [name.removeprefix(prefix) for name in check.vocabulary.attributes if name.startswith(prefix)]
    keys = STRUCTURE["artifact" if entity in ("model", "dataset") else entity]
    check.mistakes.append(messages.undeclared_fact(find_key(fact.span, key), key, entity, sorted({*declared, *keys})))


def _type_fact(check: _Check, attribute: Attribute, fact: Fact) -> Fact | None:
    if isinstance(fact, Parts) and attribute.kind == "figure":
        return _type_figures(check, attribute, fact)
    if isinstance(fact, Parts):
        check.mistakes.append(messages.not_a_part(fact.span, attribute.name, attribute.values))
        return None
    if not isinstance(fact, Known):
        return fact
    if attribute.kind == "some of":
        items = fact.value if isinstance(fact.value, frozenset) else frozenset({fact.value})
        words = frozenset(_write(item) for item in items)
        wrong = [word for word in sorted(words) if attribute.values and word not in attribute.values]
        for word in wrong:
            check.mistakes.append(messages.not_a_value(narrow_span(fact.span, word), attribute.name, word, attribute.values, listed=True))
        return None if wrong else replace(fact, value=words if attribute.values else _expand_sets(check.vocabulary, words))
    value = None if isinstance(fact.value, frozenset) else _type_scalar(attribute, fact.value)
    if value is None:
        check.mistakes.append(messages.wrong_fact(fact.span, attribute.name, _WANTED[attribute.kind]))
    elif attribute.kind == "one of" and value not in attribute.values:
        check.mistakes.append(messages.not_a_value(fact.span, attribute.name, str(value), attribute.values))
        return None
    return replace(fact, value=value) if value is not None else None


def _type_scalar(attribute: Attribute, value: Scalar) -> Scalar | None:
    if attribute.kind in ("number", "figure"):
        return value if isinstance(value, Decimal) and not isinstance(value, bool) else None
    if attribute.kind == "day":
        return value if isinstance(value, date) else None
    if attribute.kind == "yes or no":
        return parse_yes_no(value)
    return _write(value)


_FIGURE_KEYS = ("value", "from", "until", "on", "with")
_SCOPES: Mapping[object, Literal["alone", "affiliates"]] = {"alone": "alone", "affiliates": "affiliates"}


def _type_figures(check: _Check, attribute: Attribute, fact: Parts) -> Figures:
    found = [_type_figure(check, attribute, entry) for entry in fact.items]
    return Figures(tuple(figure for figure in found if figure is not None), fact.span)


def _type_figure(check: _Check, attribute: Attribute, entry: Part) -> Figure | None:
    given = {key: fact.value for key, fact in entry.facts.items() if isinstance(fact, Known)}
    wrong = [key for key in given if key not in _FIGURE_KEYS]
    for key in wrong:
        check.mistakes.append(messages.unknown_figure_key(find_key(entry.facts[key].span, key), key, _FIGURE_KEYS))
    value, scope = given.get("value"), given.get("with")
    if scope is not None and scope not in _SCOPES:
        check.mistakes.append(messages.not_a_value(entry.facts["with"].span, "with", str(scope), tuple(_SCOPES.values())))
    if not isinstance(value, Decimal):
        check.mistakes.append(messages.figure_without_value(entry.span, attribute.name))
        return None
    days = {key: _read_end(check, key, entry) for key in ("from", "until", "on")}
    since, until = days["on"] or days["from"], days["on"] or days["until"]
    return Figure(value, since, until, _SCOPES.get(scope), entry.span)


def _read_end(check: _Check, key: str, entry: Part) -> date | None:
    fact = entry.facts.get(key)
    if not isinstance(fact, Known):
        return None
    if not isinstance(fact.value, date):
        check.mistakes.append(messages.wrong_fact(fact.span, key, _WANTED["day"]))
        return None
    return fact.value


def _write(value: Scalar) -> str:
    """The text that a scalar was read from: `3.10` is a name where a name is asked for."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _expand_sets(vocabulary: Vocabulary, words: frozenset[str]) -> frozenset[Scalar]:
    by_name: Mapping[str, tuple[Scalar, ...]] = {name.lower(): values for name, values in vocabulary.sets.items()}
    members = {value for word in words for value in by_name.get(word.lower(), ())}
    return frozenset(words) | members


def _check_acceptance(check: _Check, agreement: Agreement) -> None:
    attribute = check.vocabulary.attributes.get("agreement.form")
    if attribute is not None and agreement.form is not None and agreement.form not in attribute.values:
        place = narrow_span(agreement.whole or agreement.span, agreement.form)
        check.mistakes.append(messages.not_a_value(place, "form", agreement.form, attribute.values))


def _check_form(check: _Check, permission: Permission) -> None:
    attribute = check.vocabulary.attributes.get("permission.form")
    if attribute is not None and permission.form not in (*attribute.values, "unknown"):
        place = narrow_span(permission.span, permission.form)
        check.mistakes.append(messages.not_a_value(place, "form", permission.form, attribute.values))
