"""What a clause rules on, and what the conditions of a clause, an exception and a consequence may test for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from gauger.language import tree
from gauger.policy import messages
from gauger.policy.blocks import (
    Found,
    find_all,
    find_one,
    read_names,
)
from gauger.policy.conditions import find_condition
from gauger.policy.lexicon import Lexicon, Scope, Term
from gauger.policy.messages import Other
from gauger.policy.model import (
    Act,
    Norm,
    Object,
    Standing,
    Variable,
)
from gauger.policy.structure import STEP_KINDS, VARIABLES
from gauger.text import Span
from gauger.text.values import dataclass

Named = Mapping[str, tuple[tree.Name, tree.Statement]]
"""Statements of one kind in a document by the name in their heading."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the provisions of a document may refer to; `terms` has the document's own concepts as well."""

    document: str
    standing: Standing
    lexicon: Lexicon
    terms: Mapping[str, Term]
    documents: Sequence[str]
    clauses: Named
    exceptions: Named
    consequences: Named


# --- norms ------------------------------------------------------------------------------------------------------------

_NORMS: Mapping[str, Literal["forbids", "permits", "requires", "silent"]] = {
    "forbids": "forbids", "permits": "permits", "on": "requires", "silent on": "silent",
}  # fmt: skip


def build_norm(statement: tree.Statement, setting: Setting, scope: Scope, found: Found) -> Norm | None:
    title = find_one(statement, "assigns")
    if title is not None and isinstance(title.parts, tree.Assigns):
        return _build_title(title.parts, setting.lexicon, found)
    norms = find_all(statement, *_NORMS)
    requires = find_one(statement, "requires")
    duty = find_condition(requires, setting.lexicon, scope, found)
    if not norms or not isinstance(norms[0].parts, tree.Act):
        return None
    act = _read_act(norms[0].parts, setting.lexicon, found)
    objects = _read_objects(norms[0].parts.objects, setting.lexicon, found)
    return Norm(_NORMS[norms[0].keyword], act, objects, duty) if act else None


_TITLES = ("output", "model", "dataset")


def _build_title(parts: tree.Assigns, lexicon: Lexicon, found: Found) -> Norm:
    """A text that says whose something is. Title to output arises with the access, title to what was made of things with the making."""
    subject = parts.subject
    if subject.text not in _TITLES:
        found.append(messages.unknown_word(subject.span, "thing to which title is given", subject.text, _TITLES))
    if subject.text == "output" and parts.objects:
        found.append(messages.title_to_output_using(parts.objects[0].span))
    if subject.text in _TITLES[1:] and not parts.objects:
        found.append(messages.title_without_making(subject.span, subject.text))
    on: Literal["access", "step"] = "access" if subject.text == "output" else "step"
    act = Act("own", subject.text, on, () if on == "access" else STEP_KINDS, "title", "Having title to it.", subject.span)
    return Norm("assigns", act, _read_objects(parts.objects, lexicon, found), None, parts.conditional)


def _read_act(parts: tree.Act, lexicon: Lexicon, found: Found) -> Act | None:
    key = f"{parts.act.text} {parts.subject.text}"
    act = lexicon.acts.get(key)
    if act is None:
        found.append(messages.undeclared_act(parts.act.span.to(parts.subject.span), key, lexicon.acts))
    return act


def _read_objects(names: Sequence[tree.Name], lexicon: Lexicon, found: Found) -> tuple[Object, ...]:
    objects: dict[str, Object] = {}
    written: dict[str, tree.Name] = {}
    for name in names:
        if name.text not in lexicon.objects:
            found.append(messages.undeclared_object(name.span, name.text, lexicon.objects))
        elif name.text in objects:
            found.append(messages.listed_twice(name.span, name.text, written[name.text].span))
        else:
            objects[name.text] = lexicon.objects[name.text]
            written[name.text] = name
    return tuple(objects.values())


# --- scopes ------------------------------------------------------------------------------------------------------------


def find_clause_scope(statement: tree.Statement, setting: Setting) -> Scope:
    """What the conditions of a clause may test, as its act and objects give it; everything when the act is unknown."""
    title = find_one(statement, "assigns")
    if title is not None and isinstance(title.parts, tree.Assigns):
        assigned = _build_title(title.parts, setting.lexicon, [])
        return Scope(_list_variables(assigned.act, assigned.objects), f"a clause on title to `{title.parts.subject.text}`", setting.terms)
    norm = next((n for n in find_all(statement, *_NORMS) if isinstance(n.parts, tree.Act)), None)
    if norm is None or not isinstance(norm.parts, tree.Act):
        return Scope(frozenset(VARIABLES), "the clause", setting.terms)
    parts = norm.parts
    words = f"{parts.act.text} {parts.subject.text}"
    act = setting.lexicon.acts.get(words)
    objects = [setting.lexicon.objects.get(o.text) for o in parts.objects]
    if parts.objects:
        words += f" using {', '.join(o.text for o in parts.objects)}"
    variables = _list_variables(act, objects) if act and all(objects) else frozenset(VARIABLES)
    return Scope(variables, f"a clause on `{words}`", setting.terms)


def _list_variables(act: Act, objects: Sequence[Object | None]) -> frozenset[Variable]:
    """`access`, `source`, `data` and `tool` are there where everything that is used was taken from such a thing."""
    variables: set[Variable] = {"party", "publisher"}
    if act.on != "access":
        variables.add("model" if act.subject == "model" else "dataset")
        variables.add("step" if act.on == "step" else "release")
    sources = {o.taken_from for o in objects if o}
    if sources <= {"access"}:
        variables.add("access")
    if sources <= {"access", "model"}:
        variables.add("source")
    if sources == {"dataset"}:
        variables.add("data")
    if sources == {"tool"}:
        variables.add("tool")
    return frozenset(variables)


def find_exception_scopes(setting: Setting) -> dict[str, Scope]:
    """An exception may test what every clause that rests on it gives; one that no clause names may test everything."""
    scopes = {name: Scope(frozenset(VARIABLES), f"the exception `{name}`", setting.terms) for name in setting.exceptions}
    for name, statement in setting.clauses.values():
        scope = find_clause_scope(statement, setting)
        for exception in _list_reached(statement, setting):
            scopes[exception] = _narrow(scopes[exception], scope, (name.span, f"{scope.where} has none, and rests on this exception"))
    return scopes


def find_consequence_scopes(setting: Setting) -> dict[str, Scope]:
    """A consequence may test what every clause that leads to it gives; one that no clause leads to may test everything."""
    scopes = {name: Scope(frozenset(VARIABLES), f"the consequence `{name}`", setting.terms) for name in setting.consequences}
    edges = {name: [led for led, _ in found] for name, found in list_edges(setting.consequences, "leads to").items()}
    for name, statement in setting.clauses.values():
        scope = find_clause_scope(statement, setting)
        waiting = [n.text for keyword in ("leads to", "in return") for n in read_names(find_all(statement, keyword), [])]
        reached: set[str] = set()
        while waiting:
            led = waiting.pop()
            if led in scopes and led not in reached:
                reached.add(led)
                waiting.extend(edges[led])
                scopes[led] = _narrow(scopes[led], scope, (name.span, f"{scope.where} has none, and leads to this consequence"))
    return scopes


def _narrow(scope: Scope, clause: Scope, blame: Other) -> Scope:
    lacking = dict.fromkeys(scope.variables - clause.variables, blame)
    return Scope(scope.variables & clause.variables, scope.where, scope.terms, None, {**lacking, **scope.lacking})


def _list_reached(statement: tree.Statement, setting: Setting) -> list[str]:
    """The exceptions of a clause, and those of its exceptions."""
    reached: dict[str, None] = {}
    waiting = [statement]
    while waiting:
        for item in find_all(waiting.pop(), "except"):
            for name in read_names([item], []):
                if name.text in setting.exceptions and name.text not in reached:
                    reached[name.text] = None
                    waiting.append(setting.exceptions[name.text][1])
    return list(reached)


def list_edges(statements: Named, keyword: str) -> dict[str, list[tuple[str, Span]]]:
    """Which of these statements names which other in its own block, behind a keyword."""
    return {
        name: [(n.text, n.span) for n in read_names(find_all(statement, keyword), []) if n.text in statements]
        for name, (_, statement) in statements.items()
    }
