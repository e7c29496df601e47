"""Whether a clause bears on an act and a source, and whether it applies. Section 6 of docs/semantics.md."""

from __future__ import annotations

from gauger.declaration.records import Known, NotApplicable
from gauger.policy.model import Clause, ClauseException, Condition, Consequence, Object, Standing
from tests.oracle.cells import YES_OR_NO
from tests.oracle.conditions import reads, says
from tests.oracle.matter import Matter, remember
from tests.oracle.stacks import Way, list_ways
from tests.oracle.standing import in_force, in_force_beside
from tests.oracle.statements import YES, Holds, OnDays, Statement, both, change, either, negate


def bears(m: Matter) -> Statement:
    """In one way or another: binds, in force, tied by one of its objects, and the act exists."""
    return either(bearing for bearing, _ in list_bearing(m))


@remember
def applies(m: Matter) -> Statement:
    """It bears in a way in which no exception holds, and its condition is met; a secondary text only as reported."""
    return both(applies_in_some_way(m), reported(m), says(m, m.clause.when, m.things()))


def applies_in_some_way(m: Matter, excepting: Matter | None = None) -> Statement:
    """It bears in a way in which no exception holds; exceptions are asked about in `excepting` where that is another matter."""
    return either(both(bearing, negate(is_excepted(excepting or m, way))) for bearing, way in list_bearing(m))


def list_bearing(m: Matter) -> list[tuple[Statement, Way]]:
    """In which worlds the clause bears in which way, whatever is taken of duties and of what stands against it."""
    return find_bearing(change(m, duties="as declared", further_readings=False))


@remember
def find_bearing(m: Matter) -> list[tuple[Statement, Way]]:
    exists = both(m.regulated(m.clause.norm.act), is_there(m))
    if exists is False or not can_be_tied(m):
        return []
    period = find_period(m, m.clause)
    return [(both(way.binds, in_force(way.moments, period), ties(m, way), exists), way) for way in list_ways(m)]


def is_there(m: Matter) -> Statement:
    """A further release exists where some further release of its artifact does."""
    if not (m.act.further and m.act.subject):
        return True
    return m.case.held(f"fact:{m.act.subject.id}.releases", Holds(None))


# --- tied --------------------------------------------------------------------------------------------------------------


def is_itself(m: Matter) -> bool:
    """The act is the access, or lets out the artifact."""
    if m.source.step is not None:
        return m.source.step.id == m.act.id
    return m.act.step is None and m.act.subject is not None and m.act.subject.id == m.source.artifact.id


def can_be_tied(m: Matter) -> bool:
    return is_itself(m) or (bool(m.clause.norm.objects) and m.clause.norm.act.on != "access")


def ties(m: Matter, way: Way) -> Statement:
    """With no object by being it; else by one of the objects, of the layer that the licence is for or without one."""
    objects = m.clause.norm.objects
    return either(is_tied(m, o) for o in objects if o.layer in (None, way.layer) or way.layer is None) if objects else True


def is_tied(m: Matter, o: Object) -> Statement:
    """What the object is taken from is the source, its `when` holds, and a route leads to what the act makes or lets out."""
    if o.taken_from != ("access" if m.source.step else m.source.artifact.kind) or not is_had(m, o):
        return False
    route = True if m.clause.norm.act.on == "access" else reads(m, o.concept, m.things())
    return both(says(m, o.when, m.things()), route)


def is_had(m: Matter, o: Object) -> bool:
    """What the access returned; what was sent is there anyway, and what covers others is regulated whether or not anything came back."""
    if m.source.step is None or o.sent or o.covers:
        return True
    output = m.source.step.facts.get("output")
    return not (isinstance(output, NotApplicable) or (isinstance(output, Known) and output.value == frozenset()))


# --- exceptions --------------------------------------------------------------------------------------------------------


def find_period(m: Matter, text: Clause | ClauseException | Consequence) -> OnDays:
    """From the document's first version, cut by the text's own days."""
    first = m.document.versions[0].date
    return OnDays(max(first, text.since) if text.since else first, text.until)


def is_excepted(m: Matter, way: Way) -> Statement:
    return either(excepts(m, m.document.exceptions[e], way) for e in m.clause.exceptions)


def excepts(m: Matter, exception: ClauseException, way: Way) -> Statement:
    """In force beside the clause (always, without days of its own), its `when` and `provided` hold, and none of its own exceptions."""
    unless = either(excepts(m, m.document.exceptions[e], way) for e in exception.exceptions)
    dated = exception.since is not None or exception.until is not None
    lasts = in_force_beside(way.moments, find_period(m, m.clause), find_period(m, exception)) if dated else True
    return both(lasts, says(m, exception.when, m.things()), is_done(m, exception.provided), negate(unless))


def is_done(m: Matter, duty: Condition | None) -> Statement:
    """A duty as it is declared, or as it is taken to be."""
    return says(m, duty, m.things()) if duty is None or m.duties == "as declared" else m.duties == "performed"


# --- standing ----------------------------------------------------------------------------------------------------------


def reported(m: Matter) -> Statement:
    """A secondary text counts only as reported."""
    if Standing.SECONDARY not in (m.document.standing, m.clause.standing):
        return True
    return m.case.ask(f"source:{m.document.id}", YES_OR_NO, YES)
