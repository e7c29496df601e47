"""What a run stands on: policies, catalogue and the days on which texts were last seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from gauger.app.sightings import Sightings
from gauger.catalogue import Catalogue, load_catalogue
from gauger.diagnostics import Diagnostic
from gauger.library import find_policies
from gauger.library import load as load_policies
from gauger.policy.model import Policy
from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """Loaded once per run; the same for every declaration."""

    policy: Policy
    catalogue: Catalogue
    last_seen: Mapping[str, date]


def load_setting(packs: Sequence[Path] = ()) -> tuple[Setting | None, tuple[Diagnostic, ...]]:
    """The shipped policies and further packs together, or every mistake in them."""
    folders = (find_policies(), *packs)
    loaded = load_policies(folders)
    if loaded.policy is None:
        return None, loaded.diagnostics
    return Setting(loaded.policy, load_catalogue(), Sightings(loaded.policy)), ()
