"""Stand-ins that ship: all are known, and what is wrong in such a file is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from gauger.catalogue import find_entry, load_catalogue, load_offers
from gauger.catalogue.alternatives import Offer


def test_what_ships_can_be_read_and_is_known_to_the_catalogue() -> None:
    offers = load_offers()
    assert {offer.role for offer in offers} == {"teacher", "base"}
    assert len({(offer.role, offer.reference) for offer in offers}) == len(offers)
    catalogue = load_catalogue()
    unknown = [offer.reference for offer in offers if find_entry(catalogue, "model", offer.reference) is None]
    assert unknown == []


def test_a_teacher_says_how_it_is_reached_and_what_it_gives() -> None:
    teachers = [offer for offer in load_offers() if offer.role == "teacher"]
    assert all(offer.via and offer.gives for offer in teachers)


def write(folder: Path, text: str) -> Path:
    path = folder / "alternatives.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_offers_are_read_in_their_order(tmp_path: Path) -> None:
    text = "- {dataset: a/rows}\n- {teacher: a/big, via: local, gives: [labels]}\n- {teacher: a/other, via: local}\n"
    assert load_offers(write(tmp_path, text)) == (
        Offer("dataset", "a/rows"), Offer("teacher", "a/big", "local", ("labels",)), Offer("teacher", "a/other", "local"),
    )  # fmt: skip
    assert load_offers(write(tmp_path, "# nothing is offered\n")) == ()


@pytest.mark.parametrize(
    "row", ["{techer: a/b}", "{base: a/b, via: local}", "{dataset: a/b, gives: [labels]}", "{base: a/b, teacher: c/d}", "word"]
)
def test_a_row_that_is_no_offer_is_refused_with_its_line(row: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"# offers\n- {{base: a/good}}\n- {row}\n")
    with pytest.raises(ValueError, match=r"alternatives\.yaml:3: an offer has one of teacher, base and dataset"):
        load_offers(path)


def test_all_wrong_rows_are_told_together(tmp_path: Path) -> None:
    path = write(tmp_path, "- word\n- {base: a/good}\n- {bsae: a/b}\n")
    with pytest.raises(ValueError, match=r"yaml:1: .*\n.*yaml:3: "):
        load_offers(path)


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"yaml:1: an offer has one of"):
        load_offers(write(tmp_path, "base: a/b\nvia: local\n"))
