"""What a question about a whole list takes as its one answer."""

from __future__ import annotations

from gauger.cli.dialogue import describe_closing

REST = "; what there is beyond that, declare in the file itself; return passes it over, q stops"


def test_the_end_of_the_list_of_releases_is_about_all_artifacts() -> None:
    said = "type none if nothing at all is let out beyond the releases that are declared, of whatever artifact" + REST
    assert describe_closing(("releases",)) == said
    assert describe_closing(("releases", "complete")) == said


def test_the_end_of_a_list_of_no_name_is_about_what_is_written() -> None:
    assert describe_closing(("steps", 0, "marks")) == "type none if there is nothing more of this than what is written" + REST
