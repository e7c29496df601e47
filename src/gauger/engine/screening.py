"""Many declarations at once: which findings are not clear, and how severe each is. The verdicts of `survey`, in a fraction of its time.

Declarations that differ in nothing but plain facts have one *shape*. The breach of each clause is built once for a shape, by the same
rooms that build it for a check, with these facts left out: it is then a formula over them. What a declaration states settles it in plain
truth values, for a thousand declarations at a time: a set of declarations is one integer, a bit for each. Each formula gets two such
sets, where it surely holds and where it may. Where the two agree no world differs; where they do not, what is left of the formula goes to
`gauger.worlds`, or the whole declaration to `survey`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter

from gauger.declaration.records import Declaration, Fact, Known, Lasting, Planned, Uncertain, When
from gauger.engine.columns import Grouped
from gauger.engine.evaluation import survey
from gauger.engine.plain import find_plain
from gauger.engine.question import Question, Refused
from gauger.engine.shapes import Shape
from gauger.findings.model import Verdict
from gauger.policy.model import Policy
from gauger.text.values import dataclass

Screened = Mapping[str, Verdict] | Refused
"""The findings of one declaration that are not clear, each with how severe it is; or why the question cannot be answered. A clause that
bears in no world is clear, as in `survey`."""

AT_ONCE = 1024
"""Declarations that are looked at together: integers of so many bits are still handled about as fast as small ones."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """Declarations, and by shape the places of those that are not looked at alone, with their facts."""

    declarations: Sequence[Declaration]
    together: Sequence[tuple[Shape, Sequence[int], Sequence[Grouped]]]


class Screen:
    """One policy and one question, put to many declarations; what is built for a shape is kept."""

    def __init__(self, policy: Policy, question: Question) -> None:
        self.policy = policy
        self.question = question
        self._plain = find_plain(policy)
        self._shapes: dict[Key, Shape | None] = {}  # none: seen once, and nothing built yet

    def screen(self, declarations: Sequence[Declaration]) -> list[Screened]:
        """What comes of each declaration, in their order."""
        return self.decide(self.lay_out(declarations))

    def lay_out(self, declarations: Sequence[Declaration]) -> list[Laid]:
        """The declarations by shape, and their facts by value: all that is read of them, and nothing decided."""
        found = []
        for start in range(0, len(declarations), AT_ONCE):
            given = declarations[start : start + AT_ONCE]
            together = self._sort(given)
            read = [(shape, places, shape.read([given[place] for place in places])) for shape, places in together]
            found.append(Laid(given, read))
        return found

    def decide(self, laid: Sequence[Laid]) -> list[Screened]:
        """What comes of each declaration that was laid out, in their order."""
        results: list[Screened] = []
        for part in laid:
            found: list[Screened | None] = [None] * len(part.declarations)
            for shape, places, columns in part.together:
                for place, told in zip(places, shape.screen(columns, len(places)), strict=True):
                    found[place] = told
            pairs = zip(found, part.declarations, strict=True)
            results += [told if told is not None else self._look_alone(declaration) for told, declaration in pairs]
        return results

    def prepare(self, declaration: Declaration) -> None:
        """Builds what is built for a shape before anybody asks."""
        key = self._find_key(declaration)
        if key is not None:
            self._shapes[key] = Shape(self.policy, self.question, declaration, self._plain)

    def _look_alone(self, declaration: Declaration) -> Screened:
        try:
            found = survey(self.policy, declaration, self.question).severities
        except Refused as refused:
            return refused
        return {name: verdict for name, verdict in found.items() if verdict is not Verdict.CLEAR}

    def _sort(self, declarations: Sequence[Declaration]) -> list[tuple[Shape, list[int]]]:
        """Which are looked at together. To build a shape is worth it from the second declaration on that has it."""
        groups: dict[Key, list[int]] = {}
        for place, declaration in enumerate(declarations):
            key = self._find_key(declaration)
            if key is not None:
                groups.setdefault(key, []).append(place)
        together: list[tuple[Shape, list[int]]] = []
        for key, places in groups.items():
            shape = self._shapes.get(key)
            if shape is None and (len(places) > 1 or key in self._shapes):
                shape = Shape(self.policy, self.question, declarations[places[0]], self._plain)
            self._shapes[key] = shape
            if shape is not None:
                together.append((shape, places))
        return together

    def _find_key(self, declaration: Declaration) -> Key | None:
        """Everything about a declaration but its plain facts; none where that has no hash, or where assumptions have to be heeded."""
        if self.question.assume:
            return None
        key = _describe(declaration, self._plain)
        try:
            hash(key)
        except TypeError:
            return None
        return key


# --- shapes ------------------------------------------------------------------------------------------------------------

_OF_ARTIFACT = attrgetter("id", "kind", "reference", "publisher", "own", "licences", "released", "origin_closed", "under")
_OF_STEP = attrgetter("id", "does", "by", "reaches", "via", "yields", "feedback", "feedback_open", "model_free", "host", "on_behalf")
_OF_USE = attrgetter("artifact", "manner", "share")


def _describe(declaration: Declaration, plain: frozenset[str]) -> Key:
    """What tells shapes apart, in tuples of plain values, which Python compares fastest. A record's first part is its id."""
    known = plain.issuperset
    found: list[object] = [
        declaration.agreements, declaration.agreements_open, declaration.parties_open, declaration.steps_open, declaration.releases.open
    ]  # fmt: skip
    for party in declaration.parties.values():
        found += (party.id, party.role, None if known(party.facts) else _list_shaping(party.facts, plain))
    for artifact in declaration.artifacts.values():
        facts = artifact.facts
        found += (_OF_ARTIFACT(artifact), _day(artifact.obtained), None if known(facts) else _list_shaping(facts, plain))
    for step in declaration.steps.values():
        base, data, tools, facts = step.base, step.data, step.tools, step.facts
        used = [_OF_USE(use) for use in data.items]
        shaping = None if known(facts) else _list_shaping(facts, plain)
        found += (_OF_STEP(step), base.open, base.items, data.open, tools.open, tools.items, *used, _day(step.when), shaping)
    for release in declaration.releases.items:
        facts = release.facts
        found += (release.id, release.artifact, _day(release.when), None if known(facts) else _list_shaping(facts, plain))
    return tuple(found)


def _list_shaping(facts: Mapping[str, Fact], plain: frozenset[str]) -> object:
    """The facts that are read in more ways than one, and so shape what is built; a set of days or names in place of a record."""
    kept = [(name, fact) for name, fact in facts.items() if name not in plain]
    return tuple([(name, (fact.value.__class__, fact.value) if isinstance(fact, Known) else fact) for name, fact in kept])


def _day(when: When) -> object:
    if isinstance(when, Lasting | Uncertain):
        return when.__class__, when.first, when.last
    return Planned if when is not None else None
