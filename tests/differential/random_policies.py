"""Random policies over a made-up vocabulary: documents in stacks, each with clauses, exceptions and an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gauger.policy.model import (
    Admits,
    Channel,
    ClauseException,
    Concept,
    Condition,
    Consequence,
    Constant,
    Document,
    Frozen,
    Governs,
    Inclusion,
    Mode,
    Objection,
    Passage,
    Policy,
    Publisher,
    Reads,
    Standing,
    Version,
    Vocabulary,
)
from tests.differential.random_clauses import Frame, make_clause, make_consequence, make_exception, make_likes, make_order
from tests.differential.random_conditions import make_body, make_condition, make_leaf
from tests.differential.random_terms import make_vague, make_vocabulary, tie_reading
from tests.differential.random_words import (
    NOWHERE,
    START,
    Dice,
    day,
)

CHANNELS = ("p/api", "p/app", "q/api", "h/hub", "r/gate")
LICENCES = {"p/one": "lic-p", "p/two": "lic-p2", "q/one": "lic-q", "r/one": "lic-p2"}

# --- documents ---------------------------------------------------------------------------------------------------------


def make_stands(d: Dice) -> tuple[Frozen | Objection, ...]:
    """As accepted or last accepted, on conditions or without; or as before, after an objection in time."""
    stands: list[Frozen | Objection] = []
    for n in range(d.number(1, 2)):
        if n == 0 and d.chance(40):
            stands.append(Objection(d.one((1, 3, 6, 6)), d.one((0, 10, 30))))
        else:
            keys = ("agreement.form", "agreement.form", "agreement.accepted", "agreement.with")
            stands.append(Frozen(make_mode(d), make_body(d, "agreement", *keys) if d.chance(60) else None))
    return tuple(stands)


def make_mode(d: Dice) -> Mode:
    modes: tuple[Mode, ...] = ("accepted", "last accepted", "they stand")
    return d.one(modes[:2] if d.chance(80) else modes)


def make_passes(d: Dice, texts: Sequence[str]) -> tuple[Passage, ...]:
    named = [t for t in texts if t.startswith("p/") or d.chance(30)]
    owner = Passage("owner", d.some(named, 1), d.some(("p", "q"), 1))
    passages = (owner, owner, Passage("licence", (), ()), Passage("host", (), ()))
    return d.some(passages, 1, 2)


def make_extent(d: Dice) -> Condition:
    if not d.about("others", 45, 6):
        return Constant(True)
    return Constant(False) if d.chance(35) else make_condition(d, "party", 1)


def make_admits(d: Dice) -> tuple[Admits, ...]:
    found = [Admits("bound", "downstream", None, None)] if d.chance(50) else []
    if d.about("ties", 50):
        since, until = (day(d.number(-50, 150)), None) if d.chance(60) else (None, day(d.number(50, 250)))
        readings = [("used", "rumour"), ("rivals", "wide"), ("vast", "wide"), ("bound", "downstream")]
        found.append(Admits(*d.one(readings), since, until))
    return tuple(found)


def make_versions(d: Dice) -> tuple[Version, ...]:
    if "standing" in d.themes:
        starts = {d.number(-200, 0), *(d.number(0, 130) for _ in range(d.number(1, 2)))}
    else:
        starts = {d.number(-200, 60) if d.chance(70) else d.number(60, 160) for _ in range(d.number(1, 2))}
    return tuple(Version(day(n), (), NOWHERE, day(n - d.one((10, 30))) if d.about("standing", 40) else None) for n in sorted(starts))


def make_own(d: Dice, document: str, vocabulary: Vocabulary) -> Concept:
    """A concept of this document alone."""
    made = replace(make_vague(d, "kin"), document=document)
    others = [c for c in vocabulary.concepts.values() if c.name in ("rivals", "vast")]
    return replace(made, readings=tuple(tie_reading(d, r, others) if d.about("ties", 35) else r for r in made.readings))


def make_document(d: Dice, vocabulary: Vocabulary, id_: str, earlier: Sequence[str], texts: Sequence[str]) -> Document:
    publisher = id_.partition("/")[0]
    exceptions: dict[str, ClauseException] = {}
    versions = make_versions(d)
    for n in range(d.number(0, 2 if d.themes else 3)):
        exceptions[f"e{n}"] = make_exception(d, id_, versions, n, list(exceptions))
    concepts = {"kin": make_own(d, id_, vocabulary)} if d.about("ties", 30, 10) else {}
    consequences: dict[str, Consequence] = {}
    for n in range(d.number(1, 3) if d.chance(8) else 0):
        consequences[f"k{n}"] = make_consequence(d, id_, versions, n, list(consequences))
    frame = Frame(id_, versions, exceptions, texts, bool(concepts), consequences)
    clauses = {f"c{n}": make_clause(d, frame, n) for n in range(d.number(2, 3 if len(texts) > 2 else 4))}
    routing = make_leaf(d, d.one(("party", "access"))) if d.about("channels", 30, 15) else None
    own = [c for c in CHANNELS if c.startswith(publisher)]
    own = list(d.some(own, 0)) if d.chance(20) else own
    includes = tuple(Inclusion(e, make_mode(d) if d.about("standing", 80) else "they stand") for e in d.some(earlier, 0, 1))
    includes = includes if d.chance(50) else ()
    if includes and d.about("standing", 50):
        form = make_body(d, "agreement", "agreement.form", "agreement.accepted")
        includes = (replace(includes[0], mode=make_mode(d), when=form), *(includes if d.chance(60) else ()))
    law = d.about("others", 25, 3)
    passes = make_passes(d, texts) if publisher in ("r", "h") else ()
    reads = (Reads("rivals", "narrow", "…"),) if d.chance(6) else ()
    ranked = [t for t in texts if t != id_]
    often = 90 if d.themes & {"licences", "stacks", "tools"} else 50
    licences = (LICENCES[id_],) if id_ in LICENCES and d.chance(often) else ()
    governs = (*((Governs(tuple(own), routing),) if own else ()), *((Governs((), routing, everything=True),) if law else ()))
    stands = make_stands(d) if d.about("standing", 75) else ()
    return Document(
        id=id_, title="…", publisher=publisher, url="https://example.org/", standing=Standing.SECONDARY if d.chance(10) else Standing.TEXT,
        encoded_by="…", encoded_on=START, doubts=(), governs=governs,
        licences=licences,
        includes=includes, precedence=make_order(d, id_, ranked, 25, 10), reads=reads,
        admits=make_admits(d),
        versions=versions, clauses=clauses, exceptions=exceptions, consequences=consequences,
        concepts=concepts, span=NOWHERE,
        affiliates=make_extent(d), stands=stands, passes=passes,
        likes=make_likes(d, id_, texts, {r.concept for r in reads}) if d.about("likes", 60) else (),
    )  # fmt: skip


def random_policy(d: Dice) -> Policy:
    """One to three documents of one or two publishers; with stacks, of whoever routes and hosts as well."""
    texts = d.one((("p/one",), ("p/one", "p/two"), ("p/one", "q/one"), ("p/one", "p/two", "q/one")))
    if "stacks" in d.themes:
        texts = d.one((("p/one", "r/one"), ("p/one", "p/two", "r/one"), ("p/one", "h/one", "r/one"), ("p/one", "h/one")))
    vocabulary = make_vocabulary(d)
    documents: dict[str, Document] = {}
    for id_ in texts:
        documents[id_] = make_document(d, vocabulary, id_, list(documents), texts)
    make_circles(d, documents)
    channels = {c: Channel(c, "…", c.partition("/")[0], NOWHERE, c == "h/hub") for c in CHANNELS}
    publishers = {p: Publisher(p, "…", {"wares": frozenset(d.some(("sing", "dance"), 1))}, NOWHERE) for p in ("p", "q", "h", "r")}
    return Policy(vocabulary, publishers, channels, documents)


def make_circles(d: Dice, documents: dict[str, Document]) -> None:
    """Now and then a text includes itself, or one that comes after it and includes it in turn."""
    ids = list(documents)
    for n, id_ in enumerate(ids):
        if d.chance(8 if d.themes & {"standing", "stacks"} else 3):
            other = d.one(ids[n:])
            pairs = [(id_, other), *([(other, id_)] if other != id_ and d.chance(60) else [])]
            for including, included in pairs:
                text = documents[including]
                documents[including] = replace(text, includes=(*text.includes, Inclusion(included, make_mode(d))))
