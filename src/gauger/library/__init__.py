"""Policies on the disk: find them, load them, keep them compiled.

Nothing is imported before it is asked for: a run on compiled policies needs neither the language nor the resolver.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gauger.library.loading import Loaded, load
    from gauger.library.places import find_policies
    from gauger.library.storage import compile_to

__all__ = ["Loaded", "compile_to", "find_policies", "load"]

_HOMES = {
    "Loaded": "gauger.library.loading",
    "load": "gauger.library.loading",
    "find_policies": "gauger.library.places",
    "compile_to": "gauger.library.storage",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
