"""Questions that properties are tried on: random policies and pipelines, and the shipped policies with the examples and the stories."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

from gauger.app.cases import find_case_files, read_cases
from gauger.app.checking import Asked, type_declaration
from gauger.declaration import load, load_node, read_tree
from gauger.declaration.files import read_source
from gauger.declaration.records import Declaration
from gauger.engine import Question, Refused, evaluate
from gauger.findings.model import Exposure, Finding
from gauger.policy.model import Standing
from tests.differential.random_declarations import RandomCase, random_case
from tests.unit.app.test_asking import ASKED, setting
from tests.unit.cli.running import ROOT

__all__ = [
    "Posed", "by_id", "example_answers", "example_cases", "find", "is_exposed", "pose", "random_cases", "setting", "story_cases",
    "try_answer",
]  # fmt: skip

Posed = RandomCase
"""A question with all that it is asked of, random or not."""
EXAMPLES = sorted((ROOT / "examples").glob("*/*.yaml"))
STORIES = find_case_files(sorted((ROOT / "tests" / "stories").glob("*.yaml")))


def random_cases(label: str, count: int) -> Iterator[Posed]:
    """The same ones each time."""
    for n in range(count):
        yield random_case(Random(f"{label} {n}"))


@cache
def example_cases() -> dict[str, Posed]:
    """The examples, by name."""
    return {path.relative_to(ROOT).as_posix(): pose(load(path, catalogue=setting().catalogue)[0], ASKED) for path in EXAMPLES}


@cache
def story_cases() -> dict[str, Posed]:
    """The stories, by name, but for those that assume something."""
    found = {}
    for path in STORIES:
        source, _ = read_source(path)
        assert source is not None
        tree, _ = read_tree(source)
        assert tree is not None
        for case in read_cases(tree, None, setting().policy)[0]:
            if not case.asked.assume:
                declared, _ = load_node(case.declaration, catalogue=setting().catalogue, project=case.name)
                found[f"{path.stem}: {case.name}"] = pose(declared, case.asked)
    return found


def pose(declaration: Declaration | None, asked: Asked) -> Posed:
    """A declaration under the shipped policies, with every fact typed."""
    assert declaration is not None
    typed, mistakes = type_declaration(declaration, setting(), asked)
    assert typed is not None, [m.message for m in mistakes]
    return Posed(setting().policy, typed, asked.as_of, frozenset(asked.admitted - {Standing.TEXT}), asked.positions)


def find(case: Posed, *assume: tuple[str, str], otherwise: bool = True) -> Exposure:
    """What the engine says, with what would be otherwise unless not asked for. Raises `Refused`."""
    question = Question(case.as_of, frozenset({Standing.TEXT, *case.admitted}), assume, case.positions)
    return evaluate(case.policy, case.declaration, question, otherwise=otherwise)


def try_answer(case: Posed, *assume: tuple[str, str], otherwise: bool = True) -> Exposure | None:
    """The same; none where the question cannot be answered."""
    try:
        return find(case, *assume, otherwise=otherwise)
    except Refused:
        return None


@cache
def example_answers() -> dict[str, tuple[Posed, Exposure]]:
    """The examples with what is found of them: looked at once for all properties."""
    return {name: (case, find(case)) for name, case in example_cases().items()}


def by_id(exposure: Exposure) -> dict[str, Finding]:
    return {finding.id: finding for finding in exposure.findings}


def is_exposed(finding: Finding) -> bool:
    """In every world that is left."""
    return finding.worlds[0] == finding.worlds[1]
