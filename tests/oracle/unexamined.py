"""What could not be looked at: sources that no text covers, wholly or in part, and things whose making nobody tells. Section 5."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gauger.declaration.records import Step
from gauger.policy.model import Document
from tests.oracle.lineage import TAKEN, Case
from tests.oracle.matter import Act, Matter, Origin, list_sources
from tests.oracle.stacks import arrive, extends_to, is_law, reaches_us
from tests.oracle.statements import And, Ask, Not, Or, Read, Statement, both, either, plain
from tests.oracle.worlds import TooManyWorldsError, possible

Gap = tuple[str, str]
"""What sort of thing goes unexamined, and of which source, artifact or step."""


def list_unexamined(case: Case) -> list[Gap]:
    """One for each thing that is not examined, as often as there is a reason why."""
    found = [("terms", source.id) for source in list_sources(case) for _ in list_gaps(case, source)]
    return sorted([*found, *list_unknown_models(case), *list_untold(case)])


# --- terms -------------------------------------------------------------------------------------------------------------


def list_gaps(case: Case, source: Origin) -> Iterator[str]:
    binding = [d for d in case.policy.documents.values() if can_bind(case, source, d)]
    if all(is_law(d) for d in binding):
        yield "nothing but what governs everything binds"
        return
    if source.step and source.step.via is None:
        yield "another channel"
    for document in binding:
        yield from list_missing(case, source, document)
    yield from (f"no text of {document.id} is as old" for document in binding if is_older(case, source, document))
    if list_unwritten(case, source) and (source.step is None or source.step.via == "local"):
        yield "licences that no document is"


def can_bind(case: Case, source: Origin, document: Document) -> bool:
    """In some world, readings of every standing counted, whatever is done with the source."""
    clause = next(c for d in case.policy.documents.values() for c in d.clauses.values())
    m = Matter(case, document, clause, Act(source.id, None, source.step, further=True), source, every_reading=True).in_document(document)
    reach = True if is_law(document) else both(reaches_us(m), extends_to(m.when_reached(), document, source.step))
    binds = plain(either(both(reach, arrival.holds) for arrival in arrive(m, document, ())))
    try:
        return possible(case.domains, binds)[0]
    except TooManyWorldsError:
        return can_be(binds, wanted=True)


def can_be(s: Statement, *, wanted: bool) -> bool:
    """Whether a statement may hold, or may fail, whatever each question in it may be answered beside the others."""
    match s:
        case bool():
            return s is wanted
        case Ask():
            return True
        case Not(item):
            return can_be(item, wanted=not wanted)
        case Read(_, options):
            return any(can_be(o, wanted=wanted) for _, o in options)
        case And(items) | Or(items):
            found = [can_be(i, wanted=wanted) for i in items]
            return all(found) if isinstance(s, And) is wanted else any(found)


def list_missing(case: Case, source: Origin, document: Document) -> Iterator[str]:
    """What the document itself lacks, and what it passes through."""
    publisher, kinds = source.artifact.publisher, {p.kind for p in document.passes}
    named = {document.publisher, *(name for p in document.passes for name in p.publishers)}
    if not document.clauses and not document.includes:
        yield "a text that is not at hand"
    if "owner" in kinds and publisher not in named:
        yield "the owner's terms"
    if "licence" in kinds and source.artifact.licences is None:
        yield "a licence that nobody declares"
    if "host" in kinds and source.step is not None:
        governed = {c for d in case.policy.documents.values() for g in d.governs for c in g.channels}
        yield from [] if source.step.host in governed else ["the terms of whoever served it"]


def is_older(case: Case, source: Origin, document: Document) -> bool:
    """What was reached, or what the copy was taken for, was done before the oldest text, or may have been."""
    first = document.versions[0].date
    return any(begins(case, done) < first for done in ([source.step.id] if source.step else list_uses(case, source)))


def begins(case: Case, done: str) -> date:
    return case.days(f"{done}.date")[0]


def list_uses(case: Case, source: Origin) -> list[str]:
    """What the declaring side does for which it must have a copy."""
    return [done for artifact, done in case.takers if artifact == source.artifact.id]


def list_unwritten(case: Case, source: Origin) -> list[str]:
    """The licences carried that no document is; a tag that names none is none where another is named."""
    written = {name.casefold() for d in case.policy.documents.values() for name in d.licences}
    carried = [licence.id.casefold() for licence in source.artifact.licences or ()]
    return [name for name in [c for c in carried if c not in ("other", "unknown")] or carried if name not in written]


# --- the making of things ----------------------------------------------------------------------------------------------


def list_unknown_models(case: Case) -> Iterator[Gap]:
    """Steps of a sort that can run a model, and that do not say which or that none was run."""
    for s in case.declaration.steps.values():
        if s.reaches is None and not s.model_free and s.does in TAKEN:
            surely = s.does in ("generate", "seed") or s.via not in (None, "local")
            yield "terms" if surely else "lineage", s.id


def list_untold(case: Case) -> Iterator[Gap]:
    """What the declaring side uses or lets out without a word on its making, and lists of its steps that may hold more."""
    d = case.declaration
    own = [s for s in d.steps.values() if case.ours(s)]
    if d.steps_open:
        yield ("lineage" if d.steps else "terms"), "steps"
    used = {a for s in own for a in (*s.base.items, *(u.artifact for u in s.data.items))} | {r.artifact for r in d.releases.items}
    made = {y for s in d.steps.values() for y in s.yields}
    yield from (("lineage", a.id) for a in d.artifacts.values() if a.id in used - made and not a.origin_closed)
    yield from (("lineage", s.id) for s in own for _ in list_open(s))


def list_open(s: Step) -> Iterator[str]:
    """Prompts that nobody lists are the rule, and no gap."""
    if s.does not in ("generate", "seed"):
        yield from (name for name, listed in (("data", s.data), ("from", s.base)) if listed.open)
