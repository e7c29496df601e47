"""Generated trees: every statement of the schema, blocks of a good form, comments anywhere; spans are those of an empty text."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from gauger.language import tree
from gauger.language.forms import FORMS
from gauger.language.grammar import read_keywords
from gauger.language.schema import BLOCKS, FILE
from gauger.text import Source, Span

NOWHERE = Span(Source("", ""), 0, 0)
_RESERVED = frozenset(read_keywords()) | {"not"}
_CHARACTERS = st.just(" ") | st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp"])

words = st.from_regex(r"[a-z][a-z0-9]{0,7}(-[a-z0-9]{1,9}){0,2}", fullmatch=True).filter(lambda w: w not in _RESERVED)
names = st.builds(lambda parts, mark: tree.Name(mark.join(parts), NOWHERE), st.lists(words, min_size=1, max_size=2), st.sampled_from("/."))
texts = st.builds(tree.Text, st.text(_CHARACTERS, max_size=60), st.just(NOWHERE))
days = st.builds(tree.Day, st.dates(), st.just(NOWHERE))
bools = st.builds(tree.Bool, st.booleans(), st.just(NOWHERE))
comments = st.builds(lambda t: tree.Comment(t.strip()), st.text(_CHARACTERS, max_size=30))


def make_number(digits: int, multiple: str) -> tree.Number:
    factor = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}[multiple]
    return tree.Number(Decimal(digits) / 10 * factor, f"{Decimal(digits) / 10} {multiple}".strip(), NOWHERE)


numbers = st.builds(make_number, st.integers(0, 10**6), st.sampled_from(["", "thousand", "million", "billion"]))
counts = st.integers(0, 99).map(lambda n: tree.Number(Decimal(n), str(n), NOWHERE))
values = st.one_of(names, texts, days, bools, numbers)
some_names = st.lists(names, min_size=1, max_size=9).map(tuple)
some_values = st.lists(values, min_size=1, max_size=9).map(tuple)
maybe_day = st.none() | days
signatures = st.builds(tree.Signature, names, some_names)
acts = st.builds(tree.Act, names, names, st.lists(names, max_size=9).map(tuple))
headings = st.builds(tree.Heading, names)
sentences = st.builds(tree.Heading, texts)
lists = st.builds(tree.Names, some_names)
value_lists = st.builds(tree.Names, some_values)
precedences = st.one_of(
    st.builds(tree.Precedence, some_names, st.lists(names, max_size=3).map(tuple)),
    st.builds(tree.Precedence, st.just(()), some_names),
)
one_value = values.map(lambda v: (v,))
measured = st.builds(tree.Measured, names, st.booleans(), days | names, st.none()) | st.one_of(
    st.builds(tree.Measured, names, st.booleans(), st.none(), counts), st.builds(tree.Measured, names, st.just(True), st.none(), st.none())
)
quantities = ["is", "more than", "at least", "less than", "at most"]
comparisons = st.one_of(
    st.builds(tree.Comparison, names, st.sampled_from(["in", "overlaps"]), some_values),
    st.builds(
        tree.Comparison,
        names,
        st.sampled_from([*quantities, "includes", "starts with", "contains", "before", "on or after"]),
        one_value,
    ),
    st.builds(tree.Comparison, measured, st.sampled_from(quantities), one_value),
)
totals = st.builds(tree.Comparison, st.builds(tree.Total, names, names), st.sampled_from(quantities), one_value)
leaves: st.SearchStrategy[tree.Parts] = st.one_of(
    comparisons,
    st.builds(tree.Call, names, some_names),
    st.builds(tree.Constant, st.booleans()),
    st.builds(tree.PermittedBy, some_names, st.none() | names),
)
heads: st.SearchStrategy[tree.Parts] = st.one_of(
    st.builds(tree.Group, st.sampled_from(["all of", "any of", "none of"])), st.builds(tree.Some, names, names), totals
)
modes: st.SearchStrategy[tree.Mode] = st.sampled_from(["they stand", "accepted", "last accepted"])
standings: st.SearchStrategy[tree.Parts] = st.builds(tree.Stands, modes, st.booleans()) | st.builds(tree.Objection, counts, counts)
extents: st.SearchStrategy[tree.Parts] = st.builds(tree.Extends, st.just("affiliates"), st.booleans()) | st.just(
    tree.Extends("nobody", False)
)
_TEXTUAL = ["title", "url", "doubts", "says", "asks", "at", "locate", "remedy", "note", "residue", "defect", "hypothetical"]
_LISTS = ["does", "along", "governs", "assuming", "except", "leads to", "in return", "covers"]

PARTS: dict[str, st.SearchStrategy[tree.Parts]] = {
    **dict.fromkeys(FORMS, headings),
    **dict.fromkeys(_TEXTUAL, sentences),
    **dict.fromkeys(_LISTS, lists),
    **dict.fromkeys(["forbids", "permits", "silent on", "on"], acts),
    **dict.fromkeys(["prevails over", "yields to"], precedences),
    **dict.fromkeys(["define", "concept"], signatures),
    **dict.fromkeys(["when", "requires", "provided"], st.one_of(leaves, heads, st.just(tree.Bare()))),
    **{kind: st.just(tree.OpenType(kind)) for kind in ("number", "figure", "text", "day", "name", "yes or no")},
    **dict.fromkeys(["implies", "excludes"], st.builds(tree.Tie, names, names)),
    "includes": st.builds(tree.Includes, some_names, modes, st.booleans()),
    "stands": standings,
    "extends to": extents,
    "passes through": st.builds(tree.PassesThrough, some_names, st.lists(names, max_size=3).map(tuple)),
    "assigns": st.builds(tree.Assigns, names, st.lists(names, max_size=3).map(tuple), st.booleans()),
    "cure": st.builds(tree.Cure, counts, st.booleans()),
    **dict.fromkeys(["survives", "hosts models", "offers no models", "asked anew", "never empty", "sent"], st.just(tree.Alone())),
    "part": st.builds(tree.PartHeading, names, names),
    "left out": st.builds(tree.LeftOut, names),
    "changes": st.builds(tree.Changes, counts),
    "narrower than": st.builds(tree.Narrower, names, some_names),
    "announced": st.builds(tree.Heading, days),
    "one of": value_lists,
    "some of": value_lists | st.just(tree.OpenType("names")),
    "licence": value_lists,
    "act": st.builds(tree.ActHeading, names, names),
    "set": st.builds(tree.SetHeading, names, some_values),
    "version": st.builds(tree.Heading, days),
    "encoded": st.builds(tree.Encoded, texts, days),
    "supported": st.builds(tree.Supported, texts, texts, st.none() | names),
    "through": st.builds(tree.Through, counts),
    "order": st.builds(tree.Order, names, names),
    "reads": st.builds(tree.Reads, names, names, texts) | st.builds(tree.ReadsLike, names, names, texts),
    "admits": st.builds(tree.Admits, names, names, maybe_day, maybe_day),
    "recorded": st.builds(tree.Recorded, names, texts, maybe_day, maybe_day),
    "in force": st.builds(tree.Period, maybe_day, maybe_day).filter(lambda p: bool(p.since or p.until)),
}


def make_statement(
    keyword: str,
    parts: tree.Parts,
    block: tuple[tree.Statement, ...],
    before: list[tree.Comment],
    after: tree.Comment | None,
) -> tree.Statement:
    return tree.Statement(keyword, parts, block, tuple(before), after, keyword_span=NOWHERE, span=NOWHERE)


def build(draw: Callable[..., object], keyword: str, parts: tree.Parts, block: tuple[tree.Statement, ...] = ()) -> tree.Statement:
    before = draw(st.lists(comments, max_size=1))
    after = draw(st.none() | comments)
    assert isinstance(before, list)
    assert after is None or isinstance(after, tree.Comment)
    return make_statement(keyword, parts, block, before, after)


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> tree.Statement:
    parts = draw(leaves | heads if depth else leaves)
    return build(draw, "", parts, draw_conditions(draw, depth - 1) if tree.opens_conditions(parts) else ())


def draw_conditions(draw: st.DrawFn, depth: int) -> tuple[tree.Statement, ...]:
    return tuple(draw(st.lists(conditions(depth), min_size=1, max_size=3)))


@st.composite
def statements(draw: st.DrawFn, keyword: str, parent: str) -> tree.Statement:
    """A statement of the schema with a block of good form."""
    if keyword == "publisher" and parent == "document":
        return build(draw, keyword, draw(headings))
    parts = draw(PARTS[keyword])
    if keyword in BLOCKS:
        return build(draw, keyword, parts, draw_block(draw, keyword))
    conditional = isinstance(parts, tree.Stands | tree.Extends | tree.Includes) and parts.conditional
    if tree.opens_conditions(parts) or conditional or (keyword == "governs" and draw(st.booleans())):
        return build(draw, keyword, parts, draw_conditions(draw, 1))
    return build(draw, keyword, parts)


def draw_block(draw: st.DrawFn, kind: str) -> tuple[tree.Statement, ...]:
    """The keywords of a block that lacks nothing and holds nothing twice, in any order, with their statements."""
    block = BLOCKS[kind]
    chosen = [k for k, slot in block.slots.items() if slot.required or draw(st.integers(0, 3)) == 0]
    for choice in block.choices:
        given = [k for k in choice.keywords if k in chosen]
        if choice.required and not given:
            chosen.append(draw(st.sampled_from(choice.keywords)))
        if not choice.several:
            chosen = [k for k in chosen if k not in given[1:]]
    for _ in range(2):
        for keyword, needed in block.needs:
            if keyword in chosen and needed not in chosen:
                chosen.remove(keyword)
    if kind == "clause" and "requires" not in chosen and not {"forbids", "permits", "silent on", "assigns"} & set(chosen):
        chosen.append("forbids")
    chosen += [k for k in chosen if block.slots[k].repeats and draw(st.booleans())]
    made = [draw(statements(k, kind)) for k in draw(st.permutations(chosen))]
    if kind == "publisher" and draw(st.booleans()):
        made.append(build(draw, draw(words), draw(value_lists)))
    return tuple(made)


@cache
def files() -> st.SearchStrategy[tree.File]:
    """Whole files."""
    return _files()


@st.composite
def _files(draw: st.DrawFn) -> tree.File:
    keywords = draw(st.lists(st.sampled_from(sorted(BLOCKS[FILE].slots)), min_size=1, max_size=3))
    single = {k for k, slot in BLOCKS[FILE].slots.items() if not slot.repeats}
    kept = [k for i, k in enumerate(keywords) if k not in single or k not in keywords[:i]]
    made = tuple(draw(statements(k, FILE)) for k in kept)
    return tree.File(Source("", ""), made, tuple(draw(st.lists(comments, max_size=2))))
