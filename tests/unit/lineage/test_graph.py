"""The table of docs/semantics.md, 4, row by row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gauger.declaration.records import Declaration, Listed, Step
from gauger.lineage import Edge, Guards, build_graph, find_routes, output_of
from gauger.worlds import TRUE, And, Choice, Formula, Literal, Not, Or, all_of, literal
from gauger.worlds.domains import SomeOf, YesNo
from gauger.worlds.domains import Test as Asked
from tests.unit.scenes import read_declaration

HEAD = """
gauger: 1
project: rows
party: {name: Acme, kind: company, namespace: acme}
artifacts:
  teacher: {model: openai/gpt-4o}
  base: {model: Qwen/Qwen3-8B-Base}
  rows: {dataset: acme/rows}
  made: {dataset: acme/made}
  student: {model: acme/student}
  later: {model: acme/later}
"""


def declare(*steps: str) -> Declaration:
    return read_declaration(HEAD + "steps:\n" + "".join(f"  - {step}\n" for step in steps) + "releases: []\n")


def edges_of(declaration: Declaration) -> list[Edge]:
    return [edge for edges in build_graph(declaration).out_of.values() for edge in edges]


def rows_of(*steps: str) -> set[tuple[str, str, str]]:
    """(from, manner, to) of every edge; all of them are there in every world and point at their step."""
    found = edges_of(declare(*steps))
    assert all(edge.guard == TRUE for edge in found)
    return {(edge.tail, edge.manner, edge.head) for edge in found}


TAUGHT = ("teacher", "teach", "output of s")


@pytest.mark.parametrize(
    ("does", "returned", "consumed"),
    [
        ("generate", "copy", "seed"),
        ("convert", "copy", "transcribe"),
        ("rewrite", "copy", "rewrite"),
        ("label", "label", "copy"),
        ("judge", "judge", "copy"),
        ("filter", "select", "copy"),
        ("verify", "reward", "copy"),
        ("seed", "seed", "seed"),
    ],
)
def test_steps_that_yield_data(does: str, returned: str, consumed: str) -> None:
    found = rows_of(f"{{id: s, does: {does}, with: teacher, data: [rows], output: [completions], yields: made}}")
    assert found == {TAUGHT, ("output of s", returned, "made"), ("rows", consumed, "made")}


LOGITS = [("[completions]", {"copy"}), ("[completions, logits]", {"copy", "logits"}), ("[logits]", {"copy", "logits"})]


@pytest.mark.parametrize(("output", "manners"), LOGITS)
def test_logits_stand_beside_the_usual_manner(output: str, manners: set[str]) -> None:
    found = rows_of(f"{{id: s, does: generate, with: teacher, data: [], output: {output}, yields: made}}")
    assert found == {TAUGHT} | {("output of s", manner, "made") for manner in manners}


def test_a_step_that_yields_nothing_of_its_model_has_the_teaching_edge_alone() -> None:
    assert rows_of("{id: s, does: evaluate, with: teacher}") == {TAUGHT}


def test_bases_and_data_of_training() -> None:
    found = rows_of("{id: s, does: train, stage: sft, from: base, data: [rows, {artifact: made, manner: rewrite}], yields: student}")
    assert found == {("base", "weights", "student"), ("rows", "copy", "student"), ("made", "rewrite", "student")}


@pytest.mark.parametrize("does", ["merge", "quantise"])
def test_models_made_of_models(does: str) -> None:
    assert rows_of(f"{{id: s, does: {does}, from: [base, later], yields: student}}") == {
        ("base", "weights", "student"), ("later", "weights", "student")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "output", "manner"),
    [
        ("sft", "[completions]", "copy"),
        ("sft", "[logits]", "logits"),
        ("distillation", "[completions]", "logits"),
        ("rl", "[rewards]", "reward"),
        ("preference-optimisation", "[rankings]", "judge"),
    ],
)
def test_a_model_that_is_run_while_another_is_trained(stage: str, output: str, manner: str) -> None:
    found = rows_of(f"{{id: s, does: train, stage: {stage}, with: teacher, from: [], data: [], output: {output}, yields: student}}")
    assert found == {TAUGHT, ("output of s", manner, "student")}


@pytest.mark.parametrize(("stage", "manner"), [("rl", "reward"), ("preference-optimisation", "judge"), ("sft", "select")])
def test_feedback_steers(stage: str, manner: str) -> None:
    found = rows_of(
        "{id: rank, does: judge, with: teacher, data: [rows]}",
        "{id: count, does: verify, data: [rows]}",
        f"{{id: s, does: train, stage: {stage}, from: [], data: [], feedback: [rank, count], yields: student}}",
    )
    assert found == {("teacher", "teach", "output of rank"), ("output of rank", manner, "student")}


# --- what is not declared ----------------------------------------------------------------------------------------------


def manners_in(steps: tuple[str, ...], settled: dict[str, str]) -> dict[str, set[str]]:
    """The manners that enter `made` and `student` where facts have these values."""
    found: dict[str, set[str]] = {}
    for edge in edges_of(declare(*steps)):
        if edge.head in {"made", "student"} and _holds(edge.guard, settled):
            found.setdefault(edge.head, set()).add(edge.manner)
    return found


def _holds(guard: Formula, settled: dict[str, str]) -> bool:
    match guard:
        case Literal(choice, test):
            return settled[choice.key] in test.values
        case Not(inner):
            return not _holds(inner, settled)
        case And(items):
            return all(_holds(item, settled) for item in items)
        case Or(items):
            return any(_holds(item, settled) for item in items)
    return guard == TRUE


@pytest.mark.parametrize(("output", "manners"), [("logits", {"copy", "logits"}), ("completions", {"copy"})])
def test_what_was_taken_and_is_not_declared_may_have_been_logits(output: str, manners: set[str]) -> None:
    steps = ("{id: s, does: generate, with: teacher, data: [], yields: made}",)
    assert manners_in(steps, {"fact:s.output": output}) == {"made": manners}


@pytest.mark.parametrize(
    ("stage", "output", "manner"),
    [
        ("sft", "completions", "copy"), ("sft", "logits", "logits"), ("distillation", "completions", "logits"),
        ("rl", "rewards", "reward"), ("rl", "logits", "logits"), ("preference-optimisation", "rankings", "judge"),
    ],
)  # fmt: skip
def test_a_stage_that_is_not_declared_is_a_fact(stage: str, output: str, manner: str) -> None:
    steps = ("{id: s, does: train, with: teacher, from: [], data: [], yields: student}",)
    assert manners_in(steps, {"fact:s.output": output, "fact:s.stage": stage}) == {"student": {manner}}


@pytest.mark.parametrize(("stage", "manner"), [("rl", "reward"), ("preference-optimisation", "judge"), ("sft", "select")])
def test_feedback_to_a_stage_that_is_not_declared(stage: str, manner: str) -> None:
    steps = (
        "{id: rank, does: judge, with: teacher, data: [rows], output: [rankings]}",
        "{id: s, does: train, from: [], data: [], feedback: [rank], yields: student}",
    )
    assert manners_in(steps, {"fact:s.stage": stage}) == {"student": {manner}}


def test_what_does_not_apply_is_neither_logits_nor_a_stage() -> None:
    steps = (
        "{id: t, does: train, stage: not applicable, with: teacher, from: [], data: [], output: not applicable, yields: student}",
        "{id: s, does: generate, with: teacher, data: [], output: not applicable, yields: made}",
    )
    assert manners_in(steps, {}) == {"student": {"copy"}, "made": {"copy"}}


def test_data_that_holds_logits_enters_as_such_too() -> None:
    found = rows_of(
        "{id: s, does: generate, with: teacher, data: [], output: [logits], yields: made}",
        "{id: t, does: train, stage: sft, from: [], data: [made, rows], yields: student}",
    )
    assert {(tail, manner) for tail, manner, head in found if head == "student"} == {("made", "copy"), ("made", "logits"), ("rows", "copy")}


def test_data_that_holds_logits_enters_other_data_as_it_always_does() -> None:
    found = rows_of(
        "{id: s, does: generate, with: teacher, data: [], output: [logits], yields: made}",
        "{id: t, does: filter, data: [made], yields: rows}",
    )
    assert {(tail, manner) for tail, manner, head in found if head == "rows"} == {("made", "copy")}


@pytest.mark.parametrize("yields", ["[student, made]", "[made, student]"])
@pytest.mark.parametrize("does", ["train, stage: sft", "adapt"])
def test_what_training_yields_beside_a_model_is_entered_by_nothing(does: str, yields: str) -> None:
    assert rows_of(f"{{id: s, does: {does}, from: [base], data: [rows], yields: {yields}}}") == {
        ("base", "weights", "student"), ("rows", "copy", "student")
    }  # fmt: skip


def test_what_an_evaluation_writes_down_is_not_what_its_model_returned() -> None:
    declaration = declare("{id: s, does: generate, with: teacher, data: [], output: [logits], yields: made}")
    evaluated = replace(declaration, steps={"s": replace(declaration.steps["s"], does="evaluate")})
    assert [(e.tail, e.manner) for e in edges_of(evaluated)] == [("teacher", "teach")]


# --- open lists --------------------------------------------------------------------------------------------------------


def guards_of(*steps: str) -> dict[tuple[str, str, str], object]:
    return {(e.tail, e.manner, e.head): e.guard for e in edges_of(declare(*steps))}


def assert_guarded(guard: object, key: str, entry: str) -> None:
    assert isinstance(guard, Literal)
    assert (guard.choice.key, guard.choice.kind, guard.choice.domain, guard.test) == (key, "fact", SomeOf(), Asked("includes", (entry,)))


def test_an_open_list_of_data_may_hold_each_declared_dataset() -> None:
    found = guards_of("{id: s, does: train, stage: sft, from: [], data: {complete: false, items: [rows]}, yields: student}")
    assert set(found) == {("rows", "copy", "student"), ("made", "copy", "student")}
    assert found["rows", "copy", "student"] == TRUE
    assert_guarded(found["made", "copy", "student"], "fact:s.data", "made")


def test_data_left_out_is_open_and_holds_nothing_that_was_made_of_the_product() -> None:
    found = guards_of(
        "{id: s, does: train, stage: sft, from: [], yields: student}",
        "{id: use, does: generate, with: student, data: [], output: [completions], yields: made}",
        "{id: again, does: train, stage: sft, from: [], data: [made], yields: later}",
    )
    guarded = {edge for edge, guard in found.items() if guard != TRUE}
    assert guarded == {("rows", "copy", "student")}


@pytest.mark.parametrize(("does", "same"), [("quantise", True), ("merge", False)])
def test_a_quantised_model_is_the_same_whether_its_origin_is_declared_or_not(does: str, same: bool) -> None:
    listed = edges_of(declare(f"{{id: s, does: {does}, from: [base], yields: student}}"))
    assert [(e.tail, e.same) for e in listed] == [("base", same)]
    possible = edges_of(declare(f"{{id: s, does: {does}, yields: student}}"))
    assert [(e.tail, e.same) for e in possible] == [("base", same), ("later", same)]


def test_an_open_list_of_tools_may_hold_each_declared_tool() -> None:
    declaration = declare("{id: s, does: generate, with: teacher, data: [], output: [completions], yields: made}")
    tools = {name: replace(declaration.artifacts["rows"], id=name, kind="tool") for name in ("hammer", "saw")}
    step = replace(declaration.steps["s"], tools=Listed(("saw",), True))
    opened = replace(declaration, artifacts={**declaration.artifacts, **tools}, steps={"s": step})
    found = {e.tail: e.guard for e in edges_of(opened) if e.manner == "tool"}
    assert set(found) == {"saw", "hammer"}
    assert found["saw"] == TRUE
    assert_guarded(found["hammer"], "fact:s.tools", "hammer")
    closed = replace(opened, steps={"s": replace(step, tools=Listed(("saw",), False))})
    assert [e.tail for e in edges_of(closed) if e.manner == "tool"] == ["saw"]


def test_an_open_list_holds_nothing_that_was_made_when_the_step_was_over() -> None:
    """What somebody made in time counts, whoever made more of it later; what nobody here made was there."""
    late, early = (f"{{id: {name}, does: generate, with: teacher, date: {day}, data: [], output: [completions], yields: made}}"
                   for name, day in (("late", "2026-05-02"), ("early", "2026-05-01")))  # fmt: skip
    trained = "{id: s, does: train, stage: sft, date: 2026-05-01, from: [], yields: student}"
    for steps, wanted in (((late, trained), {"rows"}), ((early, trained), {"rows", "made"}), ((late, early, trained), {"rows", "made"})):
        assert {e.tail for e in edges_of(declare(*steps)) if e.head == "student"} == wanted


def test_data_left_out_holds_nothing_that_was_made_of_what_was_made_of_the_product() -> None:
    found = guards_of(
        "{id: s, does: train, stage: sft, from: [], yields: student}",
        "{id: sift, does: filter, data: [made], yields: rows}",
        "{id: use, does: generate, with: student, data: [], output: [completions], yields: made}",
        "{id: again, does: train, stage: sft, from: student, data: [], yields: later}",
    )
    assert not [edge for edge, guard in found.items() if guard != TRUE]


def test_an_open_list_of_bases_may_hold_models_whose_weights_somebody_can_have() -> None:
    found = guards_of("{id: s, does: train, stage: sft, data: [], yields: student}")
    assert set(found) == {("base", "weights", "student"), ("later", "weights", "student")}
    assert_guarded(found["base", "weights", "student"], "fact:s.from", "base")


def test_a_list_that_steers_cannot_hold_what_the_product_was_judged_into() -> None:
    found = guards_of(
        "{id: s, does: train, stage: sft, data: [], yields: student}",
        "{id: rank, does: judge, with: student, data: []}",
        "{id: t, does: train, stage: rl, from: [], data: [], feedback: [rank], yields: later}",
    )
    assert ("later", "weights", "student") not in found
    assert ("base", "weights", "student") in found


@pytest.mark.parametrize(("listed", "other"), [("judge", "verify"), ("verify", "judge")])
def test_an_open_list_of_what_steers_may_hold_each_access_that_judged(listed: str, other: str) -> None:
    """A generation judges nothing, and a check by program lets no model speak."""
    judging = [
        f"{{id: {does}, does: {does}, with: teacher, data: [rows], output: [labels]}}" for does in ("judge", "verify", "filter", "evaluate")
    ]
    others = [
        "{id: ask, does: generate, with: teacher, data: [], output: [completions], yields: made}",
        "{id: count, does: verify, data: [rows]}",
    ]
    declaration = declare(*judging, *others, "{id: s, does: train, stage: rl, from: [], data: [], feedback: [], yields: student}")
    step = replace(declaration.steps["s"], feedback=(listed,), feedback_open=True)
    found = {e.tail: e.guard for e in edges_of(replace(declaration, steps={**declaration.steps, "s": step})) if e.head == "student"}
    assert set(found) == {output_of(does) for does in ("judge", "verify", "filter", "evaluate")}
    assert found[output_of(listed)] == TRUE
    assert_guarded(found[output_of(other)], "fact:s.feedback", other)


def test_a_closed_list_of_what_steers_holds_what_it_lists() -> None:
    found = rows_of(
        "{id: rank, does: judge, with: teacher, data: [rows]}",
        "{id: s, does: train, stage: rl, from: [], data: [], feedback: [], yields: student}",
    )
    assert found == {("teacher", "teach", "output of rank")}


def test_an_open_list_of_a_step_that_takes_nothing_over_adds_nothing() -> None:
    declaration = declare("{id: s, does: merge, from: [base], yields: student}")
    step: Step = replace(declaration.steps["s"], data=Listed((), True))
    opened = replace(declaration, steps={"s": step})
    assert [(e.tail, e.manner) for e in edges_of(opened)] == [("base", "weights")]


# --- what an edit can change -------------------------------------------------------------------------------------------


def test_an_edge_is_there_where_its_step_is_done_and_takes_what_it_comes_from() -> None:
    declaration = declare(
        "{id: s, does: generate, with: teacher, data: [rows], output: [completions], yields: made}",
        "{id: t, does: train, stage: rl, from: base, data: [made], feedback: [rank], yields: student}",
        "{id: rank, does: judge, with: teacher, data: [rows], output: [rankings]}",
    )
    done, ranked, taken = (literal(Choice(f"edit:{name}", "fact", YesNo()), Asked("is", (True,))) for name in ("done", "ranked", "taken"))
    guards = Guards(records={"t": done, "rank": ranked}, inputs={("t", "made"): taken, ("s", "teacher"): taken})
    found = {(e.tail, e.head): e.guard for edges in build_graph(declaration, guards).out_of.values() for e in edges}
    assert found == {
        ("teacher", "output of s"): taken,
        ("output of s", "made"): TRUE,
        ("rows", "made"): TRUE,
        ("made", "student"): all_of((done, taken)),
        ("base", "student"): done,
        ("output of rank", "student"): all_of((done, ranked)),
        ("teacher", "output of rank"): ranked,
    }
    assert edges_of(declaration) == [e for edges in build_graph(declaration, Guards()).out_of.values() for e in edges]


# --- the whole ---------------------------------------------------------------------------------------------------------


def test_nodes_models_and_both_directions() -> None:
    declaration = declare(
        "{id: s, does: generate, with: teacher, data: [], output: [completions], yields: made}",
        "{id: t, does: train, stage: sft, from: [], data: [made], yields: student}",
    )
    graph = build_graph(declaration)
    assert graph.nodes == ("teacher", "base", "rows", "made", "student", "later", output_of("s"))
    assert graph.models == {"teacher", "base", "student", "later"}
    assert [e.tail for e in graph.into["student"]] == ["made"]
    assert [e.head for e in graph.out_of[output_of("s")]] == ["made"]
    assert sorted(map(repr, (e for es in graph.into.values() for e in es))) == sorted(map(repr, edges_of(declaration)))


def test_an_output_is_entered_by_teaching_alone() -> None:
    """A model that learns from its own output, as a catalogue may tell it: the cycle runs through the model, not through the output."""
    acyclic = declare(
        "{id: s, does: generate, with: student, data: [rows], output: [completions], yields: made}",
        "{id: t, does: train, stage: sft, from: base, data: [rows], yields: later}",
    )
    data = acyclic.steps["t"].data.items[0]
    closed = replace(acyclic.steps["t"], yields=("student",), data=Listed((replace(data, artifact="made"),), False))
    graph = build_graph(replace(acyclic, steps={**acyclic.steps, "t": closed}))
    assert {e.manner for e in graph.into[output_of("s")]} == {"teach"}
    routes = find_routes(graph, output_of("s"), "student", 10)
    assert [[e.head for e in route] for route in routes] == [["made", "student"]]


def test_spans_point_at_the_entry_that_makes_the_edge() -> None:
    graph = build_graph(declare("{id: s, does: train, stage: sft, from: base, data: [rows], yields: student}"))
    by_tail = {e.tail: e.span.text for e in graph.into["student"]}
    assert by_tail["rows"] == "rows"
    assert by_tail["base"].startswith("{id: s") or by_tail["base"] == "s"
