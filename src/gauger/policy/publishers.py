"""Publishers with what is known of them, and their channels."""

from __future__ import annotations

from collections.abc import Iterable

from gauger.language import tree
from gauger.policy import messages
from gauger.policy.blocks import Found, cut_span, get_keyword, get_text, list_items
from gauger.policy.lexicon import Lexicon
from gauger.policy.model import Attribute, Channel, Publisher, Value
from gauger.policy.values import read_values


def build_publisher(statement: tree.Statement, name: tree.Name, lexicon: Lexicon, found: Found) -> Publisher:
    """A publisher; every statement but its title states a `publisher.…` attribute."""
    facts: dict[str, Value | frozenset[Value]] = {}
    seen: dict[str, tree.Statement] = {}
    for child in statement.block:
        key = get_keyword(child)
        if key in seen and key != "title":
            found.append(messages.declared_twice(child.keyword_span, "fact", key, seen[key].keyword_span))
        seen.setdefault(key, child)
        fact = None if key == "title" else _read_fact(child, key, lexicon, found)
        if fact is not None:
            facts[key] = fact
    return Publisher(name.text, get_text(statement, "title", found), dict(sorted(facts.items())), name.span)


def _read_fact(statement: tree.Statement, key: str, lexicon: Lexicon, found: Found) -> Value | frozenset[Value] | None:
    attribute = lexicon.attributes.get(f"publisher.{key}")
    if attribute is None:
        names = [a.name for a in lexicon.attributes.values() if a.entity == "publisher"]
        found.append(messages.undeclared_fact(statement.keyword_span, key, names))
        return None
    items = list(list_items([statement]))
    if attribute.kind != "some of" and len(items) > 1:
        found.append(messages.fact_of_several_values(items[1].span, key, attribute.span))
    return _read_values(items, attribute, lexicon, found)


def _read_values(items: list[tree.Operand], attribute: Attribute, lexicon: Lexicon, found: Found) -> Value | frozenset[Value] | None:
    several = attribute.kind == "some of"
    values = read_values(items, attribute, "overlaps" if several else "is", lexicon.sets, found)
    return frozenset(values) if several else next(iter(values), None)


def build_channel(statement: tree.Statement, name: tree.Name, publishers: Iterable[str], found: Found) -> Channel:
    """A channel; the first part of its name is its publisher."""
    publisher, slash, _ = name.text.partition("/")
    known = list(publishers)
    if not slash:
        found.append(messages.channel_without_publisher(name.span, name.text))
    elif publisher not in known:
        found.append(messages.undeclared_publisher(cut_span(name, len(publisher)), publisher, known))
    said = {get_keyword(s) for s in statement.block}
    title = get_text(statement, "title", found)
    return Channel(name.text, title, publisher, name.span, "hosts models" in said, "offers no models" in said)
