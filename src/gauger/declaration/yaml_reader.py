"""YAML text to a tree, from the events of the C parser: no construction, no recursion, so nothing that a file says can run or overflow."""

from __future__ import annotations

from typing import Any

import yaml

from gauger.declaration import messages
from gauger.declaration.scalars import resolve_word
from gauger.declaration.tree import Branch, Entry, Leaf, Row, Tree
from gauger.diagnostics import Diagnostic
from gauger.text import Source, Span
from gauger.text.values import dataclass, field

DEPTH_LIMIT = 100
SIZE_LIMIT = 200_000  # values, counted after aliases are expanded
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Frame:
    """A collection that is still being read. In a mapping, keys and values alternate in `items`."""

    mapping: bool
    flow: bool
    start: int
    anchor: str | None
    before: int  # how many values had been read when it opened
    items: list[Tree] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    source: Source
    stack: list[_Frame] = field(default_factory=list)
    anchors: dict[str, tuple[Tree, int]] = field(default_factory=dict)
    mistakes: list[Diagnostic] = field(default_factory=list)
    roots: list[Tree] = field(default_factory=list)
    size: int = 0

    def span(self, event: Any) -> Span:
        return Span(self.source, event.start_mark.index, max(event.end_mark.index, event.start_mark.index))


class _StopReadingError(Exception):
    """Nothing behind this place is worth reading; the mistake is in the state."""


def read_yaml(source: Source) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """The one document of a YAML text. The tree is absent when there is none or when the text is no YAML."""
    state = _State(source)
    try:
        for event in yaml.parse(source.text, Loader=_LOADER):
            _take_event(state, event)
    except _StopReadingError:
        return None, tuple(state.mistakes)
    except yaml.YAMLError as error:
        state.mistakes.append(_describe_error(source, error))
        return None, tuple(state.mistakes)
    if not state.roots and not state.mistakes:
        return None, (messages.empty_file(source.name),)
    return (state.roots[0] if state.roots else None), tuple(state.mistakes)


def _take_event(state: _State, event: Any) -> None:
    if isinstance(event, yaml.ScalarEvent):
        _take_scalar(state, event)
    elif isinstance(event, yaml.AliasEvent):
        _take_alias(state, event)
    elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
        _open_collection(state, event)
    elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
        _close_collection(state, event)
    elif isinstance(event, yaml.DocumentStartEvent) and state.roots:
        _stop(state, messages.several_documents(state.span(event)))


def _stop(state: _State, mistake: Diagnostic) -> None:
    state.mistakes.append(mistake)
    raise _StopReadingError


def _check_tag(state: _State, event: Any) -> None:
    if event.tag is not None:
        start = event.start_mark.index
        line_end = state.source.text.find("\n", start)
        words = state.source.text[start : line_end if line_end >= 0 else None].split()
        tag = next((word for word in words if word.startswith("!")), event.tag)
        at = state.source.text.find(tag, start)
        state.mistakes.append(messages.tag_used(Span(state.source, at, at + len(tag)) if at >= 0 else state.span(event), tag))


def _take_scalar(state: _State, event: Any) -> None:
    _check_tag(state, event)
    plain = event.style is None or event.style == ""
    written = event.value
    span = state.span(event)
    if event.style in ("|", ">"):
        span = Span(state.source, span.start, span.start + len(state.source.text[span.start : span.end].rstrip()))
    _place(state, Leaf(resolve_word(written) if plain else written, written, span), 1, event.anchor)


def _take_alias(state: _State, event: Any) -> None:
    found = state.anchors.get(event.anchor)
    if found is None:
        inside = any(frame.anchor == event.anchor for frame in state.stack)
        _stop(state, messages.alias_to_itself(state.span(event)) if inside else messages.alias_to_nothing(state.span(event)))
        return
    if state.size + found[1] > SIZE_LIMIT:
        _stop(state, messages.aliases_expand(state.span(event), SIZE_LIMIT))
    _place(state, found[0], found[1], None)


def _open_collection(state: _State, event: Any) -> None:
    _check_tag(state, event)
    if len(state.stack) >= DEPTH_LIMIT:
        _stop(state, messages.nested_too_deep(state.span(event), DEPTH_LIMIT))
    mapping = isinstance(event, yaml.MappingStartEvent)
    state.stack.append(_Frame(mapping, bool(event.flow_style), event.start_mark.index, event.anchor, state.size))


def _close_collection(state: _State, event: Any) -> None:
    frame = state.stack.pop()
    weight = state.size - frame.before + 1
    end = event.end_mark.index if frame.flow else (frame.items[-1].span.end if frame.items else event.end_mark.index)
    span = Span(state.source, frame.start, max(end, frame.start))
    tree: Tree = Branch(_pair_entries(state, frame.items), span) if frame.mapping else Row(tuple(frame.items), span)
    _place(state, tree, 1, frame.anchor, weight)


def _place(state: _State, tree: Tree, added: int, anchor: str | None, weight: int | None = None) -> None:
    state.size += added
    if state.size > SIZE_LIMIT:
        _stop(state, messages.too_many_values(tree.span, SIZE_LIMIT))
    if anchor is not None:
        state.anchors[anchor] = (tree, weight if weight is not None else 1)
    (state.stack[-1].items if state.stack else state.roots).append(tree)


def _pair_entries(state: _State, items: list[Tree]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for key, value in zip(items[::2], items[1::2], strict=True):
        entry = _build_entry(state, key, value)
        if entry is None:
            continue
        if entry.key in entries:
            state.mistakes.append(messages.duplicate_key(entry.key, entry.place, entries[entry.key].place))
        else:
            entries[entry.key] = entry
    return entries


def _build_entry(state: _State, key: Tree, value: Tree) -> Entry | None:
    if isinstance(key, Leaf) and key.written == "<<":
        state.mistakes.append(messages.merge_key(key.span))
        return None
    if not isinstance(key, Leaf) or not isinstance(key.value, str):
        state.mistakes.append(messages.key_not_text(key.span))
        return None
    return Entry(key.value, key.span, value)


def _describe_error(source: Source, error: yaml.YAMLError) -> Diagnostic:
    mark = getattr(error, "problem_mark", None)
    at = mark.index if mark is not None else getattr(error, "position", 0)
    at = min(at, len(source.text))
    if source.text[at : at + 1] == "\t" or (at and source.text[at - 1] == "\t"):
        at = at if source.text[at : at + 1] == "\t" else at - 1
        return messages.tab_used(Span(source, at, at + 1))
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    if "nesting depth" in problem:  # libyaml looks ahead, and since 0.2.6 gives up on its own limit before ours is reached
        return messages.nested_too_deep(Span(source, at, min(at + 1, len(source.text))), DEPTH_LIMIT)
    opened = getattr(getattr(error, "context_mark", None), "index", at)
    if at >= len(source.text.rstrip()):  # nothing to see at the end of the file: what was begun there tells more
        return messages.broken_yaml(Span(source, opened, min(opened + 1, len(source.text))), problem)
    bracket = opened != at and source.text[opened : opened + 1] in ("[", "{", '"', "'")
    return messages.broken_yaml(Span(source, at, at + 1), problem, Span(source, opened, opened + 1) if bracket else None)
