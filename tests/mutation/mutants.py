"""The mutants of a module: each is its tree with one change, named by what the change does to the text and never by a line."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType

from tests.mutation.operators import Change, is_left_alone, list_changes

LONGEST = 90
"""Characters of the text that shows a change with what stands around it."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Scope = Function | ast.Assign | ast.AnnAssign


@dataclass(frozen=True)
class Mutant:
    """`scope` is what is put in the place of what was: a function with all within it, or a value of the module."""

    module: str
    name: str
    text: str
    lines: frozenset[int] = field(repr=False, compare=False)
    scope: Scope = field(repr=False, compare=False)
    classes: tuple[str, ...] = field(repr=False, compare=False)
    node: ast.AST = field(repr=False, compare=False)
    change: Change = field(repr=False, compare=False)

    @property
    def place(self) -> str:
        return f"{self.module}:{self.name}"

    def compile(self, path: str) -> CodeType:
        """The changed scope alone, in classes of the names that it had."""
        with _changed(self.node, self.change):
            return compile_scope(self.scope, self.classes, path)


@dataclass(frozen=True)
class Mutants:
    """`skipped` counts the changes that cannot be put in the place of what was: defaults of fields, which are no longer there to change."""

    found: tuple[Mutant, ...]
    skipped: int


def list_mutants(module: str, path: Path) -> Mutants:
    """All mutants of a module that the compiler tells from it and from one another."""
    tree = ast.parse(path.read_text())
    found: list[Mutant] = []
    skipped = 0
    for scope, classes in _list_scopes(tree.body, ()):
        if isinstance(scope, Function) or not classes:
            found += _list_distinct(module, scope, classes, str(path))
        else:
            skipped += sum(1 for _ in _walk(scope, frozenset()))
    return Mutants(tuple(found), skipped)


def compile_scope(scope: Scope, classes: tuple[str, ...], path: str) -> CodeType:
    body: ast.stmt = scope
    if isinstance(scope, Function) and scope.decorator_list:
        body = ast.copy_location(type(scope)(**{**dict(ast.iter_fields(scope)), "decorator_list": []}), scope)
    for name in reversed(classes):
        body = ast.copy_location(ast.ClassDef(name, [], [], [body], []), scope)
    future = ast.ImportFrom("__future__", [ast.alias("annotations")], 0)
    return compile(ast.fix_missing_locations(ast.Module([future, body], [])), path, "exec")


def _list_scopes(body: list[ast.stmt], classes: tuple[str, ...]) -> Iterator[tuple[Scope, tuple[str, ...]]]:
    for node in body:
        match node:
            case ast.ClassDef(name=name, body=inner):
                yield from _list_scopes(inner, (*classes, name))
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node, classes
            case ast.Assign(targets=[ast.Name(id=name)]) if name != "__all__" and not isinstance(node.value, ast.BinOp | ast.Subscript):
                yield node, classes
            case ast.Assign(targets=[ast.Tuple()], value=ast.Tuple()) | ast.AnnAssign(value=ast.expr()):
                yield node, classes
            case ast.Assign(targets=[ast.Name()], value=ast.BinOp(op=ast.LShift() | ast.Mult() | ast.Add() | ast.Pow())):
                yield node, classes
            case _:
                pass


def _list_distinct(module: str, scope: Scope, classes: tuple[str, ...], path: str) -> Iterator[Mutant]:
    name = ".".join((*classes, _name_scope(scope)))
    seen = {compile_scope(scope, classes, path)}
    texts: Counter[str] = Counter()
    for node, change, above, lines in _walk(scope, _list_reassigned(scope)):
        text = _show(node, change, above)
        texts[text] += 1
        if texts[text] > 1:
            text = f"{text} ({texts[text]})"
        mutant = Mutant(module, name, text, lines, scope, classes, node, change)
        try:
            code = mutant.compile(path)
        except SyntaxError:
            continue
        if code not in seen:
            seen.add(code)
            yield mutant


def _name_scope(scope: Scope) -> str:
    if isinstance(scope, Function):
        return scope.name
    return ast.unparse(scope.target if isinstance(scope, ast.AnnAssign) else scope.targets[0]).strip("()")


def _list_reassigned(scope: ast.AST) -> frozenset[str]:
    stored = Counter(node.id for node in ast.walk(scope) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    return frozenset(name for name, times in stored.items() if times > 1)


Site = tuple[ast.AST, Change, tuple[ast.AST, ...], frozenset[int]]
"""A node, its change, the nodes above it from the outermost on, and the lines of which one is executed where the change counts."""


def _walk(scope: Scope, reassigned: frozenset[str]) -> Iterator[Site]:
    waiting: list[tuple[ast.AST, tuple[ast.AST, ...], frozenset[int]]] = [(scope, (), frozenset())]
    while waiting:
        node, above, lines = waiting.pop()
        lines = _list_lines(node) or lines
        for change in list_changes(node, reassigned):
            part = _get_part(node, change)
            yield node, change, above, (_list_lines(part) if part is not None else None) or lines
        inner = [child for child in _list_children(node) if not is_left_alone(child)]
        waiting += [(child, (*above, node), lines) for child in reversed(inner)]


def _list_children(node: ast.AST) -> Iterator[ast.AST]:
    for field_, value in ast.iter_fields(node):
        if field_ in {"annotation", "returns", "decorator_list"}:
            continue
        if isinstance(value, ast.AST):
            yield value
        elif isinstance(value, list):
            yield from (part for part in value if isinstance(part, ast.AST))


def _list_lines(node: ast.AST) -> frozenset[int] | None:
    """The lines of a statement, of a compound one those of its head."""
    if isinstance(node, Function):
        return frozenset()  # what stands in its head is done when the module is imported
    if isinstance(node, ast.stmt):
        body = getattr(node, "body", None) or getattr(node, "cases", None)
        last = (node.end_lineno or node.lineno) if not body else (_first_line(body[0]) - 1)
        return frozenset(range(node.lineno, max(last, node.lineno) + 1))
    if isinstance(node, ast.match_case):
        return frozenset(range(_first_line(node), max(_first_line(node.body[0]), _first_line(node) + 1)))
    return None


def _first_line(node: ast.AST) -> int:
    if isinstance(node, ast.match_case):
        return node.pattern.lineno
    assert isinstance(node, ast.stmt)
    return node.lineno


def _get_part(node: ast.AST, change: Change) -> ast.AST | None:
    field_, place, _ = change
    value = getattr(node, field_)
    part = value if place is None else value[place]
    return part if isinstance(part, ast.AST) else None


@contextmanager
def _changed(node: ast.AST, change: Change) -> Iterator[None]:
    field_, place, part = change
    value = getattr(node, field_)
    if place is None:
        setattr(node, field_, part)
    else:
        setattr(node, field_, [*value[:place], *([] if part is None else [part]), *value[place + 1 :]])
    try:
        yield
    finally:
        setattr(node, field_, value)


def _show(node: ast.AST, change: Change, above: tuple[ast.AST, ...]) -> str:
    """The change with as much around it as is short and says where it is."""
    part = _get_part(node, change)
    if isinstance(part, ast.stmt | ast.match_case):
        return f"{_shorten(part)} => {_shorten(change[2]) if change[2] else 'nothing'}"
    shown = node
    for outer in reversed(above):
        if isinstance(shown, ast.stmt | ast.match_case) or len(_shorten(outer)) > LONGEST:
            break
        shown = outer
    before = _shorten(shown)
    with _changed(node, change):
        return f"{before} => {_shorten(shown)}"


def _shorten(node: ast.AST) -> str:
    """The text of a node, of a compound one its head."""
    text = ast.unparse(ast.fix_missing_locations(node)).strip()
    return text.partition("\n")[0] if getattr(node, "body", None) or isinstance(node, ast.Match) else " ".join(text.split())
