"""In which worlds a part of a declaration counts: all, unless an edit takes it away or brings it in (`docs/semantics.md`, 9)."""

from __future__ import annotations

from collections.abc import Mapping

from gauger.declaration.records import Agreement, Permission
from gauger.text.values import dataclass, field
from gauger.worlds import TRUE, Formula


@dataclass(frozen=True)
class Guards:
    """Steps and releases by id, what a step takes by step and artifact, artifacts that are taken, agreements and leave.

    What is not named counts in all worlds. `further` are those in which an open list of releases is open, `given` is what holds of the
    edits in all worlds.
    """

    records: Mapping[str, Formula] = field(default_factory=dict)
    inputs: Mapping[tuple[str, str], Formula] = field(default_factory=dict)
    taken: Mapping[str, Formula] = field(default_factory=dict)
    agreements: Mapping[Agreement, Formula] = field(default_factory=dict)
    permissions: Mapping[Permission, Formula] = field(default_factory=dict)
    further: Formula = TRUE
    given: Formula = TRUE

    def of(self, record: str) -> Formula:
        """The worlds in which a step or release is done."""
        return self.records.get(record, TRUE)

    def of_input(self, step: str, artifact: str) -> Formula:
        """The worlds in which a step takes a dataset, a starting point or a tool that it lists or may have taken."""
        return self.inputs.get((step, artifact), TRUE)

    def of_taken(self, artifact: str) -> Formula:
        """The worlds in which anything of the declaring side's takes an artifact or lets it out."""
        return self.taken.get(artifact, TRUE)

    def of_agreement(self, agreement: Agreement) -> Formula:
        """The worlds in which an agreement was made."""
        return self.agreements.get(agreement, TRUE)

    def of_permission(self, permission: Permission) -> Formula:
        """The worlds in which leave was given."""
        return self.permissions.get(permission, TRUE)


UNGUARDED = Guards()
