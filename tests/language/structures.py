"""Structures found in real terms: each a folder with the documents that show it and two declarations that differ in one thing.

`pair.yaml` has the keys `structure` (the row that it shows: S1 to S28 of services, L1 to L24 of licences), `made-from` (the provisions),
`about`, `as-of`, perhaps `admit`, `declaration`, `expect`; then `change` (`put` and `value`, `drop`, or `as-of`) and `then`, what is
expected after it. `unexamined` lists words of what is expected to go unexamined, an entry each and no others; `diagnostics` lists
the codes of the errors and warnings that are expected, and no others. `then-unexamined` and `then-diagnostics` are the same for the
second declaration.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from gauger.app.cases import Expected, PolicyCase, listed, read_cases, run_case, written
from gauger.app.checking import check_declaration
from gauger.app.setting import Setting
from gauger.catalogue import load_catalogue
from gauger.declaration import load_node, read_tree
from gauger.declaration.editing import Drop, Edit, Place, Plain, Put, edit_text
from gauger.declaration.tree import Branch, Entry, Leaf, Row, Tree
from gauger.findings.model import Finding
from gauger.library import find_policies, load
from gauger.text import Source
from gauger.text.values import dataclass

FOLDER = Path(__file__).parent / "good" / "structures"
CONSTRUCTS = FOLDER.parent / "constructs"
ROWS = [*(f"S{n}" for n in range(1, 29)), *(f"L{n}" for n in range(1, 25))]
BESIDE = ("unexamined", "diagnostics")
LATER = tuple(f"then-{key}" for key in BESIDE)
KEYS = ("structure", "made-from", "about", "as-of", "admit", "declaration", "expect", *BESIDE, "change", "then", *LATER)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is expected of a declaration beside its findings; what is not written is not compared."""

    unexamined: tuple[str, ...] | None
    diagnostics: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A structure, and its two declarations as cases of one policy."""

    structure: str
    setting: Setting
    before: PolicyCase
    after: PolicyCase
    beside: Mapping[str, Beside]


@dataclass(frozen=True, slots=True)
class Side:
    """What came of one of the two."""

    failures: tuple[str, ...]
    findings: Mapping[str, Finding]
    unexamined: frozenset[str]


def list_structures() -> list[Path]:
    """The folders, by name."""
    return sorted(path.parent for path in FOLDER.glob("*/pair.yaml"))


def list_constructs() -> list[Path]:
    """Folders of the same kind for what no real terms say: forms of laws and of rules that are only supposed."""
    return sorted(path.parent for path in CONSTRUCTS.glob("*/pair.yaml"))


def read_pair(folder: Path) -> Pair:
    """Both cases of a folder; what is wrong with its files fails an assertion that says it."""
    loaded = load([find_policies() / "vocabulary", folder])
    assert loaded.policy is not None, [f"{d.span}: {d.message}" for d in loaded.diagnostics]
    setting = Setting(loaded.policy, load_catalogue(), {})
    path = folder / "pair.yaml"
    first = _read(path.read_text("utf-8"))
    assert tuple(first.entries) == tuple(k for k in KEYS if k in first.entries), "keys in the order of `KEYS`, and no others"
    assert set(KEYS) - set(first.entries) <= {"admit", *BESIDE, *LATER}
    second = _change(path.read_text("utf-8"), first)
    cases, mistakes = read_cases(Row((_case(first, "expect"), _case(second, "then")), first.span), None, loaded.policy)
    assert not mistakes, [m.message for m in mistakes]
    before, after = cases
    beside = {before.name: _beside(first, BESIDE), after.name: _beside(first, LATER)}
    return Pair(written(_get(first, "structure")), setting, before, after, beside)


def run_side(pair: Pair, case: PolicyCase) -> Side:
    """The findings of one declaration, and what differs from what is expected."""
    outcome = run_case(str(FOLDER), case, pair.setting)
    wanted = pair.beside[case.name]
    found = [(d.severity, d.code, d.message) for d in outcome.diagnostics]
    if wanted.diagnostics is None:
        mistakes = [message for severity, _, message in found if severity == "error"]
    else:
        codes = sorted({code for _, code, _ in found})
        mistakes = [] if codes == sorted(wanted.diagnostics) else [f"expected diagnostics {wanted.diagnostics}, got {found}"]
    gaps = _list_unexamined(pair, case)
    missing = [] if wanted.unexamined is None else list(_compare_gaps(wanted.unexamined, gaps))
    return Side((*outcome.failures, *mistakes, *missing), {f.id: f for f in outcome.findings}, gaps)


def _list_unexamined(pair: Pair, case: PolicyCase) -> frozenset[str]:
    declaration, _ = load_node(case.declaration, catalogue=pair.setting.catalogue, project=case.name)
    exposure = check_declaration(declaration, pair.setting, case.asked)[0] if declaration is not None else None
    return frozenset(f"{gap.source}: {gap.reason}" for gap in exposure.unexamined) if exposure is not None else frozenset()


def _compare_gaps(wanted: tuple[str, ...], gaps: frozenset[str]) -> Iterator[str]:
    yield from (f"expected `{words}` to be unexamined, got {sorted(gaps)}" for words in wanted if not any(words in gap for gap in gaps))
    yield from (f"not expected to be unexamined: {gap}" for gap in sorted(gaps) if not any(words in gap for words in wanted))


def differing(pair: Pair, before: Side, after: Side) -> Iterator[str]:
    """What tells the two apart: clauses of which something else is expected, and what is found or unexamined on one side alone."""
    expected: dict[str, Expected] = {f"{e.clause} {e.act} {e.source}": e for e in pair.before.expected}
    for other in pair.after.expected:
        one = expected.get(f"{other.clause} {other.act} {other.source}")
        if one is not None and (one.verdict, one.more) != (other.verdict, other.more):
            yield other.clause
    yield from sorted(set(before.findings) ^ set(after.findings))
    yield from sorted(before.unexamined ^ after.unexamined)


def _read(text: str) -> Branch:
    tree, mistakes = read_tree(Source("pair.yaml", text))
    assert not mistakes, [m.message for m in mistakes]
    assert isinstance(tree, Branch)
    return tree


def _get(tree: Branch, key: str) -> Tree:
    found = tree.find(key)
    assert found is not None, key
    return found


def _beside(tree: Branch, keys: tuple[str, ...]) -> Beside:
    unexamined, diagnostics = (tuple(written(v) for v in listed(tree.find(key))) if key in tree.entries else None for key in keys)
    return Beside(unexamined, diagnostics)


def _change(text: str, tree: Branch) -> Branch:
    """The same file after its `change`: one key put or dropped, or another day of the question."""
    change = _get(tree, "change")
    assert isinstance(change, Branch)
    changed, mistakes = edit_text(Source("pair.yaml", text), [_read_edit(change)], "yaml")
    assert changed is not None, [m.message for m in mistakes]
    return _read(changed)


def _read_edit(change: Branch) -> Edit:
    match set(change.entries):
        case keys if keys == {"as-of"}:
            return Put(("as-of",), date.fromisoformat(written(_get(change, "as-of"))))
        case keys if keys == {"put", "value"}:
            return Put(_place(_get(change, "put")), _plain(_get(change, "value")))
        case keys if keys == {"drop"}:
            return Drop(_place(_get(change, "drop")))
        case keys:
            raise AssertionError(f"a change has `put` and `value`, `drop`, or `as-of`, not {sorted(keys)}")


def _place(tree: Tree) -> Place:
    assert isinstance(tree, Row)
    parts = [written(item) for item in tree.items]
    return ("declaration", *(int(part) if part.isdigit() else part for part in parts))


def _plain(tree: Tree) -> Plain:
    """A value as an edit takes it: days as days, and figures as they are written."""
    if isinstance(tree, Branch):
        return {entry.key: _plain(entry.value) for entry in tree}
    if isinstance(tree, Row):
        return [_plain(item) for item in tree.items]
    if isinstance(tree.value, str):
        try:
            return date.fromisoformat(tree.value)
        except ValueError:
            return tree.value
    assert tree.value is not None, "a key without a value"
    return tree.value


def _case(tree: Branch, expected: str) -> Branch:
    """One of the two as a case among others."""
    entries = {key: tree.entries[key] for key in ("as-of", "admit", "declaration") if key in tree.entries}
    name = Entry("case", tree.span, Leaf(expected, expected, tree.span))
    return Branch({"case": name, **entries, "expect": Entry("expect", tree.span, _get(tree, expected))}, tree.span)
