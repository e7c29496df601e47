"""`dataclass`, `field` and `replace` for the values that every run builds: the standard ones, without what they cost at start-up.

A check is run on every commit and imports some hundred and thirty frozen values. The standard decorator writes eight methods for each of
them as text and compiles them one by one, which is 0.4 to 0.5 ms a class and more than all other work of a warm run. Here nothing is
compiled for a class: `__init__` is compiled once for each *number* of fields and is given their names afterwards, the other methods are
closures, and `__dataclass_fields__` is asked of the standard decorator when somebody looks at it. It takes some 0.04 ms a class.

To readers and to the type checker they are the standard ones, and `dataclasses.fields`, `is_dataclass` and `replace` take what comes of
them. What this module does not cover (defaults made by a function, keyword-only fields, class variables, bases that are dataclasses
themselves) is handed to the standard decorator, so nobody has to know where the border runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from types import CellType, CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["dataclass", "field", "replace"]

_COVERED = frozenset({"default", "compare", "repr"})
_NOT_FIELDS = ("ClassVar", "InitVar", "KW_ONLY")
_MISSING: Any = object()


class _Field:
    """What `field` was told, until the decorator has seen it."""

    __slots__ = ("compare", "default", "options", "repr")

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.default = options.get("default", _MISSING)
        self.compare: bool = options.get("compare", True)
        self.repr: bool = options.get("repr", True)


class _Described:
    """Stands for `__dataclass_fields__` or `__dataclass_params__` of a class until somebody asks for it."""

    __slots__ = ("_build", "_name")

    def __init__(self, name: str, build: Callable[[], type]) -> None:
        self._name = name
        self._build = build

    def __get__(self, instance: object, owner: type) -> Any:
        return getattr(self._build(), self._name)


def _apply(cls: type | None = None, /, *, frozen: bool = False, slots: bool = False) -> Any:
    if cls is None:
        return lambda given: _apply(given, frozen=frozen, slots=slots)
    annotations: dict[str, Any] = cls.__annotations__
    given = {name: vars(cls).get(name, _MISSING) for name in annotations}
    specs = {name: value if isinstance(value, _Field) else _Field(default=value) for name, value in given.items()}
    if frozen and slots and _is_covered(cls, annotations, specs):
        return _freeze(cls, annotations, specs)
    return _apply_standard(cls, specs, frozen, slots)


def _is_covered(cls: type, annotations: Mapping[str, Any], specs: Mapping[str, _Field]) -> bool:
    return (
        all(_COVERED.issuperset(spec.options) and getattr(type(spec.default), "__hash__", None) for spec in specs.values())
        and all(isinstance(a, str) and not any(word in a for word in _NOT_FIELDS) for a in annotations.values())
        and not any("__dataclass_fields__" in vars(base) for base in cls.__mro__)
        and not any(name in vars(cls) for name in ("__setattr__", "__delattr__", "__slots__"))
    )


def _apply_standard(cls: type, specs: Mapping[str, _Field], frozen: bool, slots: bool) -> type:
    import dataclasses

    for name, spec in specs.items():
        if isinstance(vars(cls).get(name), _Field):
            setattr(cls, name, dataclasses.field(**spec.options))
    return dataclasses.dataclass(frozen=frozen, slots=slots)(cls)


# --- a frozen class ----------------------------------------------------------------------------------------------------


def _freeze(cls: type, annotations: Mapping[str, Any], specs: Mapping[str, _Field]) -> type:
    names = tuple(specs)
    own = dict(vars(cls))
    for name in (*names, "__dict__", "__weakref__"):
        own.pop(name, None)
    init, cells = _build_init(cls, annotations, specs, "__post_init__" in own)
    made = _build_methods(specs)
    made.update({k: v for k, v in own.items() if v is not None or k != "__hash__"})
    made.setdefault("__init__", init)
    made["__slots__"] = names
    made.setdefault("__match_args__", names)
    _describe(made, cls, annotations, specs)
    frozen = type(cls)(cls.__name__, cls.__bases__, made)
    frozen.__qualname__ = cls.__qualname__
    for name in names:
        cells[name].cell_contents = _get_setter(frozen, name)
    return frozen


def _get_setter(cls: type, name: str) -> Callable[[object, object], None]:
    """What fills a slot, past the `__setattr__` that refuses."""
    setter: Callable[[object, object], None] = vars(cls)[name].__set__
    return setter


def _build_methods(specs: Mapping[str, _Field]) -> dict[str, Any]:
    shown = tuple(name for name, spec in specs.items() if spec.repr)
    key = _build_key([name for name, spec in specs.items() if spec.compare])

    def __repr__(self: object) -> str:  # noqa: N807 - becomes a method
        return f"{type(self).__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in shown])})"

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        if self is other:
            return True
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(key(self))

    return {
        "__repr__": __repr__, "__eq__": __eq__, "__hash__": __hash__, "__setattr__": _refuse_assignment,
        "__delattr__": _refuse_deletion, "__getstate__": _get_state, "__setstate__": _set_state, "__replace__": _replace,
    }  # fmt: skip


def _build_key(names: list[str]) -> Callable[[object], tuple[Any, ...]]:
    """The values of some fields as a tuple, which `attrgetter` gives for two and more alone."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _: ()
    get = attrgetter(*names)
    return lambda value: (get(value),)


def _refuse_assignment(self: object, name: str, value: object) -> NoReturn:  # noqa: ARG001 - the shape of `__setattr__`
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deletion(self: object, name: str) -> NoReturn:  # noqa: ARG001
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__match_args__]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__match_args__, state, strict=True):
        object.__setattr__(self, name, value)


def _build_init(
    cls: type, annotations: Mapping[str, Any], specs: Mapping[str, _Field], followed: bool
) -> tuple[FunctionType, dict[str, CellType]]:
    """`__init__` without the setters of the slots, which the class has only once it stands: they belong into the cells."""
    template = _compile_template(len(specs), followed)
    code = template.replace(co_varnames=("self", *specs), co_qualname=f"{cls.__qualname__}.__init__")
    cells = {name: CellType() for name in specs}
    defaults = tuple(spec.default for spec in specs.values() if spec.default is not _MISSING)
    if any(spec.default is _MISSING for spec in list(specs.values())[len(specs) - len(defaults) :]):
        raise TypeError(f"in `{cls.__qualname__}` a field without a default follows one that has a default")
    namespace = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    init = FunctionType(code, namespace, "__init__", defaults, tuple(cells.values()))
    init.__annotations__ = {**annotations, "return": None}
    return init, cells


@cache
def _compile_template(count: int, followed: bool) -> CodeType:
    """`__init__` of any class with that many fields. Its free variables are the setters, in the order of the fields."""
    setters = [f"set_{n:03}" for n in range(count)]
    values = [f"value_{n:03}" for n in range(count)]
    body = [f"  {s}(self, {v})" for s, v in zip(setters, values, strict=True)] + ["  self.__post_init__()" if followed else "  pass"]
    text = "\n".join([f"def make({', '.join(setters)}):", f" def __init__({', '.join(['self', *values])}):", *body, " return __init__"])
    namespace: dict[str, Any] = {}
    exec(text, namespace)
    code: CodeType = namespace["make"](*setters).__code__
    return code


def _describe(made: dict[str, Any], cls: type, annotations: Mapping[str, Any], specs: Mapping[str, _Field]) -> None:
    @cache
    def build() -> type:
        written = {name: vars(cls)[name] for name in specs if name in vars(cls)}
        twin = type(cls.__name__, (), {"__annotations__": dict(annotations), "__module__": cls.__module__, **written})
        return _apply_standard(twin, specs, True, False)

    for name in ("__dataclass_fields__", "__dataclass_params__"):
        made[name] = _Described(name, build)


def _replace(value: Any, /, **changes: Any) -> Any:
    """A value like the given one but for some fields. A name that is no field is a `TypeError`, as with the standard one."""
    cls = type(value)
    if not isinstance(vars(cls).get("__dataclass_fields__"), _Described):
        import dataclasses

        return dataclasses.replace(value, **changes)
    for name in cls.__match_args__:
        if name not in changes:
            changes[name] = getattr(value, name)
    return cls(**changes)


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    dataclass, field, replace = _apply, _Field, _replace
