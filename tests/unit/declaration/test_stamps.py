"""A warm run asks the models nothing; a stamp that is not ours is worth nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gauger.catalogue import Catalogue
from gauger.declaration import load, stamps

GOOD = "gauger: 1\nproject: small\nartifacts: {m: {model: acme/m}}\nreleases: [{artifact: m, to: public}]\n"
BAD = "gauger: 1\nproject: small\nartefacts: {}\n"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GAUGER_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "gauger.yaml"
    path.write_text(GOOD)
    return path


def list_stamps(file: Path) -> list[Path]:
    return sorted((file.parent / "cache" / "declarations").glob("*"))


def test_a_stamp_is_left_and_found_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(file, catalogue=Catalogue())
    assert len(list_stamps(file)) == 1
    monkeypatch.setattr("gauger.declaration.shapes.check_shape", lambda _: pytest.fail("the models were asked again"))
    assert load(file, catalogue=Catalogue()) == first


def test_a_warm_run_does_not_import_pydantic(file: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from gauger.catalogue import load_catalogue; from gauger.declaration import load;"
        f"d, m = load(Path({str(file)!r}), catalogue=load_catalogue()); assert d and not m; print('pydantic' in sys.modules)"
    )
    runs = [subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout for _ in range(2)]
    assert runs == ["True\n", "False\n"]


def test_no_stamp_for_a_mistake(file: Path) -> None:
    file.write_text(BAD)
    for _ in range(2):
        declaration, mistakes = load(file, catalogue=Catalogue())
        assert declaration is None
        assert [mistake.code for mistake in mistakes] == ["G320"]
    assert list_stamps(file) == []


@pytest.mark.parametrize("content", [b"", b"accepted", b"\xff" * 100])
def test_a_stamp_that_is_not_ours_is_written_anew(file: Path, content: bytes) -> None:
    load(file, catalogue=Catalogue())
    (stamp,) = list_stamps(file)
    ours = stamp.read_bytes()
    stamp.write_bytes(content)
    load(file, catalogue=Catalogue())
    assert stamp.read_bytes() == ours


def test_a_stamp_of_other_models_is_stale(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(file, catalogue=Catalogue())
    digest = list_stamps(file)[0].stem
    assert stamps.has_stamp(digest)
    monkeypatch.setattr(stamps, "_digest_models", lambda: "other")
    assert not stamps.has_stamp(digest)


def test_the_same_text_in_another_format_is_another_content(file: Path) -> None:
    json_ = file.with_suffix(".json")
    for path in (file, json_):
        path.write_text('{"gauger": 1}')
        load(path, catalogue=Catalogue())
    assert len(list_stamps(file)) == 2


@pytest.mark.parametrize("place", ["file", "forbidden", "nul"])
def test_a_cache_that_cannot_be_used_is_done_without(file: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = file.parent / "blocked"
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("GAUGER_CACHE", {"file": str(blocked), "forbidden": "/proc/none", "nul": "~"}[place] + "/below")
    monkeypatch.chdir(file.parent)
    declaration, mistakes = load(file, catalogue=Catalogue())
    assert declaration is not None
    assert mistakes == ()


def test_the_cache_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GAUGER_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert stamps.find_cache() == Path("/somewhere/gauger")
    monkeypatch.setenv("GAUGER_CACHE", "/elsewhere")
    assert stamps.find_cache() == Path("/elsewhere")
