"""Git repositories as archives, bare or not, hostile ones too."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gauger.evidence import open_archive
from gauger.evidence.repositories import leads_elsewhere
from gauger.evidence.texts import LARGEST_TEXT, Readings
from gauger.policy.model import Recording

pygit2 = pytest.importorskip("pygit2")

TERMS = Recording("collection", "Acme/Terms of Service.md", None, None)
DAYS = {"2026-01-05": "One.", "2026-01-20": "Two.", "2026-02-03": "Three."}


def git(place: Path, *arguments: str, day: str = "2026-01-01", text: bytes | None = None) -> None:
    """A repository as somebody else's program makes it, without the settings of whoever runs the tests."""
    when = f"{day}T12:00:00+0000"
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(place), "PATH": os.environ["PATH"]}
    dated = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    named = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *named, "-C", str(place), *arguments], check=True, input=text, capture_output=True, env={**own, **dated})


def make_repository(place: Path, days: dict[str, str] = DAYS, path: str = TERMS.path) -> Path:
    (place / path).parent.mkdir(parents=True)
    git(place, "init", "-q", "-b", "main")
    for day, text in days.items():
        (place / path).write_text(text, encoding="utf-8")
        git(place, "add", "-A")
        git(place, "commit", "-q", "-m", "Record new changes", day=day)
    return place


def read(place: Path | tuple[str, Path], recording: Recording = TERMS) -> Readings:
    return open_archive([place]).read_recording(recording)


def shown(readings: Readings) -> list[tuple[str, str]]:
    return [(str(text.day), text.blocks[0].normal) for text in readings.texts]


def test_each_commit_that_changes_a_text_is_a_recording(tmp_path: Path) -> None:
    place = make_repository(tmp_path / "collection")
    (place / "README.md").write_text("about", encoding="utf-8")
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "Something else", day="2026-03-01")
    readings = read(place)
    assert shown(readings) == list(DAYS.items())
    assert [text.where.partition("@")[0] + text.where[-25:] for text in readings.texts] == ["collection:Acme/Terms of Service.md"] * 3
    assert readings.refusals == ()
    assert shown(read(place, Recording("collection", TERMS.path, date(2026, 1, 6), date(2026, 2, 3)))) == [("2026-01-20", "Two.")]


@pytest.mark.parametrize("name", ["collection", "collection.git"])
def test_a_bare_repository_is_one_too(name: str, tmp_path: Path) -> None:
    make_repository(tmp_path / "work")
    git(tmp_path, "clone", "-q", "--bare", str(tmp_path / "work"), str(tmp_path / name))
    for place in (tmp_path, tmp_path / name, ("collection", tmp_path / "work")):
        assert shown(read(place)) == list(DAYS.items())


def test_collections_are_listed_with_what_they_record(tmp_path: Path) -> None:
    make_repository(tmp_path / "collection")
    (tmp_path / "archive" / "other" / "Acme" / "Terms").mkdir(parents=True)
    (tmp_path / "archive" / "other" / "Acme" / "Terms" / "2026-01-05.md").write_text("One.", encoding="utf-8")
    (tmp_path / "archive" / "other" / "plain.txt").write_text("One.", encoding="utf-8")
    archive = open_archive([tmp_path])
    assert archive.list_names() == ("collection", "other")
    listed = {name: collection.list_paths() for name in archive.list_names() if (collection := archive.find_collection(name))}
    assert listed == {"collection": (TERMS.path,), "other": ("Acme/Terms.md", "plain.txt")}


def test_a_text_that_was_taken_away_and_came_back_is_recorded_twice(tmp_path: Path) -> None:
    place = make_repository(tmp_path / "collection", {"2026-01-05": "One."})
    git(place, "rm", "-q", TERMS.path)
    git(place, "commit", "-q", "-m", "Gone", day="2026-01-10")
    (place / "Acme").mkdir()
    (place / TERMS.path).write_text("One.", encoding="utf-8")
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "Back", day="2026-01-15")
    assert shown(read(place)) == [("2026-01-05", "One."), ("2026-01-15", "One.")]


def refusals(place: Path) -> list[tuple[str, str]]:
    found = read(place)
    assert found.texts == ()
    return [(refusal.path.rpartition("/")[2], refusal.reason) for refusal in found.refusals]


def test_a_huge_text_is_refused_by_its_size(tmp_path: Path) -> None:
    place = make_repository(tmp_path / "collection", {"2026-01-05": "x" * (LARGEST_TEXT + 1)})
    ((path, reason),) = refusals(place)
    assert (path, reason) == ("Terms of Service.md", "too large")


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    place = make_repository(tmp_path / "collection", {"2026-01-05": "One."})
    (place / TERMS.path).write_bytes(b"\xff\xfe\x00")
    git(place, "commit", "-qam", "Broken", day="2026-01-06")
    (place / TERMS.path).unlink()
    (place / TERMS.path).symlink_to("/etc/passwd")
    git(place, "commit", "-qam", "A link", day="2026-01-07")
    found = read(place)
    assert shown(found) == [("2026-01-05", "One.")]
    assert [refusal.reason for refusal in found.refusals] == ["not utf-8"]


def test_a_folder_that_says_it_is_a_repository_and_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "collection" / ".git").mkdir(parents=True)
    assert refusals(tmp_path / "collection") == [("collection", "not a repository")]


def test_a_repository_without_a_commit_has_no_texts(tmp_path: Path) -> None:
    (tmp_path / "collection").mkdir()
    git(tmp_path / "collection", "init", "-q")
    assert read(tmp_path / "collection") == Readings((), ())


@pytest.mark.parametrize("broken", ["HEAD", "refs/heads/main"])
def test_a_repository_whose_references_are_garbage_is_refused(broken: str, tmp_path: Path) -> None:
    place = make_repository(tmp_path / "collection")
    (place / ".git" / broken).write_bytes(b"\x00garbage\xff")
    assert [reason for _, reason in refusals(place)] in (["not a repository"], ["unreadable"])


def test_a_repository_with_a_broken_object_is_refused(tmp_path: Path) -> None:
    place = make_repository(tmp_path / "collection")
    head = (place / ".git" / "refs" / "heads" / "main").read_text(encoding="ascii").strip()
    commit = place / ".git" / "objects" / head[:2] / head[2:]
    commit.chmod(0o644)
    commit.write_bytes(b"garbage")
    assert [reason for _, reason in refusals(place)] == ["unreadable"]


def test_a_broken_text_is_refused_and_the_others_are_not(tmp_path: Path) -> None:
    place = make_repository(tmp_path / "collection")
    repository = pygit2.Repository(str(place))
    blob = str(repository.head.peel().tree[TERMS.path].id)
    target = place / ".git" / "objects" / blob[:2] / blob[2:]
    target.chmod(0o644)
    target.write_bytes(b"garbage")
    found = read(place)
    assert shown(found) == [("2026-01-05", "One."), ("2026-01-20", "Two.")]
    assert [refusal.reason for refusal in found.refusals] == ["unreadable"]


def test_what_leads_out_of_a_repository_is_not_followed(tmp_path: Path) -> None:
    secret = make_repository(tmp_path / "secret")
    ways: dict[str, Callable[[Path], object]] = {
        "alternates": lambda d: (d / "objects" / "info" / "alternates").write_text(f"{secret}/.git/objects\n", encoding="utf-8"),
        "commondir": lambda d: (d / "commondir").write_text(f"{secret}/.git\n", encoding="utf-8"),
        "include": lambda d: (d / "config").write_text(f"[include]\n\tpath = {secret}/.git/config\n", encoding="utf-8"),
        "objects": lambda d: (d / "objects" / "pack" / "pack-x.pack").symlink_to(secret / "x"),
        "refs": lambda d: (d / "refs" / "heads" / "stolen").symlink_to(secret / ".git" / "refs" / "heads" / "main"),
    }
    for name, lead in ways.items():
        place = make_repository(tmp_path / name / "collection")
        assert not leads_elsewhere(place / ".git")
        (place / ".git" / "objects" / "info").mkdir(exist_ok=True)
        lead(place / ".git")
        assert refusals(place) == [("collection", "leads elsewhere")], name


def test_a_file_that_names_another_folder_as_the_repository_is_refused(tmp_path: Path) -> None:
    secret = make_repository(tmp_path / "secret")
    (tmp_path / "collection").mkdir()
    (tmp_path / "collection" / ".git").write_text(f"gitdir: {secret}/.git\n", encoding="utf-8")
    assert refusals(tmp_path / "collection") == [("collection", "not a repository")]


def test_a_folder_of_a_repository_that_is_a_link_is_refused(tmp_path: Path) -> None:
    secret = make_repository(tmp_path / "secret")
    (tmp_path / "collection").mkdir()
    (tmp_path / "collection" / ".git").symlink_to(secret / ".git")
    assert refusals(tmp_path / "collection") == [("collection", "leads elsewhere")]


def test_hooks_and_filters_are_not_run(tmp_path: Path) -> None:
    place = make_repository(tmp_path / "collection")
    ran = tmp_path / "ran"
    (place / ".gitattributes").write_text("*.md filter=evil\n", encoding="utf-8")
    git(place, "config", "filter.evil.smudge", f"touch {ran}")
    git(place, "config", "core.fsmonitor", f"touch {ran}")
    assert shown(read(place)) == list(DAYS.items())
    assert not ran.exists()


def test_a_tree_that_holds_itself_a_billion_times_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = make_repository(tmp_path / "collection", {"2026-01-05": "One."})
    repository = pygit2.Repository(str(place))
    inner = repository.create_blob(b"text")
    mode = pygit2.enums.FileMode.BLOB
    for _ in range(6):
        builder = repository.TreeBuilder()
        for name in "abcdefghij":
            builder.insert(name + (".md" if mode == pygit2.enums.FileMode.BLOB else ""), inner, mode)
        inner, mode = builder.write(), pygit2.enums.FileMode.TREE
    who = pygit2.Signature("a", "a@b.example", 1_770_000_000, 0)
    repository.create_commit("refs/heads/main", who, who, "bomb", inner, [repository.head.target])
    monkeypatch.setattr("gauger.evidence.repositories.MOST_ENTRIES", 10_000)
    assert refusals(place) == [("collection", "too many")]


def test_without_the_library_a_repository_is_refused_with_the_extra_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = make_repository(tmp_path / "collection")
    monkeypatch.setitem(__import__("sys").modules, "pygit2", None)
    assert refusals(place) == [("collection", "no pygit2")]
