"""Choices as people are asked about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gauger.engine.case import Case
from gauger.engine.conditions import find_concept
from gauger.findings import model
from gauger.policy.model import Authority, Concept
from gauger.text import Span
from gauger.worlds import Cell, Choice

LISTS = {
    "releases": "Is `{0}` let out in any way that is not declared?",
    "data": "Which declared datasets does `{0}` train on?",
    "feedback": "Which declared steps steered the training of `{0}` by what they returned?",
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
    "form": "How was the {0} accepted?",
    "agreements": "Which terms has `{0}` accepted in writing?",
    "affiliates": "Which affiliates has `{0}`?",
    "given": "On which day was the {0} given?",
    "until": "Until which day does the {0} run?",
}


def choice_of(case: Case, choice: Choice, cells: Sequence[Cell]) -> model.Choice:
    """A choice with its question and what each value means."""
    labels = tuple(cell.label for cell in cells)
    return model.Choice(choice.key, choice.kind, question_of(case, choice), labels, *_explain(case, choice, labels))


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
    entity, asked = _split(case, rest)
    if entity.startswith("permission ") and asked == "form":
        return f"In which form was the {entity} given?"
    if entity.startswith("permission ") and asked.startswith("covers "):
        return f"Does the {entity} cover the day of `{asked.removeprefix('covers ')}`?"
    if entity.startswith("agreement ") and asked.startswith("last-accepted by "):
        return f"On which day was the {entity} last accepted or renewed, up to {asked.removeprefix('last-accepted by ')}?"
    if entity.startswith("agreement ") and asked.startswith("objected"):
        return f"Was under the {entity} {asked.replace('objected late', 'the objection made late')}?"
    if asked in LISTS and (asked != "form" or entity.startswith("agreement ")):
        return LISTS[asked].format(entity)
    return _ask_of_record(case, entity, asked)


def _split(case: Case, rest: str) -> tuple[str, str]:
    """Whose fact it is, and what is asked of it. Both have dots: the id is as much of the key as names a record."""
    declaration = case.declaration
    if rest.startswith("permission ") and ".covers " in rest:
        entity, _, done = rest.partition(".covers ")
        return entity, f"covers {done}"
    heads = [rest[:at] for at, sign in enumerate(rest) if sign == "."]
    records = (declaration.parties, declaration.artifacts, case.dated)
    entity = max((head for head in heads if any(head in table for table in records)), key=len, default=heads[-1])
    return entity, rest[len(entity) + 1 :]


def _ask_of_record(case: Case, entity: str, asked: str) -> str:
    """The question for a fact of a record, or for what it has several of: whether there are more, their sum, or a fact of one of them."""
    vocabulary = case.policy.vocabulary
    if asked.startswith("sum of "):
        return f"How much is the {asked} for `{entity}`?"
    if asked in vocabulary.parts:
        return f"Has `{entity}` any `{asked}` that is not declared? {vocabulary.parts[asked].says}"
    part, _, inner = asked.partition(".")
    sort, own = (part, inner.partition(".")[2]) if part in vocabulary.parts else (_entity_of(case, entity), asked)
    name, _, held = own.partition(" ")
    attribute = vocabulary.attributes.get(f"{sort}.{name}")
    if attribute is None:
        return f"What is `{entity}.{asked}`?"
    if not held:
        return f"What is `{entity}.{asked}`? {attribute.says}"
    if attribute.kind == "figure":
        return f"What is `{entity}.{name}` {held}? {attribute.says}"
    return f"Is it so that `{entity}.{asked}`? {attribute.says}"


def _entity_of(case: Case, record: str) -> str:
    """What sort of record an id names, as attributes are declared by."""
    declaration = case.declaration
    if record in declaration.artifacts:
        return declaration.artifacts[record].kind
    if record in declaration.steps:
        return "step"
    if record in declaration.parties:
        return "party"
    return "release" if record in case.dated else record.partition(" ")[0]


def _explain(case: Case, choice: Choice, labels: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[tuple[model.Authority, ...], ...]]:
    """What each value means and what supports it; nothing where the choice is no reading."""
    if choice.kind != "reading":
        return (), ()
    readings = {reading.name: reading for reading in concept_of(case, choice.key.partition(":")[2]).readings}
    found = [readings.get(label) for label in labels]
    says = tuple(reading.says if reading else "" for reading in found)
    return says, tuple(cite_authorities(reading.authorities) if reading else () for reading in found)


def cite_authorities(authorities: Sequence[Authority]) -> tuple[model.Authority, ...]:
    """Authorities as findings carry them."""
    return tuple(model.Authority(authority.by, authority.at, authority.standing) for authority in authorities)


def missing_of(case: Case, choice: Choice) -> model.Missing:
    """A missing fact, pointing at the record that lacks it."""
    rest = choice.key.partition(":")[2]
    return model.Missing(choice.key, _fact_question(case, rest), _span_of(case, _split(case, rest)[0]))


def _span_of(case: Case, entity: str) -> Span:
    declaration = case.declaration
    record = declaration.artifacts.get(entity) or declaration.parties.get(entity) or case.dated.get(entity)
    return record.span if record is not None else declaration.declarant.span


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
