"""What a clause says about an act and a source. Sections 2 (readings), 5, 6 and 7 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from gauger.declaration.records import UNKNOWN_FORM, Artifact, Permission, Step
from gauger.policy.model import Act as Regulated
from gauger.policy.model import (
    AllOf,
    AnyOf,
    Attribute,
    CallConcept,
    CallDefinition,
    Clause,
    ClauseException,
    Concept,
    Condition,
    Constant,
    Document,
    NoneOf,
    Object,
    Pattern,
    PermittedBy,
    Reading,
    Some,
    Standing,
    Test,
)
from tests.oracle.pipeline import Case, Thing
from tests.oracle.statements import (
    DAY,
    Compare,
    Days,
    Holds,
    Is,
    Listed,
    OnDays,
    Statement,
    body_tests,
    both,
    either,
    holds,
    list_worlds,
    negate,
    read,
)

Duties = Literal["as declared", "performed", "not performed"]
Things = Mapping[str, Thing]


@dataclass(frozen=True)
class Act:
    """A step or a release (listed or further) with what it makes or lets out; `subject` is None for an access."""

    id: str
    subject: Artifact | None
    step: Step | None
    further: bool = False


@dataclass(frozen=True)
class Origin:
    """A source: an access (`step`), or an artifact under its licence."""

    id: str
    step: Step | None
    artifact: Artifact


@dataclass(frozen=True)
class Matter:
    """One clause, one act, one source: what a finding is about. All readings are those of `document`, as `clause` narrows them."""

    case: Case
    document: Document
    clause: Clause
    act: Act
    source: Origin
    duties: Duties = "as declared"
    every_reading: bool = False

    @property
    def id(self) -> str:
        return f"{self.clause.key}@{self.act.id}:{self.source.id}"

    def of(self, clause: Clause) -> Matter:
        """The same act and source under another clause."""
        document = self.case.policy.documents[clause.document]
        return replace(self, document=document, clause=clause)

    # --- acts and sources ----------------------------------------------------------------------------------------------

    def things(self) -> Things:
        """What the variables of a condition stand for here."""
        case, act = self.case, self.act
        party = case.declaration.declarant
        found = {"party": Thing(party.id, party.facts), "publisher": self.publisher()}
        if act.subject:
            found[act.subject.kind] = Thing(act.subject.id, act.subject.facts)
        if act.step:
            found["step"] = Thing(act.step.id, act.step.facts, True)
        else:
            found["release"] = Thing(act.id, {} if act.further else case.releases[act.id].facts, True)
        return {**found, **self.reached()}

    def reached(self) -> Things:
        found = {"source": Thing(self.source.artifact.id, self.source.artifact.facts)} if self.source.artifact.kind == "model" else {}
        if self.source.step:
            found["access"] = Thing(self.source.step.id, self.source.step.facts, True)
        return found

    def publisher(self) -> Thing:
        return Thing(self.document.publisher, {})

    # --- conditions ----------------------------------------------------------------------------------------------------

    def says(self, condition: Condition | None, things: Things) -> Statement:
        match condition:
            case None:
                return True
            case Constant(value):
                return value
            case AllOf(items):
                return both(*(self.says(i, things) for i in items))
            case AnyOf(items):
                return either(self.says(i, things) for i in items)
            case NoneOf(items):
                return negate(either(self.says(i, things) for i in items))
            case Test():
                return self.compare(condition, things)
            case CallDefinition(name, arguments):
                definition = self.case.policy.vocabulary.definitions[name]
                return self.says(definition.when, self.passed(definition.parameters, arguments, things))
            case CallConcept(name, arguments):
                concept = self.concept(name)
                return self.reads(concept, self.passed(concept.parameters, arguments, things))
            case PermittedBy(forms):
                given = [(key, p) for of, key, p in self.permissions() if lists(of, p, self.clause)]
                return either(both(self.form_in(key, p, forms), self.covers(key, p)) for key, p in given)
            case Some():
                return self.some(condition, things)

    def passed(self, parameters: tuple[str, ...], arguments: tuple[str, ...], things: Things) -> Things:
        return {p: things[a] for p, a in zip(parameters, arguments, strict=True) if a in things}

    def compare(self, test: Test, things: Things) -> Statement:
        values = test.values
        if test.other:
            held = self.case.policy.publishers[self.document.publisher].facts[test.other.attribute.name]
            values = tuple(held) if isinstance(held, frozenset) else (held,)
        question = Compare(test.operator, values)
        if test.left.variable == "publisher":
            return question(self.case.policy.publishers[self.document.publisher].facts[test.left.attribute.name])
        thing = things.get(test.left.variable)
        return self.case.fact(thing, test.left.attribute, question) if thing else False

    def some(self, some: Some, things: Things) -> Statement:
        thing = things.get(some.of)
        if thing is None:
            return False
        case = self.case
        if some.kind == "release":
            return either(both(same, self.some_release(copy, some)) for copy, same in case.copies(thing.id))
        bases = case.bases(thing.id)
        makers = [s for s in case.declaration.steps.values() if {thing.id, *bases} & set(case.models(s))]
        listed = [Thing(b, case.declaration.artifacts[b].facts) for b in bases]
        further = [f"fact:{s.id}.further-bases" for s in makers if s.base.open]
        by_weights = Pattern(frozenset({"weights"}), None)
        there = {b.id: case.routed(by_weights, b.id, thing.id) if some.kind == "base" else True for b in listed}
        ways = [both(there[entry.id], self.says(some.body, {some.kind: entry})) for entry in listed]
        return either(ways + [case.held(key, Holds(some.body)) for key in further])

    def some_release(self, artifact: str, some: Some) -> Statement:
        listed = [Thing(r.id, r.facts, True) for r in self.case.releases.values() if r.artifact == artifact]
        ways = [self.says(some.body, {"release": entry}) for entry in listed]
        return either(
            ways + ([self.case.held(f"fact:{artifact}.releases", Holds(some.body))] if self.case.declaration.releases.open else [])
        )

    # --- readings ------------------------------------------------------------------------------------------------------

    def concept(self, name: str) -> Concept:
        return self.document.concepts.get(name) or self.case.policy.vocabulary.concepts[name]

    def admitted(self, concept: Concept) -> list[Reading]:
        for narrowing in (self.clause.reads, self.document.reads):
            chosen = {r.reading for r in narrowing if r.concept == concept.name}
            if chosen:
                return [r for r in concept.readings if r.name in chosen]
        named = {a.reading for a in self.document.admits if a.concept == concept.name and self.touches(a.since, a.until)}
        standings = {Standing.TEXT, *self.case.admitted}
        return [r for r in concept.readings if self.every_reading or r.standing in standings or r.name in named]

    def reads(self, concept: Concept, things: Things) -> Statement:
        readings = self.admitted(concept)
        key = f"reading:{self.document.id}:{concept.name}"
        if len(readings) > 1:
            self.case.domains[key] = Listed(tuple(r.name for r in readings))
        fixed = any(r.concept == concept.name for r in (*self.clause.reads, *self.document.reads))
        return read(key, tuple((r.name, self.under(r, things)) for r in readings), concept.residue is not None and not fixed)

    def under(self, reading: Reading, things: Things) -> Statement:
        held = self.says(reading.when, things)
        if reading.pattern is None or held is False:
            return held
        subject = self.act.subject
        return both(held, self.case.routed(reading.pattern, self.origin(), subject.id) if subject else True)

    def origin(self) -> str:
        return f"out:{self.source.step.id}" if self.source.step else self.source.artifact.id

    # --- days ----------------------------------------------------------------------------------------------------------

    def dated(self) -> list[str]:
        """The things on whose days the clause is judged."""
        return list(dict.fromkeys([self.act.id, *([self.source.step.id] if self.source.step else [])]))

    def touches(self, since: object, until: object) -> bool:
        """Some possible day of the finding lies in the period."""
        spans = [self.case.days(t)[:2] for t in self.dated()]
        return any((until is None or a < until) and (since is None or since <= b) for a, b in spans)  # type: ignore[operator]

    def period(self, text: Clause | ClauseException) -> OnDays:
        first = self.document.versions[0].date
        return OnDays(max(first, text.since) if text.since else first, text.until)

    def in_force(self) -> Statement:
        return either(self.case.on(t, self.period(self.clause)) for t in self.dated())

    def excused(self, exception: ClauseException) -> Statement:
        """The exception is in force on every day of the finding on which the clause is."""
        return both(*(self.follows(t, self.period(self.clause), self.period(exception)) for t in self.dated()))

    def follows(self, thing: str, clause: OnDays, exception: OnDays) -> Statement:
        first, last, unknown = self.case.days(thing)
        if unknown:
            return either([negate(self.case.on(thing, clause)), self.case.on(thing, exception)])
        days = (first + n * DAY for n in range((last - first).days + 1))
        return all(exception.has(d) or not clause.has(d) for d in days)

    # --- permissions ---------------------------------------------------------------------------------------------------

    def permissions(self) -> Iterator[tuple[str, str, Permission]]:
        """The permissions of this publisher: for which document, as which of it, and what."""
        count: dict[str, int] = {}
        for a in self.case.declaration.agreements:
            of = self.case.policy.documents.get(a.document)
            for p in a.permissions:
                count[a.document] = count.get(a.document, 0) + 1
                if of and of.publisher == self.document.publisher:
                    yield a.document, f"permission {a.document} {count[a.document]}", p

    def covers(self, key: str, p: Permission) -> Statement:
        """Every day of the finding lies between its first and last day, both included."""
        return both(*(self.covers_thing(key, p, t) for t in self.dated()))

    def covers_thing(self, key: str, p: Permission, thing: str) -> Statement:
        first, last, unknown = self.case.days(thing)
        lasts = p.until is not None or p.endless
        known = self.follows(thing, OnDays(None, None), OnDays(p.given, p.until + DAY if p.until and not p.endless else None))
        if unknown:
            hidden = p.given is None or not lasts
            covered = self.case.ask(f"fact:{key}.covers {thing}", Listed((True, False)), Is(frozenset({True}))) if hidden else True
            return both(known, covered)
        any_day = Days(date(1900, 1, 1), date(2200, 1, 1))
        began = True if p.given else self.case.ask(f"fact:{key}.given", any_day, OnDays(None, first + DAY))
        ended = True if lasts else self.case.ask(f"fact:{key}.until", any_day, OnDays(last, None))
        return both(known, began, ended)

    # --- binding -------------------------------------------------------------------------------------------------------

    def binds(self, document: Document, through: tuple[str, ...] = ()) -> Statement:
        """The document, or one that includes it, binds the source."""
        including = [d for d in self.case.policy.documents.values() if document.id in d.includes and d.id not in through]
        return either([self.governs(document), *(self.binds(d, (*through, document.id)) for d in including)])

    def governs(self, document: Document) -> Statement:
        case, source = self.case, self.source
        carried = bool(set(document.licences) & set(source.artifact.licences or ()))
        if source.step is None:
            return carried
        party = case.declaration.parties[source.step.by]
        things = {"party": Thing(party.id, party.facts), **self.reached()}
        own = self if document.id == self.document.id else self.of_document(document)
        ways = [both(case.via(source.step, frozenset(g.channels)), own.says(g.when, things)) for g in document.governs]
        return either([*ways, both(carried, case.via(source.step, frozenset({"local"})))])

    def of_document(self, document: Document) -> Matter:
        """The same, read in a document that includes this one: no clause of that one narrows it."""
        return replace(self, document=document, clause=replace(self.clause, reads=()))

    def reaches_us(self) -> Statement:
        """Whoever reached the source is of the declaring side, or the document binds us none the less."""
        if self.source.step is None or self.case.ours(self.source.step):
            return True
        name = self.case.policy.vocabulary.binding
        if name is None:
            return False
        return self.reads(self.concept(name), self.things())

    # --- breach --------------------------------------------------------------------------------------------------------

    def tied(self, o: Object) -> Statement:
        if o.taken_from != ("access" if self.source.step else self.source.artifact.kind):
            return False
        if self.clause.norm.act.on == "access":
            return True
        return self.reads(self.concept(o.concept), self.things())

    def bears(self) -> Statement:
        objects = self.clause.norm.objects
        itself = self.source.step is not None and self.source.step.id == self.act.id
        if not regulates(self.clause.norm.act, self.act) or (not itself and (not objects or self.clause.norm.act.on == "access")):
            return False
        ties = either(self.tied(o) for o in objects) if objects else True
        return both(self.binds(self.document), self.reaches_us(), self.in_force(), ties, self.exists())

    def exists(self) -> Statement:
        """A further release exists where some further release of its artifact does."""
        if not (self.act.further and self.act.subject):
            return True
        return self.case.held(f"fact:{self.act.subject.id}.releases", Holds(None))

    def reported(self) -> Statement:
        if Standing.SECONDARY not in (self.document.standing, self.clause.standing):
            return True
        return self.case.ask(f"source:{self.document.id}", Listed((True, False)), Is(frozenset({True})))

    def applies(self) -> Statement:
        excepted = either(self.holds(self.document.exceptions[e]) for e in self.clause.exceptions)
        return both(self.bears(), self.reported(), self.says(self.clause.when, self.things()), negate(excepted))

    def holds(self, exception: ClauseException) -> Statement:
        unless = either(self.holds(self.document.exceptions[e]) for e in exception.exceptions)
        return both(self.excused(exception), self.says(exception.when, self.things()), self.duty(exception.provided), negate(unless))

    def duty(self, condition: Condition | None) -> Statement:
        return self.says(condition, self.things()) if condition is None or self.duties == "as declared" else self.duties == "performed"

    def breached(self) -> Statement:
        match self.clause.norm.kind:
            case "forbids":
                return both(self.applies(), *(negate(lost) for lost in self.conflicts_lost()))
            case "requires":
                return both(self.applies(), negate(self.duty(self.clause.norm.requires)), *(negate(lost) for lost in self.bans_won()))
            case _:
                return False

    # --- conflict ------------------------------------------------------------------------------------------------------

    def conflicts_lost(self) -> Iterator[Statement]:
        """For each text of the grantor that allows the act: it does, and it prevails."""
        documents = self.case.policy.documents.values()
        ours = [c for d in documents if d.publisher == self.document.publisher for c in d.clauses.values()]
        for other in ours:
            if other.norm.kind == "permits" and other.norm.act == self.clause.norm.act and common(self.clause, other):
                yield both(self.of(other).applies(), self.prevails(other))
        yield from (both(self.of(o).applies(), self.prevails(o)) for o in ours if self.of(o).cannot_be_met_beside(self))
        for of, key, p in self.permissions():
            for other in ours:
                if other.norm.kind == "forbids" and lists(of, p, other) and not lists(of, p, self.clause):
                    yield both(self.of(other).bears(), self.covers(key, p), self.leave_prevails(of, key, p))

    def bans_won(self) -> Iterator[Statement]:
        """For each ban that meeting this duty would break: it bears, nothing excepts from it, and it prevails."""
        documents = self.case.policy.documents.values()
        for other in (c for d in documents if d.publisher == self.document.publisher for c in d.clauses.values()):
            ban = self.of(other)
            if self.cannot_be_met_beside(ban):
                excepted = either(ban.holds(ban.document.exceptions[e]) for e in other.exceptions)
                yield both(ban.bears(), ban.reported(), negate(excepted), self.prevails(other))

    def cannot_be_met_beside(self, ban: Matter) -> bool:
        """Under some answer to the rest, whoever does what this clause requires breaks the ban, and nobody need otherwise."""
        required, condition = self.clause.norm.requires, ban.clause.when
        bears = ban.bears() if ban.clause.norm.kind == "forbids" and condition and required else False
        if bears is False or required is None or self.bears() is False:
            return False
        things = self.things()
        tested = {f"{things[t.left.variable].id}.{t.left.attribute.name}" for t in body_tests(required) if t.left.variable in things}
        free = replace(self.case, freed=frozenset(tested))
        met = replace(self, case=free).says(required, things)
        freed_ban = replace(ban, case=free)
        excepted = either(freed_ban.holds(ban.document.exceptions[e]) for e in ban.clause.exceptions)
        banned = both(bears, freed_ban.says(condition, ban.things()), negate(excepted))
        if isinstance(met, bool):
            return False
        answers: dict[frozenset[tuple[str, Any]], list[Mapping[str, Any]]] = {}
        for w in list_worlds(free.domains, [met, bears, banned], 1 << 12):
            answers.setdefault(frozenset((k, v) for k, v in w.items() if k.removeprefix("fact:") not in tested), []).append(w)
        for ways in answers.values():
            bearing = [w for w in ways if holds(bears, w)]
            hit = {holds(banned, w) for w in bearing if holds(met, w)}
            if hit == {True} and any(not holds(banned, w) and not holds(met, w) for w in bearing):
                return True
        return False

    def prevails(self, other: Clause) -> Statement:
        """The other clause goes before this one, as written, else as the world has it."""
        theirs, ours = self.case.policy.documents[other.document], self.document
        same = theirs.id == ours.id
        names, other_names = {ours.id, self.clause.name if same else ours.id}, {theirs.id, other.name if same else theirs.id}
        names, other_names = (names - {ours.id}, other_names - {theirs.id}) if same else (names, other_names)
        for mine, its in ((self.clause.precedence, other.precedence), (ours.precedence, theirs.precedence)):
            above = bool(other_names & set(mine.over)) or bool(names & set(its.under))
            below = bool(other_names & set(mine.under)) or bool(names & set(its.over))
            if above != below:
                return below
            if above or same:
                break
        a, b = sorted((ours.id, theirs.id))
        return self.case.ask(f"conflict:{a}|{b}", Listed(("this", "other")), Is(frozenset({"other"})))

    def form_in(self, key: str, p: Permission, forms: tuple[str, ...]) -> Statement:
        """The permission has one of these forms; one that does not say may have any."""
        if p.form != UNKNOWN_FORM:
            return p.form in forms
        attribute = self.case.policy.vocabulary.attributes.get("permission.form")
        attribute = attribute or Attribute("permission", "form", "name", (), "", p.span)
        return self.case.ask_fact(f"fact:{key}.form", attribute, Compare("in", forms)) if forms else False

    def leave_prevails(self, of: str, key: str, p: Permission) -> Statement:
        if p.form != UNKNOWN_FORM:
            return self.form_prevails(of, p.form)
        orders = (self.clause.precedence, self.document.precedence)
        named = tuple(sorted({f for o in orders for f in (*o.over_forms, *o.under_forms)}))
        ways = [both(self.form_in(key, p, (f,)), self.form_prevails(of, f)) for f in named]
        return either((*ways, both(negate(self.form_in(key, p, named)), self.form_prevails(of, ""))))

    def form_prevails(self, of: str, form: str) -> Statement:
        for precedence in (self.clause.precedence, self.document.precedence):
            above, below = form in precedence.over_forms, form in precedence.under_forms
            if above != below:
                return below
            if above:
                break
        return self.case.ask(f"conflict:{self.document.id}|permission {of}", Listed(("this", "other")), Is(frozenset({"other"})))


def lists(of: str, p: Permission, clause: Clause) -> bool:
    """A permission for document `of` lists the clause: by key, or in that document by name, pinpoint or a whole part of the pinpoint."""
    return clause.key in p.clauses or (of == clause.document and any(c == clause.name or leads(c, clause.at) for c in p.clauses))


def leads(part: str, pinpoint: str) -> bool:
    return pinpoint.startswith(part) and not pinpoint[len(part) :][:1].isalnum()


def common(a: Clause, b: Clause) -> bool:
    """The two regulate a common object, or both the access itself."""
    left, right = {o.name for o in a.norm.objects}, {o.name for o in b.norm.objects}
    return bool(left & right) or not (left or right)


def regulates(regulated: Regulated, act: Act) -> bool:
    if act.step is None:
        return regulated.on == "release" and act.subject is not None and act.subject.kind == regulated.subject
    if regulated.does and act.step.does not in regulated.does:
        return False
    return regulated.on == "access" if act.subject is None else regulated.on == "step" and act.subject.kind == regulated.subject
