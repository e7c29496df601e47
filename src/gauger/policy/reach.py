"""What brings a document into play, whom it binds, which version of it counts, and which other texts come with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from gauger.language import tree
from gauger.policy import messages
from gauger.policy.blocks import Found, find_all, find_one, list_items, read_count, read_names
from gauger.policy.conditions import build_lines, join_all
from gauger.policy.lexicon import Lexicon, Scope, Term
from gauger.policy.model import Condition, Constant, Frozen, Governs, Inclusion, Objection, Passage
from gauger.text import Span
from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document may refer to outside itself; `included` are the documents that some other one includes."""

    lexicon: Lexicon
    publishers: Sequence[str]
    channels: Sequence[str]
    documents: Sequence[str]
    included: frozenset[str]


EVERYTHING = "everything"
"""Written in place of channels: what governs whatever is reached or taken."""


# --- channels, licences ------------------------------------------------------------------------------------------------


def build_governs(statement: tree.Statement, around: Surroundings, terms: Mapping[str, Term], found: Found) -> tuple[Governs, ...]:
    scope = Scope(frozenset(["party", "access"]), "the routing of a document", terms)
    governs = []
    for child in find_all(statement, "governs"):
        channels = read_names([child], found)
        everything = [c.text for c in channels] == [EVERYTHING]
        for channel in channels if not everything else ():
            if channel.text not in around.channels:
                found.append(messages.undeclared_channel(channel.span, channel.text, (*around.channels, EVERYTHING)))
        when = join_all(build_lines(child, around.lexicon, scope, found)) if child.block else None
        governs.append(Governs(() if everything else tuple(c.text for c in channels), when, everything))
    return tuple(governs)


def read_licences(statement: tree.Statement, name: tree.Name, around: Surroundings, found: Found) -> tuple[str, ...]:
    licences = dict.fromkeys(text for text, _ in list_licences(statement))
    governs = find_one(statement, "governs")
    if not licences and governs is None and name.text not in around.included:
        found.append(messages.document_without_reach(name.span, name.text))
    return tuple(licences)


def list_licences(statement: tree.Statement) -> list[tuple[str, Span]]:
    """The licence identifiers that a document claims, quoted or bare, and where."""
    items = list_items(find_all(statement, "licence"))
    return [(i.value if isinstance(i, tree.Text) else i.text, i.span) for i in items if isinstance(i, tree.Text | tree.Name)]


# --- whom it binds, and as of when -------------------------------------------------------------------------------------


def build_extent(statement: tree.Statement, around: Surroundings, terms: Mapping[str, Term], found: Found) -> Condition:
    """Which affiliates of the declarant are bound like the declarant itself: all, unless something else is written."""
    extends = find_one(statement, "extends to")
    if extends is None or not isinstance(extends.parts, tree.Extends):
        return Constant(True)
    if not extends.block:
        return Constant(extends.parts.to == "affiliates")
    scope = Scope(frozenset(["party", "publisher"]), "what a document extends to", terms)
    return join_all(build_lines(extends, around.lexicon, scope, found))


def build_stands(
    statement: tree.Statement, around: Surroundings, terms: Mapping[str, Term], found: Found
) -> tuple[Frozen | Objection, ...]:
    """When a version other than that of the day counts."""
    scope = Scope(frozenset(["agreement"]), "how long a version stands", terms)
    stands: list[Frozen | Objection] = []
    for child in find_all(statement, "stands"):
        match child.parts:
            case tree.Stands(mode, _):
                stands.append(Frozen(mode, join_all(build_lines(child, around.lexicon, scope, found)) if child.block else None))
            case tree.Objection(months, days):
                stands.append(
                    Objection(
                        read_count(months, "the time for which a version stands", found), read_count(days, "the time to object", found)
                    )
                )
    return tuple(stands)


# --- other texts -------------------------------------------------------------------------------------------------------


def list_included(statement: tree.Statement) -> list[str]:
    """The documents that a document includes or passes through."""
    included = [n.text for s in find_all(statement, "includes") if isinstance(s.parts, tree.Includes) for n in s.parts.items]
    passed = [n.text for s in find_all(statement, "passes through") if isinstance(s.parts, tree.PassesThrough) for n in s.parts.texts]
    return included + passed


def build_includes(
    statement: tree.Statement, document: str, around: Surroundings, terms: Mapping[str, Term], found: Found
) -> tuple[Inclusion, ...]:
    """The texts that are part of this one, each once, or several times under conditions and then without."""
    scope = Scope(frozenset(["agreement"]), "how a text is included", terms)
    settled: dict[str, tree.Name] = {}
    inclusions: list[Inclusion] = []
    for child in find_all(statement, "includes"):
        if not isinstance(child.parts, tree.Includes):
            continue
        for name in child.parts.items:
            if name.text == document:
                found.append(messages.includes_itself(name.span, document))
            elif name.text not in around.documents:
                found.append(messages.undeclared_document(name.span, name.text, around.documents))
            if name.text in settled:
                found.append(messages.listed_twice(name.span, name.text, settled[name.text].span))
            if not child.block:
                settled.setdefault(name.text, name)
            when = join_all(build_lines(child, around.lexicon, scope, found)) if child.block else None
            inclusions.append(Inclusion(name.text, child.parts.mode, when))
    return tuple(inclusions)


_WHICHEVER: Mapping[str, Literal["licence", "host"]] = {"licence": "licence", "host": "host"}


def read_passages(statement: tree.Statement, around: Surroundings, found: Found) -> tuple[Passage, ...]:
    """The texts that come with a model that is reached under this one."""
    passages: list[Passage] = []
    for child in find_all(statement, "passes through"):
        if not isinstance(child.parts, tree.PassesThrough):
            continue
        texts, publishers = child.parts.texts, child.parts.publishers
        kinds = [_WHICHEVER[n.text] for n in texts if n.text in _WHICHEVER]
        if kinds and publishers:
            found.append(messages.passage_of_a_publisher(texts[0].span, texts[0].text))
        passages += [Passage(kind, (), ()) for kind in kinds]
        named = [n for n in texts if n.text not in _WHICHEVER]
        _check_passage(named, publishers, around, found)
        if named:
            passages.append(Passage("owner", tuple(n.text for n in named), tuple(p.text for p in publishers)))
    return tuple(passages)


def _check_passage(texts: Sequence[tree.Name], publishers: Sequence[tree.Name], around: Surroundings, found: Found) -> None:
    for name in texts:
        if name.text not in around.documents:
            found.append(messages.undeclared_document(name.span, name.text, (*around.documents, *_WHICHEVER)))
        elif not publishers:
            found.append(messages.passage_without_publisher(name.span, name.text))
    for name in publishers:
        if name.text not in around.publishers:
            found.append(messages.undeclared_publisher(name.span, name.text, around.publishers))
