"""A declaration as the definitions see it: things with facts, and days. Sections 1 and 3 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from gauger.declaration.records import (
    Agreement,
    Declaration,
    Fact,
    Known,
    Lasting,
    NotApplicable,
    Parts,
    Planned,
    Release,
    Step,
    Uncertain,
    When,
)
from gauger.policy.model import Attribute, Policy, Standing
from tests.oracle.assumptions import Assumptions
from tests.oracle.cells import Days, Domain, Listed
from tests.oracle.cells import Fact as FactDomain
from tests.oracle.statements import DAY, Ask, Compare, Is, OnDays, Question, Statement, World

ANOTHER_CHANNEL = "another channel"
FURTHER = ".release.further"
"""So end the ids of releases that nobody declares: of those nothing is said, not even by saying nothing."""


@dataclass(frozen=True)
class Thing:
    """What a variable stands for: its facts, and which of its attributes is its day, where it has one."""

    id: str
    facts: Mapping[str, Fact]
    day: str | None = None


@dataclass
class Records:
    """One question: a policy, a declaration, a day, the standings that count, counsel's positions, and what is assumed of choices.

    `domains` collects the choices met, `looked` the names of the facts and lists looked at; those in `freed` count as missing.
    """

    policy: Policy
    declaration: Declaration
    as_of: date
    admitted: frozenset[Standing] = frozenset()
    positions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    domains: dict[str, Domain] = field(default_factory=dict)
    freed: frozenset[str] = frozenset()
    looked: set[str] = field(default_factory=set)
    assumed: Assumptions = ()
    was: Declaration | None = None
    """Where all is done on another day, the declaration as it was: what open lists can hold is told by its days."""

    def ask(self, key: str, domain: Domain, question: Question) -> Statement:
        """A question to a choice; a choice with one value is answered at once."""
        self.domains[key] = domain
        values = domain.cells([question])
        return Ask(key, question) if len(values) > 1 else question(values[0])

    # --- records -------------------------------------------------------------------------------------------------------

    def ours(self, step: Step) -> bool:
        return self.declaration.parties[step.by].role != "stranger"

    def made_by_us(self, artifact: str) -> bool:
        return any(artifact in s.yields for s in self.declaration.steps.values() if self.ours(s))

    def models(self, step: Step) -> list[str]:
        return [y for y in step.yields if self.declaration.artifacts[y].kind == "model"]

    @cached_property
    def releases(self) -> dict[str, Release]:
        return {r.id: r for r in self.declaration.releases.items}

    def further(self) -> dict[str, str]:
        """The further releases that an open list leaves possible, by id: of which artifact."""
        made = [a for a in self.declaration.artifacts if self.made_by_us(a)]
        return {f"{a}{FURTHER}": a for a in made if self.declaration.releases.open or self.is_freed(f"{a}.releases")}

    def agreements(self) -> Iterator[tuple[Agreement, Thing]]:
        """What the declarant agreed to. An agreement under a document has no partner, one with a partner has no document."""
        count: dict[str, int] = {}
        for a in self.declaration.agreements:
            name = a.document or a.with_ or ""
            count[name] = count.get(name, 0) + 1
            none = NotApplicable(a.span)
            said = {"document": a.document, "with": a.with_, "form": a.form, "accepted": a.accepted}
            facts: dict[str, Fact] = {k: Known(v, a.span) for k, v in said.items() if v is not None}
            facts |= {"with": none} if a.document else {"document": none}
            yield a, Thing(f"agreement {name}" + (f" {count[name]}" if count[name] > 1 else ""), facts, "accepted")

    # --- days ----------------------------------------------------------------------------------------------------------

    @cached_property
    def dates(self) -> dict[str, tuple[When, date]]:
        """What is declared of each day, and before which day it does not lie."""
        found: dict[str, tuple[When, date]] = {}
        for s in self.declaration.steps.values():
            reached = self.declaration.artifacts[s.reaches].released if s.reaches else None
            found[f"{s.id}.date"] = (s.when, reached or date.min)
        found |= {f"{r.id}.date": (r.when, date.min) for r in self.releases.values()}
        found |= {f"{a.id}.obtained": (a.obtained, a.released or date.min) for a in self.declaration.artifacts.values()}
        for a, thing in self.agreements():
            found[f"{thing.id}.accepted"] = (Lasting(a.accepted, a.accepted) if a.accepted else None, date.min)
        return found

    @cached_property
    def takers(self) -> list[tuple[str, str]]:
        """Artifacts and what the declaring side does for which it must have a copy."""
        found = [(r.artifact, r.id) for r in self.releases.values()]
        for s in (s for s in self.declaration.steps.values() if self.ours(s)):
            run = [s.reaches] if s.reaches and s.via == "local" else []
            found += [(a, s.id) for a in (*s.base.items, *(d.artifact for d in s.data.items), *s.tools.items, *run)]
        return found

    def last_taken(self, artifact: str) -> date:
        """The day after which the copy was not obtained: something must have taken it by then."""
        taken = [self.stated_days(f"{t}.date") for a, t in self.takers if a == artifact]
        return min((last if unknown else first for first, last, unknown in taken), default=date.max)

    @cached_property
    def found_days(self) -> dict[str, tuple[date, date, bool]]:
        """What has been found of days: each is asked for again and again."""
        return {}

    def days(self, name: str) -> tuple[date, date, bool]:
        if name not in self.found_days:
            self.found_days[name] = self.find_days(name)
        return self.found_days[name]

    def find_days(self, name: str) -> tuple[date, date, bool]:
        first, last, unknown = self.stated_days(name)
        if unknown and name.endswith(".obtained"):
            last = min(last, self.last_taken(name.removesuffix(".obtained")))
            first = min(first, last)
        if unknown and name.endswith(".date"):
            first, last = self.leave(name.removesuffix(".date"), first, last)
        return first, last, unknown

    def leave(self, thing: str, first: date, last: date) -> tuple[date, date]:
        """The days that what comes before and after a thing leaves it; what follows something yet to come is yet to come."""
        first = max([first, *(self.stated_days(f"{t}.date")[0] for t in self.reach(thing, forward=False))])
        last = max(first, last) if self.dates.get(f"{thing}.date", (None,))[0] is None else last
        last = min([last, *(self.begins_by(t) for t in self.reach(thing, forward=True))])
        return first, max(first, last)

    def begins_by(self, thing: str) -> date:
        first, last, unknown = self.stated_days(f"{thing}.date")
        return last if unknown else first

    def reach(self, thing: str, *, forward: bool) -> set[str]:
        """What does not begin before a thing, or (not `forward`) what it does not begin before."""
        found: set[str] = set()
        waiting = [thing]
        while waiting:
            one = waiting.pop()
            near = {b if forward else a for a, b in self.order if one == (a if forward else b)}
            waiting += near - found
            found |= near
        return found - {thing}

    def too_late(self, other: Step, s: Step) -> bool:
        """The other step began when this one was over."""
        days = (self.was or self.declaration).steps
        theirs, ours = days[other.id].when, days[s.id].when
        return isinstance(theirs, Lasting) and isinstance(ours, Lasting) and ours.last < theirs.first

    def stated_days(self, name: str) -> tuple[date, date, bool]:
        """First and last day, and whether it is one unknown day between them. What is missing lies not after the day of the question."""
        when, earliest = self.dates.get(name, (None, date.min))
        match when:
            case Lasting(first, last):
                return first, last, False
            case Uncertain(first, last):
                return first, last, True
            case Planned():
                return self.as_of, self.as_of, False
        return earliest, self.as_of, True

    def on(self, name: str, question: OnDays) -> Statement:
        """Some day of the thing is among the days asked for."""
        first, last, unknown = self.days(name)
        if unknown:
            return self.ask(f"fact:{name}", Days(first, last), question)
        return (question.until is None or first < question.until) and (question.since is None or question.since <= last)

    def compare_day(self, name: str, question: Compare) -> Statement:
        """A duration is before a day when it ends before it, else on or after it."""
        first, last, unknown = self.days(name)
        wanted = question.values[0]
        since, until = {"before": (None, wanted), "on or after": (wanted, None), "is": (wanted, wanted + DAY)}[question.operator]
        between = OnDays(since, until)
        return self.ask(f"fact:{name}", Days(first, last), between) if unknown else between.has(last)

    def obtained_in_time(self) -> bool:
        """No copy was obtained, as declared, only after something must have taken it."""
        declared = [a for a in self.declaration.artifacts.values() if isinstance(a.obtained, Lasting | Uncertain)]
        return all(self.stated_days(f"{a.id}.obtained")[0] <= self.last_taken(a.id) for a in declared)

    @cached_property
    def order(self) -> list[tuple[str, str]]:
        """Pairs of things of which the second does not begin before the first."""
        found: list[tuple[str, str]] = []
        steps = self.declaration.steps.values()
        maker = {y: s.id for s in steps for y in s.yields}
        for s in steps:
            consumed = [*s.base.items, *(d.artifact for d in s.data.items), *s.tools.items, *([s.reaches] if s.reaches else [])]
            found += [(maker[c], s.id) for c in consumed if c in maker]
            found += [(f, s.id) for f in s.feedback]
        of = {**{r.id: r.artifact for r in self.releases.values()}, **self.further()}
        return found + [(maker[a], r) for r, a in of.items() if a in maker]

    @cached_property
    def begun(self) -> dict[str, tuple[date, date, bool]]:
        """The stated days of all that is done."""
        return {thing: self.stated_days(f"{thing}.date") for thing in [*self.declaration.steps, *self.releases, *self.further()]}

    def in_order(self, world: World) -> bool:
        """Each thing can be given a day of its cell so that nothing comes before what it needs."""
        begin: dict[str, date] = {}
        end: dict[str, date] = {}
        for thing, (first, last, unknown) in self.begun.items():
            begin[thing], end[thing] = world.get(f"fact:{thing}.date", (first, last)) if unknown else (first, first)
        later = True
        while later:
            later = False
            for before, after in self.order:
                if begin[after] < begin[before]:
                    begin[after], later = begin[before], True
        return all(begin[t] <= end[t] for t in begin)

    # --- facts ---------------------------------------------------------------------------------------------------------

    def declared(self, thing: Thing, name: str) -> Fact | None:
        return None if self.is_freed(f"{thing.id}.{name}") else thing.facts.get(name)

    def is_freed(self, name: str) -> bool:
        self.looked.add(name)
        return name in self.freed

    def left_out(self, thing: Thing, attribute: Attribute) -> bool:
        """Nothing is declared, and that means that there is none."""
        name = f"{thing.id}.{attribute.name}"
        return attribute.absent and attribute.name not in thing.facts and not self.is_freed(name) and not thing.id.endswith(FURTHER)

    def fact(self, thing: Thing, attribute: Attribute, question: Compare) -> Statement:
        """A question to a fact: answered, false where not applicable, else put to the world."""
        if attribute.name == thing.day:
            return self.compare_day(f"{thing.id}.{thing.day}", question)
        if attribute.key in ("step.via", "step.served-by"):
            return self.channel(self.declaration.steps[thing.id], attribute.name, question)
        declared = self.declared(thing, attribute.name)
        if declared is None:
            key = f"fact:{thing.id}.{attribute.name}"
            return False if self.left_out(thing, attribute) else self.ask_fact(key, attribute, question)
        return question(declared.value) if isinstance(declared, Known) else False

    def ask_fact(self, key: str, attribute: Attribute, question: Question) -> Statement:
        self.domains[key] = FactDomain(attribute)
        return Ask(key, question)

    def channel(self, s: Step, name: str, question: Compare | Is) -> Statement:
        """The channel by which step s reached its model (`via`), or that of whoever served it (`served-by`)."""
        if s.reaches is None:
            return False
        declared = s.via if name == "via" else s.host
        if declared is not None and not self.is_freed(f"{s.id}.{name}"):
            return question(declared)
        model = self.declaration.artifacts[s.reaches]
        channels = self.policy.channels.values()
        if name == "via":
            values = [c.id for c in channels if c.publisher == model.publisher] + (["local"] if model.licences != () else [])
        else:
            values = [c.id for c in channels if c.hosts]
        if not any(question(v) for v in (*values, ANOTHER_CHANNEL)):
            return False
        return self.ask(f"fact:{s.id}.{name}", Listed((*values, ANOTHER_CHANNEL)), question)

    def parts(self, thing: Thing, name: str) -> tuple[list[Thing], bool]:
        """The entries of a part that are listed, and whether there may be more."""
        declared, said = self.declared(thing, name), name in thing.facts or self.is_freed(f"{thing.id}.{name}")
        if isinstance(declared, Parts):
            return [Thing(p.id, p.facts) for p in declared.items], declared.open
        none = self.policy.vocabulary.parts[name].absent and not thing.id.endswith(FURTHER)
        return [], declared is None and (said or not none)


def says(s: Step, name: str, word: str) -> bool:
    """Whether a declared fact of a step is or includes a word."""
    fact = s.facts.get(name)
    value = fact.value if isinstance(fact, Known) else None
    return word in (value if isinstance(value, frozenset) else {value})
