"""Through which channel a model was reached, and who served it there (`docs/semantics.md`, 2 and 5)."""

from __future__ import annotations

from gauger.declaration.records import Step
from gauger.engine.case import Case
from gauger.worlds import FALSE, TRUE, Choice, Formula, literal
from gauger.worlds.domains import Options, Test

LOCAL = "local"
ELSEWHERE = "another channel"


def via_choice(case: Case, step: Step) -> Choice:
    """The channel that is not declared: one of the publisher's, the declarant's own machines, another one."""
    artifact = case.declaration.artifacts[step.reaches or ""]
    channels = [c.id for c in case.policy.channels.values() if c.publisher == artifact.publisher]
    local = [LOCAL] if artifact.licences != () else []
    return Choice(f"fact:{step.id}.via", "fact", Options((*channels, *local, ELSEWHERE)))


def host_choice(case: Case, step: Step) -> Choice:
    """Who served the model behind a router, where that is not declared."""
    hosts = [c.id for c in case.policy.channels.values() if c.hosts]
    return Choice(f"fact:{step.id}.served-by", "fact", Options((*hosts, ELSEWHERE)))


def through(case: Case, step: Step, channel: str) -> Formula:
    """The worlds in which the step went through a channel."""
    return _is(step.via if f"{step.id}.via" not in case.freed else None, via_choice(case, step), channel)


def served_by(case: Case, step: Step, channel: str) -> Formula:
    """The worlds in which a channel served what the step reached through a router."""
    return _is(step.host if f"{step.id}.served-by" not in case.freed else None, host_choice(case, step), channel)


def _is(declared: str | None, choice: Choice, channel: str) -> Formula:
    if declared is not None:
        return TRUE if declared == channel else FALSE
    assert isinstance(choice.domain, Options)
    return literal(choice, Test("is", (channel,))) if channel in choice.domain.values else FALSE


def candidates(case: Case, step: Step) -> tuple[str, ...]:
    """The channels through which the step went or may have gone."""
    if step.via is not None and f"{step.id}.via" not in case.freed:
        return (step.via,)
    domain = via_choice(case, step).domain
    assert isinstance(domain, Options)
    return domain.values
