"""All ways to settle the choices of a question. Section 2 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, product
from math import prod

from tests.oracle.cells import Domain
from tests.oracle.statements import Ask, Question, Read, Statement, World, holds, walk


class TooManyWorldsError(Exception):
    """More worlds than anybody wants to enumerate."""


def list_worlds(domains: Mapping[str, Domain], statements: Iterable[Statement], limit: int) -> list[World]:
    """Every way to settle the choices that the statements mention, whatever constraints say."""
    asked: dict[str, list[Question]] = {}
    readings: dict[str, list[str]] = {}
    for s in chain.from_iterable(walk(s) for s in statements):
        if isinstance(s, Ask):
            asked.setdefault(s.key, []).append(s.question)
        elif isinstance(s, Read) and len(s.options) > 1:
            readings[s.key] = [n for n, _ in s.options]
    values = {k: domains[k].cells(list(dict.fromkeys(asked[k]))) for k in asked} | readings
    if prod(len(v) for v in values.values()) > limit:
        raise TooManyWorldsError
    keys = sorted(values)
    return [dict(zip(keys, row, strict=True)) for row in product(*(values[k] for k in keys))]


def possible(domains: Mapping[str, Domain], statement: Statement) -> tuple[bool, bool]:
    """Whether a statement holds in some world, and whether it holds in all."""
    outcomes = {holds(statement, w) for w in list_worlds(domains, [statement], 1 << 12)}
    return True in outcomes, False not in outcomes
