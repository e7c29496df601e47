"""What an evaluation looked at on its way: the facts it relied on, and a line for each element, for whoever reads the derivation."""

from __future__ import annotations

from gauger.findings.model import ReliedOn
from gauger.text.values import dataclass, field


@dataclass
class Trace:
    """Grows while formulas are built; the only thing in this room that is written to."""

    relied_on: dict[str, ReliedOn] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)

    def rely(self, fact: ReliedOn) -> None:
        self.relied_on.setdefault(fact.fact, fact)

    def say(self, line: str) -> None:
        if line not in self.lines:
            self.lines.append(line)

    def note(self, line: str) -> None:
        self.notes.setdefault(line)
