"""Reading archives, hostile ones too."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gauger.evidence import open_archive, verify
from gauger.evidence.texts import LARGEST_TEXT, Readings, Refusal, is_plain
from gauger.policy.model import Policy, Recording


def read_recording(root: Path, recording: Recording) -> Readings:
    return open_archive([root]).read_recording(recording)


Write = Callable[[dict[str, str]], Path]
TERMS = Recording("collection", "Acme/Terms of Service.md", None, None)


def test_texts_come_by_day_and_within_the_days_of_the_line(root: Path, texts: dict[str, str], write_texts: Write) -> None:
    write_texts({**texts, "notes": "not a recording", "2026-13-40T100000Z": "no such day"})
    within = Recording(TERMS.archive, TERMS.path, date(2026, 1, 20), date(2026, 3, 3))
    assert [t.day for t in read_recording(root, TERMS).texts] == [date(2026, 1, 5), date(2026, 1, 20), date(2026, 2, 3), date(2026, 3, 3)]
    assert [t.day for t in read_recording(root, within).texts] == [date(2026, 1, 20), date(2026, 2, 3)]


def test_collections_may_lie_in_the_folder_archive(root: Path, texts: dict[str, str], write_texts: Write) -> None:
    write_texts(texts)
    (root / "archive").mkdir()
    (root / "collection").rename(root / "archive" / "collection")
    assert len(read_recording(root, TERMS).texts) == 4


def test_a_file_at_the_path_itself_has_no_day(root: Path) -> None:
    (root / "licences").mkdir()
    (root / "licences" / "some.txt").write_text("\ufeffPermission is granted.", encoding="utf-8")
    (text,) = read_recording(root, Recording("licences", "some.txt", date(2026, 1, 1), None)).texts
    assert (text.day, [b.normal for b in text.blocks]) == (None, ["Permission is granted."])


@pytest.mark.parametrize(
    "path", ["../secret.md", "/etc/passwd", "a/../../b.md", "a\\..\\b.md", "a\x00b.md", "", "C:/x.md", "a//b.md", "./a.md"]
)
def test_a_written_path_that_leads_elsewhere_is_refused(root: Path, path: str) -> None:
    assert not is_plain(path)
    assert read_recording(root, Recording("collection", path, None, None)).refusals == (Refusal(f"collection/{path}", "outside"),)


def test_a_link_out_of_the_archive_is_refused(root: Path, tmp_path: Path, write_texts: Write) -> None:
    (tmp_path / "secret").write_text("a secret", encoding="utf-8")
    folder = write_texts({})
    (folder / "2026-01-05.md").symlink_to(tmp_path / "secret")
    (folder / "2026-01-06.md").symlink_to(folder / "2026-01-06.md")
    (folder / "2026-01-07.md").symlink_to(folder / "nowhere")
    assert [(r.path[-13:], r.reason) for r in read_recording(root, TERMS).refusals] == [
        ("2026-01-05.md", "outside"),
        ("2026-01-06.md", "unreadable"),
        ("2026-01-07.md", "unreadable"),
    ]


def test_a_folder_that_is_a_link_out_of_the_archive_is_refused(
    root: Path, tmp_path: Path, write_texts: Write, texts: dict[str, str]
) -> None:
    folder = write_texts(texts)
    folder.rename(tmp_path / "outside")
    folder.symlink_to(tmp_path / "outside")
    assert {r.reason for r in read_recording(root, TERMS).refusals} == {"outside"}
    assert read_recording(root, TERMS).texts == ()


def test_what_is_no_text_is_refused(root: Path, write_texts: Write) -> None:
    folder = write_texts({})
    (folder / "2026-01-05.md").write_bytes(b"\xff\xfeU\x00T\x00F\x00")
    (folder / "2026-01-06.md").mkdir()
    os.mkfifo(folder / "2026-01-07.md")
    with (folder / "2026-01-08.md").open("wb") as huge:
        huge.truncate(LARGEST_TEXT + 1)
    assert [r.reason for r in read_recording(root, TERMS).refusals] == ["not utf-8", "not a file", "not a file", "too large"]


def test_a_refusal_becomes_a_diagnostic_of_the_version(policy: Policy, root: Path, texts: dict[str, str], write_texts: Write) -> None:
    folder = write_texts(texts)
    (folder / "2026-01-25.md").write_bytes(b"\xff")
    refused = [d for d in verify(policy, open_archive([root]), {}).diagnostics if d.code == "G700"]
    assert [(d.message, d.help) for d in refused] == [
        (f"`{folder.as_posix()}/2026-01-25.md` is not UTF-8", "convert the recording, or leave its day out of the `recorded` period")
    ]


def test_a_name_too_long_for_the_system_is_refused(root: Path) -> None:
    (root / "collection").mkdir()
    (refusal,) = read_recording(root, Recording("collection", "a" * 5_000 + ".md", None, None)).refusals
    assert refusal.reason == "unreadable"


def test_a_folder_with_too_many_recordings_is_refused(root: Path, write_texts: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write_texts({"2026-01-05": "one", "2026-01-06": "two"})
    monkeypatch.setattr("gauger.evidence.folders.MOST_TEXTS", 1)
    assert read_recording(root, TERMS).refusals == (Refusal("collection/Acme/Terms of Service.md", "too many"),)


def test_an_archive_that_is_not_there_has_no_texts(tmp_path: Path) -> None:
    assert read_recording(tmp_path / "nowhere", TERMS).texts == ()
