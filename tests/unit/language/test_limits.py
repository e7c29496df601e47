"""Deep, long and odd files end in a result; importing the room is cheap."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from gauger.language import format_file, parse
from gauger.language.tree import Group, Statement
from gauger.text import Source

HEAD = """document a/b
  title      "T"
  publisher  a
  url        "u"
  encoded    by "n" on 2026-11-23

  version 2026-01-01
"""
CLAUSE = """
  clause c{}
    at       "{}"
    says     "One sentence."
    forbids  train model using output
    when     competes(model, publisher)
"""


def test_a_thousand_levels() -> None:
    depth = 1000
    lines = ["define x(model)", '  says     "Deep."', "  when all of"]
    lines += ["  " * (level + 2) + "any of" for level in range(depth)]
    lines.append("  " * (depth + 2) + "always")
    text = "\n".join(lines) + "\n"
    file, problems = parse(Source("deep", text))
    assert problems == ()
    statement = file.statements[0].block[1]
    for _ in range(depth):
        (statement,) = statement.block
        assert statement.parts == Group("any of")
    assert format_file(file) == text


def test_a_thousand_levels_of_mistakes() -> None:
    text = "".join("  " * level + "nonsense here\n" for level in range(1000))
    problems = parse(Source("deep", text))[1]
    assert [p.span.begin.line for p in problems if p.span] == list(range(1, 1001))


def test_two_thousand_clauses() -> None:
    text = HEAD + "".join(CLAUSE.format(n, n) for n in range(2_000))
    file, problems = parse(Source("long", text))
    assert problems == ()
    assert len(file.statements[0].block) == 5 + 2_000
    assert format_file(file) == text


def test_five_thousand_lines_take_well_under_two_seconds() -> None:
    text = HEAD + "".join(CLAUSE.format(n, n) for n in range(830))
    began = time.perf_counter()
    parse(Source("long", text))
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("text", ["\n", "\r\n", " ", "\t", "\\", '"', "“", "(", ",", "#", "a", "é", "\x00", "\ufeff", "1" * 5000, "\r"])
def test_odd_texts_are_told_and_not_thrown(text: str) -> None:
    file, problems = parse(Source("odd", text))
    assert file.statements == ()
    assert problems


def test_carriage_returns_change_nothing() -> None:
    text = HEAD + CLAUSE.format(1, 1)
    assert parse(Source("crlf", text.replace("\n", "\r\n"))) == parse(Source("lf", text))


def test_a_last_line_needs_no_break() -> None:
    assert parse(Source("f", "binding by bound")) == parse(Source("f", "binding by bound\n"))


def test_lines_below_a_bad_line_are_kept_apart() -> None:
    text = "clause c d\n  when all off\n    always\nbinding by bound\n"
    file, problems = parse(Source("f", text))
    assert [(p.code, p.span.begin.line if p.span else 0) for p in problems] == [("G121", 1), ("G121", 2)]
    assert [s.keyword for s in file.statements] == ["binding"]


def test_comments_go_where_they_belong() -> None:
    text = "# head\nset a is  # one\n  # inside\n  x,  # two\n  y\n# before\nset b is z\n# end\n"
    file, _ = parse(Source("f", text))
    first, second = file.statements
    assert [c.text for c in first.before] == ["head", "inside", "two"]
    assert (first.after and first.after.text) == "one"
    assert [c.text for c in second.before] == ["before"]
    assert [c.text for c in file.trailing] == ["end"]


def test_spans_point_into_the_text() -> None:
    text = HEAD + CLAUSE.format(1, 1)
    file, _ = parse(Source("f", text))

    def find(statement: Statement, keyword: str) -> Statement:
        return next(s for s in statement.block if s.keyword == keyword)

    clause = find(file.statements[0], "clause")
    assert clause.span.text == "clause c1"
    assert find(clause, "forbids").span.text == "forbids  train model using output"
    assert find(clause, "forbids").keyword_span.text == "forbids"


def test_importing_the_room_leaves_lark_alone() -> None:
    script = "import sys, gauger.language, gauger.language.tree; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
