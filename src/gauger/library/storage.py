"""Compiled policies on the disk: the wheel's own and the user's cache, both named by what they were made of and never trusted beyond it.

A file is one header line, `gauger-policy KEY CHECKSUM`, and the payload of the codec. Whatever is wrong with it, or with the folder, makes
it as if it were not there.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

import gauger
from gauger.library.codec import VERSION, decode_policy, describe_schema, encode_policy
from gauger.library.files import PolicyFile, compute_digest, decode_text, read_files, sort_files
from gauger.library.places import find_cache, find_grammar, find_policies, find_programs, find_shipped
from gauger.policy.model import Policy
from gauger.text import DeferredSource, Source

_MAGIC = b"gauger-policy"
_SUFFIX = ".policy"
_KEPT = 8
"""Compiled policies that stay in the cache; older ones go when a new one is written."""


def compute_key(digest: str, programs: Sequence[Path] = ()) -> str:
    """What a compiled policy depends on: the policies, the grammar, the program and the form of the file itself.

    In a checkout the version of the program says little, so its `programs` are counted in by their content.
    """
    parts = [digest.encode(), gauger.__version__.encode(), str(VERSION).encode(), describe_schema().encode()]
    parts.extend(_read_silently(path) for path in (find_grammar(), *programs))
    key = sha256()
    for part in parts:
        key.update(len(part).to_bytes(8, "big"))
        key.update(part)
    return key.hexdigest()


def _read_silently(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


# --- reading -----------------------------------------------------------------------------------------------------------


def find_compiled(digest: str, files: Sequence[PolicyFile]) -> Policy | None:
    """The policy of these files where it was compiled before, by the wheel or by an earlier run."""
    shipped = find_shipped()
    policy = _read_compiled(shipped, compute_key(digest), files) if shipped.exists() else None
    if policy is None:
        path = _find_entry(digest)
        policy = _read_compiled(path, path.stem, files) if path else None
    return policy


def _find_entry(digest: str) -> Path | None:
    cache = find_cache()
    return cache / f"{compute_key(digest, find_programs())}{_SUFFIX}" if cache else None


def _read_compiled(path: Path, key: str, files: Sequence[PolicyFile]) -> Policy | None:
    header, _, payload = _read_silently(path).partition(b"\n")
    if header != _write_header(key, payload):
        return None
    sources = [_defer(file) for file in sort_files(files)]
    return decode_policy(payload, sources)


def _write_header(key: str, payload: bytes) -> bytes:
    return b" ".join([_MAGIC, key.encode(), sha256(payload).hexdigest().encode()])


def _defer(file: PolicyFile) -> Source:
    """The text of the file as it was when its digest was computed."""

    def read() -> str:
        text = decode_text(file)
        return text if isinstance(text, str) else ""

    return DeferredSource(file.name, read)


# --- writing -----------------------------------------------------------------------------------------------------------


def encode_compiled(policy: Policy, key: str, files: Sequence[PolicyFile]) -> bytes:
    """The whole content of a compiled policy's file."""
    payload = encode_policy(policy, [file.name for file in sort_files(files)])
    return _write_header(key, payload) + b"\n" + payload


def store_compiled(policy: Policy, digest: str, files: Sequence[PolicyFile]) -> None:
    """Puts a policy into the user's cache; a folder that cannot be written is no reason to say anything."""
    path = _find_entry(digest)
    if path is None:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, encode_compiled(policy, path.stem, files))
        _prune(path.parent.glob(f"*{_SUFFIX}"))


def write_whole(path: Path, content: bytes) -> None:
    """Writes beside the file and then puts it in its place, so that nobody reads half of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _prune(paths: Iterable[Path]) -> None:
    for path in sorted(paths, key=lambda p: p.stat().st_mtime, reverse=True)[_KEPT:]:
        path.unlink(missing_ok=True)


def compile_to(path: Path, dirs: Sequence[Path] | None = None) -> None:
    """Compiles the policies of the program, or of these folders, into a file that a wheel can ship.

    Raises `ValueError` with the number of mistakes when they do not resolve, and `OSError` when the file cannot be written.
    """
    from gauger.library.compiling import compile_files

    files, found = read_files(dirs if dirs is not None else [find_policies()])
    digest = compute_digest(files)
    policy, diagnostics = compile_files(files, digest)
    if policy is None or found:
        raise ValueError(f"{len(found) + len(diagnostics)} mistakes in the policies")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, encode_compiled(policy, compute_key(digest), files))
