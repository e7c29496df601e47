"""Duties each of which can be met, and which cannot be met together (`docs/semantics.md`, 8)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from gauger.engine.bearings import Bearing, applies, duty
from gauger.engine.case import Case
from gauger.engine.clashes import as_reported, is_tested, oppose, tested_facts
from gauger.engine.conditions import USUAL
from gauger.engine.connections import connect
from gauger.engine.judgements import judge_deed
from gauger.engine.trace import Trace
from gauger.findings.model import Opposed
from gauger.worlds import Formula, all_of, is_possible, mentioned
from gauger.worlds.decision import is_named, say_assumed

BOTH = "both cannot be met"


def find_irreconcilable(case: Case, conditional: Sequence[Bearing], met: Sequence[Bearing]) -> dict[str, tuple[Opposed, ...]]:
    """Conditional findings whose duty another one on the same act rules out, with the places of the others.

    The other duty may be unmet too, or `met`: then this one could only be met by breaking it.
    """
    asked, kept = ([bearing for bearing in bearings if bearing.clause.norm.kind == "requires"] for bearings in (conditional, met))
    against: dict[str, list[Opposed]] = {}
    for one, other in (*combinations(asked, 2), *product(asked, kept)):
        if one.deed.id == other.deed.id and _rule_out(case, one, other):
            against.setdefault(one.id, []).append(oppose(other, BOTH))
            if other in asked:
                against.setdefault(other.id, []).append(oppose(one, BOTH))
    return {name: tuple(others) for name, others in against.items()}


def _rule_out(case: Case, one: Bearing, other: Bearing) -> bool:
    """Whether each duty can be met where both apply, and never both."""
    tested = tested_facts(case, one) | tested_facts(case, other)
    if not tested_facts(case, one) & tested_facts(case, other):
        return False
    freed = case.without(*tested)
    # What they test can decide whether the text binds at all, so both are looked for anew.
    both_there = [found for bearing in (one, other) for found in judge_deed(freed, bearing.source, bearing.deed) if found.id == bearing.id]
    if len(both_there) < 2:
        return False
    met = [duty(freed, bearing, Trace()) for bearing in both_there]
    apply = [all_of((applies(freed, bearing, Trace()), as_reported(bearing))) for bearing in both_there]
    tied = [formula for bearing in both_there for formula in connect(freed, bearing.scope, [*apply, *met], USUAL)]
    assumed = [(key, value) for key, value in case.question.assume if not _is_meant(key, [*apply, *met, *tied], tested)]
    both = all_of((*apply, *tied, say_assumed([*apply, *met, *tied], assumed)))
    return all(is_possible(all_of((both, done))) for done in met) and not is_possible(all_of((both, *met)))


def _is_meant(written: str, formulas: Sequence[Formula], tested: frozenset[str]) -> bool:
    """Whether somebody who wrote a key means what the duties test: that may be as either needs it."""
    return any(is_named(choice.key, written) and is_tested(choice, tested) for choice in mentioned(formulas))
