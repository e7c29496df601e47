"""Small policies and declarations, written as their authors would write them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from gauger.catalogue import Catalogue, load_catalogue
from gauger.declaration import check_facts, load_text
from gauger.declaration.records import Declaration
from gauger.engine import Question, evaluate
from gauger.findings.model import Exposure, Finding
from gauger.language import parse
from gauger.policy import resolve
from gauger.policy.model import Policy
from gauger.text import Source

AS_OF = date(2026, 6, 1)


@cache
def read_catalogue() -> Catalogue:
    """The one that ships."""
    return load_catalogue()


@cache
def read_policy(*texts: str) -> Policy:
    """One policy of all texts together, which must be without a mistake."""
    files = []
    for number, text in enumerate(texts):
        file, mistakes = parse(Source(f"{number}.tos", text))
        assert not mistakes, [m.message for m in mistakes]
        files.append(file)
    policy, mistakes = resolve(files)
    assert policy is not None, [m.message for m in mistakes]
    return policy


@cache
def read_declaration(text: str) -> Declaration:
    """A declaration, which must be without an error."""
    declaration, mistakes = load_text("gauger.yaml", text, catalogue=read_catalogue())
    assert declaration is not None, [m.message for m in mistakes]
    return declaration


def ask(policy: Policy, declaration: Declaration | str, **question: Any) -> Exposure:
    """The exposure on a fixed day; a text is read first."""
    records = read_declaration(declaration) if isinstance(declaration, str) else declaration
    typed, mistakes = check_facts(records, policy.vocabulary)
    assert not mistakes, [m.message for m in mistakes]
    return evaluate(policy, typed, Question(**{"as_of": AS_OF, **question}))


def find(exposure: Exposure, part: str) -> Finding:
    """The one finding whose id holds a text."""
    found = [f for f in (*exposure.findings, *exposure.dormant) if part in f.id]
    assert len(found) == 1, (part, [f.id for f in exposure.findings])
    return found[0]
