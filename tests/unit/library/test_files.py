"""Files that cannot be used end in a message; nothing on the disk ends in a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gauger.diagnostics.rendering import render
from gauger.library import load

pytestmark = pytest.mark.usefixtures("cache")


def _render(pack: Path) -> list[str]:
    return [render(d) for d in load([pack]).diagnostics]


def _say(code: str, name: str, message: str, help_: str) -> str:
    return f"error[{code}]: {message}\n --> {name}:1:1\n  |\n1 |\n  | ^\n  = help: {help_}"


def test_missing_folder(pack: Path) -> None:
    assert _render(Path("nowhere")) == [_say("G400", "nowhere", "there is no folder `nowhere`", "name a folder that holds `.tos` files")]
    assert pack.is_dir()


def test_file_in_place_of_a_folder(pack: Path) -> None:
    (pack / "notes.md").write_text("# Notes\n", "utf-8")
    name = "pack/notes.md"
    help_ = "name a folder, or a file that ends in `.tos`"
    assert _render(Path(name)) == [_say("G406", name, f"`{name}` is neither a folder nor a policy file", help_)]


def test_files_may_be_named_themselves(pack: Path) -> None:
    assert load([pack / "licence.tos", pack / "prelude.tos"]).digest == load([pack]).digest


def test_folder_without_policies(pack: Path) -> None:
    (pack.parent / "empty").mkdir()
    assert _render(Path("empty")) == [_say("G405", "empty", "no `.tos` file lies in `empty`", "name a folder that holds policies")]


def test_folder_named_like_a_policy(pack: Path) -> None:
    (pack / "x.tos").mkdir()
    assert _render(pack) == [
        _say("G402", "pack/x.tos", "`pack/x.tos` is a folder named like a policy file", "rename it; only files end in `.tos`")
    ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("act train model\n".encode("utf-16"), "UTF-16"),
        ("act train model\n".encode("utf-16-be"), "binary data"),
        (b"\x00\x01\x02", "binary data"),
        ("act train model # caf\xe9\n".encode("latin-1"), "in another encoding"),
    ],
)
def test_other_encodings(pack: Path, content: bytes, what: str) -> None:
    (pack / "x.tos").write_bytes(content)
    assert _render(pack) == [_say("G403", "pack/x.tos", f"`pack/x.tos` is {what}, not UTF-8 text", "save it as UTF-8")]


def test_too_large(pack: Path) -> None:
    with (pack / "x.tos").open("wb") as stream:
        stream.truncate(100_000_000)
    message = "`pack/x.tos` has 100.0 megabytes; a policy file has at most 4"
    assert _render(pack) == [_say("G404", "pack/x.tos", message, "one document a file; recorded texts belong into an archive")]


def test_unreadable_file(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.stat

    def refuse(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.name == "prelude.tos":
            raise PermissionError(13, "Permission denied")
        return real(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refuse)
    message = "`pack/prelude.tos` cannot be read: permission denied"
    assert _say("G401", "pack/prelude.tos", message, "check that it exists and that you may read it") in _render(pack)


def test_pipe_is_never_opened(pack: Path) -> None:
    os.mkfifo(pack / "x.tos")
    message = "`pack/x.tos` cannot be read: it is no regular file"
    assert _render(pack) == [_say("G401", "pack/x.tos", message, "check that it exists and that you may read it")]


def test_dangling_link(pack: Path) -> None:
    (pack / "x.tos").symlink_to("nowhere")
    assert [d.code for d in load([pack]).diagnostics] == ["G401"]


def test_links_in_a_circle(pack: Path) -> None:
    (pack / "again").symlink_to(pack, target_is_directory=True)
    (pack / "x.tos").symlink_to(pack / "x.tos")
    (pack / "same.tos").symlink_to(pack / "prelude.tos")
    assert [d.code for d in load([pack]).diagnostics] == ["G401"]
    (pack / "x.tos").unlink()
    assert load([pack]).policy is not None


def test_a_file_reached_from_two_folders_is_read_once(pack: Path) -> None:
    (pack / "more").mkdir()
    (pack / "licence.tos").rename(pack / "more" / "licence.tos")
    assert load([pack, pack / "more"]).policy is not None


def test_every_mistake_of_every_file_is_told(pack: Path) -> None:
    (pack / "a.tos").write_bytes(b"\x00")
    (pack / "b.tos").write_text("publisher acme\n  title Acme\n", "utf-8")
    (pack / "c.tos").write_text('channel acne/api\n  title "Acne"\n', "utf-8")
    places = [(d.code[:2], str(d.span)) for d in load([pack]).diagnostics]
    assert places == [("G4", "pack/a.tos:1:1"), ("G1", "pack/b.tos:2:9"), ("G2", "pack/c.tos:1:9"), ("G2", "pack/prelude.tos:112:11")]


def test_a_line_that_cannot_be_read_is_told_once(pack: Path) -> None:
    text = (pack / "prelude.tos").read_text("utf-8").replace("object output", "object output output")
    (pack / "prelude.tos").write_text(text, "utf-8")
    assert [d.code[:2] for d in load([pack]).diagnostics] == ["G1"]


def test_folder_that_may_not_be_looked_at(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, f"Permission denied: {path.name}")

    monkeypatch.setattr(Path, "is_dir", refuse)
    help_ = "check that it exists and that you may read it"
    message = "`pack` cannot be read: permission denied: pack"
    assert pack.exists()
    assert [render(d) for d in load([Path("pack")]).diagnostics] == [_say("G401", "pack", message, help_)]


def test_the_folder_of_the_program_may_be_gone(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    os.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    policy = load([pack]).policy
    assert policy is not None
    assert str(policy.documents["acme/old-licence"].span) == f"{pack}/licence.tos:1:10"
