"""Where policies, grammar, compiled packs and the cache lie, in a checkout and in an installed wheel."""

from __future__ import annotations

import os
from pathlib import Path

import gauger

_PACKAGE = Path(gauger.__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def find_data(name: str) -> Path:
    """A folder that the wheel ships as `gauger/data/<name>` and a checkout has at its root."""
    installed = _PACKAGE / "data" / name
    return installed if installed.exists() else _CHECKOUT / name


def find_policies() -> Path:
    """The folder of the policies that come with the program."""
    return find_data("policies")


def find_grammar() -> Path:
    """The grammar that policies are written in."""
    return find_data("grammar") / "gauger.lark"


def find_shipped() -> Path:
    """The compiled policies that a wheel brings along; absent in a checkout."""
    return _PACKAGE / "data" / "policies.compiled"


def find_programs() -> tuple[Path, ...]:
    """In a checkout, the code that compiles policies: whoever works on it must not meet what an earlier state of it made."""
    if (_PACKAGE / "data").exists():
        return ()
    return tuple(sorted(p for room in ("language", "policy", "library") for p in (_PACKAGE / room).glob("*.py")))


def find_cache() -> Path | None:
    """The user's cache folder for this program; nothing when the environment does not say where it could be."""
    own = os.environ.get("GAUGER_CACHE")
    if own:
        return Path(own)
    shared = os.environ.get("XDG_CACHE_HOME")
    if shared:
        return Path(shared) / "gauger"
    home = os.environ.get("HOME") or os.environ.get("LOCALAPPDATA")
    return Path(home) / ".cache" / "gauger" if home else None
