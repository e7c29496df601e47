"""Cases beside policies: small declarations with the verdict, the cause and the reading that are expected."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from gauger.app import messages
from gauger.app.checking import Asked, check_declaration
from gauger.app.setting import Setting
from gauger.app.variants import read_changes, vary
from gauger.declaration import load_node, read_tree
from gauger.declaration.files import read_source
from gauger.declaration.tree import Branch, Leaf, Row, Tree
from gauger.diagnostics import Diagnostic
from gauger.findings.model import ConsequenceCited, Exposure, Finding
from gauger.library import SCENARIOS
from gauger.policy.model import Policy, Standing
from gauger.text import Span
from gauger.text.values import dataclass, field

ENDING = ".cases.yaml"
BESIDE_KEYS = ("dormant", "characterisations", "asks-first")
CASE_KEYS = ("case", "story", "title", "as-of", "admit", "assume", "declaration", "like", "with", "without", "expect", *BESIDE_KEYS, "note")
REASON_KEYS = ("unnoticed", "because")
EXPECT_KEYS = (
    "clause",
    "act",
    "source",
    "verdict",
    "duty",
    "causes",
    "pivots",
    "missing",
    "exceptions",
    "says",
    "as-modelled",
    "family",
    "leads-to",
)
NOT_ENGAGED = "not engaged"
VERDICTS = ("clear", "conditional", "open", "grey", "prohibited", NOT_ENGAGED)


@dataclass(frozen=True, slots=True)
class Expected:
    """What one clause is expected to say. Keys that are not written are not compared."""

    clause: str
    act: str | None
    source: str | None
    verdict: str
    more: Mapping[str, object]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PolicyCase:
    """One case, ready to run."""

    name: str
    asked: Asked
    declaration: Tree
    expected: tuple[Expected, ...]
    beside: Mapping[str, object]
    """What is expected of the exposure as a whole: `dormant`, `characterisations`, `asks-first`."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why no case of a file notices the mutants of these names."""

    names: tuple[str, ...]
    because: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case came out: `failures` say what was expected and what came instead. `findings` are those that it produced."""

    file: str
    name: str
    failures: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    findings: tuple[Finding, ...]
    expected: tuple[Expected, ...]
    assume: tuple[tuple[str, str], ...]
    span: Span = field(compare=False, repr=False)

    @property
    def passed(self) -> bool:
        return not self.failures and not any(d.severity == "error" for d in self.diagnostics)


def find_case_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Files of cases: those named, and those that lie anywhere in the folders named, but for scenarios, which are packs of their own."""
    found: list[Path] = []
    for path in paths:
        below = sorted(path.rglob(f"*{ENDING}")) if path.is_dir() else [path]
        found += [file for file in below if file == path or file.relative_to(path).parts[0] != SCENARIOS]
    return tuple(found)


def run_file(path: Path, setting: Setting, wanted: str = "") -> tuple[tuple[Outcome, ...], tuple[Diagnostic, ...]]:
    """Run the cases of a file whose names hold `wanted`; mistakes in the form of the file come apart."""
    cases, mistakes = read_file(path, setting.policy)
    return tuple(run_case(str(path), case, setting) for case in cases if wanted in case.name), mistakes


def read_file(path: Path, policy: Policy) -> tuple[tuple[PolicyCase, ...], tuple[Diagnostic, ...]]:
    """The cases of a file, and every mistake in its form."""
    source, mistakes = read_source(path)
    tree, found = read_tree(source) if source is not None else (None, ())
    if tree is None:
        return (), (*mistakes, *found)
    cases, wrong = read_cases(tree, document_of(path, policy), policy)
    return cases, (*mistakes, *found, *wrong)


def document_of(path: Path, policy: Policy) -> str | None:
    """The document beside which a file of cases lies: its `.tos` has the same name in the same folder, however either is reached."""
    twin = os.path.realpath(name_twin(path))
    return next((d.id for d in policy.documents.values() if os.path.realpath(d.span.source.name) == twin), None)


def name_twin(path: Path) -> Path:
    """The policy file that cases are of."""
    return path.with_name(path.name.removesuffix(ENDING) + ".tos")


def read_reasons(path: Path) -> tuple[tuple[Reason, ...], tuple[Diagnostic, ...]]:
    """The reasons of a file why nothing notices a mutant; mistakes in anything else of it are not repeated."""
    source, _ = read_source(path)
    tree, _ = read_tree(source) if source is not None else (None, ())
    mistakes: list[Diagnostic] = []
    found = [_read_reason(item, mistakes) for item in tree.items if _is_reason(item)] if isinstance(tree, Row) else []
    return tuple(reason for reason in found if reason is not None), tuple(mistakes)


# --- reading -----------------------------------------------------------------------------------------------------------


def read_cases(tree: Tree, document: str | None, policy: Policy) -> tuple[tuple[PolicyCase, ...], tuple[Diagnostic, ...]]:
    """The cases of a file, and every mistake in their form."""
    if not isinstance(tree, Row):
        return (), (messages.not_a_list(tree.span),)
    mistakes: list[Diagnostic] = []
    cases: list[PolicyCase] = []
    for item in (item for item in tree.items if not _is_reason(item)):
        case = _read_case(item, document, policy, mistakes, cases)
        if case is not None and any(case.name == other.name for other in cases):
            mistakes.append(messages.same_name(case.name, case.span))
        elif case is not None:
            cases.append(case)
    return tuple(cases), tuple(mistakes)


def _is_reason(item: Tree) -> bool:
    return isinstance(item, Branch) and item.find("unnoticed") is not None


def _read_reason(item: Tree, mistakes: list[Diagnostic]) -> Reason | None:
    if not isinstance(item, Branch):
        return None
    _check_keys(item, REASON_KEYS, mistakes)
    because = written(item.find("because") or item)
    if not because:
        mistakes.append(messages.missing_reason(item.span))
        return None
    return Reason(tuple(written(name) for name in listed(item.find("unnoticed"))), because, item.place("unnoticed"))


def _read_case(
    item: Tree, document: str | None, policy: Policy, mistakes: list[Diagnostic], earlier: Sequence[PolicyCase]
) -> PolicyCase | None:
    if not isinstance(item, Branch):
        mistakes.append(messages.missing_key("case", item.span))
        return None
    _check_keys(item, CASE_KEYS, mistakes)
    model, known = _find_model(item, earlier, mistakes)
    name, expect = item.find("case") or item.find("title"), item.find("expect")
    declaration = item.find("declaration") if model is None and known else _vary(item, model, mistakes)
    as_of = _read_as_of(item, model, mistakes) if known else None
    for key, value in (("case", name), ("declaration", declaration), ("expect", expect)):
        if value is None and (known or key != "declaration"):
            mistakes.append(messages.missing_key(key, item.span))
    if name is None or declaration is None or not isinstance(expect, Row) or as_of is None:
        return None
    expected = tuple(e for e in (_read_expected(part, document, policy, mistakes) for part in expect.items) if e is not None)
    admitted = model.asked.admitted if model is not None and item.find("admit") is None else {Standing.TEXT, *_standings(item, mistakes)}
    assumed = model.asked.assume if model is not None and item.find("assume") is None else _assumed(item)
    asked = Asked(as_of, frozenset(admitted), assumed)
    beside = {entry.key: plain(entry.value) for entry in item if entry.key in BESIDE_KEYS}
    return PolicyCase(written(name), asked, declaration, expected, beside, name.span)


def _find_model(item: Branch, earlier: Sequence[PolicyCase], mistakes: list[Diagnostic]) -> tuple[PolicyCase | None, bool]:
    """The case that this one is like, if it says so; False when what it says of this is a mistake."""
    like = item.find("like")
    if like is None:
        alone = [entry for entry in item if entry.key in ("with", "without")]
        mistakes.extend(messages.change_of_nothing(entry.key, entry.place) for entry in alone)
        return None, not alone
    if item.find("declaration") is not None:
        mistakes.append(messages.declared_and_like(item.place("declaration"), like.span))
        return None, False
    model = next((case for case in earlier if case.name == written(like)), None)
    if model is None:
        mistakes.append(messages.no_such_case(written(like), [case.name for case in earlier], like.span))
    return model, model is not None


def _read_as_of(item: Branch, model: PolicyCase | None, mistakes: list[Diagnostic]) -> date | None:
    return model.asked.as_of if model is not None and item.find("as-of") is None else _day(item, "as-of", mistakes)


def _vary(item: Branch, model: PolicyCase | None, mistakes: list[Diagnostic]) -> Tree | None:
    if model is None:
        return None
    varied, found = vary(model.declaration, read_changes(item.find("with"), item.find("without")))
    mistakes.extend(found)
    return varied


def _check_keys(branch: Branch, known: Sequence[str], mistakes: list[Diagnostic]) -> None:
    mistakes.extend(messages.unknown_key(entry.key, known, entry.place) for entry in branch if entry.key not in known)


def _day(branch: Branch, key: str, mistakes: list[Diagnostic]) -> date | None:
    value = branch.find(key)
    if value is None:
        mistakes.append(messages.missing_key(key, branch.span))
        return None
    try:
        return date.fromisoformat(written(value))
    except ValueError:
        mistakes.append(messages.wrong_value(key, written(value), ("a day such as 2026-11-23",), value.span))
        return None


def _standings(branch: Branch, mistakes: list[Diagnostic]) -> Iterator[Standing]:
    for value in listed(branch.find("admit")):
        if written(value) in {s.value for s in Standing}:
            yield Standing(written(value))
        else:
            mistakes.append(messages.wrong_value("admit", written(value), tuple(s.value for s in Standing), value.span))


def _assumed(branch: Branch) -> tuple[tuple[str, str], ...]:
    assume = branch.find("assume")
    return tuple((entry.key, written(entry.value)) for entry in assume) if isinstance(assume, Branch) else ()


def _read_expected(part: Tree, document: str | None, policy: Policy, mistakes: list[Diagnostic]) -> Expected | None:
    clause = part.find("clause") if isinstance(part, Branch) else None
    verdict = part.find("verdict") if isinstance(part, Branch) else None
    if not isinstance(part, Branch) or clause is None or verdict is None:
        mistakes.append(messages.missing_key("clause" if clause is None else "verdict", part.span))
        return None
    _check_keys(part, EXPECT_KEYS, mistakes)
    key = written(clause) if "#" in written(clause) else f"{document}#{written(clause)}"
    keys = [c.key for d in policy.documents.values() for c in d.clauses.values()]
    if document is None and "#" not in written(clause):
        mistakes.append(messages.no_document_beside(written(clause), name_twin(Path(clause.span.source.name)).name, clause.span))
    elif key not in keys:
        mistakes.append(messages.no_such_clause(key, keys, clause.span))
    if written(verdict) not in VERDICTS:
        mistakes.append(messages.wrong_value("verdict", written(verdict), VERDICTS, verdict.span))
    more = {entry.key: plain(entry.value) for entry in part if entry.key in EXPECT_KEYS[4:]}
    act, source = part.find("act"), part.find("source")
    return Expected(key, written(act) if act else None, written(source) if source else None, written(verdict), more, part.span)


def written(tree: Tree) -> str:
    """A scalar as its author wrote it."""
    return tree.written if isinstance(tree, Leaf) else ""


def listed(tree: Tree | None) -> tuple[Tree, ...]:
    """A list, or one value where a list of one is meant."""
    if tree is None:
        return ()
    return tree.items if isinstance(tree, Row) else (tree,)


def plain(tree: Tree) -> object:
    """Texts, lists and mappings without places."""
    if isinstance(tree, Branch):
        return {entry.key: plain(entry.value) for entry in tree}
    return [plain(item) for item in tree.items] if isinstance(tree, Row) else written(tree)


# --- running -----------------------------------------------------------------------------------------------------------


def run_case(file: str, case: PolicyCase, setting: Setting) -> Outcome:
    """One case against the policy that it is of."""
    declaration, mistakes = load_node(case.declaration, catalogue=setting.catalogue, project=case.name)
    if declaration is None:
        return Outcome(file, case.name, (), mistakes, (), case.expected, case.asked.assume, case.span)
    otherwise = "dormant" in case.beside or any("says" in expected.more for expected in case.expected)
    exposure, found = check_declaration(declaration, setting, case.asked, otherwise=otherwise)
    if exposure is None:
        return Outcome(file, case.name, (), (*mistakes, *found), (), case.expected, case.asked.assume, case.span)
    failures = (*(line for expected in case.expected for line in compare(expected, exposure)), *_compare_beside(case, exposure))
    return Outcome(file, case.name, failures, (*mistakes, *found), exposure.findings, case.expected, case.asked.assume, case.span)


def _compare_beside(case: PolicyCase, exposure: Exposure) -> Iterator[str]:
    """What is expected beside findings: clauses that a release would wake, conclusions not relied on, what is asked first."""
    have = {
        "dormant": tuple(f"{f.document}#{f.clause}" for f in exposure.dormant),
        "characterisations": tuple(found.fact for found in exposure.characterisations),
        "asks-first": tuple(ask.key for ask in exposure.asks[:1]),
    }
    for key, value in case.beside.items():
        wanted = [str(v) for v in value] if isinstance(value, list) else [str(value)]
        yield from (f"{case.span.begin.line}: {line}" for line in _absent(key, wanted, have[key]))


def compare(expected: Expected, exposure: Exposure) -> Iterator[str]:
    """What differs from an expectation, a line each."""
    findings = [f for f in exposure.findings if _is_about(expected, f)]
    where = f"{expected.span.begin.line}: {expected.clause}"
    if expected.verdict == NOT_ENGAGED:
        for finding in findings:
            yield f"{where}: expected no finding, got {finding.verdict.word} ({finding.id})"
        return
    if not findings:
        yield f"{where}: expected {expected.verdict}, got no finding"
    for finding in findings:
        if finding.verdict.word != expected.verdict:
            yield f"{where}: expected {expected.verdict}, got {_shown(finding)}"
        for key, value in expected.more.items():
            yield from (f"{where}: {line}" for line in _differences(key, value, finding))


def select_expected(outcome: Outcome) -> Iterator[tuple[Expected, tuple[Finding, ...]]]:
    """Each expectation of a case that came out as it should, with the findings that it is about."""
    if outcome.passed:
        for expected in outcome.expected:
            yield expected, tuple(f for f in outcome.findings if _is_about(expected, f))


def _is_about(expected: Expected, finding: Finding) -> bool:
    clause, _, rest = finding.id.partition("@")
    act, _, source = rest.partition(":")
    return clause == expected.clause and expected.act in {None, act} and expected.source in {None, source}


def _shown(finding: Finding) -> str:
    pivots = f", pivots {', '.join(finding.pivots)}" if finding.pivots else ""
    return f"{finding.verdict.word} ({', '.join(finding.causes) or 'no cause'}{pivots}) in {finding.id}"


def _differences(key: str, value: object, finding: Finding) -> Iterator[str]:
    wanted = [str(v) for v in value] if isinstance(value, list) else [str(value)]
    match key:
        case "duty" if str(value) != str(finding.duty):
            yield f"expected duty {value}, got {finding.duty}"
        case "as-modelled" if (str(value) in {"yes", "true"}) != finding.as_modelled:
            yield f"expected as modelled {value}, got {finding.as_modelled}"
        case "family" if str(value) != finding.family:
            yield f"expected family {value}, got {finding.family}"
        case "causes" if sorted(wanted) != sorted(finding.causes):
            yield f"expected causes {', '.join(wanted)}, got {', '.join(finding.causes) or 'none'}"
        case "leads-to" if sorted(wanted) != sorted(c.name for c in finding.consequences):
            have = ", ".join(consequence.name for consequence in finding.consequences)
            yield f"expected to lead to {', '.join(wanted) or 'nothing'}, got {have or 'nothing'}"
        case "pivots":
            yield from _absent("pivot", wanted, finding.pivots)
        case "missing":
            yield from _absent("missing fact", wanted, tuple(m.key for m in finding.missing))
        case "exceptions" if isinstance(value, dict):
            yield from _exceptions(value, finding)
        case "says":
            yield from (f"nothing says `{text}`" for text in wanted if text not in _said(finding))
        case _:
            return


def _absent(what: str, wanted: Sequence[str], have: Sequence[str]) -> Iterator[str]:
    for name in wanted:
        if not any(key == name or key.endswith((f":{name}", f".{name}")) for key in have):
            yield f"expected {what} {name}, got {', '.join(have) or 'none'}"


def _exceptions(wanted: Mapping[str, object], finding: Finding) -> Iterator[str]:
    have = {exception.name: exception.holds for exception in finding.exceptions}
    for name, holds in wanted.items():
        if have.get(name) != holds:
            yield f"expected exception {name} to hold {holds}, got {have.get(name, 'no such exception')}"


def _said(finding: Finding) -> str:
    holds = [f"{h.fact}: {h.verdict.word}" for h in finding.holds_while]
    elements = [line for e in finding.exceptions for line in e.because]
    conflicts = [f"{c.clause} {c.settled or 'not settled'}" for c in finding.conflicts]
    defects = [f"defect: {text}" for text in finding.defects]
    effects = [_effect("leads to", c) for c in finding.consequences] + [_effect("in return", c) for c in finding.in_return]
    provisos = [f"assuming {name}" for name in finding.assuming]
    remedy = [finding.remedy] if finding.remedy else []
    return "\n".join(
        [*finding.notes, *finding.later, *holds, *elements, *conflicts, *defects, *finding.derivation, *effects, *provisos, *remedy]
    )


def _effect(word: str, cited: ConsequenceCited) -> str:
    after = f" after {', '.join(cited.after)}" if cited.after else ""
    marks = (f", cure {cited.cure}" if cited.cure else "") + (", survives" if cited.survives else "")
    return f"{word} {cited.name} ({cited.pinpoint}): {cited.says}\n{cited.name}: {cited.holds}{after}{marks}"
