"""Why a line could not be read: the word to blame, what was expected in its place, and what probably helps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from gauger.diagnostics import Diagnostic, suggest
from gauger.language import messages
from gauger.language.expectations import describe_expected, find_hint
from gauger.language.forms import FORMS, find_form
from gauger.language.grammar import Failure, Start, find_plan, find_shape
from gauger.language.schema import BLOCKS, list_keywords
from gauger.language.tokens import NAME, OTHER, Token
from gauger.text import Source, Span


def explain_failure(source: Source, tokens: Sequence[Token], start: Start, failure: Failure, block: str) -> Diagnostic:
    """Put a failure into words."""
    form = messages.tell_form(find_form(find_keyword_at(tokens)))
    if failure.index >= len(tokens):
        return _explain_end(source, tokens[-1], failure, form)
    around = tokens[max(failure.index - 1, 0) : failure.index + 1]
    for word in around:
        if word.text == "not":
            return messages.negation(Span(source, word.start, word.end))
    token = around[-1]
    span = Span(source, token.start, token.end)
    if failure.index == 0 and NAME not in failure.expected:
        return _explain_keyword(span, token, block)
    return (
        _explain_near(span, token, failure)
        or _blame_word_before(source, tokens, start, failure)
        or messages.unexpected_word(
            span, describe_expected(failure.expected), find_hint(failure.expected, token.kind, token.text, around[0].text) or form
        )
    )


def _explain_end(source: Source, last: Token, failure: Failure, form: str) -> Diagnostic:
    if last.kind == ",":
        return messages.dangling_comma(Span(source, last.start, last.end))
    return messages.unfinished_line(Span(source, last.end, last.end), describe_expected(failure.expected), form)


def _explain_near(span: Span, token: Token, failure: Failure) -> Diagnostic | None:
    near = suggest(token.text, _find_words(failure.expected)) if token.kind == NAME else None
    return messages.unexpected_word(span, describe_expected(failure.expected), messages.tell_near(near)) if near else None


def _blame_word_before(source: Source, tokens: Sequence[Token], start: Start, failure: Failure) -> Diagnostic | None:
    """A misspelt keyword is taken for a name where a name may stand, and the word behind it for the mistake."""
    index = failure.index - 1
    if index < 0 or tokens[index].kind != NAME:
        return None
    shape = find_shape(tokens)
    before = find_plan(start, (*shape[:index], OTHER))
    near = suggest(tokens[index].text, _find_words(before.expected)) if isinstance(before, Failure) else None
    if near is None or not isinstance(before, Failure) or tokens[index].text in before.expected:
        return None
    repaired = find_plan(start, (*shape[:index], near, *shape[index + 1 :]))
    if isinstance(repaired, Failure) and repaired.index <= failure.index:
        return None
    span = Span(source, tokens[index].start, tokens[index].end)
    return messages.unexpected_word(span, describe_expected(before.expected), messages.tell_near(near))


def _find_words(expected: Sequence[str]) -> list[str]:
    return [e for e in expected if e.isalpha()]


def find_keyword_at(tokens: Sequence[Token]) -> str | None:
    """The keyword with which a line begins."""
    for count in (3, 2, 1):
        words = " ".join(t.text for t in tokens[:count])
        if words in FORMS:
            return words
    firsts = {form.split(" ")[0]: keyword for keyword, form in FORMS.items()}
    return firsts.get(tokens[0].text)


def _explain_keyword(span: Span, token: Token, block: str) -> Diagnostic:
    allowed = tuple(BLOCKS[block].slots) if block in BLOCKS else ()
    if token.kind != NAME:
        return messages.unexpected_word(span, "a keyword", messages.tell_allowed(allowed))
    return messages.unknown_keyword(span, find_keyword(token.text, allowed), allowed)


@lru_cache(maxsize=1024)
def find_keyword(word: str, allowed: tuple[str, ...]) -> str | None:
    """The keyword that `word` was probably meant to begin, one of the block's own before others."""
    for keywords in (allowed, list_keywords()):
        firsts = {keyword.split(" ")[0]: keyword for keyword in reversed(keywords)}
        firsts |= {keyword: keyword for keyword in keywords}
        near = word if word in firsts else suggest(word, firsts)
        if near:
            return firsts[near]
    return None
