"""Files that are no declarations, or would do harm: each ends in one sentence, quickly, and never in a traceback."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from gauger.catalogue import Catalogue
from gauger.declaration import load, load_text
from gauger.declaration.files import SIZE_LIMIT
from gauger.declaration.records import Licence

GOOD = "gauger: 1\nproject: small\n"


def say(path: Path) -> list[str]:
    declaration, mistakes = load(path, catalogue=Catalogue())
    assert declaration is None
    return [f"{mistake.code} {mistake.message.replace(str(path), 'FILE')}" for mistake in mistakes]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GAUGER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "gauger.yaml"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "G303 `FILE` declares nothing"),
        (b"\n \n", "G303 `FILE` declares nothing"),
        (GOOD.encode("utf-16"), "G304 `FILE` is not UTF-8 text: it begins like UTF-16"),
        (GOOD.encode("utf-16-le"), "G304 `FILE` is not UTF-8 text: it holds a NUL byte in line 1"),
        (GOOD.encode("utf-32"), "G304 `FILE` is not UTF-8 text: it begins like UTF-16"),
        (b"gauger: 1\nproject: caf\xe9\n", "G304 `FILE` is not UTF-8 text: it holds the byte 0xe9 in line 2"),
        (b"\x7fELF\x02\x01\x01\0\0", "G304 `FILE` is not UTF-8 text: it holds a NUL byte in line 1"),
        ("gauger: 1\nproject: a\u202eb\n".encode(), "G305 an invisible character stands here: right-to-left override"),
        (b"gauger: 1\nproject: \x07\n", "G307 this is not YAML: a control character stands here"),
    ],
)
def test_refuses_what_is_no_text(file: Path, data: bytes, said: str) -> None:
    file.write_bytes(data)
    assert say(file) == [said]


def test_refuses_a_directory_and_a_missing_file(tmp_path: Path) -> None:
    assert say(tmp_path) == ["G301 `FILE` is a directory, not a declaration"]
    assert say(tmp_path / "none.yaml") == ["G300 `FILE` cannot be read: no such file or directory"]


def test_refuses_a_name_that_is_no_path() -> None:
    assert say(Path("a\0b.yaml"))[0].startswith("G300 `FILE` cannot be read: ")


def test_refuses_an_ending_that_it_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "declaration.txt"
    path.write_text(GOOD)
    assert say(path) == ["G306 `FILE` is in no format that is read here"]


def test_refuses_100_mb_without_reading_them(file: Path) -> None:
    with file.open("wb") as sparse:
        sparse.truncate(100_000_000)
    began = time.perf_counter()
    assert say(file) == ["G302 `FILE` is larger than 10 MB"]
    assert time.perf_counter() - began < 0.1


def test_refuses_a_device_without_end() -> None:
    path = Path("/dev/zero")
    if not path.exists():
        pytest.skip("no such device here")
    assert say(path) == ["G302 `FILE` is larger than 10 MB"]


def test_reads_a_mark_and_other_line_ends(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfgauger: 1\r\nproject: small\r\nartifacts:\r\n  m: {model: acme/m}\r\n")
    declaration, mistakes = load(file, catalogue=Catalogue())
    assert mistakes == ()
    assert declaration is not None
    assert str(declaration.artifacts["m"].span) == f"{file}:4:3"


def bomb(levels: int) -> str:
    lines = ["gauger: 1", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, levels)]
    return "\n".join(lines)


def test_aliases_are_counted_before_they_grow() -> None:
    began = time.perf_counter()
    _, mistakes = load_text("bomb.yaml", bomb(12), catalogue=Catalogue())
    assert [mistake.message for mistake in mistakes] == ["aliases expand to more than 200000 values"]
    assert time.perf_counter() - began < 1


def test_an_alias_is_read_like_what_it_repeats() -> None:
    text = "gauger: 1\nartifacts:\n  a: &it {dataset: x/a, license: mit}\n  b: *it\n"
    declaration, mistakes = load_text("alias.yaml", text, catalogue=Catalogue())
    assert mistakes == ()
    assert declaration is not None
    assert declaration.artifacts["b"].licences == (Licence("mit"),)


@pytest.mark.parametrize("depth", [101, 10_000])
@pytest.mark.parametrize(
    ("opening", "closing", "format_"), [("[", "]", "yaml"), ("{a: ", "}", "yaml"), ("[", "]", "json"), ('{"a":', "}", "json")]
)
def test_nesting_has_an_end(depth: int, opening: str, closing: str, format_: str) -> None:
    text = opening * depth + "1" + closing * depth
    _, mistakes = load_text(f"deep.{format_}", text, "json" if format_ == "json" else "yaml", catalogue=Catalogue())
    assert [mistake.code for mistake in mistakes] == ["G316"]


def test_nesting_has_an_end_in_toml() -> None:
    _, mistakes = load_text("deep.toml", "a = " + "[" * 10_000 + "]" * 10_000, "toml", catalogue=Catalogue())
    assert [mistake.code for mistake in mistakes] == ["G316"]


def test_block_nesting_has_an_end() -> None:
    text = "\n".join(" " * level + "a:" for level in range(1000))
    _, mistakes = load_text("deep.yaml", text, catalogue=Catalogue())
    assert [mistake.code for mistake in mistakes] == ["G316"]


def test_many_values_have_an_end() -> None:
    text = "gauger: 1\nproject: [" + "x," * 250_000 + "]"
    assert len(text) < SIZE_LIMIT
    _, mistakes = load_text("many.yaml", text, catalogue=Catalogue())
    assert [mistake.code for mistake in mistakes] == ["G312"]


def test_nothing_in_a_file_runs(tmp_path: Path) -> None:
    witness = tmp_path / "witness"
    text = f"gauger: 1\nproject: !!python/object/apply:os.mkdir ['{witness}']\n"
    _, mistakes = load_text("tag.yaml", text, catalogue=Catalogue())
    assert [mistake.code for mistake in mistakes] == ["G314"]
    assert not witness.exists()


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01"])
def test_toml_days_that_do_not_exist(day: str) -> None:
    _, mistakes = load_text("day.toml", f"gauger = 1\n[artifacts.m]\nmodel = 'acme/m'\nreleased = {day}\n", "toml", catalogue=Catalogue())
    assert [mistake.code for mistake in mistakes] == ["G307"]


def test_json_escapes_beyond_the_first_plane() -> None:
    text = json.dumps({"gauger": 1, "project": "gr\U0001f600n"})
    declaration, _ = load_text("smile.json", text, "json", catalogue=Catalogue())
    assert declaration is not None
    assert declaration.project == "gr\U0001f600n"


def test_toml_numbers_without_end() -> None:
    _, mistakes = load_text("big.toml", "gauger = " + "1" * 5000, "toml", catalogue=Catalogue())
    assert [mistake.message for mistake in mistakes] == ["this is not TOML: a number has too many digits"]
    began = time.perf_counter()
    _, mistakes = load_text("big.toml", "gauger = 1\n[party]\nusers = 1e999999999\nfew = inf\n", "toml", catalogue=Catalogue())
    assert mistakes == ()
    assert time.perf_counter() - began < 1
