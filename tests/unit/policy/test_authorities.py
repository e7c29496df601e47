"""What supports a reading, and as what."""

from __future__ import annotations

from gauger.policy.model import Authority
from tests.unit.engine.texts import VOCABULARY
from tests.unit.scenes import read_policy

CONCEPT = """
concept wide(model)
  asks     "Is it wide?"
  reading all
    says   "Every model is."
    supported by "a statute" at "https://law.example"
    supported by "a witness" at "https://court.example" as admitted
    when   always
  reading some
    says   "Some are."
    standing reported
    supported by "a newspaper" at "https://news.example"
    supported by "the text itself" at "https://acme.example" as text
    when   model.task is chat
"""


def test_an_authority_stands_as_it_says_and_else_as_the_reading() -> None:
    every, some = read_policy(VOCABULARY, CONCEPT).vocabulary.concepts["wide"].readings
    assert every.authorities == (
        Authority("a statute", "https://law.example", "text"),
        Authority("a witness", "https://court.example", "admitted"),
    )
    assert some.authorities == (
        Authority("a newspaper", "https://news.example", "reported"),
        Authority("the text itself", "https://acme.example", "text"),
    )
