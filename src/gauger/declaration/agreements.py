"""Terms accepted by the declarant, and leave given under them."""

from __future__ import annotations

from datetime import date

from gauger.declaration import messages
from gauger.declaration.reading import Report, read_day, read_list, read_place, read_text, read_word, read_words
from gauger.declaration.records import UNKNOWN_FORM, Agreement, Listed, Permission
from gauger.declaration.scalars import parse_day
from gauger.declaration.tree import Branch


def build_agreements(tree: Branch, report: Report) -> Listed[Agreement]:
    """In the order of the file; entries without a document or a partner are left out."""
    found = read_list(tree, "agreements")
    branches = [item for item in found[0] if isinstance(item, Branch)] if found is not None else []
    built = [_build_agreement(branch, report) for branch in branches]
    return Listed(tuple(agreement for agreement in built if agreement is not None), found is None or found[1])


def _build_agreement(branch: Branch, report: Report) -> Agreement | None:
    document, partner = read_word(branch, "document"), read_word(branch, "with")
    named = document or partner
    if document is not None and partner is not None:
        report.add(messages.document_and_partner(partner.span, document.written))
    if named is None:
        report.add(messages.neither_document_nor_partner(branch.span))
        return None
    found = read_list(branch, "permission")
    given = [item for item in found[0] if isinstance(item, Branch)] if found is not None else []
    return Agreement(
        document=document.written if document is not None else None,
        with_=partner.written if partner is not None and document is None else None,
        accepted=read_day(branch, "accepted"),
        form=read_text(branch, "form"),
        renewed=_read_days(branch, "renewed"),
        objected=_read_days(branch, "objected"),
        permissions=tuple(_build_permission(item, report) for item in given),
        span=named.span,
        whole=branch.span,
    )


def _read_days(branch: Branch, key: str) -> tuple[date, ...] | None:
    """Days in the order of the calendar; absent when unknown."""
    if read_list(branch, key) is None:
        return None
    days = (parse_day(word.written) for word in read_words(branch, key))
    return tuple(sorted(day for day in days if day is not None))


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
