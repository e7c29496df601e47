"""What is said about files that cannot be used. Codes `G4xx`, each with a page in `docs/errors/`."""

from __future__ import annotations

from gauger.diagnostics import Diagnostic, Label
from gauger.text import Source, Span

MEGABYTE = 1_000_000
LARGEST = 4 * MEGABYTE


def _error(code: str, name: str, message: str, help_: str) -> Diagnostic:
    """The file as a whole is the place: its text may not be readable."""
    return Diagnostic(code, message, (Label(Span(Source(name, ""), 0, 0)),), help_)


def missing_folder(name: str) -> Diagnostic:
    return _error("G400", name, f"there is no folder `{name}`", "name a folder that holds `.tos` files")


def unreadable_file(name: str, reason: str) -> Diagnostic:
    return _error("G401", name, f"`{name}` cannot be read: {reason}", "check that it exists and that you may read it")


def folder_as_file(name: str) -> Diagnostic:
    return _error("G402", name, f"`{name}` is a folder named like a policy file", "rename it; only files end in `.tos`")


def wrong_encoding(name: str, found: str) -> Diagnostic:
    return _error("G403", name, f"`{name}` is {found}, not UTF-8 text", "save it as UTF-8")


def too_large(name: str, size: int) -> Diagnostic:
    message = f"`{name}` has {size / MEGABYTE:.1f} megabytes; a policy file has at most {LARGEST // MEGABYTE}"
    return _error("G404", name, message, "one document a file; recorded texts belong into an archive")


def no_policies(name: str) -> Diagnostic:
    return _error("G405", name, f"no `.tos` file lies in `{name}`", "name a folder that holds policies")


def file_as_folder(name: str) -> Diagnostic:
    return _error("G406", name, f"`{name}` is neither a folder nor a policy file", "name a folder, or a file that ends in `.tos`")
