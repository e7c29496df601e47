"""Terms accepted by the declarant, and leave given under them."""

from __future__ import annotations

from gauger.declaration import messages
from gauger.declaration.reading import Report, read_day, read_list, read_place, read_text, read_word, read_words
from gauger.declaration.records import UNKNOWN_FORM, Agreement, Permission
from gauger.declaration.tree import Branch


def build_agreements(tree: Branch, report: Report) -> tuple[Agreement, ...]:
    """In the order of the file; entries without a document are left out."""
    found = read_list(tree, "agreements")
    branches = [item for item in found[0] if isinstance(item, Branch)] if found is not None else []
    built = [_build_agreement(branch, report) for branch in branches]
    return tuple(agreement for agreement in built if agreement is not None)


def _build_agreement(branch: Branch, report: Report) -> Agreement | None:
    document = read_word(branch, "document")
    if document is None:
        return None
    found = read_list(branch, "permission")
    given = [item for item in found[0] if isinstance(item, Branch)] if found is not None else []
    permissions = tuple(_build_permission(item, report) for item in given)
    return Agreement(document.written, read_day(branch, "accepted"), permissions, document.span)


def _build_permission(branch: Branch, report: Report) -> Permission:
    given, until = read_day(branch, "given"), read_day(branch, "until")
    if given is not None and until is not None and until < given:
        report.add(messages.ends_before_given(read_place(branch, "until"), read_place(branch, "given")))
    return Permission(
        clauses=tuple(leaf.written for leaf in read_words(branch, "clauses")),
        form=read_text(branch, "form") or UNKNOWN_FORM,
        evidence=read_text(branch, "evidence"),
        given=given,
        until=until,
        endless=read_text(branch, "until") == "never",
        span=branch.span,
    )
