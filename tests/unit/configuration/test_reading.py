"""A file of settings to values, or to every mistake in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gauger.configuration import Configuration, expand_patterns, load_configuration


def read(path: Path, text: str) -> tuple[Configuration | None, list[tuple[str, str, str]]]:
    """The settings, and of each mistake its code, its words and what is underlined."""
    path.write_text(text, encoding="utf-8")
    settings, mistakes = load_configuration(path)
    return settings, [(m.code, m.message, m.span.text if m.span is not None else "") for m in mistakes]


def read_well(path: Path, text: str) -> Configuration:
    settings, mistakes = read(path, text)
    assert mistakes == []
    assert settings is not None
    return settings


WHOLE = """\
declarations = ["models/**/*.yaml", "one.toml"]
policies = "packs"
positions = ["legal/positions.yaml"]
archive = ["terms", "collection=more terms"]
admit = "statement"
stale-after = 0
baseline = "legal/known.json"

[fail-on]
default = "grey"
training = "none"
"""


@pytest.mark.parametrize("name", ["gauger.toml", "pyproject.toml"])
def test_every_setting(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = WHOLE if name == "gauger.toml" else "[tool.gauger]\n" + WHOLE.replace("[fail-on]", "[tool.gauger.fail-on]")
    settings = read_well(tmp_path / name, text)
    assert settings.declarations == ("models/**/*.yaml", "one.toml")
    assert (settings.policies, settings.positions) == ((Path("packs"),), (Path("legal/positions.yaml"),))
    assert settings.archive == ("terms", "collection=more terms")
    assert (settings.admit, settings.stale_after) == (("statement",), 0)
    assert settings.baseline == Path("legal/known.json")
    assert (settings.fail_on, settings.families) == ("grey", {"training": "none"})
    assert settings.places["fail-on.training"].text == "training"


def test_paths_are_under_the_folder_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    absolute = tmp_path / "elsewhere"
    settings = read_well(tmp_path / "gauger.toml", f'policies = ["packs", "{absolute}"]\narchive = "a=terms"\n')
    assert settings.policies == (Path("../packs"), absolute)
    assert settings.archive == (f"a={Path('..') / 'terms'}",)


def test_one_threshold_for_all(tmp_path: Path) -> None:
    settings = read_well(tmp_path / "gauger.toml", 'fail-on = "open"\n')
    assert (settings.fail_on, settings.families) == ("open", {})


def test_every_mistake_is_told_at_its_place(tmp_path: Path) -> None:
    text = """\
declaration = "x.yaml"
declarations = ["a.yaml", 3]
policies = true
archive = {}
admit = ["statment", "reported"]
stale-after = 1.5
baseline = ["a.json"]
colour = "red"
fail-on = {default = "gray", training = 1}
"""
    settings, mistakes = read(tmp_path / "gauger.toml", text)
    assert settings is None
    assert mistakes == [
        ("G801", "there is no setting `declaration`", "declaration"),
        ("G802", "`declarations` is a pattern of files, or a list of such, under the folder of the settings", "3"),
        ("G802", "`policies` is a path, or a list of such", "true"),
        ("G802", "`archive` is a path, with the name of the collection and `=` before it if need be, or a list of such", "archive"),
        ("G802", "`admit` is one of statement, reported", "statment"),
        ("G802", "`stale-after` is a number of days, 0 for never", "1.5"),
        ("G802", "`baseline` is the path of a file", "baseline"),
        ("G801", "there is no setting `colour`", "colour"),
        ("G802", "`fail-on.default` is one of clear, conditional, open, grey, prohibited, none", "gray"),
        ("G802", "`fail-on.training` is one of clear, conditional, open, grey, prohibited, none", "1"),
    ]


@pytest.mark.parametrize("pattern", ["/abs/*.yaml", ""])
def test_a_pattern_lies_under_the_folder(tmp_path: Path, pattern: str) -> None:
    _, mistakes = read(tmp_path / "gauger.toml", f'declarations = "{pattern}"\n')
    assert [(code, words) for code, words, _ in mistakes] == [("G802", "`declarations` is a pattern under the folder of the settings")]


def test_near_names_are_offered(tmp_path: Path) -> None:
    (tmp_path / "gauger.toml").write_text('failon = "grey"\nadmit = "reportd"\ncolour = 1\n', encoding="utf-8")
    _, mistakes = load_configuration(tmp_path / "gauger.toml")
    assert [m.help for m in mistakes] == [
        "did you mean `fail-on`?",
        "did you mean `reported`?",
        "the keys are `declarations`, `policies`, `positions`, `archive`, `admit`, `fail-on`, `baseline`, `stale-after`",
    ]


def test_what_is_no_table_or_no_toml(tmp_path: Path) -> None:
    assert read(tmp_path / "pyproject.toml", "[tool]\ngauger = 3\n")[1] == [("G802", "`pyproject.toml` holds no table of settings", "3")]
    assert [code for code, *_ in read(tmp_path / "gauger.toml", "a = [\n")[1]] == ["G307"]
    assert [m.code for m in load_configuration(tmp_path / "nothing.toml")[1]] == ["G300"]


def test_a_shared_table_beside_a_file_of_its_own_is_pointed_out(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.gauger]\n", encoding="utf-8")
    settings, mistakes = read(tmp_path / "gauger.toml", 'admit = "reported"\n')
    assert settings is not None
    assert [(code, words) for code, words, _ in mistakes] == [
        ("G803", "`gauger.toml` holds, and what `pyproject.toml` beside it sets does not")
    ]


# --- patterns ----------------------------------------------------------------------------------------------------------


def test_patterns_name_each_file_once_in_order_and_no_hidden_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.yaml", "a.yaml", "sub/c.yaml", ".venv/d.yaml", ".open/e.yaml", "sub/f.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "sub")
    settings = read_well(tmp_path / "gauger.toml", 'declarations = ["sub/*.yaml", "**/*.yaml", ".open/*.yaml", "none/*"]\n')
    found, missed = expand_patterns(settings)
    assert found == (Path("c.yaml"), Path("../a.yaml"), Path("../b.yaml"), Path("../.open/e.yaml"))
    assert [(m.code, m.severity, m.message, m.span.text if m.span else "") for m in missed] == [
        ("G804", "warning", "no file is named by `none/*`", "none/*")
    ]
