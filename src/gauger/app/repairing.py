"""One declaration to what would clear its findings, and a repair into its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gauger.app import messages
from gauger.app.checking import Asked, type_declaration
from gauger.app.defaults import COST
from gauger.app.explaining import find_finding
from gauger.app.setting import Setting
from gauger.catalogue import Offer, load_offers
from gauger.declaration import load
from gauger.declaration.artifacts import build_known
from gauger.declaration.editing import edit_text, encode_like
from gauger.declaration.files import read_source
from gauger.declaration.loading import FORMATS, load_text, read_tree
from gauger.declaration.records import Artifact, Declaration
from gauger.diagnostics import Diagnostic, suggest
from gauger.engine import Question, Refused, evaluate
from gauger.findings.model import Exposure, Mending, Repair, Repaired, Verdict
from gauger.repair import Alternatives, Plan, Task, Teacher, find_plan, find_repairs
from gauger.repair.applying import find_redone
from gauger.repair.writing import write_plan
from gauger.text.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a repair: which findings (parts of their ids; none: all that are not clear), at what cost, with what in reserve."""

    findings: tuple[str, ...] = ()
    limit: int = COST
    teachers: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of one declaration; `mending` is absent when there are errors."""

    mending: Mending | None
    diagnostics: tuple[Diagnostic, ...]
    task: Task | None = field(default=None, compare=False, repr=False)


def repair_file(path: Path, setting: Setting, asked: Asked, wanted: Wanted) -> Mended:
    """Every repair within the limit, or every mistake in the way."""
    declaration, mistakes = load(path, catalogue=setting.catalogue)
    typed, found = type_declaration(declaration, setting, asked) if declaration is not None else (None, ())
    mistakes = (*mistakes, *found)
    if typed is None:
        return Mended(None, mistakes)
    question = Question(asked.as_of, asked.admitted, (), asked.positions, setting.last_seen)
    others, wrong = find_alternatives(wanted, typed, setting)
    try:
        exposure = evaluate(setting.policy, typed, question)
    except Refused as refused:
        return Mended(None, (*mistakes, *(messages.refused(problem, typed.name) for problem in refused.problems)))
    targets, unknown = _pick_targets(exposure, wanted.findings)
    mistakes = (*mistakes, *wrong, *unknown)
    if any(mistake.severity == "error" for mistake in mistakes):
        return Mended(None, mistakes)
    task = Task(setting.policy, typed, question, exposure, others, wanted.limit)
    together = find_repairs(task, targets) if targets else Repaired((), ())
    apart = tuple(find_repairs(task, (target,)) for target in targets) if len(targets) > 1 else ()
    return Mended(_build_mending(exposure, together, apart, wanted.limit), mistakes, task)


def _build_mending(exposure: Exposure, together: Repaired, apart: tuple[Repaired, ...], limit: int) -> Mending:
    return Mending(
        project=exposure.project,
        declaration=exposure.examined.declaration,
        as_of=exposure.as_of,
        policies_digest=exposure.policies_digest,
        declaration_digest=exposure.declaration_digest,
        limit=limit,
        findings=tuple(f for f in exposure.findings if f.id in together.targets),
        together=together,
        apart=apart,
        positions=exposure.positions,
    )


def _pick_targets(exposure: Exposure, wanted: Sequence[str]) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    exposed = [f.id for f in exposure.findings if f.severity is not Verdict.CLEAR]
    if not wanted:
        return tuple(exposed), ()
    found: list[str] = []
    mistakes: list[Diagnostic] = []
    for name in wanted:
        finding = find_finding(exposure, name)
        if isinstance(finding, str):
            mistakes.append(messages.no_such_finding(finding))
        elif finding.id not in exposed:
            mistakes.append(messages.nothing_to_repair(finding.id, finding.verdict.word))
        else:
            found.append(finding.id)
    return tuple(dict.fromkeys(found)), tuple(mistakes)


# --- what can stand in -------------------------------------------------------------------------------------------------


def find_alternatives(wanted: Wanted, declaration: Declaration, setting: Setting) -> tuple[Alternatives, tuple[Diagnostic, ...]]:
    """What the user names, else what is shipped; a model or channel that nobody knows is a mistake."""
    offers = [*_read_teachers(wanted.teachers), *(Offer("base", b) for b in wanted.bases), *(Offer("dataset", d) for d in wanted.datasets)]
    mistakes = tuple(_check_offers(offers, setting))
    named = {offer.role for offer in offers}
    offers += [offer for offer in load_offers() if offer.role not in named]
    built = [(offer, _find_artifact(offer, declaration, setting)) for offer in offers] if not mistakes else []
    return Alternatives(
        tuple(Teacher(model, offer.via, frozenset(offer.gives)) for offer, model in built if offer.role == "teacher"),
        tuple(model for offer, model in built if offer.role == "base"),
        tuple(data for offer, data in built if offer.role == "dataset"),
    ), mistakes


def _read_teachers(written: Sequence[str]) -> Iterator[Offer]:
    for text in written:
        model, _, channel = text.partition("@")
        yield Offer("teacher", model, channel or "local")


def _check_offers(offers: Sequence[Offer], setting: Setting) -> Iterator[Diagnostic]:
    known = (*setting.policy.channels, "local")
    for offer in offers:
        if offer.role == "teacher" and offer.via not in known:
            yield messages.unknown_offered_channel(offer.via, suggest(offer.via, known))
        if "/" not in offer.reference:
            yield messages.offer_without_hub_id(offer.role, offer.reference)


def _find_artifact(offer: Offer, declaration: Declaration, setting: Setting) -> Artifact:
    """The artifact that is declared under that id, else what the catalogue knows of it."""
    kind = "dataset" if offer.role == "dataset" else "model"
    for artifact in declaration.artifacts.values():
        if artifact.kind == kind and artifact.reference == offer.reference:
            return artifact
    return build_known("dataset" if offer.role == "dataset" else "model", offer.reference, setting.catalogue, declaration.declarant.span)


# --- into the file -----------------------------------------------------------------------------------------------------


def apply_repair(path: Path, mended: Mended, repair: Repair, setting: Setting) -> tuple[Diagnostic, ...]:
    """Write a repair into its file, unless what would stand there does not bring what was promised. All or nothing."""
    source, mistakes = read_source(path)
    format_ = FORMATS.get(path.suffix.lower())
    assert mended.task is not None
    if source is None or format_ is None:
        return mistakes
    tree, mistakes = read_tree(source, format_)
    if tree is None or mistakes:
        return mistakes
    task = mended.task
    plan = find_plan(task, repair)
    redone = find_redone(task.declaration, task.case.order, (r for axis, _ in plan for r in axis.records), task.question.as_of)
    edits = write_plan(tree, task.declaration, setting.policy.vocabulary, plan, sorted(redone))
    text, mistakes = edit_text(source, edits, format_)
    if text is None:
        return mistakes
    return _check_promise(source.name, text, plan, task, setting) or _write(path, text)


def _check_promise(name: str, text: str, plan: Plan, task: Task, setting: Setting) -> tuple[Diagnostic, ...]:
    """The text must say what the repaired records say."""
    loaded, mistakes = load_text(name, text, FORMATS[Path(name).suffix.lower()], catalogue=setting.catalogue)
    asked = Asked(task.question.as_of)
    typed, more = type_declaration(loaded, setting, asked) if loaded is not None else (None, ())
    if typed is None:
        return (*mistakes, *more)
    promised = task.after(plan)
    try:
        found = evaluate(setting.policy, typed, task.question, otherwise=False)
    except Refused as refused:
        return tuple(messages.refused(problem, name) for problem in refused.problems)
    worse = [f.id for f in found.findings if promised is None or f.severity > promised.severities.get(f.id, Verdict.CLEAR)]
    return (messages.promise_not_kept(name, worse),) if worse else ()


def _write(path: Path, text: str) -> tuple[Diagnostic, ...]:
    from gauger.app.writing import replace_file

    try:
        replace_file(path, encode_like(text, path.read_bytes()))
    except OSError as error:
        return (messages.unwritable_file(str(path), (error.strerror or type(error).__name__).lower()),)
    return ()
