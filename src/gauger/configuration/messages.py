"""All wording of this room."""

from __future__ import annotations

from collections.abc import Sequence

from gauger.diagnostics import Diagnostic, Label
from gauger.diagnostics.suggestion import suggest
from gauger.text import Span


def unknown_key(key: str, known: Sequence[str], span: Span) -> Diagnostic:
    """A key that means nothing would set nothing without a word."""
    near = suggest(key, known)
    help_ = f"did you mean `{near}`?" if near else f"the keys are {', '.join(f'`{name}`' for name in known)}"
    return Diagnostic("G801", f"there is no setting `{key}`", (Label(span),), help_)


def wrong_value(key: str, wanted: str, span: Span, near: str | None = None) -> Diagnostic:
    return Diagnostic("G802", f"`{key}` is {wanted}", (Label(span, "found this"),), f"did you mean `{near}`?" if near else None)


def no_table(name: str, span: Span) -> Diagnostic:
    return Diagnostic("G802", f"`{name}` holds no table of settings", (Label(span, "found this"),), "write them under `[tool.gauger]`")


def shared_beside(own: str, shared: str, span: Span) -> Diagnostic:
    """Two files in one folder: one of them would be believed to hold."""
    message = f"`{own}` holds, and what `{shared}` beside it sets does not"
    return Diagnostic("G803", message, (Label(span),), "keep the settings in one of them", severity="warning")


def pattern_of_nothing(pattern: str, span: Span) -> Diagnostic:
    return Diagnostic("G804", f"no file is named by `{pattern}`", (Label(span),), "mend the pattern, or drop it", severity="warning")


def unknown_family(name: str, known: Sequence[str], span: Span) -> Diagnostic:
    near = suggest(name, known)
    help_ = f"did you mean `{near}`?" if near else f"the families are {', '.join(known)}"
    return Diagnostic("G805", f"no clause is of the family `{name}`", (Label(span),), help_)
