"""All wording of the language room: one function for every mistake. Codes `G1xx`, each with a page in `docs/errors/`."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from gauger.diagnostics import Diagnostic, Label
from gauger.text import Source, Span

# --- characters and indentation ----------------------------------------------------------------------------------------


def empty_file(source: Source) -> Diagnostic:
    """A file without a statement."""
    return Diagnostic(
        "G101",
        "this file is empty: it holds no statement",
        (Label(Span(source, 0, 0)),),
        "begin with a statement such as `document publisher/name` or `concept name(model)`, or remove the file",
    )


def tab_in_indentation(span: Span, more: int) -> Diagnostic:
    """A tab where spaces belong; `more` further lines have the same."""
    others = "" if not more else f"; {more} further line has the same" if more == 1 else f"; {more} further lines have the same"
    return Diagnostic("G102", f"tab in the indentation{others}", (Label(span),), "indent with two spaces a level")


def wrong_indentation(span: Span, width: int, expected: int) -> Diagnostic:
    """A line that stands at no level, or more than one level below its parent."""
    if width % 2:
        return Diagnostic(
            "G103",
            f"indentation of {_count(width, 'space')} is between two levels",
            (Label(span),),
            "indent with two spaces a level",
        )
    wanted = "no indentation" if expected == 0 else f"at most {_count(expected, 'space')}"
    return Diagnostic(
        "G104",
        f"indented too deep: {_count(width, 'space')} where {wanted} can follow the line above",
        (Label(span),),
        "indent with two spaces a level",
    )


def invisible_character(span: Span) -> Diagnostic:
    """A byte order mark, or a character that shows nothing or changes the order in which others show."""
    character = span.text
    if character == "\ufeff" and span.start == 0:
        return Diagnostic("G105", "this file begins with a byte order mark", (Label(span),), "save it as UTF-8 without the mark")
    point = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    return Diagnostic(
        "G106",
        f"invisible character {point}{f' ({name})' if name else ''}",
        (Label(span),),
        "remove it, or put a plain space in its place",
    )


# --- words ---------------------------------------------------------------------------------------------------------------


def foreign_letter(span: Span) -> Diagnostic:
    """A letter in a name that is not one of the 26, though it may look like one."""
    at = next(i for i, c in enumerate(span.text) if not c.isascii())
    letter = span.text[at]
    name = unicodedata.name(letter, f"U+{ord(letter):04X}").lower()
    plain = "".join(c for c in unicodedata.normalize("NFKD", span.text) if not unicodedata.combining(c))
    plain = plain.translate(_LOOK_ALIKE)
    return Diagnostic(
        "G107",
        f"`{letter}` in `{span.text}` is no plain letter: it is {name}",
        (Label(Span(span.source, span.start + at, span.start + at + 1)),),
        f"did you mean `{plain}`?" if plain.isascii() else "names are made of the letters a to z, digits, `-`, `.` and `/`",
    )


_LOOK_ALIKE = str.maketrans("аеорсухіјѕԁԛԝһӏɡοανιАВЕКМНОРСТХΑΒΕΗΙΚΜΝΟΡΤΧΖ", "aeopcyxijsdqwhlgoaviABEKMHOPCTXABEHIKMNOPTXZ")


def unclosed_text(span: Span) -> Diagnostic:
    """A quoted text whose closing quote is missing on its line."""
    return Diagnostic("G108", "this text is not closed", (Label(span),), 'end it with `"` on the same line')


def unknown_escape(span: Span) -> Diagnostic:
    """A backslash before something else than a quote or a backslash."""
    return Diagnostic(
        "G109", f"unknown escape `{span.text}`", (Label(span),), 'only `\\"` and `\\\\` are escapes; write a backslash as `\\\\`'
    )


def wrong_quotes(span: Span) -> Diagnostic:
    """Typographic or single quotes around a text."""
    return Diagnostic(
        "G110", f"text stands in straight double quotes, not in `{span.text[0]}`", (Label(span),), 'put it between `"` and `"`'
    )


def impossible_day(span: Span) -> Diagnostic:
    """Something like a day that the calendar does not have or that is written otherwise."""
    return Diagnostic("G111", f"`{span.text}` is no day", (Label(span),), "write a day of the calendar as year-month-day: `2026-03-27`")


def malformed_name(span: Span) -> Diagnostic:
    """A word that is neither a name nor a number nor a day."""
    return Diagnostic(
        "G112",
        f"`{span.text}` is neither a name nor a number nor a day",
        (Label(span),),
        "a name is made of words joined by one `-`, `.` or `/`; put anything else in double quotes",
    )


def stray_character(span: Span) -> Diagnostic:
    """A character that has no meaning outside quotes."""
    hint = {":": "a line needs no colon; what belongs to it stands indented below", "=": "write `is`", "==": "write `is`"}
    return Diagnostic(
        "G113", f"`{span.text}` means nothing here", (Label(span),), hint.get(span.text, "remove it, or put the text in double quotes")
    )


# --- lines ---------------------------------------------------------------------------------------------------------------


def unknown_keyword(span: Span, near: str | None, allowed: Sequence[str]) -> Diagnostic:
    """A line whose first word begins no statement."""
    return Diagnostic(
        "G120", f"unknown keyword `{span.text}`", (Label(span),), f"did you mean `{near}`?" if near else _tell_allowed(allowed)
    )


def unexpected_word(span: Span, expected: str, hint: str | None) -> Diagnostic:
    """A word where something else has to stand."""
    return Diagnostic("G121", f"expected {expected}, found {_describe(span)}", (Label(span),), hint)


def unfinished_line(span: Span, expected: str, hint: str | None) -> Diagnostic:
    """A line that ends before it is complete; `span` is the empty place behind it."""
    return Diagnostic("G122", f"expected {expected}, but the line ends", (Label(span),), hint)


def _describe(span: Span) -> str:
    return "a quoted text" if span.text.startswith('"') else f"`{span.text}`"


def _tell_allowed(allowed: Sequence[str]) -> str | None:
    return f"what may stand here: {', '.join(f'`{a}`' for a in allowed)}" if allowed else None


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
