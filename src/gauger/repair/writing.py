"""A plan as edits of the file that declares the pipeline, so that its comments and its order stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gauger.declaration.editing import Append, Drop, Edit, Place, Plain, Put
from gauger.declaration.places import find_fact, find_record, get_tree, is_open, list_items
from gauger.declaration.reading import is_not_applicable, is_unknown
from gauger.declaration.records import Declaration, Part, Parts, Party, Permission, Release, Step
from gauger.declaration.tree import Branch, Leaf, Tree
from gauger.policy.model import Vocabulary
from gauger.repair.edits import Close, Hide, Keep, Leave, Obtain, Plan, Reach, Show, State, Take, Value
from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class _File:
    tree: Tree
    declaration: Declaration
    vocabulary: Vocabulary

    def place(self, record: str) -> Place:
        """Where a party, a step or a release stands."""
        declaration = self.declaration
        if record in declaration.parties:
            return ("party",) if record == declaration.declarant.id else ("parties", record)
        if record in declaration.steps:
            return find_record(self.tree, declaration.steps[record].span)
        return find_record(self.tree, next(r.span for r in declaration.releases.items if r.id == record))


def write_plan(tree: Tree, declaration: Declaration, vocabulary: Vocabulary, plan: Plan, redone: Sequence[str]) -> tuple[Edit, ...]:
    """The edits of a file that make a plan; what is `redone` is dated as planned, with a word on when it had been done."""
    file = _File(tree, declaration, vocabulary)
    changes = [option.change for _, option in plan]
    edits = [edit for record in redone for edit in _redo(file, record)]
    for change in changes:
        match change:
            case Reach():
                edits += _reach(file, change)
            case Leave(step, dataset):
                edits.append(Drop(_entry(file, step, "data", dataset)))
            case Take():
                edits.append(_take(file, change))
            case State(record, attribute, value):
                edits.append(Put(find_fact(tree, file.place(record), attribute), _plain(value)))
            case Keep(release):
                edits.append(Drop(file.place(release)))
            case Close():
                edits.append(Put(("releases", "complete"), True) if is_open(get_tree(tree, ("releases",))) else Put(("releases",), ()))
            case _:
                continue
    edits += _parts(file, [c for c in changes if isinstance(c, Show | Hide)])
    edits += _leave(file, [c for c in changes if isinstance(c, Obtain)])
    return tuple(edits)


def _redo(file: _File, record: str) -> Iterator[Edit]:
    place = (*file.place(record), "date")
    before = get_tree(file.tree, place)
    yield Put(place, "planned", f"had been done: {before.written}" if isinstance(before, Leaf) and not is_unknown(before) else None)


# --- steps -------------------------------------------------------------------------------------------------------------


def _reach(file: _File, change: Reach) -> Iterator[Edit]:
    place = file.place(change.step)
    step = file.declaration.steps[change.step]
    if step.reaches != change.model.id:
        yield Put((*place, "with"), change.model.id)
    yield Put((*place, "via"), change.via)
    for key in ("served-by", *(a.name for a in file.vocabulary.attributes.values() if a.entity == "step" and a.anew)):
        there = find_fact(file.tree, place, key)
        if get_tree(file.tree, there) is not None:
            yield Drop(there)


def _take(file: _File, change: Take) -> Edit:
    key = "from" if change.before in file.declaration.steps[change.step].base.items else "data"
    place = _entry(file, change.step, key, change.before)
    inside = isinstance(get_tree(file.tree, place), Branch)
    return Put((*place, "artifact") if inside else place, change.artifact.id)


def _entry(file: _File, step: str, key: str, artifact: str) -> Place:
    """Where a step lists an artifact."""
    place = (*file.place(step), key)
    listed = get_tree(file.tree, place)
    names = [_name(item) for item in list_items(listed)] if listed is not None else []
    return (*place, names.index(artifact))


def _name(item: Tree) -> str:
    named = item.find("artifact") if isinstance(item, Branch) else item
    return named.written if isinstance(named, Leaf) else ""


# --- parts of records --------------------------------------------------------------------------------------------------


def _parts(file: _File, changes: Sequence[Show | Hide]) -> Iterator[Edit]:
    """A list that a plan touches is complete afterwards; one that is missing begins with what is shown."""
    for record, part in dict.fromkeys((change.record, change.part) for change in changes):
        about = [change for change in changes if (change.record, change.part) == (record, part)]
        place = find_fact(file.tree, file.place(record), part)
        listed = get_tree(file.tree, place)
        shown = [{key: _plain(value) for key, value in change.facts.items()} for change in about if isinstance(change, Show)]
        if listed is None or is_unknown(listed) or is_not_applicable(listed):
            yield Put(place, shown)
            continue
        if is_open(listed):
            yield Put((*place, "complete"), True)
        yield from (Append(place, entry) for entry in shown)
        known = _parts_of(file.declaration, record, part)
        for change in about:
            if isinstance(change, Hide):
                yield Drop((*place, next(i for i, entry in enumerate(known) if entry.id == change.entry)))


def _parts_of(declaration: Declaration, record: str, part: str) -> tuple[Part, ...]:
    every: Iterable[Party | Step | Release] = (*declaration.parties.values(), *declaration.steps.values(), *declaration.releases.items)
    fact = next((known.facts.get(part) for known in every if known.id == record), None)
    return fact.items if isinstance(fact, Parts) else ()


def _plain(value: Value) -> Plain:
    return sorted(value, key=str) if isinstance(value, frozenset) else value


# --- leave -------------------------------------------------------------------------------------------------------------


def _leave(file: _File, changes: Sequence[Obtain]) -> Iterator[Edit]:
    """Under an agreement that is there already, else under one of its own, in a list that stays as open as it was."""
    fresh: list[Mapping[str, Plain]] = []
    for change in changes:
        at = next((i for i, a in enumerate(file.declaration.agreements) if (a.document, a.with_) == (change.document, change.with_)), None)
        if at is not None:
            yield Append(("agreements", at, "permission"), _permission(change.permission))
        else:
            named = {"document": change.document} if change.document is not None else {"with": change.with_ or ""}
            fresh.append({**named, "permission": _permission(change.permission)})
    if is_unknown(get_tree(file.tree, ("agreements",))):
        yield from [Put(("agreements",), {"complete": False, "items": fresh})] if fresh else []
    else:
        yield from (Append(("agreements",), entry) for entry in fresh)


def _permission(permission: Permission) -> Mapping[str, Plain]:
    assert permission.given is not None
    return {"clauses": list(permission.clauses), "form": permission.form, "given": permission.given, "until": "never"}
