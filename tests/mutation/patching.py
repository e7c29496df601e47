"""Puts mutants in the place of what they are mutants of, in the process that runs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from tests.mutation.mutants import Function, Mutant

CodeKey = tuple[str, str]
"""Where a function's text lies and the name that it has there."""


def list_functions(root: Path) -> dict[CodeKey, list[FunctionType]]:
    """The functions there are whose text lies below a folder."""
    found: dict[CodeKey, list[FunctionType]] = {}
    for one in _list_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(root)):
            found.setdefault((one.__code__.co_filename, one.__code__.co_qualname), []).append(one)
    return found


def _list_objects() -> list[Any]:
    """Everything there is, what the collector was told to leave alone included: of that it tells nothing."""
    gc.unfreeze()
    return gc.get_objects()


def list_caches(prefixes: tuple[str, ...]) -> list[Any]:
    """What keeps results of functions in modules of such names."""
    caches = [one for one in _list_objects() if isinstance(one, _lru_cache_wrapper)]
    return [one for one in caches if str(getattr(one, "__module__", "")).startswith(prefixes)]


def apply(mutant: Mutant, path: str, functions: Mapping[CodeKey, list[FunctionType]]) -> bool:
    """Whether the mutant could be put in its place."""
    code = mutant.compile(path)
    if not isinstance(mutant.scope, Function):
        return _assign(mutant.module, code)
    changed = _find_code(code, mutant.name)
    places = functions.get((path, mutant.name), [])
    if changed is None or not places or any(one.__code__.co_freevars != changed.co_freevars for one in places):
        return False
    for one in places:
        one.__code__ = changed
        _change_defaults(one, mutant, path)
    return True


def _find_code(code: CodeType, name: str) -> CodeType | None:
    for part in _list_codes(code):
        if part.co_qualname == name:
            return part
    return None


def _list_codes(code: CodeType) -> Iterator[CodeType]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield part
            yield from _list_codes(part)


def _change_defaults(function: FunctionType, mutant: Mutant, path: str) -> None:
    """Only where the change is one of a default: what is made anew is another object, and may be asked for as itself."""
    if mutant.lines:
        return
    namespace = dict(sys.modules[mutant.module].__dict__)
    exec(mutant.compile(path), namespace)
    made: Any = namespace[mutant.name.partition(".")[0]]
    for name in mutant.name.split(".")[1:]:
        made = vars(made)[name]
    function.__defaults__, function.__kwdefaults__ = made.__defaults__, made.__kwdefaults__


def _assign(module: str, code: CodeType) -> bool:
    """Gives names of a module other values, there and wherever they were imported from it. What was computed from them stays as it is."""
    before = import_module(module).__dict__
    after = dict(before)
    exec(code, after)
    changed = [name for name in before if name in after and after[name] is not before[name] and not name.startswith("__")]
    old = {name: before[name] for name in changed}
    for other in list(sys.modules.values()):
        if other.__name__.partition(".")[0] in {"gauger", "tests"}:
            for name in changed:
                if other.__dict__.get(name) is old[name]:
                    other.__dict__[name] = after[name]
    return bool(changed)
