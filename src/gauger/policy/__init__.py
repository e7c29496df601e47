"""Resolved, typed policy: what the words of a policy file turned out to mean.

`resolve` and `lint` are loaded when they are asked for: a run on compiled policies needs neither them nor the tree.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gauger.policy.resolution import resolve

__all__ = ["resolve"]


def __getattr__(name: str) -> Any:
    if name == "resolve":
        from gauger.policy.resolution import resolve

        return resolve
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
