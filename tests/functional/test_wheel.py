"""An installed wheel finds its policies, and judges as the checkout does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.functional.command import AS_OF, ROOT, Run, run_gauger


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from this tree with the backend that is installed, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("gauger-*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the checkout into which the wheel is installed."""
    folder = tmp_path_factory.mktemp("site")
    _pip("install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel))
    return folder


def _pip(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def _run_installed(site: Path, *arguments: str, cwd: Path, cache: Path) -> Run:
    env = {"PYTHONPATH": os.pathsep.join([str(site)]), "GAUGER_CACHE": str(cache)}
    return run_gauger(*arguments, command=[sys.executable, str(site / "bin" / "gauger")], env=env, cwd=cwd)


def test_wheel_ships_policies_grammar_and_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {f"gauger/data/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "policies").rglob("*.tos")}
    assert len(shipped) > 50
    assert shipped <= names
    assert {"gauger/py.typed", "gauger/data/grammar/gauger.lark", "gauger/data/policies.compiled"} <= names
    assert not [name for name in names if name.startswith("tests/") or name.endswith(".pyc")]


def test_installed_and_checkout_agree(site: Path, tmp_path: Path) -> None:
    """Same declaration, same words, same code; and nothing of the checkout is used."""
    declaration = tmp_path / "declaration.yaml"
    shutil.copy(ROOT / "examples" / "competitor-through-api" / "declaration.yaml", declaration)
    arguments = ("check", "declaration.yaml", "--as-of", AS_OF, "--format", "json")
    installed = _run_installed(site, *arguments, cwd=tmp_path, cache=tmp_path / "cache")
    assert (installed.code, installed.err) == (1, "")
    assert installed == run_gauger(*arguments, cwd=tmp_path)


def test_installed_uses_its_own_files(site: Path, tmp_path: Path) -> None:
    program = "import gauger, gauger.library.places as p; print(gauger.__file__, p.find_policies(), p.find_grammar(), sep='\\n')"
    env = {**os.environ, "PYTHONPATH": str(site)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, env=env, check=True)
    assert all(Path(line).is_relative_to(site) for line in done.stdout.splitlines())


def test_compiled_policies_are_used(site: Path, tmp_path: Path) -> None:
    """Whoever uses what the wheel brings along has nothing to put into the cache."""
    declaration = str(ROOT / "examples" / "own-model" / "declaration.yaml")
    assert _run_installed(site, "check", declaration, "--as-of", AS_OF, cwd=tmp_path, cache=tmp_path / "cache").code == 0
    assert not list((tmp_path / "cache").glob("*.policy"))


def test_damaged_compiled_policies_are_read_anew(site: Path, tmp_path: Path) -> None:
    """What was shipped is never trusted beyond what its key says."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    compiled = copy / "gauger" / "data" / "policies.compiled"
    compiled.write_bytes(compiled.read_bytes()[:-100])
    arguments = ("check", str(ROOT / "examples" / "own-model" / "declaration.yaml"), "--as-of", AS_OF)
    whole = _run_installed(site, *arguments, cwd=tmp_path, cache=tmp_path / "cache")
    assert _run_installed(copy, *arguments, cwd=tmp_path, cache=tmp_path / "other") == whole
    assert list((tmp_path / "other").glob("*.policy"))
