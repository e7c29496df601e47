"""A reading less is worlds less, and nothing else: adopted, written into the text, of too low a standing, or never thought of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from gauger.declaration.records import Position
from gauger.findings.model import Choice, Exposure, Finding, Verdict
from gauger.policy.model import Concept, Reads, Standing
from tests.differential.random_words import NOWHERE
from tests.properties.cases import Posed, by_id, example_answers, is_exposed, random_cases, try_answer

COUNT = 42


def posed(where: str) -> Iterator[tuple[Posed, Exposure]]:
    if where == "shipped":
        yield from list(example_answers().values())[::2]
    cases = random_cases("readings2", COUNT) if where == "random" else ()
    yield from ((case, found) for case in cases if (found := try_answer(case, otherwise=False)) is not None)


def narrows(before: Finding, after: Finding | None) -> bool:
    """Whether what is said can come of worlds that are taken away; a clause that bears no more is clear."""
    if after is None:
        return not is_exposed(before) or before.worlds[0] == 0
    return (
        (before.verdict is not Verdict.CLEAR or after.verdict is Verdict.CLEAR)
        and (not is_exposed(before) or is_exposed(after))
        and (before.verdict is not Verdict.OPEN or after.verdict is not Verdict.GREY)
        and (before.verdict is not Verdict.CONDITIONAL or after.verdict in {Verdict.CLEAR, Verdict.CONDITIONAL})
    )


# --- adopted one after another -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["random", "shipped"])
def test_readings_adopted_in_turn_share_out_the_worlds(where: str) -> None:
    """So a finding is clear when it is under every reading adopted, and exposed when it is under every one. A text that says itself how it
    is read says the same, but for readings that nobody has modelled."""
    seen: Counter[str] = Counter()
    for case, exposure in posed(where):
        held = {position.concept for position in case.positions}
        choices = dict.fromkeys(c for f in exposure.findings for c in f.choices if c.kind == "reading")
        for choice in list(choices)[: 20 if where == "random" else 3]:
            admitted_elsewhere = any(c.key == choice.key and c != choice for c in choices)
            if admitted_elsewhere or choice.key.rpartition(":")[2] in held:
                continue
            turns = {reading: try_answer(adopt(case, choice, reading), otherwise=False) for reading in choice.values}
            for finding in (f for f in exposure.findings if choice in f.choices):
                found = [by_id(turn)[finding.id] for turn in turns.values() if turn is not None]
                assert all(narrows(finding, turn) for turn in found), (finding.id, choice.key)
                if len(found) == len(turns):
                    check_turns(finding, found, seen)
                    seen["pivot"] += choice.key in finding.pivots
            for reading, turn in turns.items():
                written = write(case, choice, reading)
                if written is not None and turn is not None:
                    told = try_answer(written, otherwise=False)
                    assert told is not None, (choice.key, reading)
                    assert list_unclear(told) == list_unclear(turn), (choice.key, reading)
                    seen["written"] += 1
    print(f"{where}: {dict(seen)}")
    assert (seen["pivot"] > 3, seen["written"] > 10) == (True, True)


def list_unclear(exposure: Exposure) -> dict[str, object]:
    """What is said of each finding that is not clear: one whose clause bears under no reading that is left is clear, or none."""
    return {f.id: (f.verdict, f.duty, set(f.pivots), set(f.causes)) for f in exposure.findings if f.verdict is not Verdict.CLEAR}


def check_turns(before: Finding, turns: list[Finding], seen: Counter[str]) -> None:
    assert (sum(t.worlds[0] for t in turns), sum(t.worlds[1] for t in turns)) == before.worlds, before.id
    assert (before.verdict is Verdict.CLEAR) == all(t.verdict is Verdict.CLEAR for t in turns), before.id
    assert is_exposed(before) == all(is_exposed(t) for t in turns), before.id
    seen[before.verdict.word] += 1
    seen["turned"] += len({t.verdict for t in turns}) > 1


def adopt(case: Posed, choice: Choice, reading: str) -> Posed:
    document, _, concept = choice.key.removeprefix("reading:").rpartition(":")
    position = Position(document, concept, reading, "somebody", "counsel", "…", case.as_of, case.as_of, NOWHERE)
    return replace(case, positions=(*case.positions, position))


def write(case: Posed, choice: Choice, reading: str) -> Posed | None:
    """The document says how it reads the concept; none where it or a clause of it says something on that already, or ties stand on it."""
    name, _, concept = choice.key.removeprefix("reading:").rpartition(":")
    document = case.policy.documents[name]
    parts = (document, *document.clauses.values())
    if any(other.concept == concept for part in parts for other in (*part.reads, *part.likes)):  # type: ignore[attr-defined]
        return None
    text = replace(document, reads=(*document.reads, Reads(concept, reading, "…")))
    return replace(case, policy=replace(case.policy, documents={**case.policy.documents, name: text}))


# --- of lower standing -------------------------------------------------------------------------------------------------


def test_readings_of_lower_standing_only_add_worlds() -> None:
    seen: Counter[str] = Counter()
    for case, _ in posed("random"):
        kept = [frozenset({Standing.STATEMENT, Standing.REPORTED}), frozenset({Standing.STATEMENT}), frozenset[Standing]()]
        found = [try_answer(replace(case, admitted=admitted), otherwise=False) for admitted in kept]
        for before, after in pairwise(found):
            if before is None or after is None:
                continue
            assert {f.id for f in before.findings} == {f.id for f in after.findings}
            for finding in before.findings:
                then = by_id(after)[finding.id]
                assert narrows(finding, then), finding.id
                seen[finding.verdict.word] += 1
                seen["fewer worlds"] += then.worlds != finding.worlds
                seen["settled"] += then.verdict is not finding.verdict
    print(dict(seen))
    assert seen["fewer worlds"] > 2


# --- not there ---------------------------------------------------------------------------------------------------------


def test_a_reading_that_is_not_there_only_takes_worlds_away() -> None:
    seen: Counter[str] = Counter()
    for case, exposure in posed("random"):
        for concept in case.policy.vocabulary.concepts.values():
            for gone in concept.readings:
                fewer = without(case, concept, gone.name)
                after = try_answer(fewer, otherwise=False) if fewer is not None else None
                for finding in exposure.findings if after is not None else ():
                    assert after is not None
                    then = by_id(after).get(finding.id)
                    assert narrows(finding, then), (finding.id, concept.name, gone.name)
                    seen[finding.verdict.word] += 1
                    seen["fewer worlds"] += then is None or then.worlds != finding.worlds
    print(dict(seen))
    assert seen["fewer worlds"] > 20
    assert min(seen[verdict.word] for verdict in Verdict) > 10


def without(case: Posed, concept: Concept, gone: str) -> Posed | None:
    """The concept without a reading; none where no other stands in the text, or where something names it.

    Ties ask of choices, and one reading that is left is none; so two are left of a concept that is tied.
    """
    readings = tuple(r for r in concept.readings if r.name != gone)
    texts = case.policy.documents.values()
    named = [r for t in texts for part in (t, *t.clauses.values()) for r in part.reads if r.concept == concept.name]  # type: ignore[attr-defined]
    vocabulary = case.policy.vocabulary
    concepts = [*vocabulary.concepts.values(), *(c for t in texts for c in t.concepts.values())]
    tied = [tie for c in concepts for r in c.readings for tie in (*r.implies, *r.excludes)]
    held = [p for p in case.positions if p.concept == concept.name]
    spoken = {*(r.reading for r in named), *(t.reading for t in tied if t.concept == concept.name), *(p.reading for p in held)}
    bound = any(r.implies or r.excludes for r in concept.readings) or any(t.concept == concept.name for t in tied)
    if gone in spoken or sum(r.standing is Standing.TEXT for r in readings) < 1 + bound:
        return None
    changed = replace(vocabulary, concepts={**vocabulary.concepts, concept.name: replace(concept, readings=readings)})
    return replace(case, policy=replace(case.policy, vocabulary=changed))
