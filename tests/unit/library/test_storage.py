"""Compiled policies: equal to what was compiled, made anew whenever anything has changed, and never trusted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

import gauger.library.compiling
import gauger.library.storage
from gauger.library import compile_to, find_policies, load
from gauger.library.codec import decode_policy, encode_policy
from gauger.library.files import PolicyFile, compute_digest, read_files, sort_files
from gauger.library.places import find_grammar
from gauger.library.storage import compute_key
from gauger.policy.model import Policy
from gauger.text import DeferredSource, Source


def _get_policy(folder: Path) -> Policy:
    loaded = load([folder])
    assert loaded.policy is not None, [d.message for d in loaded.diagnostics]
    return loaded.policy


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The digests that were compiled in the course of a test."""
    made: list[str] = []
    real = gauger.library.compiling.compile_files

    def record(files: tuple[PolicyFile, ...], digest: str) -> object:
        made.append(digest)
        return real(files, digest)

    monkeypatch.setattr(gauger.library.compiling, "compile_files", record)
    return made


def test_policies_of_the_program_come_back_as_they_were() -> None:
    files, _ = read_files([find_policies()])
    policy, diagnostics = gauger.library.compiling.compile_files(files, "digest")
    assert policy is not None, [d.message for d in diagnostics]
    names = [f.name for f in sort_files(files)]
    decoded = decode_policy(
        encode_policy(policy, names), [Source(n, f.content.decode()) for n, f in zip(names, sort_files(files), strict=True)]
    )
    assert decoded == policy
    assert [list(d.clauses) for d in decoded.documents.values()] == [list(d.clauses) for d in policy.documents.values()]
    spans = [c.span for d in policy.documents.values() for c in d.clauses.values()]
    assert [c.span for d in decoded.documents.values() for c in d.clauses.values()] == spans


def test_warm_load_compiles_nothing(pack: Path, cache: Path, compilations: list[str]) -> None:
    cold, warm = load([pack]), load([pack])
    assert len(compilations) == 1
    assert (warm.policy, warm.digest) == (cold.policy, cold.digest)
    assert len(list(cache.iterdir())) == 1
    assert warm.policy is not None
    clause = warm.policy.vocabulary.attributes["model.task"]
    assert (str(clause.span), clause.span.text) == ("pack/prelude.tos:46:11", "model.task")


def test_a_pack_elsewhere_is_the_same_pack_under_its_own_name(pack: Path, cache: Path, compilations: list[str]) -> None:
    load([pack])
    pack.rename(pack.parent / "other")
    policy = _get_policy(pack.parent / "other")
    assert len(compilations) == 1
    assert str(policy.documents["acme/old-licence"].span) == "other/licence.tos:1:10"
    assert cache.is_dir()


@pytest.mark.usefixtures("cache")
def test_any_change_of_a_policy_is_seen(pack: Path, compilations: list[str]) -> None:
    load([pack])
    path = pack / "licence.tos"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("2024-01-01", "2024-01-02"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert str(_get_policy(pack).documents["acme/old-licence"].versions[0].date) == "2024-01-02"
    path.rename(pack / "license.tos")
    load([pack])
    assert len(set(compilations)) == 3


@pytest.mark.parametrize("what", ["__version__", "grammar", "codec"])
@pytest.mark.usefixtures("cache")
def test_another_program_compiles_anew(pack: Path, compilations: list[str], monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    load([pack])
    if what == "grammar":
        monkeypatch.setattr(gauger.library.storage, "find_grammar", lambda: pack / "licence.tos")
    elif what == "codec":
        monkeypatch.setattr(gauger.library.storage, "VERSION", 0)
    else:
        monkeypatch.setattr(gauger, "__version__", "0")
    assert load([pack]).policy is not None
    assert len(compilations) == 2


def _corrupt(content: bytes) -> list[bytes]:
    header, _, payload = content.partition(b"\n")
    magic, key, _ = header.split(b" ")
    forged = payload.replace(b'"Acme"', b'"Bcme"')
    return [
        b"",
        b"\n",
        content[:-1],
        content[: len(content) // 2],
        header + b"\n",
        header + b"\n" + forged,
        content.replace(b'"Acme"', b'"Bcme"', 1),
        b" ".join([magic, key[::-1], sha256(payload).hexdigest().encode()]) + b"\n" + payload,
        *(b" ".join([magic, key, sha256(p).hexdigest().encode()]) + b"\n" + p for p in _list_payloads(payload)),
        os.urandom(2000),
    ]


def _list_payloads(payload: bytes) -> list[bytes]:
    """Payloads with a right checksum that are no policy: what a program with a mistake, not a disk, might have written."""
    entries = json.loads(payload)
    return [
        b"",
        b"null",
        b"{}",
        b"[]",
        b"[[]]",
        b"[[99]]",
        b'[["x"]]',
        b"[[0,5]]",
        b"[[3,null]]",
        b"[[5,9,0,1]]",
        b"[" * 100_000,
        json.dumps(entries[:-1]).encode(),
        json.dumps([*entries[:-1], entries[-1][:-1]]).encode(),
        json.dumps([*entries[:-1], [*entries[-1], None]]).encode(),
        json.dumps([e[:-1] for e in entries]).encode(),
    ]


def test_a_corrupt_cache_is_made_anew(pack: Path, cache: Path, compilations: list[str]) -> None:
    policy = _get_policy(pack)
    [path] = cache.iterdir()
    good = path.read_bytes()
    forgeries = _corrupt(good)
    for content in forgeries:
        path.write_bytes(content)
        assert _get_policy(pack) == policy
        assert path.read_bytes() == good
    assert len(compilations) == 1 + len(forgeries)


def test_a_cache_that_cannot_be_used_changes_nothing(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    for place in ("/dev/null", "/dev/null/deeper", str(tmp_path / "file"), "/proc/nowhere"):
        monkeypatch.setattr(gauger.library.storage, "find_cache", lambda place=place: Path(place))
        assert load([pack]).policy is not None


def test_a_folder_in_the_place_of_a_compiled_policy(pack: Path, cache: Path) -> None:
    load([pack])
    [path] = cache.iterdir()
    path.unlink()
    path.mkdir()
    assert load([pack]).policy is not None


def test_mistakes_are_never_kept(pack: Path, cache: Path) -> None:
    (pack / "x.tos").write_text('channel acne/api\n  title "Acne"\n', "utf-8")
    assert [load([pack]).policy for _ in range(2)] == [None, None]
    assert not cache.exists()


def test_old_entries_go(pack: Path, cache: Path) -> None:
    for day in range(1, 15):
        (pack / "more.tos").write_text(f"# {day}\nset days is 2024-01-{day:02}\n", "utf-8")
        assert load([pack]).policy is not None
    assert len(list(cache.iterdir())) == 8


def test_a_shipped_policy_is_used_before_the_cache(
    pack: Path, cache: Path, compilations: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_to(pack.parent / "shipped" / "policies.compiled", [pack])
    monkeypatch.setattr(gauger.library.storage, "find_shipped", lambda: pack.parent / "shipped" / "policies.compiled")
    assert load([pack]).policy is not None
    assert len(compilations) == 1
    assert not cache.exists()


def test_an_installed_wheel_uses_what_a_checkout_compiled(tmp_path: Path) -> None:
    site = tmp_path / "site" / "gauger"
    copytree(Path(gauger.__file__).parent, site, ignore=ignore_patterns("__pycache__"))
    copytree(find_policies(), site / "data" / "policies")
    copytree(find_grammar().parent, site / "data" / "grammar")
    compile_to(site / "data" / "policies.compiled")
    program = (
        "import sys; from gauger.library import find_policies, load; loaded = load([find_policies()]); assert loaded.policy;"
        "print(find_policies(), any(m.startswith('gauger.language') for m in sys.modules))"
    )
    environment = {"PYTHONPATH": str(site.parent), "GAUGER_CACHE": "/dev/null"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)
    assert done.stdout == f"{site / 'data' / 'policies'} False\n"


def test_policies_with_mistakes_are_not_shipped(pack: Path) -> None:
    (pack / "x.tos").write_text('channel acne/api\n  title "Acne"\n', "utf-8")
    with pytest.raises(ValueError, match="1 mistakes in the policies"):
        compile_to(pack.parent / "policies.compiled", [pack])
    assert not (pack.parent / "policies.compiled").exists()


def test_digest_is_that_of_names_and_contents(pack: Path) -> None:
    digest = compute_digest(read_files([pack])[0])
    assert digest == compute_digest(read_files([Path("pack")])[0])
    assert load([pack]).digest == digest
    assert compute_key(digest) != compute_key(digest[::-1])


def test_warm_load_imports_neither_language_nor_lark(pack: Path, cache: Path) -> None:
    program = (
        "import sys, pathlib; from gauger.library import load; loaded = load([pathlib.Path('pack')]); assert loaded.policy;"
        "print([m for m in sys.modules if m.split('.')[0] == 'lark' or m.startswith(('gauger.language', 'gauger.policy.res'))])"
    )
    for expected in (False, True):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=pack.parent)
        assert (done.stdout.strip() == "[]") is expected
    assert cache.is_dir()


def test_text_of_a_deferred_source_is_read_once_and_late() -> None:
    reads: list[str] = []

    def read() -> str:
        reads.append("read")
        return "one\ntwo"

    source = DeferredSource("x", read)
    assert reads == []
    assert (source.text, source.line(2), source.line_count, source.position(5)) == ("one\ntwo", "two", 2, (2, 2))
    assert reads == ["read"]
    with pytest.raises(AttributeError):
        source.other  # noqa: B018
