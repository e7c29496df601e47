"""What Gauger is given: packs of policy text in its own language, and declarations as records, both made of plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from benchmarks.peers.workloads.decisions import ATTRIBUTES, Attribute, Facts, Part, Test, Value
from benchmarks.peers.workloads.lineage import VERSIONS, Lineage, Making, name_output
from benchmarks.peers.workloads.readings import Formula, Hanging
from gauger.declaration.records import Artifact, DataUse, Declaration, Fact, Known, Lasting, Listed, Party, Release, Step
from gauger.text import Source, Span

TODAY = date(2026, 6, 1)
NOWHERE = Span(Source("nowhere", ""), 0, 0)

# --- clauses as text -----------------------------------------------------------------------------------------------------

VOCABULARY = """
act train model
  says     "Making a model."
  on       step
  does     train
  family   training
act release model
  says     "Letting a model out."
  on       release
  family   release
object output
  says     "What a model returned."
  from     access
  tied by  uses
concept uses(model, output)
  asks     "Was the output used?"
  reading anyhow
    says   "In whatever manner."
    along  copy, rewrite, transcribe, seed, label, judge, select, reward, logits, weights, teach
publisher acme
  title    "Acme"
channel acme/api
  title    "Acme API"
"""
DOCUMENT = """
document acme/terms
  title      "Terms"
  publisher  acme
  url        "https://acme.example/terms"
  encoded    by "somebody" on 2026-01-01
  governs    acme/api
  version 2020-01-01
"""


def write(clauses: Sequence[Part]) -> str:
    """A pack that stands in an otherwise empty folder."""
    lines = [VOCABULARY, *(f'attribute {a.key}\n  says "A fact."\n  {_write_kind(a)}\n' for a in ATTRIBUTES), DOCUMENT]
    for clause in clauses:
        lines += [_write_clause(clause), *(_write_exception(part) for part in _list_exceptions(clause))]
    return "\n".join(lines)


def _write_kind(attribute: Attribute) -> str:
    named = attribute.kind in {"one of", "some of"}
    return f"{attribute.kind} {', '.join(str(v) for v in attribute.values)}" if named else attribute.kind


def _write_clause(clause: Part) -> str:
    return f"{_write_head(clause.id, clause.scope)}{_write_body(clause)}"


def _write_head(name: str, act: str) -> str:
    start = f'  clause {name}\n    at "1"\n    says "A clause."\n    locate "a few words"\n'
    return f"{start}    forbids {act} model using output\n"


def _write_exception(part: Part) -> str:
    return f'  exception {part.id}\n    at "2"\n    says "An exception."\n    locate "a few words"\n{_write_body(part)}'


def _write_body(part: Part) -> str:
    tests = "".join(f"      {_write_test(test)}\n" for test in part.tests)
    names = ", ".join(inner.id for inner in part.exceptions)
    return f"    when all of\n{tests}" + (f"    except {names}\n" if names else "")


def _write_test(test: Test) -> str:
    return f"{test.attribute.key} {test.operator} {', '.join(_write_operand(test, operand) for operand in test.operands)}"


def _write_operand(test: Test, operand: str | int | bool) -> str:
    match test.attribute.kind:
        case "day":
            return date.fromordinal(int(operand)).isoformat()
        case "yes or no":
            return "yes" if operand else "no"
        case "text":
            return f'"{operand}"'
        case _:
            return str(operand)


def _list_exceptions(part: Part) -> Iterator[Part]:
    for inner in part.exceptions:
        yield inner
        yield from _list_exceptions(inner)


# --- a clause that hangs on choices -----------------------------------------------------------------------------------------


def write_hanging(case: Hanging) -> str:
    """A pack of one clause: a reading is a concept that is met in one of two ways, a fact an attribute that nobody declares."""
    lines = [VOCABULARY]
    for number in range(case.choices):
        name = case.name(number)
        if case.is_reading(number):
            readings = '  reading narrow\n    says "No."\n    when never\n  reading wide\n    says "Yes."\n    when always'
            lines.append(f'concept {name}(model)\n  asks "Which?"\n{readings}')
        else:
            lines.append(f'attribute model.{name}\n  says "A fact."\n  yes or no')
    head = f"{DOCUMENT}{_write_head('c0', 'train')}    when all of"
    return "\n".join([*lines, head, *_write_formula(case, case.formula, 6), ""])


def _write_formula(case: Hanging, formula: Formula, depth: int) -> Iterator[str]:
    if isinstance(formula, int):
        name = case.name(formula)
        yield " " * depth + (f"{name}(model)" if case.is_reading(formula) else f"model.{name} is yes")
    else:
        yield f"{' ' * depth}{formula.word} of"
        for item in formula.items:
            yield from _write_formula(case, item, depth + 2)


def write_dated() -> str:
    """A pack of one clause in a document of several versions."""
    versions = "\n".join(f"  version {date.fromordinal(since).isoformat()}" for since in VERSIONS)
    return VOCABULARY + DOCUMENT.replace("  version 2020-01-01", versions) + _write_head("c0", "train")


# --- declarations as records ----------------------------------------------------------------------------------------------


def declare(facts: Facts) -> Declaration:
    """A model trained on what another returned, and let out on the same day: today."""
    day = Lasting(TODAY, TODAY)
    nothing: Listed[Any] = Listed((), open=False)
    rows = Listed((DataUse("rows", None, None, NOWHERE),), open=False)
    found = {entity: _list_facts(facts, entity) for entity in ("party", "model", "step", "release")}
    artifacts = (
        Artifact("teacher", "model", "acme/big", "acme", False, (), None, {}, NOWHERE),
        Artifact("rows", "dataset", "us/rows", None, True, (), None, {}, NOWHERE),
        Artifact("student", "model", "us/student", None, True, (), None, found["model"], NOWHERE),
    )
    steps = (
        Step("ask", "generate", "us", "teacher", "acme/api", day, ("rows",), nothing, nothing, (), OUTPUT, NOWHERE),
        Step("train", "train", "us", None, None, day, ("student",), nothing, rows, (), found["step"], NOWHERE),
    )
    return Declaration(
        name="declaration", project="one", parties={"us": Party("us", "declarant", found["party"], NOWHERE)}, agreements=(),
        artifacts={a.id: a for a in artifacts}, steps={s.id: s for s in steps},
        releases=Listed((Release("out", "student", day, found["release"], NOWHERE),), open=False), steps_open=False,
    )  # fmt: skip


OUTPUT = {"output": Known(frozenset({"completions"}), NOWHERE)}


def _list_facts(facts: Facts, entity: str) -> Mapping[str, Fact]:
    return {a.name: Known(_convert(a, facts[a.key]), NOWHERE) for a in ATTRIBUTES if a.entity == entity and a.key in facts}


def _convert(attribute: Attribute, value: Value) -> Any:
    match attribute.kind:
        case "day":
            return date.fromordinal(value) if isinstance(value, int) else value
        case "number":
            return Decimal(value) if isinstance(value, int) else value
        case "some of":
            return frozenset(value) if isinstance(value, tuple) else value
        case _:
            return value


# --- lineage as records --------------------------------------------------------------------------------------------------------------

KINDS = {"copy": "generate", "label": "label"}


def declare_lineage(task: Lineage) -> Declaration:
    """Every making as a step of its own."""
    own = {making.product: making.kind for making in task.makings}
    artifacts = [Artifact("teacher", "model", "acme/big", "acme", False, (), None, {}, NOWHERE)]
    artifacts += [Artifact(name, kind, name, None, True, (), None, {}, NOWHERE) for name, kind in own.items()]  # type: ignore[arg-type]
    steps = [_declare_making(making) for making in task.makings]
    return Declaration(
        name="declaration", project="one", parties={"us": Party("us", "declarant", {}, NOWHERE)}, agreements=(),
        artifacts={a.id: a for a in artifacts}, steps={s.id: s for s in steps}, releases=Listed((), open=False), steps_open=False,
    )  # fmt: skip


def _declare_making(making: Making) -> Step:
    run, trained = making.run, making.kind == "model"
    bases = tuple(name for name, manner in making.inputs if manner == "weights")
    data = tuple(DataUse(name, manner, None, NOWHERE) for name, manner in making.inputs if manner != "weights")  # type: ignore[arg-type]
    does: Any = "train" if trained else KINDS[run.returns[0][0]] if run else "rewrite"
    facts = {**({} if run and run.choice is not None else OUTPUT), **(STAGE if trained else {})}
    return Step(
        id=name_output(making), does=does, by="us", reaches=(run.model or "teacher") if run else None,
        via=None if not run else "local" if run.model else "acme/api",
        when=Lasting(date.fromordinal(run.day), date.fromordinal(run.day)) if run else Lasting(TODAY, TODAY), yields=(making.product,),
        base=Listed(bases, open=False), data=Listed(data, open=False), feedback=(), facts=facts, span=NOWHERE,
    )  # fmt: skip


STAGE = {"stage": Known("sft", NOWHERE)}
