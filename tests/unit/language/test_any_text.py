"""Whatever the text, there is a tree and no exception, and every place lies inside the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.diagnostics import render
from gauger.language import format_file, parse
from gauger.language.arrangement import arrange
from gauger.language.forms import FORMS
from gauger.language.grammar import read_keywords
from gauger.text import Source

soup = st.lists(
    st.one_of(
        st.sampled_from(sorted(read_keywords())),
        st.sampled_from(sorted(FORMS.values())),
        st.sampled_from(
            ["\n", "\n  ", "\n    ", "\n      ", "\n   ", "\n\t", "\r\n", " ", "# c", '"', "\\", ",", "not", "x", "a/b", "1", "é", "“"]
        ),
    ),
    max_size=60,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), soup, soup.map(lambda s: s.replace("\n ", "\n"))))
def test_any_text_is_read_and_every_message_shown(text: str) -> None:
    source = Source("any", text)
    file, problems = parse(source)
    assert file.statements or problems
    for problem in problems:
        assert all(0 <= label.span.start <= label.span.end <= len(text) for label in problem.labels)
        assert problem.labels
        assert problem.help
        assert problem.message[0] in "`" or not problem.message[0].isupper()
        assert render(problem)
    printed = format_file(file)
    if not problems:
        again, problems = parse(Source("printed", printed))
        assert problems == ()
        assert again == arrange(file)
        assert format_file(again) == printed
