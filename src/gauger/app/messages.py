"""All wording of this room: what is wrong with a question, and with a file of cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gauger.declaration.spans import narrow_span
from gauger.diagnostics import Diagnostic, Label
from gauger.diagnostics.suggestion import suggest
from gauger.engine import Contradiction, UnknownAssumption
from gauger.text import Span


def refused(problem: UnknownAssumption | Contradiction, declaration: str) -> Diagnostic:
    """Why the engine could not answer."""
    match problem:
        case UnknownAssumption(key, value, candidates, True):
            return _unknown_choice(key, value, candidates)
        case UnknownAssumption(key, value, candidates, _):
            return _unknown_choice_value(key, value, candidates)
        case Contradiction("", choices, spans):
            return _impossible_days(choices, spans)
        case Contradiction(finding, choices):
            listed = ", ".join(f"`{choice}`" for choice in choices)
            message = f"nothing is left to decide in `{declaration}`: what is assumed and declared contradicts itself over {listed}"
            return Diagnostic("G462", message, (), f"met while deciding `{finding}`")


def _impossible_days(choices: Sequence[str], spans: Sequence[Span]) -> Diagnostic:
    used, using = (choice.removeprefix("fact:").removesuffix(".date") for choice in choices)
    labels = (Label(spans[1], "begins too early"), Label(spans[0], "begins later"))
    message = f"`{using}` begins before `{used}`, which it uses or lets out, can have begun"
    return Diagnostic("G462", message, labels, "mend one of the two days, or leave out the one that is not known")


def _unknown_choice(key: str, value: str, candidates: Sequence[str]) -> Diagnostic:
    # People leave out the kind, or name a concept alone; what is near to either is meant.
    names = [*candidates, *(c.partition(":")[2] for c in candidates), *(c.rpartition(":")[2] for c in candidates)]
    near = suggest(key, names)
    hint = f"did you mean `{near}`?" if near else f"what is not settled here: {', '.join(f'`{c}`' for c in candidates) or 'nothing'}"
    return Diagnostic("G460", f"nothing hangs on `{key}`, so it cannot be assumed to be `{value}`", (), hint)


def _unknown_choice_value(key: str, value: str, candidates: Sequence[str]) -> Diagnostic:
    near = suggest(value, candidates)
    hint = f"did you mean `{near}`?" if near else f"it can be: {'; '.join(candidates)}"
    return Diagnostic("G461", f"`{key}` cannot be assumed to be `{value}`", (), hint)


def unwritable_file(name: str, reason: str) -> Diagnostic:
    return Diagnostic("G463", f"`{name}` cannot be written: {reason}", (), "check that you may write to its folder; it was left as it was")


def unknown_channel(channel: str, known: Sequence[str], span: Span) -> Diagnostic:
    near = suggest(channel, known)
    hint = f"did you mean `{near}`?" if near else "its terms are not examined; `gauger terms` lists what is known, `--policies` adds more"
    return Diagnostic("G464", f"no installed document governs the channel `{channel}`", (Label(span),), hint, "warning")


def day_to_come(name: str, day: date, as_of: date, span: Span) -> Diagnostic:
    hint = "it is judged by the last text that is known; write `planned` while the day is not fixed"
    return Diagnostic("G465", f"`{name}` is dated {day}, after {as_of}, the day of the question", (Label(span),), hint, "warning")


def unknown_agreement(document: str, known: Sequence[str], span: Span) -> Diagnostic:
    near = suggest(document, known)
    hint = f"did you mean `{near}`?" if near else "leave under it lifts nothing; `gauger terms` lists what is known, `--policies` adds more"
    return Diagnostic("G466", f"no installed document is `{document}`", (Label(span),), hint, "warning")


def unknown_leave(entry: str, document: str, known: Sequence[str], span: Span) -> Diagnostic:
    near, shown = suggest(entry, known), narrow_span(span, entry)
    hint = f"did you mean `{near}`?" if near else f"it lifts nothing; `gauger terms show {document}` lists clauses and their pinpoints"
    return Diagnostic("G467", f"no clause of `{document}` is `{entry}`", (Label(shown),), hint, "warning")


# --- files of cases ----------------------------------------------------------------------------------------------------


def not_a_list(span: Span) -> Diagnostic:
    return Diagnostic("G450", "a file of cases is a list of cases", (Label(span),), "begin each case with `- case: …`")


def missing_key(key: str, span: Span) -> Diagnostic:
    return Diagnostic("G451", f"`{key}` is missing", (Label(span),), "a case has `case`, `as-of`, `declaration` and `expect`")


def unknown_key(key: str, known: Sequence[str], span: Span) -> Diagnostic:
    near = suggest(key, known)
    return Diagnostic(
        "G452", f"there is no `{key}` here", (Label(span),), f"did you mean `{near}`?" if near else f"known here: {', '.join(known)}"
    )


def wrong_value(key: str, value: str, known: Sequence[str], span: Span) -> Diagnostic:
    near = suggest(value, known)
    return Diagnostic(
        "G453", f"`{value}` is no value for `{key}`", (Label(span),), f"did you mean `{near}`?" if near else f"one of: {', '.join(known)}"
    )


def same_name(name: str, span: Span) -> Diagnostic:
    return Diagnostic("G454", f"two cases are named `{name}`", (Label(span),), "give each case a name of its own")


def no_such_clause(key: str, known: Sequence[str], span: Span) -> Diagnostic:
    near = suggest(key, known)
    hint = f"did you mean `{near}`?" if near else "`gauger terms` lists the clauses of every document, `--policies` adds more"
    return Diagnostic("G455", f"there is no clause `{key}`", (Label(span),), hint)


def no_document_beside(clause: str, policy: str, span: Span) -> Diagnostic:
    hint = f"name the folder that holds it with `--policies`, or write `DOCUMENT#{clause}`"
    return Diagnostic("G455", f"`{clause}` is of no document: no `{policy}` beside these cases is loaded", (Label(span),), hint)
