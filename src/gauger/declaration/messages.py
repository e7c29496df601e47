"""All wording of the declaration room: one function per mistake, each with a stable code and a page in `docs/errors/`."""

from __future__ import annotations

from collections.abc import Iterable

from gauger.diagnostics import Diagnostic, Label
from gauger.text import Span

CUT_CODES = frozenset({"G310", "G313", "G314"})
"""Mistakes after which part of the file is not known, so that what the rest says cannot be judged."""


_NAMES_COMPARED = 500  # comparing is slow, and a file may have many names and many mistakes


def _guess(word: str, names: Iterable[str], otherwise: str | None = None) -> str | None:
    from gauger.diagnostics.suggestion import suggest  # a mistake may cost what a good file need not

    near = suggest(word, list(names)[:_NAMES_COMPARED])
    return f"did you mean `{near}`?" if near is not None else otherwise


def _list_names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _at(code: str, span: Span, message: str, label: str = "", advice: str | None = None, *more: Label) -> Diagnostic:
    return Diagnostic(code, message, (Label(span, label), *more), advice)


def _of_file(code: str, message: str, advice: str | None = None) -> Diagnostic:
    return Diagnostic(code, message, (), advice)


# --- the file ----------------------------------------------------------------------------------------------------------


def unreadable_file(name: str, reason: str) -> Diagnostic:
    return _of_file("G300", f"`{name}` cannot be read: {reason}", "check the path and that you may read it")


def directory_given(name: str) -> Diagnostic:
    return _of_file("G301", f"`{name}` is a directory, not a declaration", "name the file in it, such as `gauger.yaml`")


def file_too_large(name: str, limit: int) -> Diagnostic:
    return _of_file("G302", f"`{name}` is larger than {limit // 1_000_000} MB", "a declaration describes data, it does not hold it")


def empty_file(name: str) -> Diagnostic:
    return _of_file("G303", f"`{name}` declares nothing", "begin with `gauger: 1`, then `artifacts`, `steps` and `releases`")


def not_utf8(name: str, found: str, where: str = "") -> Diagnostic:
    return _of_file("G304", f"`{name}` is not UTF-8 text: it {found}{where}", "save it as UTF-8")


def invisible_character(span: Span, name: str) -> Diagnostic:
    return _at("G305", span, f"an invisible character stands here: {name}", "", "delete it: it makes the text read otherwise than it looks")


def unknown_format(name: str) -> Diagnostic:
    return _of_file("G306", f"`{name}` is in no format that is read here", "end its name in `.yaml`, `.yml`, `.json` or `.toml`")


# --- the syntax --------------------------------------------------------------------------------------------------------


_YAML_PROBLEMS = {
    "did not find expected ',' or": "a comma or the closing bracket is missing",
    "found unexpected end of stream": "a quote is not closed",
    "found unexpected document indicator": "a quote is not closed",
    "mapping values are not allowed": "a `:` stands where no key can be",
    "did not find expected key": "a line is indented otherwise than its neighbours",
    "did not find expected '-'": "a line is indented otherwise than its neighbours",
    "could not find expected ':'": "a `:` is missing",
    "block sequence entries are not allowed": "a `-` cannot stand here",
    "found character that cannot start": "this character cannot begin a value",
    "found unknown escape character": "this escape is not known",
    "control characters are not allowed": "a control character stands here",
}


def broken_yaml(span: Span, problem: str, opened: Span | None = None) -> Diagnostic:
    words = next((words for start, words in _YAML_PROBLEMS.items() if problem.startswith(start)), "it cannot be read on from here")
    more = (Label(opened, "in what begins here"),) if opened is not None else ()
    return _at("G307", span, f"this is not YAML: {words}", "here", "check the indentation, the brackets and the quotes", *more)


def broken_json(span: Span, problem: str) -> Diagnostic:
    return _at("G307", span, f"this is not JSON: {problem}", "here", "a `.json` file is read strictly; name it `.yaml` for anything looser")


def broken_toml(span: Span, problem: str) -> Diagnostic:
    return _at("G307", span, f"this is not TOML: {problem}", "here")


def tab_used(span: Span) -> Diagnostic:
    return _at("G308", span, "a tab cannot stand here", "a tab", "indent with spaces")


def duplicate_key(key: str, span: Span, first: Span) -> Diagnostic:
    return _at("G309", span, f"`{key}` is written twice", "again here", "keep one of them", Label(first, "first here"))


def key_not_text(span: Span) -> Diagnostic:
    return _at("G310", span, "a key must be a name", "not a name", "put it in quotes if it is meant as a name")


def alias_to_itself(span: Span) -> Diagnostic:
    return _at("G311", span, "this alias stands inside what it repeats", "", "write the value out")


def alias_to_nothing(span: Span) -> Diagnostic:
    return _at("G311", span, "this alias repeats an anchor that does not exist", "", "write the value out")


def aliases_expand(span: Span, limit: int) -> Diagnostic:
    return _at("G311", span, f"aliases expand to more than {limit} values", "expanded here", "write the values out")


def too_many_values(span: Span, limit: int) -> Diagnostic:
    return _at(
        "G312", span, f"there are more than {limit} values", "reading stopped here", "a declaration describes data, it does not hold it"
    )


def merge_key(span: Span) -> Diagnostic:
    return _at("G313", span, "merge keys are not read", "", "write out the keys that it would bring")


def tag_used(span: Span, tag: str) -> Diagnostic:
    return _at("G314", span, f"the tag `{tag}` is not read", "", "delete it; put the value in quotes if it is meant as text")


def several_documents(span: Span) -> Diagnostic:
    return _at("G315", span, "a second document begins here", "", "one file holds one declaration")


def nested_too_deep(span: Span, limit: int) -> Diagnostic:
    return _at("G316", span, f"this is nested more than {limit} deep", "reading stopped here")


# --- the shape ---------------------------------------------------------------------------------------------------------


def unknown_key(span: Span, key: str, owner: str, known: tuple[str, ...]) -> Diagnostic:
    return _at("G320", span, f"{owner} has no key `{key}`", "unknown key", _guess(key, known, f"known are {_list_names(known)}"))


def missing_key(span: Span, key: str, owner: str) -> Diagnostic:
    advice = "write `gauger: 1`, the version of this format" if key == "gauger" else None
    return _at("G321", span, f"{owner} has no `{key}`", f"`{key}` must stand here", advice)


_WRITTEN_SO = {
    "date": "where only the month is known, write `{between: [2026-03-01, 2026-03-31]}`",
    "share": "write 20 % as `0.2`",
}


def wrong_kind(span: Span, key: str, wanted: str) -> Diagnostic:
    return _at("G322", span, f"`{key}` takes {wanted}", "", _WRITTEN_SO.get(key))


_KEY_OF_ONE = {
    "an artifact": "model", "a step": "does", "a step of an origin": "does", "a release": "artifact", "the party": "name",
    "a party": "name", "an agreement": "document", "a permission": "clauses", "an entry of `data`": "artifact",
}  # fmt: skip
"""The key under which whoever writes one word for all of it most likely meant the word."""


def no_mapping(span: Span, name: str, owner: str) -> Diagnostic:
    key = _KEY_OF_ONE.get(owner, "name")
    if name == "none":
        advice = "write `[]` where there is none"
    elif owner == "a file of positions":
        advice = "begin with `gauger: 1`, then `positions`"
    elif owner == "a declaration":
        advice = "begin with `gauger: 1`, then `artifacts`, `steps` and `releases`"
    else:
        advice = f"write `{{{key}: {name or '…'}}}`"
    return _at("G322", span, f"{owner} is written as keys and values", "", advice)


def no_value(span: Span, key: str) -> Diagnostic:
    return _at("G323", span, f"`{key}` has no value", "", "write `unknown`, or leave the key out, which means the same")


def not_a_choice(span: Span, key: str, word: str, choices: tuple[str, ...]) -> Diagnostic:
    return _at(
        "G324", span, f"`{word}` is not one of the values of `{key}`", "", _guess(word, choices, f"known are {_list_names(choices)}")
    )


def no_such_day(span: Span, day: str) -> Diagnostic:
    return _at("G325", span, f"the day `{day}` does not exist")


def unknown_version(span: Span, version: str) -> Diagnostic:
    return _at("G326", span, f"version `{version}` of this format is not known", "", "write `gauger: 1`")


def share_out_of_range(span: Span) -> Diagnostic:
    return _at("G327", span, "a share is a fraction from 0 to 1", "", "write 20 % as `0.2`")


# --- edits -------------------------------------------------------------------------------------------------------------


def no_place_to_edit(span: Span, place: str) -> Diagnostic:
    return _at("G330", span, f"there is no `{place}` that could be edited", "this is what there is")


def edit_of_repeated(span: Span, place: str, anchor: Span) -> Diagnostic:
    return _at(
        "G331",
        span,
        f"an edit of `{place}` would change what is repeated here",
        "repeated here",
        "write the value out in place of the alias",
        Label(anchor, "written here"),
    )


def edits_meet(span: Span, place: str) -> Diagnostic:
    return _at("G332", span, f"two edits meet at `{place}`", "", "make one edit of them")


def edit_not_made(span: Span, place: str) -> Diagnostic:
    return _at("G333", span, f"`{place}` cannot be edited as this file is written", "", "make this edit by hand")


# --- what it says ------------------------------------------------------------------------------------------------------


def unknown_artifact(span: Span, key: str, name: str, known: Iterable[str]) -> Diagnostic:
    inline = ", or write its id as on the hub, with whose it is before a slash" if key in {"with", "from", "data"} else ""
    return _at("G340", span, f"`{key}` names `{name}`, which is no artifact", "", _guess(name, known, f"add it under `artifacts`{inline}"))


def unknown_step(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return _at("G341", span, f"`feedback` names `{name}`, which is no step", "", _guess(name, known, "name a step by its `id`"))


def unknown_party(span: Span, key: str, name: str, known: Iterable[str]) -> Diagnostic:
    return _at("G342", span, f"`{key}` names `{name}`, which is no party", "", _guess(name, known, "add it under `parties`"))


def same_id(span: Span, kind: str, name: str, first: Span) -> Diagnostic:
    return _at("G343", span, f"two {kind} are called `{name}`", "again here", "give one of them another `id`", Label(first, "first here"))


def several_kinds(span: Span, name: str, kinds: Iterable[str]) -> Diagnostic:
    message = f"`{name}` is a {' and a '.join(kinds)} at once"
    return _at("G344", span, message, "", "keep one of them, and give the other an artifact of its own")


def no_kind(span: Span, name: str) -> Diagnostic:
    return _at("G345", span, f"`{name}` is neither a model nor a dataset nor a tool", "", "add `model`, `dataset` or `tool` with its id")


def document_and_partner(span: Span, document: str) -> Diagnostic:
    message = f"an agreement is under `{document}` or with somebody else, not both"
    return _at("G363", span, message, "", "keep `document` for encoded terms, `with` for everybody else")


def neither_document_nor_partner(span: Span) -> Diagnostic:
    return _at("G364", span, "an agreement has a `document` or somebody `with` whom it is", "", "add one of the two")


def mixed_licence(span: Span, written: str) -> Diagnostic:
    message = f"`{written}` joins licences by `AND` and by `OR`"
    return _at("G365", span, message, "", "write those that all apply as a list, each alternative as one expression with `OR`")


def unknown_choice_of_licence(span: Span, name: str, offered: Iterable[str]) -> Diagnostic:
    names = list(offered)
    help_ = _guess(name, names, f"there are {_list_names(names)}" if names else "list the alternatives with `OR` under `license`")
    return _at("G366", span, f"`{name}` is none of the licences among which there is a choice", "", help_)


def not_a_part(span: Span, key: str, wanted: Iterable[str]) -> Diagnostic:
    return (
        _at("G367", span, f"`{key}` takes words, and this is a mapping", "", f"write one of {_list_names(wanted)} or a list of them")
        if wanted
        else _at("G367", span, f"`{key}` takes words, and this is a mapping", "", "write a word, or a list of words")
    )


def unknown_figure_key(span: Span, key: str, known: Iterable[str]) -> Diagnostic:
    return _at("G368", span, f"a figure has no `{key}`", "", _guess(key, known, f"it has {_list_names(known)}"))


def figure_without_value(span: Span, name: str) -> Diagnostic:
    return _at("G369", span, f"this figure of `{name}` lacks `value`", "", "write `{value: 40000, from: 2026-01-01, until: 2026-12-31}`")


def position_ends_before(span: Span, on: Span) -> Diagnostic:
    return _at("G370", span, "this position ends before it begins", "the last day", "mend one of the days", Label(on, "the first day"))


def wrong_artifact(span: Span, key: str, name: str, kind: str, wanted: str) -> Diagnostic:
    return _at("G346", span, f"`{key}` takes a {wanted}, and `{name}` is a {kind}")


def yields_own_input(span: Span, step: str, name: str) -> Diagnostic:
    advice = "the new generation of a model or dataset is an artifact of its own"
    return _at("G347", span, f"step `{step}` yields its own input `{name}`", "this step", advice)


def steps_in_circle(span: Span, circle: tuple[str, ...]) -> Diagnostic:
    path = " -> ".join(f"`{name}`" for name in (*circle, circle[0]))
    advice = "the new generation of a model or dataset is an artifact of its own"
    return _at("G348", span, f"these steps go round in a circle: {path}", "begins here", advice)


def days_reversed(span: Span) -> Diagnostic:
    return _at("G349", span, "the first day is after the last", "", "write the earlier day first")


def ends_before_given(span: Span, given: Span) -> Diagnostic:
    return _at("G350", span, "the permission ends before it was given", "ends here", None, Label(given, "given here"))


def shares_exceed_one(span: Span, step: str, total: str) -> Diagnostic:
    return _at("G351", span, f"the shares of the data of `{step}` add up to {total}", "more than 1", "shares are fractions of the whole")


def channel_without_model(span: Span, step: str) -> Diagnostic:
    return _at("G352", span, f"step `{step}` has a channel but no model", "reaches nothing", "say with `with` which model is reached")


def two_declarants(span: Span, name: str) -> Diagnostic:
    return _at(
        "G353",
        span,
        f"`{name}` cannot be the declarant as well",
        "",
        "the declarant stands under `party`; a role here is `affiliate`, `contractor` or `stranger`",
    )


def fact_twice(span: Span, key: str, first: Span) -> Diagnostic:
    return _at("G354", span, f"the fact `{key}` is stated twice", "again here", "keep one of them", Label(first, "first here"))


def not_a_country(span: Span, code: str, known: Iterable[str]) -> Diagnostic:
    usual = {"UK": "GB", "EL": "GR", "ENGLAND": "GB", "USA": "US"}.get(code.upper())
    advice = f"did you mean `{usual}`?" if usual else f"did you mean `{code.upper()}`?" if code.upper() in set(known) else None
    return _at("G355", span, f"`{code}` is not an ISO 3166 country code", "", advice or "codes have two capital letters, such as `US`")


def not_one_country(span: Span, code: str, key: str) -> Diagnostic:
    return _at("G356", span, f"`{code}` is not one country, and `{key}` takes one", "", "name the state, such as `DE`")


# --- facts against the vocabulary --------------------------------------------------------------------------------------


def undeclared_fact(span: Span, key: str, entity: str, known: Iterable[str]) -> Diagnostic:
    advice = _guess(key, known, f"declare `attribute {entity}.{key}` in a vocabulary")
    return _at("G360", span, f"no vocabulary declares `{key}` of a {entity}", "unknown fact", advice)


def not_a_value(span: Span, key: str, word: str, values: tuple[str, ...], *, listed: bool = False) -> Diagnostic:
    otherwise = "write `[]` where there is none" if listed and word == "none" else f"known are {_list_names(values)}"
    return _at("G361", span, f"`{word}` is not one of the values of `{key}`", "", _guess(word, values, otherwise))


def wrong_fact(span: Span, key: str, wanted: str) -> Diagnostic:
    return _at("G362", span, f"`{key}` takes {wanted}")
