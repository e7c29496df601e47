"""What becomes of a locator in the recorded texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gauger.evidence import Lock, LockKey, Verification, find_lock_path, open_archive, read_last_seen, read_lock, verify, write_locks
from gauger.evidence.locators import list_locators
from gauger.policy.model import Document, Policy, Recording, Standing

Write = Callable[[dict[str, str]], Path]
FILLER = "The Customer pays for the Services as agreed and uses them as their documentation says. " * 5
FIRST, SECOND = date(2026, 1, 1), date(2026, 2, 1)


def show(verification: Verification) -> list[tuple[str, str, date, str]]:
    return [(r.key.kind, r.key.name, r.key.version, r.status) for r in verification.results]


def show_diagnostics(verification: Verification) -> list[tuple[str, str]]:
    return [(d.code, d.message) for d in verification.diagnostics]


@pytest.fixture
def locked(policy: Policy, root: Path, texts: dict[str, str], write_texts: Write) -> Policy:
    write_texts(texts)
    write_locks(policy, open_archive([root]))
    return policy


def test_every_locator_is_verified_in_each_version_in_which_it_is_in_force(locked: Policy, root: Path) -> None:
    verification = verify(locked, open_archive([root]))
    assert show(verification) == [
        ("clause", "no-resale", SECOND, "verified"),
        ("clause", "no-training", FIRST, "verified"),
        ("clause", "no-training", SECOND, "verified"),
        ("consequence", "suspension", SECOND, "verified"),
    ]
    assert verification.diagnostics == ()


def test_a_consequence_is_sought_where_a_clause_comes_to_it_and_in_days_of_its_own(document: Document) -> None:
    """Through another consequence too; what no clause comes to is sought in every version."""
    suspension = replace(document.consequences["suspension"], leads_to=("ending",))
    ending = replace(suspension, name="ending", leads_to=(), until=date(2026, 3, 1))
    stray = replace(suspension, name="stray", leads_to=())
    found = list_locators(replace(document, consequences={c.name: c for c in (suspension, ending, stray)}))
    assert [(c.name, c.since, c.until) for c in found if c.kind == "consequence"] == [
        ("suspension", SECOND, date.max),
        ("ending", SECOND, date(2026, 3, 1)),
        ("stray", date.min, date.max),
    ]


def test_recorded_and_last_seen_are_the_first_and_last_days_of_the_passage(locked: Policy, root: Path) -> None:
    days = {(r.key.name, r.key.version): (r.recorded, r.last_seen) for r in verify(locked, open_archive([root])).results}
    assert days[("no-training", FIRST)] == (date(2026, 1, 5), date(2026, 1, 20))
    assert days[("no-resale", SECOND)] == (date(2026, 2, 3), date(2026, 3, 3))


def test_a_version_ends_where_its_recorded_days_end(locked: Policy, root: Path, texts: dict[str, str], write_texts: Write) -> None:
    write_texts({"2026-02-02T100000Z": texts["2026-02-03T100000Z"].replace("train models", "train any model")})
    statuses = {(r.key.name, r.key.version): r for r in verify(locked, open_archive([root])).results}
    assert statuses[("no-training", FIRST)].status == "verified"
    assert [(n.day, n.said) for n in statuses[("no-training", SECOND)].noise] == [(date(2026, 2, 2), "different")]


def test_a_changed_word_in_the_newest_recording_is_a_change(locked: Policy, root: Path, texts: dict[str, str], write_texts: Write) -> None:
    write_texts({"2026-04-01T100000Z": texts["2026-03-03T100000Z"].replace("train models", "train any model")})
    verification = verify(locked, open_archive([root]))
    assert show_diagnostics(verification) == [
        (
            "G704",
            "the passage of clause `no-training` in version 2026-02-01 is not what it was when it was encoded (last recorded 2026-04-01)",
        )
    ]
    (changed,) = [r for r in verification.results if r.status == "changed"]
    assert {n.said for n in changed.noise} == {"different"}


def test_an_error_page_and_a_redirect_decide_nothing(locked: Policy, root: Path, write_texts: Write) -> None:
    write_texts({"2026-04-01T100000Z": "This page is not available\n---\n\nTry again.", "2026-04-02T100000Z": "Redirecting to example.org"})
    verification = verify(locked, open_archive([root]))
    assert verification.diagnostics == ()
    assert [(n.day, n.said) for n in verification.results[0].noise] == [
        (date(2026, 4, 1), "error page"),
        (date(2026, 4, 2), "error page"),
    ]
    assert verification.results[0].last_seen == date(2026, 3, 3)


def test_a_locator_that_is_gone_is_missing(locked: Policy, root: Path, texts: dict[str, str], write_texts: Write) -> None:
    write_texts({"2026-04-01T100000Z": texts["2026-03-03T100000Z"].replace("resell the", "sell the")})
    assert show_diagnostics(verify(locked, open_archive([root]))) == [
        ("G702", "the locator of clause `no-resale` stands nowhere in version 2026-02-01")
    ]


def test_a_locator_in_two_different_passages_is_ambiguous(locked: Policy, root: Path, texts: dict[str, str], write_texts: Write) -> None:
    write_texts({"2026-04-01T100000Z": texts["2026-03-03T100000Z"] + "\nNobody may resell the Services."})
    assert show_diagnostics(verify(locked, open_archive([root]))) == [
        (
            "G703",
            "the locator of clause `no-resale` stands in 2 different passages of version 2026-02-01 (lines 5, 9 of the recording)",
        )
    ]


def test_a_version_without_texts_is_not_recorded_and_only_a_warning(policy: Policy, root: Path) -> None:
    verification = verify(policy, open_archive([root]), {})
    assert {status for *_, status in show(verification)} == {"not recorded"}
    assert [(d.code, d.message, d.severity) for d in verification.diagnostics] == [
        ("G701", "the archive has no text of `acme/terms` for version 2026-01-01", "warning"),
        ("G701", "the archive has no text of `acme/terms` for version 2026-02-01", "warning"),
    ]


def test_a_passage_without_a_line_in_the_lock_is_an_error(locked: Policy, root: Path) -> None:
    verification = verify(locked, open_archive([root]), {"acme/terms": Lock({})})
    assert {status for *_, status in show(verification)} == {"unlocked"}
    assert show_diagnostics(verification)[0] == ("G705", "no digest is recorded for clause `no-resale` in version 2026-02-01")


def test_a_line_for_a_passage_that_the_document_no_longer_has_is_stale(locked: Policy, document: Document, root: Path) -> None:
    trimmed = replace(document, clauses={"no-training": document.clauses["no-training"]}, consequences={})
    verification = verify(replace(locked, documents={document.id: trimmed}), open_archive([root]))
    assert show_diagnostics(verification) == [
        ("G706", "the lock has a clause `no-resale` in version 2026-02-01, the document has not"),
        ("G706", "the lock has a consequence `suspension` in version 2026-02-01, the document has not"),
    ]
    assert verification.diagnostics[0].span is not None
    assert verification.diagnostics[0].span.text.startswith("clause no-resale")


def test_a_clause_that_ends_within_a_version_is_looked_for_while_it_was_in_force(
    document: Document, policy: Policy, root: Path, texts: dict[str, str], write_texts: Write
) -> None:
    write_texts({**texts, "2026-04-01T100000Z": texts["2026-03-03T100000Z"].replace("resell the", "sell the")})
    resale = replace(document.clauses["no-resale"], until=date(2026, 3, 15))
    edited = replace(document, clauses={**document.clauses, "no-resale": resale})
    result = verify(replace(policy, documents={document.id: edited}), open_archive([root]), {}).results[0]
    assert (result.key, result.status) == (LockKey("clause", "no-resale", SECOND), "unlocked")


def test_a_text_known_from_others_only_is_not_looked_up(document: Document, policy: Policy, root: Path) -> None:
    secondary = replace(document, standing=Standing.SECONDARY)
    assert verify(replace(policy, documents={document.id: secondary}), open_archive([root]), {}) == Verification((), ())


def test_only_locks_that_change_are_written(locked: Policy, root: Path, policy_file: Path) -> None:
    assert write_locks(locked, open_archive([root])) == ()
    find_lock_path(policy_file).unlink()
    assert write_locks(locked, open_archive([root])) == (find_lock_path(policy_file),)


def test_an_archive_that_lacks_the_texts_does_not_empty_a_lock(locked: Policy, tmp_path: Path, policy_file: Path) -> None:
    before = read_lock(find_lock_path(policy_file))
    assert write_locks(locked, open_archive([tmp_path / "elsewhere"])) == ()
    assert read_lock(find_lock_path(policy_file)) == before


def test_a_passage_that_is_missing_gets_no_line(
    locked: Policy, root: Path, texts: dict[str, str], write_texts: Write, policy_file: Path
) -> None:
    write_texts({"2026-04-01T100000Z": texts["2026-03-03T100000Z"].replace("resell the", "sell the")})
    write_locks(locked, open_archive([root]))
    assert {key.name for key in read_lock(find_lock_path(policy_file)).lines} == {"no-training", "suspension"}


def test_last_seen_is_told_by_clause_from_the_locks_alone(locked: Policy, document: Document) -> None:
    day = date(2026, 3, 3)
    assert read_last_seen(locked) == {"acme/terms#no-resale": day, "acme/terms#no-training": day}
    trimmed = replace(document, clauses={"no-training": document.clauses["no-training"]})
    assert read_last_seen(replace(locked, documents={document.id: trimmed})) == {"acme/terms#no-training": day}


def record_copies(policy: Policy, root: Path, *copies: tuple[str, str | None]) -> Policy:
    """The first version of the document recorded as texts without a day; None: a copy that is not there."""
    document = policy.documents["acme/terms"]
    for name, text in copies:
        if text is not None:
            (root / "collection").mkdir(exist_ok=True)
            (root / "collection" / name).write_text(text, encoding="utf-8")
    version = replace(document.versions[0], recordings=tuple(Recording("collection", name, None, None) for name, _ in copies))
    clause = document.clauses["no-training"]
    held = replace(document, versions=(version,), clauses={clause.name: clause}, consequences={})
    return replace(policy, documents={held.id: held})


def test_every_copy_of_a_text_holds_the_passage(policy: Policy, root: Path) -> None:
    text = f"2.1 You may not use Output to train models.\n\n{FILLER}"
    copied = record_copies(policy, root, ("a.txt", text), ("b.txt", text.replace("Output to", "Output\nto")))
    write_locks(copied, open_archive([root]))
    assert verify(copied, open_archive([root])).diagnostics == ()


def test_a_copy_that_says_something_else_is_a_mistake(policy: Policy, root: Path) -> None:
    text = f"2.1 You may not use Output to train models.\n\n{FILLER}"
    copied = record_copies(policy, root, ("a.txt", text.replace("may not", "may")), ("b.txt", text))
    write_locks(copied, open_archive([root]))
    said = f"the passage of clause `no-training` in version 2026-01-01 does not stand so in `{root}/collection/a.txt`"
    assert show_diagnostics(verify(copied, open_archive([root]))) == [("G711", said)]


def test_a_recorded_line_that_finds_nothing_is_a_mistake(policy: Policy, root: Path) -> None:
    text = f"2.1 You may not use Output to train models.\n\n{FILLER}"
    copied = record_copies(policy, root, ("a.txt", text), ("b.txt", None))
    write_locks(copied, open_archive([root]))
    verification = verify(copied, open_archive([root]))
    assert show(verification) == [("clause", "no-training", FIRST, "verified")]
    assert show_diagnostics(verification) == [("G710", "version 2026-01-01 has no text in `collection/b.txt`")]
