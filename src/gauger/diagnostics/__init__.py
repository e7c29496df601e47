"""What an author did wrong, as a value: code, message, labels, help. Rendering is here too; judging is not."""

from collections.abc import Iterable

from gauger.diagnostics.model import Diagnostic, Label, Severity


def render(diagnostic: Diagnostic, *, color: bool = False, width: int = 100) -> str:
    """The text of a diagnostic; see `gauger.diagnostics.rendering`, which a run without mistakes does not need."""
    from gauger.diagnostics import rendering

    return rendering.render(diagnostic, color=color, width=width)


def suggest(name: str, candidates: Iterable[str]) -> str | None:
    """The near name behind "did you mean"; see `gauger.diagnostics.suggestion`."""
    from gauger.diagnostics import suggestion

    return suggestion.suggest(name, candidates)


__all__ = ["Diagnostic", "Label", "Severity", "render", "suggest"]
