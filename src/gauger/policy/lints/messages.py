"""What the linter says: policies that resolve, and yet cannot mean all of what they say. Codes `G250` to `G269`, always warnings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gauger.diagnostics import Diagnostic, Label
from gauger.policy.messages import list_names
from gauger.text import Span


def _warning(code: str, span: Span, message: str, help_: str, *others: tuple[Span, str]) -> Diagnostic:
    labels = (Label(span), *(Label(place, text) for place, text in others))
    return Diagnostic(code, message, labels, help_, severity="warning")


def clause_before_versions(span: Span, name: str, until: date, first: date, version: Span) -> Diagnostic:
    message = f"the clause `{name}` ends on {until}, before its document begins on {first}"
    return _warning("G250", span, message, "mend `in force`, or add the version that it belonged to", (version, "the first version"))


def clause_never_applies(span: Span, name: str, document: str) -> Diagnostic:
    help_ = "look for two lines that cannot both hold, or an exception that always does"
    return _warning("G251", span, f"nothing can ever meet the conditions of `{name}` in `{document}`", help_)


def reading_without_effect(span: Span, name: str, concept: str) -> Diagnostic:
    message = f"no clause can be read by the reading `{name}` of `{concept}`"
    return _warning("G252", span, message, "every text that uses the concept fixes another reading; drop it, or drop a `reads`")


def term_without_use(span: Span, kind: str, name: str) -> Diagnostic:
    return _warning("G253", span, f"no clause uses the {kind} `{name}`", "drop it, or use it")


def exception_without_use(span: Span, name: str, document: str) -> Diagnostic:
    return _warning("G254", span, f"no clause of `{document}` has the exception `{name}`", f"name it: `except {name}`")


def exception_swallowed(span: Span, name: str, wide: str, other: Span, clauses: Sequence[str]) -> Diagnostic:
    message = f"wherever the exception `{name}` holds, `{wide}` holds as well"
    return _warning("G255", span, message, f"drop it from {list_names(clauses)}, or narrow `{wide}`", (other, "the wider one"))


def order_not_borne_out(span: Span, concept: str, narrow: str, wide: str, other: Span) -> Diagnostic:
    message = f"the reading `{narrow}` of `{concept}` is no narrower than `{wide}`"
    help_ = "let everything that the wide reading asks be asked by the narrow one too, or drop the `order`"
    return _warning("G256", span, message, help_, (other, "said to be the wider one"))


def permission_against_ban(span: Span, permission: str, ban: str, other: Span) -> Diagnostic:
    message = f"`{permission}` always permits what `{ban}` always forbids"
    return _warning("G257", span, message, "say which prevails, or give one of them a condition", (other, "the ban"))


def no_version_in_force(span: Span, document: str, as_of: date, first: date) -> Diagnostic:
    message = f"no version of `{document}` is in force on {as_of}"
    return _warning("G258", span, message, f"its first version is of {first}; add an earlier one if there was one")


def recordings_with_gap(span: Span, document: str, since: date, until: date, following: Span | None) -> Diagnostic:
    message = f"nobody recorded `{document}` from {since} until {until}"
    help_ = "add a recording of these days, or the version that stood then"
    return _warning("G259", span, message, help_, *([(following, "recorded again here")] if following else []))


def clause_without_case(span: Span, name: str, document: str) -> Diagnostic:
    help_ = "add a case that engages it to the file of cases beside the document"
    return _warning("G260", span, f"no case tests the clause `{name}` of `{document}`", help_)


def versions_alike(span: Span, later: date, earlier: date, other: Span) -> Diagnostic:
    message = f"the versions of {earlier} and {later} have the same recordings"
    return _warning("G261", span, message, "say from when and until when each was recorded", (other, "the other version"))


def silence_beside_norm(span: Span, silent: str, norm: str, other: Span) -> Diagnostic:
    message = f"`{silent}` finds no word on what `{norm}` speaks of"
    return _warning("G262", span, message, "drop the silence, or say `when` there is none", (other, "a word on it"))


def value_near_set(span: Span, value: str, name: str) -> Diagnostic:
    return _warning("G263", span, f"`{value}` is taken as a value that no set holds", f"did you mean the set `{name}`?")
