"""Archives of terms: where a clause is written, and whether it still says so.

A locator is looked up in the recorded texts of a version (`find_passage`), the passage is digested in normal form, and the digest compared
with the lock file beside the policy (`verify`, `write_locks`, `read_lock`). Nothing in an archive is trusted, and none is needed to
say when a passage was last seen: `read_last_seen` reads the locks alone.

Nothing is imported before it is asked for: a check needs the locks and not what writes them.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gauger.evidence.archive import Archive, open_archive
    from gauger.evidence.locks import Lock, LockKey, LockLine, find_lock_path, read_last_seen, read_lock
    from gauger.evidence.passages import Passage, find_passage
    from gauger.evidence.verification import Noise, Result, Verification, verify, verify_document
    from gauger.evidence.writing import write_locks

__all__ = [
    "Archive", "Lock", "LockKey", "LockLine", "Noise", "Passage", "Result", "Verification",
    "find_lock_path", "find_passage", "open_archive", "read_last_seen", "read_lock", "verify", "verify_document", "write_locks",
]  # fmt: skip

_HOMES = {
    "archive": ("Archive", "open_archive"),
    "locks": ("Lock", "LockKey", "LockLine", "find_lock_path", "read_last_seen", "read_lock"),
    "passages": ("Passage", "find_passage"),
    "verification": ("Noise", "Result", "Verification", "verify", "verify_document"),
    "writing": ("write_locks",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(f"gauger.evidence.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
