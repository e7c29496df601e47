"""Every sentence that the resolver says to an author, one function per mistake; long because all the wording stands on one page.

A code is stable and has a page `docs/errors/<code>.md`. The first span is where the mistake is, a second one shows what it clashes with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from gauger.diagnostics import Diagnostic, Label
from gauger.diagnostics.suggestion import suggest
from gauger.policy.structure import DEEPEST, LOCATOR_WORDS, STEP_KINDS
from gauger.text import Span

Other = tuple[Span, str]
"""A second place and what is said about it."""


def _error(code: str, span: Span, message: str, help_: str, *others: Other, label: str = "") -> Diagnostic:
    return Diagnostic(code, message, (Label(span, label), *(Label(place, text) for place, text in others)), help_)


def list_names(names: Iterable[str], most: int = 8) -> str:
    """`a`, `b` and `c`; a long list is cut and says how many more there are."""
    quoted = [f"`{n}`" for n in names]
    if len(quoted) > most:
        return f"{', '.join(quoted[:most])} and {len(quoted) - most} more"
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def _near(name: str, candidates: Iterable[str], otherwise: str) -> str:
    nearest = suggest(name, candidates)
    return f"did you mean `{nearest}`?" if nearest else otherwise


def _known(kind: str, candidates: Iterable[str]) -> str:
    names = sorted(candidates)
    return f"{kind}: {list_names(names)}" if names else f"there are no {kind}"


# --- G203: values, lists, blocks ----------------------------------------------------------------------------------------


def wrong_literal(span: Span, written: str, wanted: str) -> Diagnostic:
    return _error("G203", span, f"expected {wanted}, found {written}", f"write {wanted} here")


def declared_twice(span: Span, kind: str, name: str, first: Span) -> Diagnostic:
    return _error("G204", span, f"the {kind} `{name}` is declared twice", "rename or remove one of the two", (first, "first declared here"))


def listed_twice(span: Span, name: str, first: Span) -> Diagnostic:
    return _error("G205", span, f"`{name}` is listed twice", "name it once", (first, "first listed here"))


def nested_too_deep(span: Span) -> Diagnostic:
    message = f"conditions stand more than {DEEPEST} blocks deep in one another"
    return _error("G206", span, message, "give the inner ones a name with `define`")


def measured_without_figure(span: Span, attribute: str, kind: str, declared: Span) -> Diagnostic:
    help_ = "drop how it is measured, or declare the attribute `figure`"
    return _error("G207", span, f"`{attribute}` is declared `{kind}` and not measured over time", help_, (declared, "declared here"))


def figure_in_some(span: Span, attribute: str) -> Diagnostic:
    message = f"`{attribute}` is measured over time and cannot be tested of an entry"
    return _error("G208", span, message, "declare the attribute `number`, or move this line out of the block")


def sum_without_numbers(span: Span, attribute: str, kind: str, declared: Span) -> Diagnostic:
    message = f"`{attribute}` is declared `{kind}` and cannot be summed"
    return _error("G209", span, message, "sum an attribute declared `number`", (declared, "declared here"))


# --- G210: names that nothing declares ---------------------------------------------------------------------------------


def undeclared_act(span: Span, act: str, candidates: Iterable[str]) -> Diagnostic:
    return _error("G210", span, f"no act `{act}` is declared", _near(act, candidates, _known("declared acts", candidates)))


def undeclared_object(span: Span, name: str, candidates: Iterable[str]) -> Diagnostic:
    return _error("G211", span, f"no object `{name}` is declared", _near(name, candidates, _known("declared objects", candidates)))


def undeclared_attribute(span: Span, entity: str, name: str, candidates: Iterable[str], parts: Iterable[str] = ()) -> Diagnostic:
    names = sorted(c.removeprefix(f"{entity}.") for c in candidates if c.startswith(f"{entity}."))
    whose = _article(entity)
    if name in parts:
        help_ = f"there may be several: write `some {name} of {entity}`, and test `{name}.…` in its block"
        return _error("G212", span, f"{whose} has no attribute `{name}`", help_)
    return _error("G212", span, f"{whose} has no attribute `{name}`", _near(name, names, _known(f"attributes of {whose}", names)))


def _article(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def undeclared_term(span: Span, name: str, candidates: Iterable[str]) -> Diagnostic:
    help_ = _near(name, candidates, _known("concepts and definitions in reach", candidates))
    return _error("G213", span, f"no concept or definition `{name}` is declared", help_)


def undeclared_concept(span: Span, name: str, candidates: Iterable[str]) -> Diagnostic:
    return _error("G214", span, f"no concept `{name}` is declared", _near(name, candidates, _known("concepts in reach", candidates)))


def undeclared_publisher(span: Span, name: str, candidates: Iterable[str]) -> Diagnostic:
    help_ = _near(name, candidates, f"declare it in a publisher file: `publisher {name}`")
    return _error("G215", span, f"no publisher `{name}` is declared", help_)


def undeclared_channel(span: Span, name: str, candidates: Iterable[str]) -> Diagnostic:
    help_ = _near(name, candidates, f"declare it in a publisher file: `channel {name}`")
    return _error("G216", span, f"no channel `{name}` is declared", help_)


def undeclared_document(span: Span, name: str, candidates: Iterable[str]) -> Diagnostic:
    help_ = _near(name, candidates, "documents are named `publisher/name`, and each has a file of its own")
    return _error("G217", span, f"no document `{name}` is declared", help_)


def undeclared_exception(span: Span, name: str, document: str, candidates: Iterable[str]) -> Diagnostic:
    help_ = _near(name, candidates, f"declare it in this document: `exception {name}`")
    return _error("G218", span, f"`{document}` has no exception `{name}`", help_)


def undeclared_consequence(span: Span, name: str, document: str, candidates: Iterable[str]) -> Diagnostic:
    help_ = _near(name, candidates, f"declare it in this document: `consequence {name}`")
    return _error("G219", span, f"`{document}` has no consequence `{name}`", help_)


def undeclared_reading(span: Span, concept: str, name: str, candidates: Iterable[str], declared: Span) -> Diagnostic:
    help_ = _near(name, candidates, _known(f"readings of `{concept}`", candidates))
    return _error("G220", span, f"`{concept}` has no reading `{name}`", help_, (declared, "the concept is declared here"))


def undeclared_clause(span: Span, name: str, document: str, candidates: Iterable[str]) -> Diagnostic:
    help_ = _near(name, candidates, "a text with a slash is a document, one without is a clause of this document")
    return _error("G221", span, f"`{document}` has no clause `{name}`", help_)


def undeclared_form(span: Span, name: str, forms: Sequence[str]) -> Diagnostic:
    help_ = _near(name, forms, _known("forms in `attribute permission.form`", forms) if forms else "declare `attribute permission.form`")
    return _error("G222", span, f"no form of permission `{name}` is declared", help_)


def unknown_word(span: Span, kind: str, name: str, allowed: Sequence[str]) -> Diagnostic:
    only = f"write `{allowed[0]}`" if len(allowed) == 1 else f"it is one of {list_names(allowed, most=20)}"
    return _error("G223", span, f"`{name}` is no {kind}", _near(name, allowed, only))


# --- G224: types -------------------------------------------------------------------------------------------------------


def wrong_arity(span: Span, name: str, parameters: Sequence[str], given: int, declared: Span) -> Diagnostic:
    message = f"`{name}` takes {_count(len(parameters), 'argument')}, {_given(given)} given"
    return _error("G224", span, message, f"write `{name}({', '.join(parameters)})`", (declared, "declared here"))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _given(number: int) -> str:
    return "1 is" if number == 1 else f"{number} are"


def wrong_entity(span: Span, argument: str, entity: str, name: str, parameter: str, wanted: str, declared: Span) -> Diagnostic:
    message = f"`{argument}` is a {entity}, `{name}` wants a {wanted} here"
    return _error("G225", span, message, f"give it a {wanted}", (declared, f"its parameter `{parameter}` is a {wanted}"))


def impossible_comparison(span: Span, operator: str, attribute: str, kind: str, possible: Sequence[str], declared: Span) -> Diagnostic:
    message = f"`{operator}` cannot compare `{attribute}`, which is declared `{kind}`"
    return _error("G226", span, message, f"it can be compared with {list_names(possible)}", (declared, "declared here"))


def value_not_listed(span: Span, value: str, attribute: str, values: Sequence[str], sets: Iterable[str], declared: Span) -> Diagnostic:
    help_ = _near(value, (*values, *sets), f"its values: {list_names(values, most=20)}")
    return _error("G227", span, f"`{value}` is no value of `{attribute}`", help_, (declared, "its values are declared here"))


def set_value_not_listed(span: Span, name: str, value: str, attribute: str, declared: Span) -> Diagnostic:
    message = f"the set `{name}` holds `{value}`, which is no value of `{attribute}`"
    help_ = "list the values here, or make a set of values that it can have"
    return _error("G297", span, message, help_, (declared, "the set is declared here"))


def value_of_wrong_sort(span: Span, value: str, attribute: str, wanted: str, declared: Span) -> Diagnostic:
    message = f"`{attribute}` is compared with {wanted}, not with {value}"
    return _error("G228", span, message, f"write {wanted}", (declared, "declared here"))


def attribute_among_values(span: Span, name: str) -> Diagnostic:
    return _error(
        "G229", span, f"`{name}` cannot stand among other values", "compare with it alone, and give the values a line of their own"
    )


def set_as_value(span: Span, name: str, operator: str, declared: Span) -> Diagnostic:
    help_ = "for membership in a set, write `in`; for lists, `overlaps`"
    return _error("G230", span, f"`{name}` is a set, and `{operator}` takes one value", help_, (declared, "the set is declared here"))


def variable_out_of_scope(span: Span, name: str, where: str, scope: Iterable[str], reason: Other | None) -> Diagnostic:
    others = (reason,) if reason else ()
    if name == "release":
        help_ = "put the condition in a block `some release of model`"
    elif name == "base":
        help_ = "put the condition in a block `some base of model`"
    else:
        help_ = f"in reach here: {list_names(sorted(scope))}" if scope else "nothing can be tested here"
    return _error("G231", span, f"there is no `{name}` in {where}", help_, *others)


def unknown_variable(span: Span, name: str, candidates: Iterable[str]) -> Diagnostic:
    return _error("G232", span, f"`{name}` stands for nothing", _near(name, candidates, _known("what can be tested here", candidates)))


def attribute_missing(span: Span, name: str) -> Diagnostic:
    return _error("G233", span, f"`{name}` alone cannot be compared", f"name one of its attributes: `{name}.…`")


def unfit_right_side(span: Span, name: str) -> Diagnostic:
    message = f"`{name}` cannot stand on the right of a comparison"
    return _error("G234", span, message, "compare with written values, or with another's attribute: `publisher.…`, `source.…`, `data.…`")


def foreign_test_in_some(span: Span, what: str, entry: str) -> Diagnostic:
    message = f"a block `some {entry} of …` tests only its own entry, not {what}"
    return _error("G235", span, message, f"test attributes `{entry}.…` against written values, and move this line out of the block")


def unknown_entries(span: Span, kind: str, of: str, candidates: Iterable[str], owners: Sequence[str]) -> Diagnostic:
    whose = f"`{kind}` is of {' or '.join(_article(o) for o in owners)}" if owners else _known("lists", candidates)
    return _error("G236", span, f"there is no list `{kind}` of `{of}`", whose if owners else _near(kind, candidates, whose))


def pattern_called(span: Span, name: str, declared: Span) -> Diagnostic:
    help_ = "name an object that is `tied by` it after `using`"
    return _error("G237", span, f"`{name}` is read on routes and is no condition", help_, (declared, "its readings have `along`"))


def unknown_parameter(span: Span, name: str, candidates: Iterable[str]) -> Diagnostic:
    help_ = _near(name, candidates, f"parameters are named like variables: {list_names(candidates, 12)}")
    return _error("G238", span, f"`{name}` is no parameter", help_)


def mixed_values(span: Span, name: str, first: Span) -> Diagnostic:
    return _error("G239", span, f"the set `{name}` mixes sorts of values", "make two sets of them", (first, "this is of another sort"))


# --- G240: concepts, cycles --------------------------------------------------------------------------------------------


def cycle(code: str, kind: str, names: Sequence[str], spans: Sequence[Span], help_: str) -> Diagnostic:
    path = " → ".join(f"`{n}`" for n in (*names, names[0]))
    following = (*names[1:], names[0])
    others = [(span, f"and `{after}` is named here") for span, after in zip(spans[1:], following[1:], strict=True)]
    return _error(code, spans[0], f"{kind} {path}", help_, *others, label=f"`{following[0]}` is named here")


def exception_cycle(names: Sequence[str], spans: Sequence[Span]) -> Diagnostic:
    help_ = "drop one of these `except`; a text that refers to itself is a concept"
    return cycle("G240", "exceptions run in a circle:", names, spans, help_)


def term_cycle(names: Sequence[str], spans: Sequence[Span]) -> Diagnostic:
    return cycle("G241", "concepts and definitions run in a circle:", names, spans, "let one of them stand on attributes alone")


def set_cycle(names: Sequence[str], spans: Sequence[Span]) -> Diagnostic:
    return cycle("G242", "sets run in a circle:", names, spans, "write out the values of one of them")


def unfit_moment(span: Span, written: str, moments: Iterable[str]) -> Diagnostic:
    message = f"`{written}` is no moment at which a figure is taken"
    return _error("G243", span, message, _near(written, moments, f"write a day, or one of: {', '.join(moments)}"))


def consequence_cycle(names: Sequence[str], spans: Sequence[Span]) -> Diagnostic:
    return cycle("G244", "consequences run in a circle:", names, spans, "let the last of them lead to nothing")


def mixed_readings(span: Span, concept: str, name: str, other: Span) -> Diagnostic:
    message = f"the reading `{name}` of `{concept}` has no `along`, other readings have"
    return _error("G245", span, message, "give every reading `along`, or none", (other, "this reading has `along`"))


def order_cycle(span: Span, concept: str, names: Sequence[str]) -> Diagnostic:
    path = " → ".join(f"`{n}`" for n in (*names, names[0]))
    return _error("G246", span, f"the order of `{concept}` runs in a circle: {path}", "drop one of the `order` lines")


def tied_without_pattern(span: Span, concept: str, declared: Span) -> Diagnostic:
    help_ = "give its readings `along`, or name another concept"
    return _error("G247", span, f"`{concept}` ties nothing: its readings have no `along`", help_, (declared, "declared here"))


def shadowed_term(span: Span, name: str, document: str, first: Span) -> Diagnostic:
    message = f"the concept `{name}` of `{document}` has the name of a vocabulary term"
    return _error("G248", span, message, "give the document's own concept another name", (first, "the vocabulary declares it here"))


def unfit_binding(span: Span, concept: str, why: str, declared: Span) -> Diagnostic:
    message = f"`{concept}` cannot say whom a text binds: {why}"
    return _error("G249", span, message, "declare it over `party` and `access`, with readings that say `when`", (declared, "declared here"))


def sent_without_access(span: Span, source: str) -> Diagnostic:
    return _error("G200", span, f"an object taken from a {source} is not sent to a model", "drop `sent`, or write `from access`")


def covers_itself(span: Span, name: str) -> Diagnostic:
    return _error("G201", span, f"the object `{name}` covers itself", "name another object, or drop it")


def anew_without_step(span: Span, attribute: str) -> Diagnostic:
    message = f"`{attribute}` is not between its party and a service, and is not asked anew of another"
    return _error("G202", span, message, "drop `asked anew`, or make it an attribute `step.…`")


def never_empty_without_list(span: Span, attribute: str, kind: str) -> Diagnostic:
    return _error("G277", span, f"`{attribute}` is declared `{kind}` and is never empty as it is", "drop `never empty`")


def count_of_nothing(span: Span, what: str) -> Diagnostic:
    return _error("G298", span, f"{what} is at least 1", "write a whole number above 0, or drop the line")


def empty_text(span: Span) -> Diagnostic:
    return _error("G299", span, "a text without words says nothing", "write what it says")


def part_like_variable(span: Span, name: str, taken: Sequence[str]) -> Diagnostic:
    message = f"a part cannot be called `{name}`, which stands for something else"
    return _error("G264", span, message, f"choose a name other than {list_names(taken, 20)}")


def layer_without_dataset(span: Span, source: str) -> Diagnostic:
    message = f"an object taken from {source} has no layers"
    return _error("G265", span, message, "drop `layer`, or write `from dataset`")


def condition_without_reach(span: Span, source: str) -> Diagnostic:
    message = f"there is nothing to test of an object taken from {source}"
    return _error(
        "G266", span, message, "drop `when`: the access can be tested of what comes from an access, the source of what comes from a model"
    )


def tied_to_itself(span: Span, concept: str) -> Diagnostic:
    message = f"readings of `{concept}` exclude one another as it is"
    return _error("G267", span, message, "name a reading of another concept")


def like_itself(span: Span, document: str) -> Diagnostic:
    return _error("G268", span, f"`{document}` reads everything as it does itself", "name another document")


def like_own_concept(span: Span, concept: str, document: str, declared: Span) -> Diagnostic:
    message = f"`{concept}` is a concept of `{document}` alone, so no other text has a reading of it"
    return _error("G269", span, message, "declare it in the vocabulary, or drop the line", (declared, "declared here"))


# --- G270: documents ---------------------------------------------------------------------------------------------------


def versions_on_one_day(span: Span, day: date, first: Span) -> Diagnostic:
    return _error("G270", span, f"two versions have the date {day}", "two texts of one day are one version", (first, "the other is here"))


def empty_period(span: Span, since: date, until: date) -> Diagnostic:
    message = f"no day lies from {since} until {until}"
    return _error("G271", span, message, "`from` is the first day, `until` the first day after the last")


def empty_recording(span: Span, since: date, until: date) -> Diagnostic:
    message = f"a recording from {since} until {until} covers no day"
    return _error("G272", span, message, "`from` is the day of the first recording, `until` that of the first one that differs")


def locator_too_long(span: Span, words: int) -> Diagnostic:
    message = f"a locator of {words} words; at most {LOCATOR_WORDS} may be quoted"
    return _error("G273", span, message, "quote the few words that stand nowhere else in the document")


def locator_empty(span: Span) -> Diagnostic:
    return _error("G274", span, "a locator without words finds nothing", f"quote up to {LOCATOR_WORDS} words of the original")


def clause_without_locator(span: Span, name: str) -> Diagnostic:
    help_ = "add `locate` with a few words of the original, or `standing secondary` if nobody has seen it"
    return _error("G275", span, f"the clause `{name}` has no `locate`", help_)


def document_without_reach(span: Span, name: str) -> Diagnostic:
    help_ = "add `governs` and its channels, or `licence` and its identifiers, or let another document include it"
    return _error("G276", span, f"nothing brings `{name}` into play", help_)


def passage_without_publisher(span: Span, name: str) -> Diagnostic:
    message = f"`{name}` passes through for no publisher's models"
    return _error("G278", span, message, "add `for` and the publishers of the models; `licence` and `host` need none")


def passage_of_a_publisher(span: Span, name: str) -> Diagnostic:
    message = f"`{name}` is not told apart by publishers"
    return _error("G279", span, message, f"write `passes through {name}` on a line of its own")


def announced_too_late(span: Span, announced: date, since: date, version: Span) -> Diagnostic:
    message = f"a version of {since} was not announced on {announced} only"
    return _error(
        "G280", span, message, "`announced` is the day on which the text was published before it took effect", (version, "the version")
    )


def precedence_over_itself(span: Span, name: str) -> Diagnostic:
    return _error("G281", span, f"`{name}` cannot stand above or below itself", "name another text")


def licence_claimed_twice(span: Span, licence: str, first: Span, holder: str) -> Diagnostic:
    help_ = "an identifier stands for one text; give one of them a `LicenseRef-…`"
    return _error("G282", span, f"the licence `{licence}` is claimed by two documents", help_, (first, f"`{holder}` claims it here"))


def undeclared_fact(span: Span, name: str, candidates: Iterable[str]) -> Diagnostic:
    help_ = _near(name, candidates, f"declare it in the vocabulary: `attribute publisher.{name}`")
    return _error("G283", span, f"`{name}` is nothing that a publisher file can state", help_)


def fact_of_several_values(span: Span, name: str, declared: Span) -> Diagnostic:
    return _error("G284", span, f"`{name}` takes one value", "keep one of them", (declared, "declared here"))


def release_act_with_steps(span: Span) -> Diagnostic:
    return _error("G285", span, "an act `on release` is done by no step", "drop `does`, or write `on step`")


def step_act_without_steps(span: Span, name: str) -> Diagnostic:
    help_ = f"add `does` and one or more of {list_names(STEP_KINDS, 20)}"
    return _error("G286", span, f"the act `{name}` is `on step` and names no kind of step", help_)


def unfit_count(span: Span, written: str) -> Diagnostic:
    return _error("G287", span, f"`{written}` is no whole number", "count in whole numbers")


def read_twice(span: Span, concept: str, first: Span) -> Diagnostic:
    return _error("G288", span, f"`{concept}` is read in two ways in one place", "keep one `reads`", (first, "the other is here"))


def includes_itself(span: Span, name: str) -> Diagnostic:
    return _error("G289", span, f"`{name}` includes itself", "name another document")


def unfit_subject(span: Span, subject: str, on: str) -> Diagnostic:
    return _error("G290", span, f"an act `on {on}` cannot be about a `{subject}`", "its subject is `model` or `dataset`")


def title_without_making(span: Span, subject: str) -> Diagnostic:
    message = f"title to a `{subject}` hangs on what it was made of"
    return _error("G291", span, message, "name the objects after `using`")


def title_to_output_using(span: Span) -> Diagnostic:
    return _error("G292", span, "title to output arises with the access alone", "drop `using`")


def attribute_without_entity(span: Span, name: str) -> Diagnostic:
    return _error("G293", span, f"`{name}` does not say whose attribute it is", "write `attribute model.task`, an entity and a name")


def channel_without_publisher(span: Span, name: str) -> Diagnostic:
    return _error("G294", span, f"the channel `{name}` does not say whose it is", "name it `publisher/name`")


def affiliates_of_no_party(span: Span, attribute: str) -> Diagnostic:
    return _error("G295", span, f"`{attribute}` is of something that has no affiliates", "only a party has: drop `with affiliates`")


def unfit_comparison_of_attributes(span: Span, left: str, operator: str, right: str, declared: Span) -> Diagnostic:
    message = f"`{left}` cannot be compared with `{right}` by `{operator}`"
    help_ = "two lists: `overlaps`; one value and a list: `in`; a list and one value: `includes`; two values: `is`"
    return _error("G296", span, message, help_, (declared, "the attribute on the right is declared here"))
