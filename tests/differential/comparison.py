"""What the engine and the enumerator say of one question, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from gauger.engine import Contradiction, Question, Refused, UnknownAssumption, evaluate
from gauger.engine.explanation import ROUTES_LIMIT
from gauger.findings.model import ConsequenceCited, Exposure, Finding
from gauger.policy.model import Standing
from tests.differential.random_declarations import RandomCase
from tests.oracle.enumerator import Judged, NoWorldError, TooManyWorldsError, UnknownAssumptionError, judge, list_gaps, list_holding
from tests.oracle.lineage import Case
from tests.oracle.otherwise import Told, list_dormant, list_later

LIMIT = 256
UNSETTLED = ("open", "grey")


@dataclass(frozen=True)
class Assumed:
    """A value that is assumed of a choice: the key and the value as they are written, and the value."""

    key: str
    written: str
    value: Any


Wanted = dict[str, Judged] | type[Exception]
"""The enumerator's findings, or why there are none."""


def expected(case: RandomCase, assumed: tuple[Assumed, ...] = ()) -> Wanted | None:
    """The enumerator's findings, or why there are none under what is assumed.

    None where the case is too large to enumerate or its declaration contradicts itself.
    """
    positions = {(p.document, p.concept): p.reading for p in case.positions}
    held = tuple((a.key, a.value) for a in assumed)
    try:
        return judge(case.policy, case.declaration, case.as_of, case.admitted, LIMIT, positions, held)
    except TooManyWorldsError:
        return None
    except (NoWorldError, UnknownAssumptionError) as problem:
        return type(problem) if assumed else None


def disagreements(case: RandomCase, wanted: Wanted, assumed: tuple[Assumed, ...] = ()) -> list[str]:
    """One line for each difference; empty when the two agree."""
    pairs = tuple((a.key, a.written) for a in assumed)
    question = Question(case.as_of, frozenset({Standing.TEXT, *case.admitted}), pairs, case.positions)
    try:
        exposure = evaluate(case.policy, case.declaration, question, otherwise=False)
    except Refused as refused:
        return refusals(refused, wanted)
    except RecursionError:
        return ["the engine goes round in circles"]
    if isinstance(wanted, type):
        return [f"the engine answers, where the enumerator says {wanted.__name__}"]
    found = {f.id: f for f in exposure.findings}
    lines = compare_gaps(case, exposure)
    lines += [f"{id_}: missing, should be {wanted[id_]}" for id_ in sorted(set(wanted) - set(found))]
    lines += [f"{id_}: found, should not be: {found[id_].verdict.word}" for id_ in sorted(set(found) - set(wanted))]
    for id_ in sorted(set(found) & set(wanted)):
        lines += [f"{id_}: {line}" for line in differences(found[id_], wanted[id_])]
    return lines


def compare_holding(case: RandomCase, wanted: dict[str, Judged]) -> list[str]:
    """One line for each finding of which the two say that it holds while something else is so."""
    question = Question(case.as_of, frozenset({Standing.TEXT, *case.admitted}), (), case.positions)
    exposure = evaluate(case.policy, case.declaration, question, otherwise=False)
    told = {f.id: sorted((held.fact, held.verdict.word) for held in f.holds_while) for f in exposure.findings}
    positions = {(p.document, p.concept): p.reading for p in case.positions}
    try:
        held = list_holding(case.policy, case.declaration, case.as_of, wanted, admitted=case.admitted, positions=positions)
    except TooManyWorldsError:
        return []
    return [f"{id_}: holds while {told[id_]}, should be {sorted(lines)}" for id_, lines in held.items() if told[id_] != sorted(lines)]


def compare_otherwise(case: RandomCase, wanted: dict[str, Judged]) -> list[str]:
    """One line for each difference in what later texts would say, and in what letting out what is kept would bring."""
    exposure = evaluate(case.policy, case.declaration, Question(case.as_of, frozenset({Standing.TEXT, *case.admitted}), (), case.positions))
    more = {"admitted": case.admitted, "positions": {(p.document, p.concept): p.reading for p in case.positions}}
    try:
        later = list_later(case.policy, case.declaration, case.as_of, wanted, LIMIT, **more)
        dormant = list_dormant(case.policy, case.declaration, case.as_of, wanted, LIMIT, **more)
    except TooManyWorldsError:
        return []
    told = {f.id: {read_later(line) for line in f.later} for f in exposure.findings}
    lines = [f"{id_}: later is {sorted(told[id_])}, should be {sorted(later[id_])}" for id_ in later if told[id_] != later[id_]]
    found = {f.id: f.verdict.word for f in exposure.dormant}
    return lines + ([f"dormant is {found}, should be {dormant}"] if found != dormant else [])


def read_later(line: str) -> Told:
    """The day, the place and the verdict of a line about later texts: "doing this on 2026-01-01 would be clear under Terms 2.1"."""
    words = line.removesuffix(", as announced").split()
    return date.fromisoformat(words[3]), words[-1], words[words.index("be") + 1]


def compare_gaps(case: RandomCase, exposure: Exposure) -> list[str]:
    told = sorted((gap.kind, gap.source) for gap in exposure.unexamined)
    wanted = list_gaps(case.policy, case.declaration, case.as_of)
    return [f"unexamined is {[(g.source, g.reason) for g in exposure.unexamined]}, should be {wanted}"] if told != wanted else []


def refusals(refused: Refused, wanted: Wanted) -> list[str]:
    """The engine refuses what contradicts itself, and what is assumed of nothing, and nothing else."""
    kinds = {NoWorldError: Contradiction, UnknownAssumptionError: UnknownAssumption}
    meant = kinds.get(wanted) if isinstance(wanted, type) else None
    if meant is not None and any(isinstance(p, meant) for p in refused.problems):
        return []
    return [f"the engine refuses: {refused.problems}, the enumerator says {wanted.__name__ if isinstance(wanted, type) else 'otherwise'}"]


def differences(found: Finding, wanted: Judged) -> list[str]:
    compared: list[tuple[str, object, object]] = [
        ("verdict", found.verdict.word, wanted.verdict),
        ("duty", found.duty, wanted.duty),
        ("as modelled", found.as_modelled, wanted.as_modelled),
        # Where the list of deciding sets stops, so does what is known of the smallest; the causes are then those of the pivots.
        ("causes", sorted(found.causes), sorted(wanted.causes if found.complete else found.causes)),
    ]
    if found.worlds[0] or wanted.leads_to or wanted.in_return:
        compared += [
            ("consequences", list_following(found.consequences), wanted.leads_to),
            ("in return", list_following(found.in_return), wanted.in_return),
        ]
    if wanted.exceptions is not None:
        compared.append(("exceptions", tuple((e.name, e.holds) for e in found.exceptions if e.holds != "never"), wanted.exceptions))
    if len(found.paths) < ROUTES_LIMIT:
        compared.append(("paths", list_hops(found), sorted(wanted.paths.items())))
    if found.verdict.word in UNSETTLED and wanted.verdict in UNSETTLED:
        deciding = {(s.breach, frozenset(a.key for a in s.given)) for s in found.deciding_sets}
        compared += [
            ("pivots", sorted(found.pivots), sorted(wanted.pivots)),
            ("deciding sets", shown(deciding), shown(wanted.deciding) if found.complete else shown(wanted.deciding & deciding)),
            ("settled by", sorted({a.key for a in found.settled_by}), sorted(wanted.settled_by)),
        ]
    return [f"{name} is {left!r}, should be {right!r}" for name, left, right in compared if left != right]


def list_hops(found: Finding) -> list[tuple[tuple[tuple[str, str], ...], tuple[str, ...]]]:
    """Each path by its hops, with the readings under which it counts."""
    told = [(((hop.node.replace("output of ", "out:"), hop.manner) for hop in path.hops), path.counts_under) for path in found.paths]
    return sorted({(tuple(hops), tuple(sorted(set(counts)))) for hops, counts in told})


def list_following(cited: tuple[ConsequenceCited, ...]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((c.name, c.holds, c.after) for c in cited if c.holds != "never")


def shown(sets: frozenset[tuple[bool, frozenset[str]]] | set[tuple[bool, frozenset[str]]]) -> list[tuple[bool, list[str]]]:
    return sorted((breach, sorted(keys)) for breach, keys in sets)


# --- what is assumed ---------------------------------------------------------------------------------------------------


def make_assumed(case: RandomCase, wanted: dict[str, Judged], rng: Random) -> tuple[Assumed, ...]:
    """Values of one or two choices on which some finding hangs, now and then one that no finding can have."""
    pivots = sorted({(key, id_) for id_, judged in wanted.items() for key in judged.pivots})
    found: dict[str, Assumed] = {}
    for key, id_ in rng.sample(pivots, min(len(pivots), rng.choice((1, 1, 2)))):
        values = [day for cell in wanted[id_].cells[key] for day in list_days(case, key, cell)]
        known = [(value, text) for value in values if (text := write(key, value)) is not None]
        if known:
            value, text = rng.choice(known)
            found[key] = Assumed(shorten(key, rng), text, value)
    if pivots and rng.random() < 0.1:
        key = rng.choice(pivots)[0]
        bad = Assumed(key, NOTHING, NOTHING) if key.startswith("reading:") else Assumed("fact:nothing", "yes", True)
        found[bad.key] = bad
    return tuple(found.values())


NOTHING = "no such value"
USUAL_DAYS = date(1990, 1, 1), date(2100, 1, 1)


def list_days(case: RandomCase, key: str, value: Any) -> list[Any]:
    """The value, or of a cell of days those at its ends on which the thing can have been done as far as others are dated."""
    if not isinstance(value, tuple):
        return [value]
    asked = Case(case.policy, case.declaration, case.as_of)
    first, last = max(value[0], USUAL_DAYS[0]), min(value[1], USUAL_DAYS[1])
    return [day for day in (first, last) if asked.in_order({key: (day, day)})]


def shorten(key: str, rng: Random) -> str:
    """A key as somebody writes it: whole, without its kind, or the name of a concept alone."""
    ways = [key, key, key.partition(":")[2], *([key.rpartition(":")[2]] if key.startswith("reading:") else [])]
    return rng.choice(ways)


WORDS = {
    "metadata": "what the metadata say",
    "text": "what comes with it",
    "what stands against": "what stands against the ban",
    "True": "as reported",
    "False": "otherwise",
}
"""Values of conflicts and of what is reported."""


def write(key: str, value: Any) -> str | None:
    """A value as an assumption writes it; the entries that an open list holds have no words of their own."""
    if key.startswith(("conflict:", "source:")):
        text = f"permission {key.rpartition(' ')[2]}" if value == "the permission" else value
        text = key.removeprefix("conflict:").partition("|")[0] if value == "the clause" else text
        return WORDS.get(str(text), str(text))
    if isinstance(value, frozenset):
        return (", ".join(sorted(value)) or "none of these") if all(isinstance(v, str) for v in value) else None
    if isinstance(value, date):
        return value.isoformat()
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
