"""A warm run asks neither the models nor a parser; what is kept and not ours is worth nothing."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from gauger.catalogue import Catalogue, load_catalogue
from gauger.declaration import keeping, load

GOOD = (Path(__file__).parent / "sample.yaml").read_text("utf-8")
BAD = "gauger: 1\nproject: small\nartefacts: {}\n"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GAUGER_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "gauger.yaml"
    path.write_text(GOOD)
    return path


def list_kept(file: Path) -> list[Path]:
    return sorted((file.parent / "cache" / "declarations").glob("*"))


def test_records_are_kept_and_found_again_with_their_places(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = load(file, catalogue=load_catalogue())
    assert len(list_kept(file)) == 1
    monkeypatch.setattr("gauger.declaration.shapes.check_shape", lambda _: pytest.fail("the models were asked again"))
    second, mistakes = load(file, catalogue=load_catalogue())
    assert mistakes == ()
    assert second == first
    assert first is not None
    assert second is not None
    assert [*second.artifacts, *second.steps] == [*first.artifacts, *first.steps]  # mappings are equal in any order; ids keep theirs
    assert str(second.steps["finetune"].span) == str(first.steps["finetune"].span)
    assert str(second.artifacts["student"].facts["task"].span) == f"{file}:20:45"


def test_a_warm_run_imports_neither_pydantic_nor_yaml(file: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from gauger.catalogue import load_catalogue; from gauger.declaration import load;"
        f"d, m = load(Path({str(file)!r}), catalogue=load_catalogue()); assert d and not m;"
        "print('pydantic' in sys.modules, 'yaml' in sys.modules)"
    )
    runs = [subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout for _ in range(2)]
    assert runs == ["True True\n", "False False\n"]


def test_nothing_is_kept_of_a_mistake(file: Path) -> None:
    file.write_text(BAD)
    for _ in range(2):
        declaration, mistakes = load(file, catalogue=Catalogue())
        assert declaration is None
        assert [mistake.code for mistake in mistakes] == ["G320"]
    assert list_kept(file) == []


def sign(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + body).hexdigest().encode() + b"\n" + body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff" * 100,
        b"[]",
        b"null",
        b"{}",
        b'["Span", 1]',
        b'["Declaration"]',
        b'["os.system", "true"]',
        b'["Decimal", "x"]',
        b"[" * 10_000,
    ],
)
@pytest.mark.parametrize("signed", [False, True])
def test_what_is_not_ours_is_written_anew(file: Path, body: bytes, signed: bool) -> None:
    first = load(file, catalogue=Catalogue())
    (kept,) = list_kept(file)
    ours = kept.read_bytes()
    kept.write_bytes(sign(kept.stem, body) if signed else body)
    assert load(file, catalogue=Catalogue()) == first
    assert kept.read_bytes() == ours


def test_one_changed_letter_is_noticed(file: Path) -> None:
    first = load(file, catalogue=Catalogue())
    (kept,) = list_kept(file)
    kept.write_bytes(kept.read_bytes().replace(b"contractor", b"affiliate_"))
    assert load(file, catalogue=Catalogue()) == first


def test_records_of_another_key_are_foreign(file: Path) -> None:
    load(file, catalogue=Catalogue())
    (kept,) = list_kept(file)
    other = "0" * 64
    kept.with_name(f"{other}.json").write_bytes(kept.read_bytes())
    assert keeping.find_records(other, None) is None  # type: ignore[arg-type]
    assert json.loads(kept.read_bytes().partition(b"\n")[2])[0] == "Declaration"


def test_other_catalogues_make_other_records(file: Path) -> None:
    bare, _ = load(file, catalogue=Catalogue())
    known, _ = load(file, catalogue=load_catalogue())
    assert bare is not None
    assert known is not None
    assert (bare.artifacts["teacher"].licences, known.artifacts["teacher"].licences) == (None, ())


def test_another_version_of_the_room_makes_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    key = keeping.build_key("content", "project", "catalogue")
    monkeypatch.setattr(keeping, "_describe_room", lambda: "other")
    assert keeping.build_key("content", "project", "catalogue") != key


def test_the_same_text_in_another_format_is_another_content(file: Path) -> None:
    json_ = file.with_suffix(".json")
    for path in (file, json_):
        path.write_text('{"gauger": 1}')
        load(path, catalogue=Catalogue())
    assert len(list_kept(file)) == 2


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
    assert keeping.find_cache() == Path("/somewhere/gauger")
    monkeypatch.setenv("GAUGER_CACHE", "/elsewhere")
    assert keeping.find_cache() == Path("/elsewhere")


def test_the_oldest_records_go(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "KEPT", 2)
    for number in range(4):
        file.write_text(f"{GOOD}# {number}\n")
        load(file, catalogue=Catalogue())
    assert len(list_kept(file)) == 2
    newest = set(list_kept(file))
    load(file, catalogue=Catalogue())
    assert set(list_kept(file)) == newest
