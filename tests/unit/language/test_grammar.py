"""The grammar: free of conflicts, found in both places, complete beside the schema and the examples of form."""

from __future__ import annotations

import logging
from pathlib import Path

import lark
import pytest

from gauger.language import grammar, parse
from gauger.language.forms import CONDITION_FORM, FORMS
from gauger.language.lines import Reading, read_line
from gauger.language.schema import BLOCKS, list_keywords
from gauger.language.tokens import split_line
from gauger.text import Source


def read(text: str, context: str = "statement") -> object:
    source = Source("f", text)
    assert context in ("statement", "condition")
    return read_line(source, split_line(source, 0, len(text)).tokens, "condition" if context == "condition" else "statement", "")


def test_no_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    lark.logger.setLevel(logging.DEBUG)
    with caplog.at_level(logging.DEBUG, logger=lark.logger.name):
        lark.Lark(grammar.find_grammar(), parser="lalr", lexer="basic", start=["statement", "condition", "property", "values"], debug=True)
    assert [r.message for r in caplog.records if "conflict" in r.getMessage().lower()] == []


@pytest.mark.parametrize(("keyword", "form"), FORMS.items())
def test_every_example_is_read_as_its_statement(keyword: str, form: str) -> None:
    reading = read(form)
    assert isinstance(reading, Reading)
    assert reading.keyword == keyword


def test_the_example_of_a_condition_is_one() -> None:
    assert isinstance(read(CONDITION_FORM, "condition"), Reading)


def test_every_statement_has_an_example() -> None:
    assert set(FORMS) == set(list_keywords())
    assert set(BLOCKS) - {"file"} <= set(FORMS)


def test_words_are_keywords_only_where_they_can_be() -> None:
    text = 'act using at\n  says     "x"\n  on       step\n  family   from\nset in is is, in, at, as, by, names, text\n'
    file, problems = parse(Source("f", text))
    assert problems == ()
    assert [s.keyword for s in file.statements] == ["act", "set"]


def test_the_grammar_in_the_package_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packaged = tmp_path / "data" / "grammar" / "gauger.lark"
    packaged.parent.mkdir(parents=True)
    packaged.write_text('statement: "x"\n', "utf-8")
    assert "A_NAME" in grammar.find_grammar()
    monkeypatch.setattr(grammar, "files", lambda _package: tmp_path)
    assert grammar.find_grammar() == 'statement: "x"\n'
