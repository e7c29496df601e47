"""The algebra under engine and lineage: choices, formulas over them, sets of worlds, and what decides a set.

A formula says in which worlds a statement holds; `decide` turns the formulas of a finding into sets of worlds over exactly the choices that
they mention and reads verdict, pivots, deciding sets and witnesses off them. Nothing here knows what a choice is about.
"""

from gauger.worlds.choices import Cell, Choice, Kind
from gauger.worlds.decision import Decision, NoWorld, Query, decide
from gauger.worlds.formula import FALSE, TRUE, And, Formula, Literal, Not, Or, all_of, any_of, literal, negate
from gauger.worlds.outline import mentioned
from gauger.worlds.quantify import is_possible, project, some_answer

__all__ = [
    "FALSE", "TRUE", "And", "Cell", "Choice", "Decision", "Formula", "Kind", "Literal", "NoWorld", "Not", "Or", "Query",
    "all_of", "any_of", "decide", "is_possible", "literal", "mentioned", "negate", "project", "some_answer",
]  # fmt: skip
