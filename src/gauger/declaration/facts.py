"""Facts against the vocabulary: typed as their attributes say, and what is a conclusion told apart from what is a fact."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from gauger.declaration.records import Declaration, Fact, Facts, Known, Listed, Permission, Scalar
from gauger.declaration.scalars import parse_yes_no
from gauger.declaration.spans import find_key, narrow_span
from gauger.diagnostics import Diagnostic
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
    "model": {"id", "publisher", "family", "capabilities", "openness"},
    "dataset": {"id", "publisher", "family", "capabilities", "openness"},
    "step": {"stage", "output", "conduct"},
    "release": {"name", "form", "license", "to", "date"},
}
"""Facts that the format or the catalogue brings: a vocabulary may declare them and need not."""
_WANTED = {
    "number": "a number", "day": "a day such as `2026-03-31`", "yes or no": "`yes` or `no`", "one of": "one word", "name": "a name",
    "text": "a text",
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
    parties = {p.id: replace(p, facts=_check(check, "party", _name_party(p.id, p.role), p.facts)) for p in declaration.parties.values()}
    artifacts = {a.id: replace(a, facts=_check(check, a.kind, a.id, a.facts)) for a in declaration.artifacts.values()}
    steps = {s.id: replace(s, facts=_check(check, "step", s.id, s.facts)) for s in declaration.steps.values()}
    releases = tuple(replace(r, facts=_check(check, "release", r.id, r.facts)) for r in declaration.releases.items)
    for agreement in declaration.agreements:
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


def _name_party(name: str, role: str) -> str:
    return "party" if role == "declarant" else name


def _check(check: _Check, entity: str, owner: str, facts: Facts) -> dict[str, Fact]:
    typed: dict[str, Fact] = {}
    for key, fact in facts.items():
        attribute = check.vocabulary.attributes.get(f"{entity}.{key}")
        if attribute is None and key in check.concepts:
            check.characterisations.append((owner, key, fact.span))
        elif attribute is None and key in _OF_FORMAT[entity]:
            typed[key] = fact
        elif attribute is None:
            _report_undeclared(check, entity, key, fact)
        else:
            found = _type_fact(check, attribute, fact)
            if found is not None:
                typed[key] = found
    return typed


def _report_undeclared(check: _Check, entity: str, key: str, fact: Fact) -> None:
    from gauger.declaration.reading import STRUCTURE  # which brings the reader, and a warm run reads nothing

    prefix = f"{entity}."
    declared = [name.removeprefix(prefix) for name in check.vocabulary.attributes if name.startswith(prefix)]
    keys = STRUCTURE["artifact" if entity in ("model", "dataset") else entity]
    check.mistakes.append(messages.undeclared_fact(find_key(fact.span, key), key, entity, sorted({*declared, *keys})))


def _type_fact(check: _Check, attribute: Attribute, fact: Fact) -> Fact | None:
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
    if attribute.kind == "number":
        return value if isinstance(value, Decimal) and not isinstance(value, bool) else None
    if attribute.kind == "day":
        return value if isinstance(value, date) else None
    if attribute.kind == "yes or no":
        return parse_yes_no(value)
    return _write(value)


def _write(value: Scalar) -> str:
    """The text that a scalar was read from: `3.10` is a name where a name is asked for."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _expand_sets(vocabulary: Vocabulary, words: frozenset[str]) -> frozenset[Scalar]:
    by_name: Mapping[str, tuple[Scalar, ...]] = {name.lower(): values for name, values in vocabulary.sets.items()}
    members = {value for word in words for value in by_name.get(word.lower(), ())}
    return frozenset(words) | members


def _check_form(check: _Check, permission: Permission) -> None:
    attribute = check.vocabulary.attributes.get("permission.form")
    if attribute is not None and permission.form not in (*attribute.values, "unknown"):
        place = narrow_span(permission.span, permission.form)
        check.mistakes.append(messages.not_a_value(place, "form", permission.form, attribute.values))
