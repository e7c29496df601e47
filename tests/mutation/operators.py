"""What can be changed about one node of a syntax tree: the usual operators of mutation testing, each a small mistake.

Left alone are annotations, docstrings, words for people, `assert` and `assert_never`, `strict=` (an assertion too) and `__all__`: nobody
is to test those. A string is changed only where it is compared with something.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import copy

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult, ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.BitXor: ast.BitOr,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}

Change = tuple[str, int | None, ast.AST | None]
"""Which field of the node becomes what: at this place where the field is a list, and nothing for a part of it that is dropped."""


def list_changes(node: ast.AST, reassigned: frozenset[str] = frozenset()) -> Iterator[Change]:
    """The changes of a node's own parts. `reassigned` are the variables that have another value too, so that one can be left out."""
    for field, place, part in _list_parts(node):
        for found in _replace(part, node, reassigned):
            yield field, place, found
    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                yield "ops", place, COMPARISONS[type(op)]()
        case ast.BoolOp(op=op):
            yield "op", None, ast.Or() if isinstance(op, ast.And) else ast.And()
        case ast.BinOp(op=op) if not _is_union(node) and type(op) in ARITHMETIC:
            yield "op", None, ARITHMETIC[type(op)]()
        case ast.AugAssign(op=op) if not isinstance(op, ast.Add) and type(op) in ARITHMETIC:
            yield "op", None, ARITHMETIC[type(op)]()
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield "value", None, ast.Constant(None)
        case ast.Slice(lower=lower, upper=upper):
            if lower is not None:
                yield "lower", None, None
            if upper is not None:
                yield "upper", None, None
        case ast.comprehension(ifs=ifs):
            for place in range(len(ifs)):
                yield "ifs", place, None
        case ast.match_case(guard=ast.expr()):
            yield "guard", None, None
        case ast.Match(cases=cases) if len(cases) > 1:
            for place, case in enumerate(cases):
                if not _is_never(case.body[0]):
                    yield "cases", place, None
        case _:
            pass


def _list_parts(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list"}:
            continue
        if isinstance(value, ast.AST):
            yield field, None, value
        elif isinstance(value, list):
            for place, part in enumerate(value):
                if isinstance(part, ast.AST):
                    yield field, place, part


def _replace(part: ast.AST, node: ast.AST, reassigned: frozenset[str]) -> Iterator[ast.AST]:
    """What can stand in the place of a part of a node."""
    match part:
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str() as value) if _is_compared(part, node):
            yield ast.Constant(f"not {value}")
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            yield operand
        case ast.Call(func=ast.Name(id=name)) if name in CALLS:
            changed = copy(part)
            changed.func = ast.Name(CALLS[name], ast.Load())
            yield changed
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise() if not _is_never(part):
            yield ast.Pass()
        case ast.AugAssign(target=target, op=op, value=value):
            yield ast.Pass()
            if isinstance(op, ast.Add):
                yield ast.copy_location(ast.Assign([target], value), part)
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield ast.Pass()
        case ast.Assign(targets=[target]) if _list_names(target) and _list_names(target) <= reassigned:
            yield ast.Pass()
        case _:
            pass
    if _is_condition(part, node) and not isinstance(part, ast.Constant):
        yield ast.Constant(False)
        if not isinstance(node, ast.While):
            yield ast.Constant(True)


def _is_condition(part: ast.AST, node: ast.AST) -> bool:
    return isinstance(node, ast.If | ast.IfExp | ast.While) and part is node.test


def _is_compared(part: ast.AST, node: ast.AST) -> bool:
    """The sets and tuples of a comparison are asked about as they come, so its strings stand in them or in the comparison itself."""
    return isinstance(node, ast.Compare | ast.MatchValue) or (isinstance(node, ast.Set) and isinstance(part, ast.Constant))


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _is_union(node: ast.BinOp) -> bool:
    """A union of classes."""
    return isinstance(node.op, ast.BitOr) and all(isinstance(part, ast.Name) and part.id[:1].isupper() for part in (node.right,))


def _is_never(part: ast.AST) -> bool:
    """What says that something cannot be."""
    text = ast.unparse(part)
    return text.startswith(("assert_never(", "raise AssertionError"))


def _list_names(target: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def is_left_alone(node: ast.AST) -> bool:
    """Whether nothing within a node is changed."""
    match node:
        case ast.Assert() | ast.ClassDef() | ast.Import() | ast.ImportFrom():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.keyword(arg="strict"):
            return True
        case ast.Raise() | ast.Expr():
            return _is_never(node)
        case _:
            return False
