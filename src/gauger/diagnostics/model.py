"""One type for every mistake that a user can make, in policies and in declarations alike."""

from __future__ import annotations

from typing import Literal

from gauger.text import Span
from gauger.text.values import dataclass

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Label:
    """A place and what is to be said about it; the first label of a diagnostic is where the mistake is."""

    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A mistake: `code` is stable and has a page in `docs/errors/`, `message` starts in lower case."""

    code: str
    message: str
    labels: tuple[Label, ...]
    help: str | None = None
    severity: Severity = "error"

    @property
    def span(self) -> Span | None:
        return self.labels[0].span if self.labels else None
