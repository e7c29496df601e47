"""One finding out of an exposure, by its id or a part of it."""

from __future__ import annotations

from gauger.diagnostics.suggestion import suggest
from gauger.findings.model import Exposure, Finding


def find_finding(exposure: Exposure, wanted: str) -> Finding | str:
    """The finding, dormant ones included; or a sentence that says why it is not one."""
    every = (*exposure.findings, *exposure.dormant)
    exact = [f for f in every if f.id == wanted]
    found = exact or [f for f in every if wanted in f.id]
    if len(found) == 1:
        return found[0]
    if found:
        return f"`{wanted}` could be {', '.join(f'`{f.id}`' for f in found[:5])}{' and more' if len(found) > 5 else ''}"
    near = suggest(wanted, [f.id for f in every] + [f.clause for f in every])
    return f"there is no finding `{wanted}`" + (f"; did you mean `{near}`?" if near else "")
