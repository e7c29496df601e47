"""Every place that is shown lies in its text, and what stands there is what it is said to be; of shipped policies, examples and stories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gauger.declaration.records import Declaration
from gauger.findings.model import Exposure, Finding, ReliedOn
from gauger.policy.model import Document, Vocabulary
from gauger.text import Span
from tests.differential.constructs import walk
from tests.properties.cases import Posed, example_answers, find, setting, story_cases

WORDS = {"true": "yes", "false": "no"}


def posed() -> Iterator[tuple[Posed, Exposure]]:
    yield from example_answers().values()
    yield from ((case, find(case)) for case in list(story_cases().values())[::4])


def list_spans(value: object) -> list[Span]:
    """All that the value holds, however deep."""
    return [
        getattr(held, name) for held in walk(value) for name in ("span", "location", "whole") if isinstance(getattr(held, name, None), Span)
    ]


def lies_in_its_text(span: Span) -> bool:
    return 0 <= span.start <= span.end <= len(span.source.text)


def test_the_places_of_policies_hold_what_stands_there() -> None:
    policy, seen = setting().policy, Counter[str]()
    assert all(lies_in_its_text(span) for span in list_spans(policy.documents))
    assert all(lies_in_its_text(span) for span in list_spans(policy.vocabulary))
    for kind, name, span in (*named_words(policy.vocabulary), *(n for d in policy.documents.values() for n in named_parts(d))):
        assert span.text == name, (kind, span)
        seen[kind] += 1
    print(dict(seen))
    assert min(seen[kind] for kind in ("document", "version", "clause", "exception", "consequence", "concept", "reading", "attribute")) > 10


def named_parts(document: Document) -> Iterator[tuple[str, str, Span]]:
    yield "document", document.id, document.span
    yield from (("version", version.date.isoformat(), version.span) for version in document.versions)
    yield from (("clause", name, clause.span) for name, clause in document.clauses.items())
    yield from (("exception", name, exception.span) for name, exception in document.exceptions.items())
    yield from (("consequence", name, consequence.span) for name, consequence in document.consequences.items())
    for concept in document.concepts.values():
        yield "concept", concept.name, concept.span
        yield from (("reading", reading.name, reading.span) for reading in concept.readings)


def named_words(vocabulary: Vocabulary) -> Iterator[tuple[str, str, Span]]:
    yield from (("attribute", key, attribute.span) for key, attribute in vocabulary.attributes.items())
    yield from (("object", name, thing.span) for name, thing in vocabulary.objects.items())
    for concept in vocabulary.concepts.values():
        yield "concept", concept.name, concept.span
        yield from (("reading", reading.name, reading.span) for reading in concept.readings)


def test_the_places_of_findings_hold_what_is_shown() -> None:
    seen: Counter[str] = Counter()
    for case, exposure in posed():
        declaration = case.declaration
        spans = list_spans((exposure.findings, exposure.dormant, exposure.unexamined, exposure.asks, exposure.characterisations))
        assert all(lies_in_its_text(span) for span in spans)
        for finding in (*exposure.findings, *exposure.dormant):
            for kind, wanted, span in shown(declaration, finding):
                assert span.text in wanted, (finding.id, kind, wanted, span.text)
                seen[kind] += 1
            for fact in finding.facts_relied_on:
                assert says(fact), fact
                seen["absence" if fact.absence else "fact"] += 1
    print(dict(seen))
    assert min(seen[kind] for kind in ("act", "hop", "fact", "missing", "opposed", "absence", "held")) > 5


def shown(declaration: Declaration, finding: Finding) -> Iterator[tuple[str, set[str], Span]]:
    """Each place with what may stand there: the name of a record, mostly. Who made a thing before it came is told by what was done."""
    act = finding.id.partition("@")[2].rpartition(":")[0]
    yield "act", {act, act.partition(".release")[0]}, finding.location
    done = {name if not name.endswith(".origin") else step.does for name, step in declaration.steps.items()}
    for path in finding.paths:
        came = [path.origin, *(hop.node for hop in path.hops)]
        yield from (("hop", {node, *done}, hop.span) for node, hop in zip(came, path.hops, strict=False))
    yield from (("missing", {m.key.removeprefix("fact:").partition(".")[0]}, m.span) for m in finding.missing)
    for other in finding.conflicts:
        assert other.span is not None
        form = other.clause.partition("(")[2].rstrip(")")
        at_leave = f"form: {form}" in other.span.text and other.clause.startswith("permission ")
        yield "opposed", {other.span.text if at_leave else other.clause.partition("#")[2]}, other.span
    relied = {fact.fact: fact.span for fact in finding.facts_relied_on}
    # A verdict can rest as well on an absence that only what stands against the clause, or what a title hangs on, asks about; and on that
    # nothing more of a thing is declared.
    for held in finding.holds_while:
        yield "held", {relied[held.fact].text} if held.fact in relied else {"[]", "no", held.fact.partition(".")[0]}, held.span


def says(fact: ReliedOn) -> bool:
    """Whether the value stands at its place; what the catalogue knows, or is not there, is shown at the thing itself, and a list whole."""
    text = fact.span.text
    words = sorted(re.findall(r"[^][, ]+", WORDS.get(text, text)))
    listed = text.startswith("[") and (fact.value.startswith(fact.fact) or fact.value.startswith("none declared"))
    return words == sorted(re.findall(r"[^][, ]+", fact.value)) or text == fact.fact.partition(".")[0] or listed
