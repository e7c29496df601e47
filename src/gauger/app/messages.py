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
    if choices[0].endswith(".obtained"):
        return _obtained_too_late(choices, spans)
    used, using = (choice.removeprefix("fact:").removesuffix(".date") for choice in choices)
    labels = (Label(spans[1], "begins too early"), Label(spans[0], "begins later"))
    message = f"`{using}` begins before `{used}`, which it uses or lets out, can have begun"
    return Diagnostic("G462", message, labels, "mend one of the two days, or leave out the one that is not known")


def _obtained_too_late(choices: Sequence[str], spans: Sequence[Span]) -> Diagnostic:
    copy, using = choices[0].removeprefix("fact:").removesuffix(".obtained"), choices[1].removeprefix("fact:").removesuffix(".date")
    labels = (Label(spans[0], "obtained too late"), Label(spans[1], "takes it before"))
    return Diagnostic(
        "G462", f"`{using}` takes `{copy}` before the copy was obtained", labels, "mend one of the two days, or leave out `obtained`"
    )


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


def not_seen_lately(document: str, last: date, as_of: date, url: str) -> Diagnostic:
    days = (as_of - last).days
    message = f"the text of `{document}` was last seen on {last}, {days} days before {as_of}"
    return Diagnostic("G468", message, (), f"look whether {url} still says so, or verify it against a newer archive", "warning")


# --- positions of counsel ----------------------------------------------------------------------------------------------


def position_to_come(span: Span, on: date, as_of: date) -> Diagnostic:
    message = f"this position holds from {on} on, and the question is asked on {as_of}"
    return Diagnostic("G470", message, (Label(span),), "ask on a day on which it holds, or leave it out")


def position_expired(span: Span, until: date, days: int) -> Diagnostic:
    ago = f"{days} day{'' if days == 1 else 's'} ago"
    hint = "let whoever adopted it look at it again and write another `until`, or leave it out"
    return Diagnostic("G471", f"this position ended on {until}, {ago}", (Label(span),), hint)


def position_on_unknown_document(span: Span, document: str, known: Sequence[str]) -> Diagnostic:
    near = suggest(document, known)
    hint = f"did you mean `{near}`?" if near else "`gauger terms` lists the documents, `--policies` adds more"
    return Diagnostic("G472", f"there is no document `{document}`", (Label(span),), hint)


def position_on_unknown_concept(span: Span, concept: str, document: str, known: Sequence[str]) -> Diagnostic:
    near = suggest(concept, known)
    hint = f"did you mean `{near}`?" if near else f"`gauger terms show {document} CLAUSE` lists what a clause leaves open"
    return Diagnostic("G473", f"`{document}` leaves no `{concept}` open", (Label(span),), hint)


def position_on_unknown_reading(span: Span, concept: str, reading: str, known: Sequence[str]) -> Diagnostic:
    near = suggest(reading, known)
    hint = f"did you mean `{near}`?" if near else f"its readings: {', '.join(f'`{name}`' for name in known)}"
    return Diagnostic("G474", f"`{concept}` has no reading `{reading}`", (Label(span),), hint)


def position_against_text(span: Span, concept: str, document: str, fixed: str, because: str) -> Diagnostic:
    message = f"`{document}` itself fixes `{concept}` as `{fixed}`"
    return Diagnostic("G475", message, (Label(span),), f"the text decides: {because}")


def position_unfounded(span: Span, concept: str, reading: str, standing: str) -> Diagnostic:
    message = f"nothing in the text supports `{reading}` as a reading of `{concept}`: it is known as {standing} only"
    return Diagnostic("G476", message, (Label(span),), f"admit such readings with `--admit {standing}`, or adopt another one")


def position_taken_twice(span: Span, concept: str, document: str, first: Span) -> Diagnostic:
    message = f"two positions read `{concept}` in `{document}`"
    return Diagnostic("G477", message, (Label(span), Label(first, "the other is here")), "keep one of them")


# --- what if -----------------------------------------------------------------------------------------------------------


def no_such_scenario(name: str, near: str | None, known: Sequence[str]) -> Diagnostic:
    hint = f"did you mean `{near}`?" if near else f"there are: {', '.join(known)}; or name a folder of policies"
    return Diagnostic("G486", f"there is no scenario `{name}`", (), hint)


def no_such_form(form: str, known: Sequence[str]) -> Diagnostic:
    near = suggest(form, known)
    hint = f"did you mean `{near}`?" if near else f"one of: {', '.join(known)}"
    return Diagnostic("G487", f"nothing is let out as `{form}`", (), hint)


def no_such_region(code: str, near: str | None) -> Diagnostic:
    hint = f"did you mean `{near}`?" if near else "write ISO 3166-1 codes such as `DE`, or `EU` or `EEA`"
    return Diagnostic("G489", f"`{code}` is no country code", (), hint)


def nothing_supposed() -> Diagnostic:
    return Diagnostic("G488", "nothing is supposed", (), "name a day, a region, a form of release, a scenario, or rules to add")


# --- questions ---------------------------------------------------------------------------------------------------------


def no_such_answer(question: str, written: str) -> Diagnostic:
    return Diagnostic("G485", f"`{written}` is no answer to “{question}”", (), "type one of the answers shown, or a value of that sort")


# --- repairs -----------------------------------------------------------------------------------------------------------


def no_such_finding(problem: str) -> Diagnostic:
    return Diagnostic("G480", problem, (), "`gauger check` prints the id of each finding")


def nothing_to_repair(finding: str, verdict: str) -> Diagnostic:
    return Diagnostic(
        "G481", f"there is nothing to repair: `{finding}` is {verdict}", (), "name a finding that is not clear, or none for all of them"
    )


def unknown_offered_channel(channel: str, near: str | None) -> Diagnostic:
    hint = (
        f"did you mean `{near}`?"
        if near
        else "write `MODEL@CHANNEL`, a channel as `gauger terms` lists it, or nothing behind the model for `local`"
    )
    return Diagnostic("G482", f"there is no channel `{channel}` through which a teacher could be reached", (), hint)


def offer_without_hub_id(role: str, reference: str) -> Diagnostic:
    return Diagnostic("G483", f"`{reference}` cannot stand in as a {role}", (), "write its id as on the hub, `OWNER/NAME`")


def promise_not_kept(name: str, findings: Sequence[str]) -> Diagnostic:
    listed = ", ".join(f"`{finding}`" for finding in findings[:3])
    message = f"`{name}` was left as it was: written there, the repair would not bring what it promises for {listed}"
    return Diagnostic("G484", message, (), "make the edits by hand, and check again")


# --- files of cases ----------------------------------------------------------------------------------------------------


def not_a_list(span: Span) -> Diagnostic:
    return Diagnostic("G450", "a file of cases is a list of cases", (Label(span),), "begin each case with `- case: …`")


def missing_key(key: str, span: Span) -> Diagnostic:
    return Diagnostic("G451", f"`{key}` is missing", (Label(span),), "a case has `case`, `as-of`, `declaration` or `like`, and `expect`")


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


def missing_reason(span: Span) -> Diagnostic:
    return Diagnostic("G451", "`because` is missing", (Label(span),), "say why no case can notice it, or write a case that does")


def reason_for_nothing(name: str, unnoticed: Sequence[str], span: Span) -> Diagnostic:
    near = suggest(name, unnoticed)
    hint = f"did you mean `{near}`?" if near else "a case notices it, or nothing of that name is made wrong; leave the reason out"
    return Diagnostic("G459", f"`{name}` does not go unnoticed", (Label(span),), hint)


def no_such_case(name: str, earlier: Sequence[str], span: Span) -> Diagnostic:
    near = suggest(name, earlier)
    hint = f"did you mean `{near}`?" if near else "`like` names a case that stands before this one in the same file"
    return Diagnostic("G456", f"no case before this one is named `{name}`", (Label(span),), hint)


def declared_and_like(declaration: Span, like: Span) -> Diagnostic:
    labels = (Label(declaration), Label(like, "and here it is like another"))
    return Diagnostic("G457", "a case declares all itself or is like another one", labels, "keep `declaration` or `like`")


def change_of_nothing(key: str, span: Span) -> Diagnostic:
    return Diagnostic("G457", f"`{key}` changes nothing", (Label(span),), "say with `like` which case this one is like")


def no_such_place(path: str, known: Sequence[str], span: Span) -> Diagnostic:
    near = suggest(path, known)
    hint = f"did you mean `{near}`?" if near else "write a path such as `artifacts.student.scope` or `steps.collect.date`"
    return Diagnostic("G458", f"there is no `{path}` in the declaration that this one is like", (Label(span),), hint)


def no_such_clause(key: str, known: Sequence[str], span: Span) -> Diagnostic:
    near = suggest(key, known)
    hint = f"did you mean `{near}`?" if near else "`gauger terms` lists the clauses of every document, `--policies` adds more"
    return Diagnostic("G455", f"there is no clause `{key}`", (Label(span),), hint)


def no_document_beside(clause: str, policy: str, span: Span) -> Diagnostic:
    hint = f"name the folder that holds it with `--policies`, or write `DOCUMENT#{clause}`"
    return Diagnostic("G455", f"`{clause}` is of no document: no `{policy}` beside these cases is loaded", (Label(span),), hint)


# --- baselines ---------------------------------------------------------------------------------------------------------


def baseline_malformed(problem: str, span: Span) -> Diagnostic:
    """Half a baseline would let pass what nobody accepted, so none of it counts."""
    return Diagnostic("G490", f"the baseline cannot be used: {problem}", (Label(span),), "write it anew with `gauger baseline write`")


def baseline_of_other_version(found: str | None, known: int, span: Span) -> Diagnostic:
    message = f"the baseline is of version {found or 'unknown'}, and this program reads version {known}"
    return Diagnostic("G491", message, (Label(span),), "write it anew with `gauger baseline write`, or use the program that wrote it")
