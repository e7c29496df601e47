"""Which combinations of readings are no worlds, also by what other texts say of them. The enumerator must say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gauger.engine import Question, evaluate
from gauger.engine.question import Contradiction, Refused
from gauger.policy.model import Admits, AllOf, Concept, Constant, Document, Policy, Reads, ReadsLike, Standing, Tie
from tests.oracle.scenes import AS_OF, ID, clause, declaration, document, is_sort, policy
from tests.oracle.test_connections import call, tied, vague
from tests.unit.engine.agreed import find

FLAT, ROUND, SURE = is_sort("flat"), is_sort("round"), Constant(True)
# The student is round: a rival where that is read as sure, and not where only what is flat is one; likewise vast, and grand.
RIVALS, VAST, GRAND = (vague(name, sure=SURE, flat=FLAT) for name in ("rivals", "vast", "grand"))
BAN = clause(when=call("rivals"))
VAST_IS_SURE, VAST_IS_FLAT = (Reads("vast", name, "…") for name in ("sure", "flat"))
LIKE_ONE, LIKE_TWO = (ReadsLike("rivals", name, "…") for name in ("p/one", "p/two"))
WITHOUT_VAST = tied(RIVALS, "sure", excludes=(Tie("vast", "sure"),))
"""Who is a rival for sure is not vast for sure."""


def terms(*texts: Document, concepts: tuple[Concept, ...]) -> Policy:
    named = {c.name: c for c in (RIVALS, VAST, GRAND, *concepts)}
    return policy(*texts, concepts=tuple(named.values()))


def judge(p: Policy, id_: str = ID, **more: Any) -> tuple[str, tuple[int, int]]:
    found = find(p, declaration(**more), id_)
    assert found is not None
    return found.verdict.word, found.worlds


def beside(*, id_: str = "p/two", **more: Any) -> Document:
    """A text that reaches nothing, and is read like, or reads like another."""
    return document(id_=id_, governs=(), **more)


# --- ties within a text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ties", "reads", "judged"),
    [
        ({}, (), ("grey", (1, 2))),
        ({"implies": (Tie("vast", "sure"),)}, (), ("grey", (1, 3))),
        ({"implies": (Tie("vast", "sure"),)}, (VAST_IS_SURE,), ("grey", (1, 2))),
        ({"implies": (Tie("vast", "sure"),)}, (VAST_IS_FLAT,), ("clear", (0, 1))),
        ({"excludes": (Tie("vast", "sure"),)}, (), ("grey", (1, 3))),
        ({"excludes": (Tie("vast", "sure"),)}, (VAST_IS_SURE,), ("clear", (0, 1))),
        ({"excludes": (Tie("vast", "sure"),)}, (VAST_IS_FLAT,), ("grey", (1, 2))),
    ],
)
def test_a_reading_goes_with_another_or_does_not(
    ties: dict[str, Any], reads: tuple[Reads, ...], judged: tuple[str, tuple[int, int]]
) -> None:
    assert judge(terms(document(BAN, reads=reads), concepts=(tied(RIVALS, "sure", **ties),))) == judged


def test_what_is_tied_is_followed_from_one_concept_to_the_next() -> None:
    """Rivals for sure are vast for sure, these are grand for sure, and the text reads grand as flat: so nobody is a rival for sure."""
    chain = (tied(RIVALS, "sure", implies=(Tie("vast", "sure"),)), tied(VAST, "sure", implies=(Tie("grand", "sure"),)))
    assert judge(terms(document(BAN, reads=(Reads("grand", "flat", "…"),)), concepts=chain)) == ("clear", (0, 1))
    assert judge(terms(document(BAN), concepts=chain)) == ("grey", (1, 4))


def test_what_is_narrower_ties_nothing_where_it_speaks_of_what_the_finding_has_not() -> None:
    """No data is let in here, so of what makes a model a rival by its data nothing follows; where it is by itself, it does."""
    for parameters, judged in ((("model", "data"), ("grey", (1, 3))), (("model",), ("clear", (0, 1)))):
        rivals = replace(RIVALS, parameters=parameters, narrower=(call("vast"),))
        ban = clause(when=call("grand"))
        grand = tied(GRAND, "sure", implies=(Tie("rivals", "sure"),))
        flat = document(ban, reads=(Reads("vast", "flat", "…"),))
        assert judge(terms(flat, concepts=(rivals, grand))) == judged


def test_a_tie_to_a_reading_that_is_not_admitted_cannot_be_kept() -> None:
    """Rivals for sure are vast in a sense that is only reported: in no world is vast read so."""
    told = replace(VAST, readings=(VAST.readings[0], replace(VAST.readings[1], standing=Standing.REPORTED)))
    implied, excluded = (tied(RIVALS, "sure", **{name: (Tie("vast", "flat"),)}) for name in ("implies", "excludes"))
    assert judge(terms(document(BAN), concepts=(implied, told))) == ("clear", (0, 1))
    assert judge(terms(document(BAN), concepts=(excluded, told))) == ("grey", (1, 2))


def test_ties_of_what_the_finding_does_not_read_do_not_count() -> None:
    """Vast contradicts itself by its ties, but the ban reads rivals alone."""
    vast = tied(tied(VAST, "sure", excludes=(Tie("grand", "flat"),)), "flat", excludes=(Tie("grand", "flat"),))
    grand = tied(GRAND, "sure", excludes=(Tie("vast", "sure"), Tie("vast", "flat")))
    assert judge(terms(document(BAN), concepts=(vast, grand))) == ("grey", (1, 2))


def test_readings_that_leave_no_world_are_told() -> None:
    both = tied(WITHOUT_VAST, "flat", excludes=(Tie("vast", "sure"),))
    p = terms(document(BAN, reads=(VAST_IS_SURE,)), concepts=(both,))
    with pytest.raises(Refused) as refused:
        evaluate(p, declaration(), Question(AS_OF))
    assert refused.value.problems == (Contradiction(ID, ("reading:p/one:rivals",)),)


# --- narrower ----------------------------------------------------------------------------------------------------------


def test_whatever_meets_a_concept_meets_those_than_which_it_is_narrower() -> None:
    """Rivals are square or round, the vast flat or round, and rivals are vast: a square student is in no world."""
    rivals = replace(vague("rivals", only=is_sort("square", "round")), narrower=(call("vast"),))
    p = terms(document(BAN), concepts=(rivals, vague("vast", only=is_sort("flat", "round"))))
    assert judge(p, student={}) == ("open", (1, 2))


def test_a_concept_of_a_model_limits_nothing_where_there_is_no_model() -> None:
    rivals = replace(vague("rivals", only=SURE), narrower=(call("vast"),))
    p = terms(document(clause(act="touch service")), concepts=(rivals, vague("vast", only=FLAT)))
    assert judge(p, "p/one#ban@ask:ask") == ("prohibited", (1, 1))


def test_every_sort_of_tie_counts_beside_the_others() -> None:
    """Rivals for sure are no vast ones for sure, and rivals are grand: being round under *flat*, the student is no rival in any world."""
    rivals = replace(WITHOUT_VAST, narrower=(call("grand"),))
    texts = document(BAN, reads=(VAST_IS_FLAT, Reads("grand", "flat", "…")))
    assert judge(terms(texts, concepts=(rivals,))) == ("clear", (0, 1))
    of_vast = tied(VAST, "sure", implies=(Tie("rivals", "flat"),))
    of_grand = tied(GRAND, "sure", implies=(Tie("vast", "sure"),))
    assert judge(terms(document(BAN, reads=(Reads("grand", "sure", "…"),)), concepts=(of_vast, of_grand))) == ("clear", (0, 1))


# --- what other texts say ----------------------------------------------------------------------------------------------


def test_a_text_that_is_read_like_limits_the_reading_by_its_own_ties() -> None:
    """In p/two vast is sure, so that there nobody is a rival for sure; p/one has that reading, and one of its own of vast."""
    one = document(BAN, likes=(LIKE_TWO,))
    assert judge(terms(one, beside(reads=(VAST_IS_SURE,)), concepts=(WITHOUT_VAST,))) == ("clear", (0, 2))
    assert judge(terms(document(BAN), beside(reads=(VAST_IS_SURE,)), concepts=(WITHOUT_VAST,))) == ("grey", (1, 3))


def test_a_text_that_reads_like_this_one_limits_the_reading_too() -> None:
    """p/three shares the reading of p/one, and reads vast as sure; p/two shares it as well, and leaves vast open."""
    texts = document(BAN), beside(likes=(LIKE_ONE,)), beside(id_="p/three", likes=(LIKE_ONE,), reads=(VAST_IS_SURE,))
    assert judge(terms(*texts, concepts=(WITHOUT_VAST,))) == ("clear", (0, 4))
    assert judge(terms(*(replace(text, likes=()) for text in texts), concepts=(WITHOUT_VAST,))) == ("grey", (1, 3))


def test_what_one_text_brings_in_is_followed_into_others() -> None:
    """The ban reads rivals like p/two, whose tie reaches vast, which p/two reads like p/three, where vast cannot be sure."""
    rivals = tied(tied(RIVALS, "sure", implies=(Tie("vast", "sure"),)), "flat", implies=(Tie("vast", "flat"),))
    vast = tied(VAST, "sure", excludes=(Tie("grand", "sure"),))
    two = beside(likes=(ReadsLike("vast", "p/three", "…"),))
    three = beside(id_="p/three", reads=(Reads("grand", "sure", "…"),))
    assert judge(terms(document(BAN, likes=(LIKE_TWO,)), two, three, concepts=(rivals, vast)))[0] == "clear"
    assert judge(terms(document(BAN, likes=(LIKE_TWO,)), two, replace(three, reads=()), concepts=(rivals, vast)))[0] == "grey"


def test_what_waits_for_a_choice_is_kept_until_another_text_brings_it_in() -> None:
    """Of the own text, that vast for sure is grand for sure waits until p/two, read like for rivals, reaches vast of p/one by its tie."""
    one = document(BAN, likes=(LIKE_TWO,), reads=(Reads("grand", "flat", "…"),))
    two = beside(likes=(ReadsLike("vast", "p/one", "…"),))
    rivals, vast = tied(RIVALS, "sure", implies=(Tie("vast", "sure"),)), tied(VAST, "sure", implies=(Tie("grand", "sure"),))
    assert judge(terms(one, two, concepts=(rivals, vast)))[0] == "clear"
    assert judge(terms(replace(one, reads=()), two, concepts=(rivals, vast)))[0] == "grey"


def test_another_text_counts_where_it_touches_a_reading_among_other_things() -> None:
    """In p/two rivals are vast, and what is not known is the sort: a round one would be a rival and not vast."""
    rivals = vague("rivals", narrow=ROUND, wide=is_sort("round", "square"))
    own = {"rivals": replace(rivals, narrower=(call("vast"),))}
    two = beside(concepts=own)
    p = terms(document(BAN, likes=(LIKE_TWO,)), two, concepts=(rivals, vague("vast", only=is_sort("square", "flat"))))
    assert judge(p, student={}) == ("grey", (1, 4))
    assert judge(terms(*(replace(t, concepts={}) for t in p.documents.values()), concepts=(rivals,)), student={}) == ("grey", (3, 6))


def test_another_text_limits_no_facts_by_what_it_says_beside_the_reading_that_is_shared() -> None:
    """In p/two, which is read like for rivals, no square model is grand and all are: that is said of its words, and not of the model."""
    ban = replace(BAN, when=AllOf((call("rivals"), is_sort("square"))))
    vast = vague("vast", only=ROUND)
    for grand in (vague("grand", only=is_sort("square")), vague("grand", narrow=is_sort("square"), wide=is_sort("square", "flat"))):
        own = {"grand": replace(grand, narrower=(call("vast"),)), "vast": vast}
        p = terms(document(ban, likes=(LIKE_TWO,)), beside(concepts=own), concepts=())
        assert judge(p, student={}) == ("grey", (1, 6))


# --- periods -----------------------------------------------------------------------------------------------------------

MAY = date(2025, 5, 1)  # after all that is done
TOLD = replace(RIVALS, readings=(replace(RIVALS.readings[0], standing=Standing.REPORTED), RIVALS.readings[1]))


@pytest.mark.parametrize(
    ("admits", "verdict"),
    [
        ((), "clear"),
        ((Admits("rivals", "sure", MAY, None),), "clear"),
        ((Admits("rivals", "sure", None, MAY),), "grey"),
        ((Admits("rivals", "sure", MAY, None), Admits("rivals", "sure", None, MAY)), "grey"),
        ((Admits("rivals", "sure", MAY, None), Admits("rivals", "sure", None, None)), "grey"),
        # What needs no admission, or has it for ever, does not keep others from being looked at.
        ((Admits("rivals", "flat", MAY, None), Admits("rivals", "sure", MAY, None)), "clear"),
        ((Admits("vast", "sure", None, None), Admits("rivals", "sure", MAY, None)), "clear"),
        ((Admits("rivals", "flat", MAY, None), Admits("rivals", "sure", None, MAY)), "grey"),
    ],
)
def test_a_reading_is_admitted_for_the_periods_that_are_named_and_no_others(admits: tuple[Admits, ...], verdict: str) -> None:
    assert judge(terms(document(BAN, admits=admits), concepts=(TOLD,)))[0] == verdict


# --- residue -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("reads", "as_modelled"), [((VAST_IS_SURE,), True), ((), False)])
def test_a_further_reading_is_tied_to_nothing(reads: tuple[Reads, ...], as_modelled: bool) -> None:
    """With p/two, which it is read like, nobody is a rival for sure; a reading that nobody has modelled may still be met."""
    rivals = replace(WITHOUT_VAST, residue="other ways to compete")
    found = find(terms(document(BAN, likes=(LIKE_TWO,)), beside(reads=reads), concepts=(rivals,)), declaration())
    assert found is not None
    assert (found.verdict.word, found.as_modelled) == (("clear" if reads else "grey"), as_modelled)


def test_a_tie_that_settles_a_reading_leaves_no_further_one() -> None:
    """Vast is sure, and whoever is vast for sure is a rival for sure: no reading that nobody has modelled is left."""
    rivals = replace(RIVALS, residue="other ways to compete")
    vast = tied(VAST, "sure", implies=(Tie("rivals", "sure"),))
    found = find(terms(document(BAN, reads=(VAST_IS_SURE,)), concepts=(rivals, vast)), declaration())
    assert found is not None
    assert (found.verdict.word, found.as_modelled) == ("prohibited", False)
