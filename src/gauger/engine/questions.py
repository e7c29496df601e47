"""Choices as people are asked about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gauger.engine.case import Case
from gauger.engine.conditions import find_concept
from gauger.findings import model
from gauger.policy.model import Concept
from gauger.text import Span
from gauger.worlds import Cell, Choice

LISTS = {
    "releases": "Is `{0}` let out in any way that is not declared?",
    "data": "Which declared datasets does `{0}` train on?",
    "from": "Which declared models does `{0}` start from?",
    "further-bases": "Does `{0}` start from a model that is not declared?",
    "via": "Through which channel did `{0}` reach its model?",
    "date": "When is the day of `{0}`?",
    "tools": "Which declared tools did `{0}` run?",
    "for": "Was `{0}` done for somebody else?",
    "served-by": "Who served the model that `{0}` reached?",
    "under": "Under which of its licences was `{0}` taken?",
    "obtained": "When was the copy of `{0}` obtained?",
    "accepted": "On which day was the {0} accepted?",
    "last-accepted": "On which day was the {0} last accepted or renewed?",
    "form": "How was the {0} accepted?",
    "agreements": "Which terms has `{0}` accepted in writing?",
    "affiliates": "Which affiliates has `{0}`?",
    "given": "On which day was the {0} given?",
    "until": "Until which day does the {0} run?",
}


def choice_of(case: Case, choice: Choice, cells: Sequence[Cell]) -> model.Choice:
    """A choice with its question and what each value means."""
    labels = tuple(cell.label for cell in cells)
    return model.Choice(choice.key, choice.kind, question_of(case, choice), labels, _explanations(case, choice, labels))


def question_of(case: Case, choice: Choice) -> str:
    """One sentence that asks for the value of a choice."""
    rest = choice.key.partition(":")[2]
    match choice.kind:
        case "reading":
            return concept_of(case, rest).asks
        case "conflict":
            sides = rest.split("|")
            within = f"Which prevails within {sides[0]}: the ban, or what in it stands against the ban?"
            return within if len(set(sides)) == 1 else f"Which prevails: {' or '.join(sides)}?"
        case "source":
            return f"Is the text of `{rest}` as it was reported?"
        case "fact":
            return _fact_question(case, rest)


def concept_of(case: Case, place: str) -> Concept:
    """The concept of a reading's key, `document:concept`; a conflict can bring in readings of another document than the clause's."""
    document, _, name = place.rpartition(":")
    return find_concept(case, case.policy.documents[document], name)


def _fact_question(case: Case, rest: str) -> str:
    entity, _, attribute = rest.rpartition(".")
    if entity.startswith("permission ") and attribute == "form":
        return f"In which form was the {entity} given?"
    if entity.startswith("agreement ") and attribute.startswith("objected"):
        return f"Was under the {entity} {attribute.replace('objected late', 'the objection made late')}?"
    asked = _ask_of_record(case, rest)
    if asked is not None:
        return asked
    if attribute in LISTS and (attribute != "form" or entity.startswith("agreement ")):
        return LISTS[attribute].format(entity)
    found = case.policy.vocabulary.attributes.get(f"{_entity_of(case, entity)}.{attribute}")
    return f"What is `{rest}`? {found.says if found else ''}".rstrip()


def _ask_of_record(case: Case, rest: str) -> str | None:
    """The question for what a record has several of, for a sum, or for a figure; none for other facts."""
    entity, _, asked = rest.partition(".")
    if entity not in {*case.declaration.parties, *case.declaration.artifacts, *case.declaration.steps} and entity not in case.dated:
        entity, _, asked = rest.rpartition(".")
    if asked.startswith("sum of "):
        return f"How much is the {asked} for `{entity}`?"
    if asked in case.policy.vocabulary.parts:
        part = case.policy.vocabulary.parts[asked]
        return f"Has `{entity}` any `{asked}` that is not declared? {part.says}"
    name, _, taken = asked.partition(" ")
    attribute = case.policy.vocabulary.attributes.get(f"{_entity_of(case, entity)}.{name}")
    if attribute is not None and attribute.kind == "figure" and taken:
        return f"What is `{entity}.{name}` {taken}? {attribute.says}"
    return None


def _entity_of(case: Case, record: str) -> str:
    """What sort of record an id names, as attributes are declared by."""
    declaration = case.declaration
    if record in declaration.artifacts:
        return declaration.artifacts[record].kind
    if record in declaration.steps:
        return "step"
    if record in declaration.parties:
        return "party"
    return "publisher" if record.startswith("publisher ") else "release"


def _explanations(case: Case, choice: Choice, labels: tuple[str, ...]) -> tuple[str, ...]:
    if choice.kind != "reading":
        return ()
    concept = concept_of(case, choice.key.partition(":")[2])
    says = {reading.name: reading.says for reading in concept.readings}
    return tuple(says.get(label, "") for label in labels)


def missing_of(case: Case, choice: Choice) -> model.Missing:
    """A missing fact, pointing at the record that lacks it."""
    rest = choice.key.partition(":")[2]
    return model.Missing(choice.key, _fact_question(case, rest), _span_of(case, rest.rpartition(".")[0]))


def _span_of(case: Case, entity: str) -> Span:
    declaration = case.declaration
    tables = (declaration.steps, declaration.artifacts, declaration.parties, case.dated)
    for table in tables:
        record = table.get(entity)
        if record is not None:
            return record.span
    return declaration.declarant.span


def rank_asks(findings: Sequence[model.Finding]) -> tuple[model.Ask, ...]:
    """Missing facts: first those of which any answer settles most findings, then those of which some does, then by what they bear on."""
    missing = {m.key: m for finding in findings for m in finding.missing}
    sure = Counter(key for finding in findings for key in _settled_anyway(finding))
    settles = Counter(key for finding in findings for key in {a.key for a in finding.settled_by})
    touches = Counter(m.key for finding in findings for m in finding.missing)
    asks = [model.Ask(key, m.question, m.span, sure[key], settles[key], touches[key]) for key, m in missing.items()]
    return tuple(sorted(asks, key=lambda ask: (-ask.sure, -ask.settles, -ask.touches, ask.key)))


def _settled_anyway(finding: model.Finding) -> Iterator[str]:
    """The facts of which every answer settles a finding."""
    settled = {(a.key, a.value) for a in finding.settled_by}
    for choice in finding.choices:
        if choice.kind == "fact" and all((choice.key, value) in settled for value in choice.values):
            yield choice.key
