"""What the cases of a document show of it: clauses, outcomes, exceptions, readings and versions, and what none of them shows.

Only what a case expects something of counts: a finding that merely came out beside shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from gauger.app.cases import NOT_ENGAGED, Outcome, select_expected
from gauger.findings.model import Finding
from gauger.policy.model import Concept, Document, Policy
from gauger.text.values import dataclass

Kind = Literal["clause", "outcome", "exception", "reading", "version"]
KINDS: tuple[Kind, ...] = ("clause", "outcome", "exception", "reading", "version")
VOCABULARY = "vocabulary"
BITES, SPARES = "bites", "does not"
HOLDS, FAILS = "holds", "does not hold"


@dataclass(frozen=True, slots=True)
class Portion:
    """One thing that cases can show: `name` says which, in words of the document."""

    document: str
    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of every portion whether some case shows it, in the order of the documents."""

    portions: tuple[tuple[Portion, bool], ...]

    @property
    def complete(self) -> bool:
        return all(shown for _, shown in self.portions)


def find_shown(outcomes: Iterable[Outcome], policy: Policy) -> frozenset[Portion]:
    """What these cases show, of their own document and of others."""
    return frozenset(portion for outcome in outcomes for portion in _list_shown(outcome, policy))


def list_shared(policy: Policy) -> Iterator[Portion]:
    """The readings of the vocabulary, which cases of any document may show."""
    for concept in policy.vocabulary.concepts.values():
        yield from (Portion(VOCABULARY, "reading", name) for name in _name_readings(concept))


def list_portions(document: Document) -> Iterator[Portion]:
    """Everything in a document that a case can show."""
    for clause in document.clauses.values():
        yield Portion(document.id, "clause", clause.name)
    for clause in document.clauses.values():
        if clause.norm.kind in {"forbids", "requires"} or clause.norm.conditional:
            yield from (Portion(document.id, "outcome", f"{clause.name} {way}") for way in (BITES, SPARES))
    for name in document.exceptions:
        yield from (Portion(document.id, "exception", f"{name} {way}") for way in (HOLDS, FAILS))
    for concept in document.concepts.values():
        yield from (Portion(document.id, "reading", name) for name in _name_readings(concept))
    if document.clauses:
        yield from (Portion(document.id, "version", version.date.isoformat()) for version in document.versions)


def _name_readings(concept: Concept) -> Iterator[str]:
    if len(concept.readings) > 1:  # one alone is no question
        yield from (f"{concept.name} as {reading.name}" for reading in concept.readings)


def _list_shown(outcome: Outcome, policy: Policy) -> Iterator[Portion]:
    for expected, findings in select_expected(outcome):
        document, _, clause = expected.clause.partition("#")
        if expected.verdict == NOT_ENGAGED:
            yield Portion(document, "outcome", f"{clause} {SPARES}")
        else:
            yield Portion(document, "clause", clause)
            yield Portion(document, "outcome", f"{clause} {SPARES if expected.verdict == 'clear' else BITES}")
        named = expected.more.get("exceptions")
        for finding in findings:
            yield from _list_shown_by(finding, named if isinstance(named, Mapping) else {}, policy)
        for key, value in outcome.assume:
            yield from _list_assumed(key, value, findings, policy)


def _list_shown_by(finding: Finding, named: Mapping[str, object], policy: Policy) -> Iterator[Portion]:
    """An exception that holds in some worlds shows both ways where the case says so, and nothing where it only came out so."""
    for version in finding.citation.versions:
        yield Portion(finding.document, "version", version.isoformat())
    for exception in finding.exceptions:
        if exception.holds != "never" and (exception.holds == "always" or exception.name in named):
            yield Portion(finding.document, "exception", f"{exception.name} {HOLDS}")
        if exception.holds != "always" and (exception.holds == "never" or exception.name in named):
            yield Portion(finding.document, "exception", f"{exception.name} {FAILS}")
    for given in {assignment for deciding in finding.deciding_sets for assignment in deciding.given}:
        yield from _find_reading(given.key, given.value, policy)


def _list_assumed(key: str, value: str, findings: Sequence[Finding], policy: Policy) -> Iterator[Portion]:
    """A reading that a case assumes; a name alone stands for the concept in the documents of what is expected."""
    if key.startswith("reading:"):
        yield from _find_reading(key, value, policy)
    else:
        for document in {finding.document for finding in findings}:
            yield from _find_reading(f"reading:{document}:{key.rpartition(':')[2]}", value, policy)


def _find_reading(key: str, value: str, policy: Policy) -> Iterator[Portion]:
    kind, _, rest = key.partition(":")
    document, _, concept = rest.rpartition(":")
    if kind == "reading" and document in policy.documents:
        owner = document if concept in policy.documents[document].concepts else VOCABULARY
        yield Portion(owner, "reading", f"{concept} as {value}")
