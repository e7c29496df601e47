"""All wording of the language room: one function for every mistake. Codes `G1xx`, each with a page in `docs/errors/`."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from gauger.diagnostics import Diagnostic, Label
from gauger.language.expectations import join_words
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


def tab_in_line(span: Span) -> Diagnostic:
    """A tab between the words of a line or in a text."""
    return Diagnostic("G114", "tab inside a line", (Label(span),), "put one space in its place")


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
        tell_near(plain) if plain.isascii() else "names are made of the letters a to z, digits, `-`, `.` and `/`",
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
    return Diagnostic(
        "G113", f"`{span.text}` means nothing here", (Label(span),), _STRAY.get(span.text, "remove it, or put the text in double quotes")
    )


_STRAY = {
    ":": "a line needs no colon; what belongs to it stands indented below",
    "=": "write `is`",
    "==": "write `is`",
    "!=": "write `is`, on a line of its own below `none of`",
    ">": "write `more than`",
    ">=": "write `at least`, or `on or after` for a day",
    "<": "write `less than`, or `before` for a day",
    "<=": "write `at most`",
}


# --- lines ---------------------------------------------------------------------------------------------------------------


def unknown_keyword(span: Span, near: str | None, allowed: Sequence[str]) -> Diagnostic:
    """A line whose first word begins no statement."""
    return Diagnostic("G120", f"unknown keyword `{span.text}`", (Label(span),), tell_near(near) if near else tell_allowed(allowed))


def unexpected_word(span: Span, expected: str, hint: str) -> Diagnostic:
    """A word where something else has to stand."""
    return Diagnostic("G121", f"expected {expected}, found {_describe(span)}", (Label(span),), hint)


def unfinished_line(span: Span, expected: str, hint: str) -> Diagnostic:
    """A line that ends before it is complete; `span` is the empty place behind it."""
    return Diagnostic("G122", f"expected {expected}, but the line ends", (Label(span),), hint)


def dangling_comma(span: Span) -> Diagnostic:
    """A list that ends with a comma and goes on nowhere."""
    return Diagnostic("G123", "the list ends with a comma", (Label(span),), "remove it, or go on with the list in an indented block")


def negation(span: Span) -> Diagnostic:
    """`not`, which the language does not have."""
    return Diagnostic(
        "G124", "`not` is no word of this language", (Label(span),), "put what must not hold on a line of its own below `none of`"
    )


# --- blocks --------------------------------------------------------------------------------------------------------------


def misplaced_statement(span: Span, keyword: str, block: str, parent: Span | None, homes: Sequence[str]) -> Diagnostic:
    """A statement in a block that has no place for it, `file` and `conditions` included; `homes` are the blocks that have."""
    where = {"file": "at the outermost level", "conditions": "among conditions"}.get(block, f"in `{block}`")
    return Diagnostic(
        "G130",
        f"`{keyword}` cannot stand {where}",
        (Label(span), *_point(parent, "the block begins here")),
        f"it stands {_tell_homes(homes)}",
    )


def repeated_statement(span: Span, keyword: str, block: str, first: Span) -> Diagnostic:
    """A statement given again where one is all that can be."""
    where = "a file" if block == "file" else f"`{block}`"
    return Diagnostic(
        "G131", f"{where} has `{keyword}` already", (Label(span, "again here"), Label(first, "first here")), "keep one of the two"
    )


def missing_statement(span: Span, block: str, missing: Sequence[str]) -> Diagnostic:
    """A block without statements that it must have; an entry may name several of which one is needed."""
    return Diagnostic(
        "G132",
        f"`{block}` lacks {join_words(missing, 'and')}",
        (Label(span),),
        "add what is missing, indented below this line",
    )


def missing_block(span: Span, head: str, content: str) -> Diagnostic:
    """A line that means nothing without lines indented below it."""
    return Diagnostic("G133", f"nothing stands below `{head}`", (Label(span),), f"it needs {content}, indented below it by two spaces")


def unexpected_block(span: Span, head: str, parent: Span, hint: str | None) -> Diagnostic:
    """Lines indented below a line that takes none."""
    return Diagnostic(
        "G134",
        f"nothing can be indented below this `{head}`" if head else "nothing can be indented below this condition",
        (Label(span), Label(parent, "the line above")),
        hint or "give it the indentation of the line above",
    )


def misplaced_condition(span: Span) -> Diagnostic:
    """A condition among statements."""
    return Diagnostic(
        "G135", "a condition cannot stand here", (Label(span),), "conditions stand behind or below `when`, `provided` and `requires`"
    )


def conflicting_statements(span: Span, keyword: str, first: Span, other: str) -> Diagnostic:
    """Two statements of which a block can have one."""
    return Diagnostic(
        "G136", f"`{keyword}` cannot stand beside `{other}`", (Label(span), Label(first, f"`{other}` stands here")), "keep one of the two"
    )


def lonely_statement(span: Span, keyword: str, needed: str) -> Diagnostic:
    """A statement that means nothing without another beside it."""
    return Diagnostic("G137", f"`{keyword}` means nothing without `{needed}` beside it", (Label(span),), f"add `{needed}` to the block")


def _point(span: Span | None, text: str) -> tuple[Label, ...]:
    return () if span is None else (Label(span, text),)


def _tell_homes(homes: Sequence[str]) -> str:
    places = [f"`{home}`" for home in homes if home != "file"]
    inside = [f"in the block of {join_words(places)}"] if places else []
    return join_words(["at the outermost level", *inside] if "file" in homes else inside)


def _describe(span: Span) -> str:
    return "a quoted text" if span.text.startswith('"') else f"`{span.text}`"


def tell_allowed(allowed: Sequence[str]) -> str:
    """The keywords of a block, as help."""
    if not allowed:
        return "a line begins with the keyword of a statement"
    return f"what may stand here: {', '.join(f'`{a}`' for a in allowed)}"


def tell_near(word: str) -> str:
    """The question behind a near name."""
    return f"did you mean `{word}`?"


def tell_form(form: str) -> str:
    """A well-formed line, as help."""
    return f"write it like `{form}`"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
