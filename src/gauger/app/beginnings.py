"""What was not there yet on an early day: texts, and what steps take. Nothing that is done before it is judged any better for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from gauger.declaration.records import Declaration, Step
from gauger.engine import Question
from gauger.engine.case import Case
from gauger.findings.model import Finding
from gauger.policy.model import Policy
from gauger.text.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Why a finding of the day says nothing: by document, that it has no text so old; by step or release, that it could not be done."""

    texts: Mapping[str, str] = field(default_factory=dict)
    acts: Mapping[str, str] = field(default_factory=dict)

    def explain(self, finding: Finding, *, gone: bool) -> str:
        """Why a finding cannot be held against the one of another day; empty where it can. A text that still speaks was there."""
        act = self.acts.get(name_act(finding)) or self.acts.get(finding.id.rpartition(":")[2])
        return act or (self.texts.get(finding.document, "") if gone else "")


def name_act(finding: Finding) -> str:
    """The id of the step or release that a finding is about."""
    return finding.act.rpartition(": ")[2]


def find_beginnings(policy: Policy, declaration: Declaration, question: Question) -> Beginnings:
    """What was not there yet on the day of the question, on which everything is done."""
    day, case = question.as_of, Case(policy, declaration, question)
    first = {name: document.versions[0].date for name, document in policy.documents.items()}
    acts = dict(_list_too_early(case, day))
    after = {later: acts[earlier] for earlier, later in sorted(case.order) if earlier in acts}
    return Beginnings({name: _tell_text(name, oldest, day) for name, oldest in first.items() if oldest > day}, {**after, **acts})


def _tell_text(document: str, oldest: date, day: date) -> str:
    return f"no text of `{document}` was in force on {day}: the oldest that is encoded is of {oldest}"


def _list_too_early(case: Case, day: date) -> Iterator[tuple[str, str]]:
    """Steps and releases of the declaring side that take what came out only later."""
    for done in case.dated.values():
        if isinstance(done, Step) and done.by not in case.own_side:
            continue
        taken = (
            (done.reaches, *done.base.items, *done.tools.items, *(use.artifact for use in done.data.items))
            if isinstance(done, Step)
            else (done.artifact,)
        )
        for artifact in (case.declaration.artifacts[name] for name in taken if name):
            if artifact.released is not None and artifact.released > day and not case.made_by_own_side(artifact.id):
                yield done.id, f"`{done.id}` could not be done on {day}: `{artifact.id}` was released on {artifact.released}"
                break
