"""What the formats for other programs list, in what order, and under which paths."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from gauger.findings.model import Exposure, Finding, Verdict


def list_alerts(exposures: Sequence[Exposure]) -> list[Finding]:
    """What somebody has to look at, worst first: all that counts and is not clear."""
    found = [f for exposure in exposures for f in exposure.findings if f.counts and f.severity is not Verdict.CLEAR]
    return sorted(found, key=lambda f: (-f.severity, f.id))


def relate(name: str, root: Path) -> str:
    """The path of a file from the root of the repository, with slashes and without a dot before it."""
    return Path(os.path.relpath(name, root)).as_posix()


def tell_alert(finding: Finding) -> str:
    """A finding in two sentences: what it is under what, and of which act and source."""
    duty = f" (duty {finding.duty})" if finding.duty else ""
    cited = finding.citation
    under = f"{finding.word.capitalize()}{duty} under {cited.title} {cited.pinpoint}: {end_sentence(cited.paraphrase)}"
    return f"{under} Act: {finding.act}. Source: {end_sentence(finding.source)}"


def end_sentence(text: str) -> str:
    """The text with a full stop, where it has no end of its own."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
