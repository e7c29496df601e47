"""Files of baselines: written from a run, read with every mistake in them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gauger.declaration.files import read_source
from gauger.declaration.loading import read_tree
from gauger.declaration.tree import Branch, Leaf, Row, Tree
from gauger.diagnostics import Diagnostic
from gauger.findings.model import Exposure, Verdict
from gauger.gate import Baseline, take_baseline
from gauger.gate.baseline import Key
from gauger.text.deferred import Deferred

if TYPE_CHECKING:
    from gauger.app import messages
else:
    messages = Deferred("gauger.app.messages")

VERSION = 1
KEYS = ("declaration", "finding", "paths", "severity")
SEVERITIES = {verdict.word: verdict for verdict in Verdict if verdict is not Verdict.CLEAR}


def name_in(baseline: Path, declaration: str) -> str:
    """What a declaration is called in a baseline: its path from the folder in which that lies, the same on every machine."""
    return Path(os.path.relpath(declaration, baseline.parent)).as_posix()


def name_exposures(baseline: Path, exposures: Sequence[Exposure]) -> tuple[tuple[str, Exposure], ...]:
    """Each exposure with the name of its declaration in the baseline."""
    return tuple((name_in(baseline, exposure.examined.declaration), exposure) for exposure in exposures)


def write_baseline(path: Path, exposures: Sequence[Exposure], as_of: date, version: str) -> str:
    """The text of a baseline that knows all that is not clear in these exposures."""
    taken = take_baseline(name_exposures(path, exposures), as_of, f"gauger {version}")
    findings = [dict(zip(KEYS, (*key, severity.word), strict=True)) for key, severity in taken.known.items()]
    head = {"schema_version": VERSION, "tool": taken.tool, "policies_digest": taken.policies_digest, "as_of": taken.as_of.isoformat()}
    return json.dumps({**head, "findings": findings}, indent=2, ensure_ascii=False) + "\n"


def read_baseline(path: Path) -> tuple[Baseline | None, tuple[Diagnostic, ...]]:
    """The baseline in a file, or every mistake in it: one that is half understood would let pass what nobody accepted."""
    source, mistakes = read_source(path)
    tree, wrong = read_tree(source, "json") if source is not None else (None, ())
    if tree is None or wrong:
        return None, (*mistakes, *wrong)
    if not isinstance(tree, Branch):
        return None, (messages.baseline_malformed("it is no object", tree.span),)
    version = _read_text(tree.find("schema_version"))
    if version != str(VERSION):
        return None, (messages.baseline_of_other_version(version, VERSION, tree.place("schema_version")),)
    found: list[Diagnostic] = []
    day = _read_day(tree, found)
    known = _read_known(tree, found)
    if found or day is None:
        return None, tuple(found)
    return Baseline(day, _read_text(tree.find("tool")) or "", _read_text(tree.find("policies_digest")) or "", known), ()


def _read_day(tree: Branch, found: list[Diagnostic]) -> date | None:
    written = _read_text(tree.find("as_of"))
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        found.append(messages.baseline_malformed("`as_of` is no day", tree.place("as_of")))
        return None


def _read_known(tree: Branch, found: list[Diagnostic]) -> dict[Key, Verdict]:
    findings = tree.find("findings")
    known: dict[Key, Verdict] = {}
    if not isinstance(findings, Row):
        found.append(messages.baseline_malformed("`findings` is no list", tree.place("findings")))
        return known
    for item in findings.items:
        words = [_read_text(item.find(key)) if isinstance(item, Branch) else None for key in KEYS]
        severity = SEVERITIES.get(words[-1] or "")
        if severity is None or any(word is None for word in words):
            wanted = f"a finding has {', '.join(f'`{key}`' for key in KEYS)}, the last of them one of {', '.join(SEVERITIES)}"
            found.append(messages.baseline_malformed(wanted, item.span))
        else:
            declaration, finding, paths = (word or "" for word in words[:3])
            known[declaration, finding, paths] = severity
    return known


def _read_text(tree: Tree | None) -> str | None:
    return tree.written if isinstance(tree, Leaf) else None
