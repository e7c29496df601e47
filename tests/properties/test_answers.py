"""What is answered leaves of the worlds those that agree with it and no other, for every missing fact and whatever the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from gauger.declaration.records import Declaration, Facts, Known, Scalar
from gauger.engine import Contradiction, Refused
from gauger.findings.model import Assignment, Choice, Exposure, Finding, Verdict
from tests.properties.cases import Posed, by_id, example_cases, find, is_exposed, random_cases, try_answer

COUNT = 28
NONE = "none of these"
WORDS: dict[str, Scalar] = {"yes": True, "no": False, NONE: NONE}
Answers = Mapping[str, Mapping[str, Finding] | frozenset[str]]
"""By value: the findings then, or the ids of those that have no world left."""


def posed(where: str) -> Iterator[tuple[Posed, Exposure]]:
    """Random cases, and a few examples of which less is known than is declared."""
    cases = random_cases("answers2", COUNT) if where == "random" else (forget(case) for case in list(example_cases().values())[5:])
    yield from ((case, found) for case in cases if (found := try_answer(case, otherwise=False)) is not None)


def forget(case: Posed) -> Posed:
    """Every other fact of what is made and let out is not declared."""
    declared = case.declaration
    artifacts = {id_: replace(a, facts=halve(a.facts)) if a.own else a for id_, a in declared.artifacts.items()}
    releases = tuple(replace(r, facts=halve(r.facts)) for r in declared.releases.items)
    return replace(case, declaration=replace(declared, artifacts=artifacts, releases=replace(declared.releases, items=releases)))


def halve(facts: Facts) -> Facts:
    return {name: facts[name] for name in list(facts)[1::2]}


def ask(exposure: Exposure, where: str) -> list[Choice]:
    """Whatever is not settled, missing or not; of the examples, where each answer takes long, some facts and a reading."""
    found = list(dict.fromkeys(choice for finding in exposure.findings for choice in finding.choices))
    kinds = [[choice for choice in found if (choice.kind == "fact") is kind] for kind in (True, False)]
    return found if where == "random" else kinds[0][:3] + kinds[1][:1]


@pytest.mark.parametrize("where", ["random", "shipped"])
def test_an_answer_leaves_the_worlds_that_agree_with_it(where: str) -> None:
    """Each world with a breach, and each without, agrees with one answer; so what holds in all of them holds after any. An answer that is
    declared says what the same one assumed does."""
    seen: Counter[str] = Counter()
    for case, exposure in posed(where):
        for choice in ask(exposure, where):
            answers = {value: answer(case, choice.key, value) for value in choice.values}
            for finding in exposure.findings:
                if choice in finding.choices:
                    seen[choice.kind] += 1
                    check(finding, choice, answers, seen)
            for value, assumed in answers.items():
                declared = declare(case, choice.key, value) if choice.kind == "fact" else None
                told = try_answer(replace(case, declaration=declared), otherwise=False) if declared is not None else None
                if told is not None and not isinstance(assumed, frozenset):
                    for finding in (f for f in exposure.findings if choice in f.choices):
                        seen["declared"] += 1
                        compare(assumed[finding.id], by_id(told).get(finding.id))
    print(f"{where}: {dict(seen)}")
    assert (seen["shared out"] > 10, seen["settled"] > 10, seen["declared"] > 3) == (True, True, True)
    assert min(seen[word] for word in ("clear", "conditional", "open", "grey", "fact", "reading")) > 1 or where == "shipped"


def answer(case: Posed, key: str, value: str) -> Mapping[str, Finding] | frozenset[str]:
    try:
        return by_id(find(case, (key, value), otherwise=False))
    except Refused as refused:
        return frozenset(p.finding for p in refused.problems if isinstance(p, Contradiction))


def check(before: Finding, choice: Choice, answers: Answers, seen: Counter[str]) -> None:
    left = {value: found[before.id] for value, found in answers.items() if not isinstance(found, frozenset)}
    for value, after in left.items():
        seen[before.verdict.word] += 1
        assert before.verdict is not Verdict.CLEAR or after.verdict is Verdict.CLEAR, (before.id, choice.key, value)
        assert not is_exposed(before) or is_exposed(after), (before.id, choice.key, value)
        assert before.verdict is not Verdict.OPEN or after.verdict is not Verdict.GREY, (before.id, choice.key, value)
        assert choice.key not in after.pivots
        if 0 < before.worlds[0] < before.worlds[1]:
            settled = after.worlds[0] == 0 or is_exposed(after)
            told = Assignment(choice.key, value) in before.settled_by
            assert told == (settled and choice.kind == "fact"), (before.id, choice.key, value)
            seen["settled" if settled else "not settled"] += 1
    if all(not isinstance(found, frozenset) or before.id in found for found in answers.values()):
        shares = [after.worlds for after in left.values()]
        assert (sum(s[0] for s in shares), sum(s[1] for s in shares)) == before.worlds, (before.id, choice.key)
        seen["shared out"] += 1


def compare(assumed: Finding, told: Finding | None) -> None:
    if told is None:
        assert assumed.verdict is Verdict.CLEAR, assumed.id
    else:
        assert (told.verdict, told.duty, told.as_modelled) == (assumed.verdict, assumed.duty, assumed.as_modelled), assumed.id
        assert set(told.pivots) == set(assumed.pivots), assumed.id


def declare(case: Posed, key: str, value: str) -> Declaration | None:
    """The declaration with an answer, where it is one value of a fact of a record, or the one member of a set.

    A declared `output` tells more than what is in it: that nothing else came back, and no logits (semantics, 4 and 6).
    """
    name, _, attribute = key.removeprefix("fact:").rpartition(".")
    attributes = [a for a in case.policy.vocabulary.attributes.values() if a.name == attribute and a.name != "output"]
    declared = case.declaration
    tables: dict[str, Mapping[str, Any]] = {"artifacts": declared.artifacts, "steps": declared.steps, "parties": declared.parties}
    tables["releases"] = {r.id: r for r in declared.releases.items}
    table = next((table for table, records in tables.items() if name in records), None)
    if table is None or not attributes or value not in {*WORDS, *(v for a in attributes for v in a.values)}:
        return None
    held: Scalar | frozenset[Scalar] = WORDS.get(value, value)
    if attributes[0].kind == "some of":
        held = frozenset[Scalar]() if value == NONE else frozenset[Scalar]({value})
    record = tables[table][name]
    changed = {**tables[table], name: replace(record, facts={**record.facts, attribute: Known(held, record.span)})}
    as_listed: Any = replace(declared.releases, items=tuple(changed.values())) if table == "releases" else changed
    return replace(declared, **{table: as_listed})
