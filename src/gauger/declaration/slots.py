"""From a missing fact, by the key of its choice, to the place in the file where it would be declared, and to what may stand there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Literal

from gauger.declaration.editing import Append, Edit, Place, Plain, Put
from gauger.declaration.places import find_fact, find_record, get_tree, is_open
from gauger.declaration.records import Agreement, Declaration, Lasting, Release, Step
from gauger.declaration.scalars import parse_day
from gauger.declaration.tree import Branch, Row, Tree
from gauger.policy.model import Attribute, Vocabulary
from gauger.text.values import dataclass

Kind = Literal["yes or no", "number", "day", "days", "word", "words"]
NONE = frozenset({"none", "[]", "nothing", "nobody"})
_LISTS = {"data": "data", "from": "from", "further-bases": "from", "feedback": "feedback", "tools": "tools"}
_WORDS = {"via", "served-by", "under", "stage"}


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an answer stands. `closes`: only that there is nothing (more) can be said in one answer. `figure`: the entry's other keys."""

    place: Place
    kind: Kind
    values: tuple[str, ...] = ()
    closes: bool = False
    figure: tuple[tuple[str, Plain], ...] | None = None


def find_slot(key: str, declaration: Declaration, tree: Tree, vocabulary: Vocabulary) -> Slot | None:
    """The slot of a fact's choice; none where what is asked cannot be said in one place."""
    rest = key.removeprefix("fact:")
    if rest.startswith("agreement "):
        return _find_agreement(rest.removeprefix("agreement "), declaration)
    if rest.startswith("permission "):
        return _find_permission(rest.removeprefix("permission "), declaration)
    record = max((name for name in _list_records(declaration) if rest.startswith(f"{name}.")), key=len, default=None)
    if record is None:
        return None
    return _find_in_record(record, rest[len(record) + 1 :], declaration, tree, vocabulary)


def _list_records(declaration: Declaration) -> Iterable[str]:
    yield from declaration.parties
    yield from declaration.artifacts
    yield from declaration.steps
    yield from (release.id for release in declaration.releases.items)


def _find_in_record(record: str, asked: str, declaration: Declaration, tree: Tree, vocabulary: Vocabulary) -> Slot | None:
    entity, place = _place_of(record, declaration, tree)
    if asked in {"agreements", "affiliates"}:
        return Slot(("agreements",) if asked == "agreements" else ("parties",), "words", closes=True)
    if asked == "releases":
        listed = get_tree(tree, ("releases",))
        return Slot(("releases", "complete") if is_open(listed) else ("releases",), "words", closes=True)
    if asked in _LISTS:
        return Slot((*place, _LISTS[asked]), "words")
    if asked in {"date", "obtained"}:
        return Slot((*place, asked), "days")
    if asked in _WORDS:
        return Slot((*place, asked), "word")
    if asked == "for":
        return Slot((*place, "for"), "words")
    if asked in vocabulary.parts:
        return Slot(find_fact(tree, place, asked), "words")
    attribute = vocabulary.attributes.get(f"{entity}.{asked}")
    if attribute is not None:
        return Slot(find_fact(tree, place, asked), _kind_of(attribute), attribute.values)
    name = next(
        (a.name for a in vocabulary.attributes.values() if a.entity == entity and a.kind == "figure" and asked.startswith(f"{a.name} ")),
        None,
    )
    return _find_figure(find_fact(tree, place, name), asked[len(name) + 1 :], declaration) if name is not None else None


def _kind_of(attribute: Attribute) -> Kind:
    match attribute.kind:
        case "yes or no" | "number" | "day" as kind:
            return kind
        case "figure":
            return "number"
        case "some of":
            return "words"
        case _:
            return "word"


def _place_of(record: str, declaration: Declaration, tree: Tree) -> tuple[str, Place]:
    """The entity of a record, as the vocabulary names it, and its place."""
    if record in declaration.parties:
        return "party", ("party",) if record == declaration.declarant.id else ("parties", record)
    if record in declaration.steps:
        return "step", find_record(tree, declaration.steps[record].span)
    if record in declaration.artifacts:
        return declaration.artifacts[record].kind, ("artifacts", record)
    return "release", find_record(tree, next(r.span for r in declaration.releases.items if r.id == record))


def _find_figure(place: Place, taken: str, declaration: Declaration) -> Slot | None:
    """A number as it is taken: whose it is, and on which days."""
    scope: tuple[tuple[str, Plain], ...] = (("with", "alone"),)
    if taken.startswith("with affiliates"):
        scope, taken = (("with", "affiliates"),), taken.removeprefix("with affiliates").strip()
    if taken.startswith("as of "):
        day = parse_day(taken.removeprefix("as of "))
        return Slot(place, "number", figure=(("on", day), *scope)) if day is not None else None
    if taken.startswith("at "):
        days = _known_days(taken.removeprefix("at "), declaration)
        return Slot(place, "number", figure=(*days, *scope)) if days is not None else None
    return Slot(place, "number", figure=scope) if taken.startswith("over any ") else None


def _known_days(done: str, declaration: Declaration) -> tuple[tuple[str, Plain], ...] | None:
    records: Sequence[Step | Release] = (*declaration.steps.values(), *declaration.releases.items)
    when = next((record.when for record in records if record.id == done), None)
    return (("from", when.first), ("until", when.last)) if isinstance(when, Lasting) else ()


# --- agreements --------------------------------------------------------------------------------------------------------


def _find_agreement(rest: str, declaration: Declaration) -> Slot | None:
    name, _, asked = rest.rpartition(".")
    at = _index(name, declaration.agreements)
    if at is None:
        return None
    place: Place = ("agreements", at)
    if asked == "accepted":
        return Slot((*place, "accepted"), "day")
    if asked.startswith("last-accepted by "):
        return Slot((*place, "renewed"), "days")
    if asked == "form":
        return Slot((*place, "form"), "word", ("click-through", "signed", "order-form"))
    return Slot((*place, "objected"), "words", closes=True) if asked.startswith("objected") else None


def _index(name: str, agreements: Sequence[Agreement]) -> int | None:
    """The agreement that a name means: by document or partner, numbered from the second one of a name on."""
    base, _, number = name.rpartition(" ")
    wanted, nth = (base, int(number)) if base and number.isdigit() else (name, 1)
    alike = [i for i, agreement in enumerate(agreements) if (agreement.document or agreement.with_) == wanted]
    return alike[nth - 1] if nth <= len(alike) else None


def _find_permission(rest: str, declaration: Declaration) -> Slot | None:
    name, _, asked = rest.rpartition(".")
    base, _, number = name.rpartition(" ")
    places = [
        (i, j)
        for i, agreement in enumerate(declaration.agreements)
        if (agreement.document or agreement.with_) == base
        for j, _ in enumerate(agreement.permissions)
    ]
    if asked not in {"form", "given", "until"} or not number.isdigit() or int(number) > len(places):
        return None
    agreement, permission = places[int(number) - 1]
    return Slot(("agreements", agreement, "permission", permission, asked), "word" if asked == "form" else "day")


# --- answers -----------------------------------------------------------------------------------------------------------


def write_answer(slot: Slot, written: str, tree: Tree) -> tuple[Edit, ...] | None:
    """The edits that put an answer where it belongs; none where it is no answer of that sort."""
    if slot.closes:
        return (_close(slot, tree),) if written.strip().casefold() in NONE else None
    value = read_answer(slot, written)
    if value is None:
        return None
    if slot.figure is None and slot.kind == "words" and is_open(get_tree(tree, slot.place)):
        more = value if isinstance(value, list) else []
        return (Put((*slot.place, "complete"), True), *(Append(slot.place, word) for word in more))
    if slot.figure is None:
        return (Put(slot.place, value),)
    entry = {"value": value, **dict(slot.figure)}
    listed = get_tree(tree, slot.place)
    return (Append(slot.place, entry) if isinstance(listed, Row | Branch) else Put(slot.place, [entry]),)


def _close(slot: Slot, tree: Tree) -> Edit:
    """A list without what is not written: said so where it is open, and written empty where it is missing."""
    if slot.place[-1] == "complete":
        return Put(slot.place, True)
    listed = get_tree(tree, slot.place)
    if is_open(listed):
        return Put((*slot.place, "complete"), True)
    return Put(slot.place, {} if slot.place == ("parties",) else ())


def read_answer(slot: Slot, written: str) -> Plain | None:
    """A value as a person writes it, typed."""
    text = written.strip()
    if not text:
        return None
    match slot.kind:
        case "yes or no":
            return {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}.get(text.casefold())
        case "number":
            return _read_number(text)
        case "day":
            return "never" if text == "never" and slot.place[-1] == "until" else parse_day(text)
        case "days":
            return parse_day(text) or text
        case "words":
            return [] if text.casefold() in NONE else [word.strip() for word in text.strip("[]").split(",") if word.strip()]
        case "word":
            return text


def _read_number(text: str) -> Plain | None:
    try:
        number = Decimal(text.replace(",", "").replace("_", ""))
    except InvalidOperation:
        return None
    return (int(number) if number == number.to_integral_value() else number) if number.is_finite() else None
