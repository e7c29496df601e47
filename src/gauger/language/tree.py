"""The tree of one policy file, as written: statements with typed parts, nested by indentation, comments kept.

`from_text` (the parser) makes it, the formatter prints it, `gauger.policy` resolves it. Spans and comments never take part in equality of
meaning: `parse(print(tree)) == tree` compares everything else, comments included by their text.

One file although it is long: a type for each form of the grammar, in its order.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from gauger.text import Source, Span
from gauger.text.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Name:
    """A bare word: `openai/api`, `model.task`, `competes`."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted text, unescaped."""

    value: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number; `700 million` is 700000000 and keeps how it was written for the formatter."""

    value: Decimal
    written: str = field(compare=False)
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Day:
    value: date
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Bool:
    """`yes` or `no`."""

    value: bool
    span: Span = field(compare=False, repr=False)


Operand = Name | Text | Number | Day | Bool

# --- conditions --------------------------------------------------------------------------------------------------------

Operator = Literal[
    "is", "in", "overlaps", "includes", "more than", "at least", "less than", "at most",
    "starts with", "contains", "before", "on or after",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """`party.annual-revenue with affiliates over any 12 months`: a figure, whose it is, and when it is taken.

    `at` is a day, or the `source.released` of `as of source.released`; `months` is set for `over any … months`.
    Neither: when the act is done.
    """

    name: Name
    affiliates: bool
    at: Day | Name | None
    months: Number | None


@dataclass(frozen=True, slots=True)
class Total:
    """`sum of owner.share of party`: the entries that count are described in the block."""

    attribute: Name
    of: Name


@dataclass(frozen=True, slots=True)
class Comparison:
    """`model.task in chat, code`: the left is `variable.attribute`, perhaps measured or summed.

    An operand with a dot is an attribute too.
    """

    left: Name | Measured | Total
    operator: Operator
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """`competes(model, publisher)`."""

    callee: Name
    arguments: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """`always` or `never`."""

    value: bool


@dataclass(frozen=True, slots=True)
class PermittedBy:
    """`permitted by written, order-form from source`; the giver is the publisher unless named."""

    forms: tuple[Name, ...]
    giver: Name | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The head of a block: `all of`, `any of`, `none of`; its conditions are the statement's block."""

    kind: Literal["all of", "any of", "none of"]


@dataclass(frozen=True, slots=True)
class Some:
    """The head of a block: `some release of model`."""

    kind: Name
    of: Name


ConditionHead = Comparison | Call | Constant | PermittedBy | Group | Some

# --- parts of statements -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Act:
    """`train model using input, output`, after forbids, permits, on, silent on."""

    act: Name
    subject: Name
    objects: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """`competes(model, publisher)` at a declaration."""

    name: Name
    parameters: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """A list of literals after a keyword (`governs`, `except`, `one of`, `assuming`, `licence`, `products` …)."""

    items: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class ActHeading:
    """`act train model`."""

    name: Name
    subject: Name


@dataclass(frozen=True, slots=True)
class PartHeading:
    """`part attribution of release`."""

    name: Name
    of: Name


@dataclass(frozen=True, slots=True)
class SetHeading:
    """`set eea is AT, BE` (the values may continue in the block)."""

    name: Name
    items: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class OpenType:
    """`some of names`, `number`, `figure`, `text`, `day`, `yes or no`, `name` under an attribute."""

    kind: Literal["names", "number", "figure", "text", "day", "yes or no", "name"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """`left out means none`."""

    means: Name


@dataclass(frozen=True, slots=True)
class Changes:
    """`changes at cost 2`."""

    cost: Number


@dataclass(frozen=True, slots=True)
class Order:
    """`order substitute narrower than any-overlap`."""

    narrow: Name
    wide: Name


@dataclass(frozen=True, slots=True)
class Tie:
    """`implies uses as verbatim`, `excludes uses as descendant` under a reading."""

    concept: Name
    reading: Name


@dataclass(frozen=True, slots=True)
class Narrower:
    """`narrower than similar(model, publisher)` under a concept."""

    concept: Name
    arguments: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Through:
    """`through at most 1 model`."""

    count: Number


@dataclass(frozen=True, slots=True)
class Supported:
    """`supported by "…" at "…" as reported`."""

    by: Text
    at: Text
    standing: Name | None


@dataclass(frozen=True, slots=True)
class Encoded:
    """`encoded by "…" on 2026-11-23`."""

    by: Text
    on: Day


@dataclass(frozen=True, slots=True)
class Recorded:
    """`recorded genai-eu-versions "ChatGPT/Commercial Terms.md" from … until …`."""

    archive: Name
    path: Text
    since: Day | None
    until: Day | None


@dataclass(frozen=True, slots=True)
class Period:
    """`in force from … until …`."""

    since: Day | None
    until: Day | None


@dataclass(frozen=True, slots=True)
class Reads:
    """`reads competes as any-overlap because "…"`."""

    concept: Name
    reading: Name
    because: Text


@dataclass(frozen=True, slots=True)
class ReadsLike:
    """`reads competes like openai/services-agreement because "…"`."""

    concept: Name
    document: Name
    because: Text


@dataclass(frozen=True, slots=True)
class Admits:
    """`admits bound downstream from … until …`."""

    concept: Name
    reading: Name
    since: Day | None
    until: Day | None


Mode = Literal["they stand", "accepted", "last accepted"]
"""Which version counts: the one of the day, of the acceptance, or of the last acceptance or renewal."""


@dataclass(frozen=True, slots=True)
class Includes:
    """`includes openai/usage-policies as last accepted`, or the same with `when` and conditions in the block."""

    items: tuple[Name, ...]
    mode: Mode
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Stands:
    """`stands as accepted`, or `stands as accepted when` with conditions in the block."""

    mode: Mode
    conditional: bool


@dataclass(frozen=True, slots=True)
class Objection:
    """`stands for 12 months after objection within 30 days`."""

    months: Number
    days: Number


@dataclass(frozen=True, slots=True)
class PassesThrough:
    """`passes through anthropic/commercial-terms for anthropic`; `licence` and `host` stand for whichever there is."""

    texts: tuple[Name, ...]
    publishers: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Extends:
    """`extends to affiliates`, `extends to affiliates when` with conditions in the block, `extends to nobody`."""

    to: Literal["affiliates", "nobody"]
    conditional: bool


@dataclass(frozen=True, slots=True)
class Assigns:
    """`assigns output subject to compliance`, `assigns model using weights`."""

    subject: Name
    objects: tuple[Name, ...]
    conditional: bool


@dataclass(frozen=True, slots=True)
class Cure:
    """`cure 30 days`, `cure 2 business days`."""

    days: Number
    business: bool


@dataclass(frozen=True, slots=True)
class Precedence:
    """`prevails over x, permission order-form`: texts and permission forms, in the order written."""

    texts: tuple[Name, ...]
    forms: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A keyword and one literal: `clause x`, `document a/b`, `version 2025-05-31`, `title "…"`, `family x`, `binding by x` …"""

    value: Operand


@dataclass(frozen=True, slots=True)
class Bare:
    """A keyword alone whose meaning is its block: `when`, `provided`, `requires`."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A keyword that says all by itself: `survives`, `hosts models`."""


Parts = (
    Heading | ActHeading | PartHeading | SetHeading | Signature | Names | OpenType | LeftOut | Changes | Act | Order | Tie | Narrower
    | Through | Supported | Encoded | Recorded | Period | Reads | ReadsLike | Admits | Includes | Stands | Objection | PassesThrough
    | Extends | Assigns | Cure | Precedence | Bare | Alone | ConditionHead
)  # fmt: skip


def opens_conditions(parts: Parts) -> bool:
    """Whether the block of a statement with these parts holds conditions by their nature."""
    return isinstance(parts, Group | Some | Bare) or (isinstance(parts, Comparison) and isinstance(parts.left, Total))


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment without its `#` and outer white space."""

    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One line and what is indented under it.

    `keyword` is the statement's keyword as the reference writes it (`in force`, `tied by`, `leads to`, `silent on`, `prevails over`…);
    `binding by x` has the keyword `binding`, `supported by` is `supported`, `encoded by` is `encoded`. A type line under an attribute
    has its own words (`number`, `yes or no`; `some of` with an `OpenType` for `some of names`), a publisher's fact the attribute's
    name, with `Names` as parts. A line of a condition block has the keyword `""` and a `ConditionHead` as parts. For `when`, `provided`
    and `requires`, the parts are the condition on the same line (`when all of` has a `Group`), or `Bare` when the conditions stand in
    the block alone. `governs … when` puts the channels in `Names` and the routing conditions in the block, `stands … when` and `extends
    to … when` theirs likewise. A comparison of a `Total` has the entries that count in its block. A list that continues in its
    block has been joined into its parts, and comments inside it moved to `before`. `span` reaches from the keyword to the last word of
    the statement itself.
    """

    keyword: str
    parts: Parts
    block: tuple[Statement, ...] = ()
    before: tuple[Comment, ...] = ()
    after: Comment | None = None
    keyword_span: Span = field(compare=False, repr=False, kw_only=True)
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class File:
    """All top-level statements of one file, and the comments after the last of them."""

    source: Source = field(compare=False, repr=False)
    statements: tuple[Statement, ...]
    trailing: tuple[Comment, ...] = ()
