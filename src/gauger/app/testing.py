"""All cases of some folders against the loaded policies, what they cover, and what they would not notice."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from gauger.app import messages
from gauger.app.cases import Outcome, PolicyCase, document_of, find_case_files, read_file, read_reasons, run_case
from gauger.app.coverage import Coverage, Portion, find_shown, list_portions, list_shared
from gauger.app.mutants import Mutant, list_mutants
from gauger.app.setting import Setting, load_setting
from gauger.diagnostics import Diagnostic
from gauger.library import SCENARIOS, find_policies
from gauger.policy.model import Document
from gauger.text import Span
from gauger.text.values import dataclass, replace

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Tested:
    """Every case that ran, and the mistakes in the form of the files; coverage where it was asked for."""

    outcomes: tuple[Outcome, ...]
    diagnostics: tuple[Diagnostic, ...]
    coverage: Coverage | None = None

    @property
    def passed(self) -> bool:
        """Whether every case came out as expected; a run without a case did not."""
        return bool(self.outcomes) and all(outcome.passed for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Unnoticed:
    """A mutant that no case notices; `because`: why that is so, where somebody wrote it down."""

    document: str
    name: str
    because: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Mutated:
    """How many things were made wrong, those that no case noticed, and reasons given for what is noticed or is not there."""

    mutants: int
    unnoticed: tuple[Unnoticed, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def explained(self) -> bool:
        """Whether there is a reason for each that goes unnoticed."""
        return all(mutant.because for mutant in self.unnoticed)


@dataclass(frozen=True, slots=True)
class _Ran:
    """What one file came to; findings stay behind in the process that made them."""

    outcomes: tuple[Outcome, ...]
    diagnostics: tuple[Diagnostic, ...]
    asked: tuple[Portion, ...]
    shown: frozenset[Portion]


def run_files(
    paths: Sequence[Path], setting: Setting, packs: Sequence[Path], only: str, *, jobs: int = 1, coverage: bool = False
) -> Tested:
    """Run the cases of these files and folders; of all policies where none is named. Cases of a scenario run with its rules in force beside
    the others, and with those of no other scenario."""
    places = tuple(paths) or (find_policies(), *packs)
    files = find_case_files(places)
    under, wrong = _load_scenarios(files, setting, packs)
    ran = list(_spread(lambda path: _run_one(path, under[path], only), [path for path in files if path in under], jobs))
    mistakes = (*wrong, *(d for one in ran for d in one.diagnostics))
    outcomes = tuple(outcome for one in ran for outcome in one.outcomes)
    return Tested(outcomes, mistakes, _cover(ran, setting, places) if coverage else None)


def _run_one(path: Path, setting: Setting, only: str) -> _Ran:
    cases, mistakes = read_file(path, setting.policy)
    ran = tuple(run_case(str(path), case, setting) for case in cases if only in case.name)
    asked = tuple(portion for document in _list_documents_of(path, setting) for portion in list_portions(document))
    slim = tuple(replace(outcome, findings=(), expected=()) for outcome in ran)
    more = tuple(d for outcome in ran for d in outcome.diagnostics)
    return _Ran(slim, (*mistakes, *more), asked, find_shown(ran, setting.policy))


def _load_scenarios(
    files: Sequence[Path], setting: Setting, packs: Sequence[Path]
) -> tuple[Mapping[Path, Setting], tuple[Diagnostic, ...]]:
    """What the cases of each file run under; a file whose scenario cannot be loaded is left out, and what is wrong is told once."""
    under: dict[Path, Setting] = {}
    loaded: dict[Path, Setting | None] = {}
    mistakes: list[Diagnostic] = []
    for path in files:
        scenario = find_scenario_of(path) if document_of(path, setting.policy) is None else None
        if scenario is not None and scenario not in loaded:
            loaded[scenario], found = load_setting((*packs, scenario))
            mistakes += found
        chosen = setting if scenario is None else loaded[scenario]
        if chosen is not None:
            under[path] = chosen
    return under, tuple(mistakes)


def _list_documents_of(path: Path, setting: Setting) -> tuple[Document, ...]:
    """The document beside a file of cases; of cases of a scenario all documents of that."""
    document, scenario = document_of(path, setting.policy), find_scenario_of(path)
    if scenario is not None:
        return tuple(_list_documents_in((scenario,), setting))
    return (setting.policy.documents[document],) if document is not None else ()


def _list_documents_in(places: Sequence[Path], setting: Setting) -> Iterator[Document]:
    """The documents whose files lie in these folders."""
    folders = [place.resolve() for place in places if place.is_dir()]
    for document in setting.policy.documents.values():
        file = Path(document.span.source.name).resolve()
        if any(file.is_relative_to(folder) for folder in folders):
            yield document


def _cover(ran: Sequence[_Ran], setting: Setting, places: Sequence[Path]) -> Coverage:
    """Of the documents that have cases here, of those that lie here and have none, and, where all are here, of the vocabulary."""
    shown = frozenset(portion for one in ran for portion in one.shown)
    asked = dict.fromkeys(portion for one in ran for portion in one.asked)
    asked |= dict.fromkeys(portion for document in _list_documents_in(places, setting) for portion in list_portions(document))
    if find_policies().resolve() in {place.resolve() for place in places}:
        asked |= dict.fromkeys(list_shared(setting.policy))
    return Coverage(tuple((portion, portion in shown) for portion in sorted(asked, key=lambda p: p.document)))


def mutate_files(paths: Sequence[Path], setting: Setting, packs: Sequence[Path], *, jobs: int = 1) -> Mutated:
    """Make one thing wrong at a time in each document that has cases here, and run its cases until one of them notices."""
    files = find_case_files(tuple(paths) or (find_policies(), *packs))
    under, wrong = _load_scenarios(files, setting, packs)
    made = list(_spread(lambda path: _mutate_one(path, under[path]), [path for path in files if path in under], jobs))
    unnoticed = tuple(u for one in made for u in one.unnoticed)
    return Mutated(sum(one.mutants for one in made), unnoticed, (*wrong, *(d for one in made for d in one.diagnostics)))


def _mutate_one(path: Path, setting: Setting) -> Mutated:
    cases, mistakes = read_file(path, setting.policy)
    mutants = [mutant for document in _list_documents_of(path, setting) for mutant in list_mutants(document)]
    missed = [mutant for mutant in mutants if not _is_noticed(mutant, cases, setting)]
    reasons, wrong = read_reasons(path)
    given = {name: reason.because for reason in reasons for name in reason.names}
    unnoticed = [Unnoticed(m.document.id, m.name, given.get(m.name), write_place(m.span)) for m in missed]
    stale = [
        messages.reason_for_nothing(name, [m.name for m in missed], r.span)
        for r in reasons
        for name in r.names
        if name not in {m.name for m in missed}
    ]
    return Mutated(len(mutants), tuple(unnoticed), (*mistakes, *wrong, *stale))


def write_place(span: Span) -> str:
    """The file and line of a provision."""
    return f"{span.source.name}:{span.begin.line}"


def _is_noticed(mutant: Mutant, cases: Iterable[PolicyCase], setting: Setting) -> bool:
    """Whether a case comes out otherwise; those that expect something of what is mutated are asked first, for one is enough."""
    policy = replace(setting.policy, documents={**setting.policy.documents, mutant.document.id: mutant.document})
    mutated = replace(setting, policy=policy)
    keys = {f"{mutant.document.id}#{name}" for name in mutant.clauses}
    ordered = sorted(cases, key=lambda case: not any(expected.clause in keys for expected in case.expected))
    return any(not run_case("", case, mutated).passed for case in ordered)


def find_scenario_of(path: Path) -> Path | None:
    """The folder of the scenario in which a file lies: one in a folder of scenarios, with policies in it."""
    return next((f for f in path.resolve().parents if f.parent.name == SCENARIOS and any(f.rglob("*.tos"))), None)


# --- several processes -------------------------------------------------------------------------------------------------

_work: Callable[[Any], Any] | None = None


def _spread(work: Callable[[_Given], _Made], given: Sequence[_Given], jobs: int) -> Iterator[_Made]:
    """Do it for each, in order; in several processes where they can be forked, which have all that this one has loaded."""
    global _work  # a forked process inherits what no pickle could carry
    if jobs < 2 or len(given) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, given)
        return
    _work = work
    with ProcessPoolExecutor(min(jobs, len(given)), multiprocessing.get_context("fork")) as pool:
        yield from pool.map(_do, given)


def _do(one: Any) -> Any:
    assert _work is not None
    return _work(one)


__all__ = ["Mutated", "Tested", "Unnoticed", "document_of", "find_scenario_of", "mutate_files", "run_files"]
