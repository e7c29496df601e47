"""The pipeline of anybody under a document, of which nothing is known but what is done, and with the facts that show something."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from gauger.app.checking import Asked, type_declaration
from gauger.app.setting import Setting
from gauger.catalogue import Catalogue
from gauger.declaration.editing import edit_text
from gauger.declaration.loading import load_text, read_tree
from gauger.declaration.records import Declaration
from gauger.declaration.slots import find_slot, write_answer
from gauger.engine.comparing import Shown
from gauger.policy.model import Document
from gauger.text import Source

ANYBODY = """gauger: 1
project: anybody
party: {{name: Anybody}}
artifacts:
  teacher: {{model: {publisher}/any-model, publisher: {publisher}, license: [{licence}]}}
  base: {{model: somebody/base, license: [{licence}]}}
  rows: {{dataset: somebody/rows, license: [{licence}]}}
  answers: {{dataset: anybody/answers}}
  student: {{model: anybody/student}}
steps:
  - {{id: collect, does: generate, with: teacher, via: {channel}, date: {day}, yields: answers}}
  - {{id: measure, does: evaluate, with: teacher, via: {channel}, date: {day}}}
  - {{id: train, does: train, from: base, data: [answers, rows], yields: student, date: {day}}}
releases:
  - {{artifact: student, date: {day}}}
  - {{artifact: answers, date: {day}}}
"""
"""Whoever asks a model, trains on what it returns, and lets out both: all else is unknown, so every world of such a pipeline counts."""

MEASURING = "measure"
"""What is measured is not what anybody trains on: over this source the act of reaching it alone is looked at."""


def declare_anybody(setting: Setting, document: Document, day: date) -> Declaration:
    declaration, _ = load_text("anybody.yaml", _write_anybody(document, day), catalogue=Catalogue())
    assert declaration is not None
    typed, _ = type_declaration(declaration, setting, Asked(day))
    assert typed is not None
    return typed


def _write_anybody(document: Document, day: date) -> str:
    """The pipeline of anybody under a document: through the first channel that it governs, or with what carries its licence."""
    channel = next((channel for governs in document.governs for channel in governs.channels), "local")
    licence = document.licences[0] if document.licences else ""
    return ANYBODY.format(publisher=document.publisher, licence=licence, channel=channel, day=day)


def write_declaration(setting: Setting, document: Document, day: date, shown: Shown) -> str:
    """The pipeline of anybody with the facts that show a difference, each in its place; what cannot be said in one is a comment."""
    text, told = _write_anybody(document, day), list[str]()
    for key, label in shown.given:
        after = _answer(setting, text, key, _pick_value(key, label)) if key.startswith("fact:") else None
        if after is None:
            told.append(f"# {key} is {label}\n")
        else:
            text = after
    return "".join(told) + text


def _answer(setting: Setting, text: str, key: str, written: str) -> str | None:
    if key.rpartition(".")[2] in setting.policy.vocabulary.parts:
        return None  # an entry has attributes of its own
    source = Source("anybody.yaml", text)
    declaration, _ = load_text(source.name, text, catalogue=Catalogue())
    tree, _ = read_tree(source)
    slot = find_slot(key, declaration, tree, setting.policy.vocabulary) if declaration is not None and tree is not None else None
    edits = write_answer(slot, written, tree) if slot is not None and tree is not None else None
    return edit_text(source, edits, "yaml")[0] if edits is not None else None


def _pick_value(key: str, label: str) -> str:
    """A value that falls into a cell, by the words that name the cell."""
    for words, step in (("less than ", -1), ("more than ", 1), ("exactly ", 0)):
        if label.startswith(words):
            return str(Decimal(label.partition(" or ")[0].removeprefix(words)) + step)
    if label.startswith("between "):
        low, high = label.partition(" or ")[0].removeprefix("between ").split(" and ")
        return str((Decimal(low) + Decimal(high)) / 2)
    if quoted := re.search(r"`([^`]+)`", label):
        return quoted[1]
    if label in OTHERS:
        return ELSEWHERE if key.endswith(COUNTRIES) else OTHERS[label]
    # A set may have to hold one of each of several groups of values; of a group the first will do.
    return ", ".join(re.split(r", | or ", group)[0] for group in label.split(" and "))


OTHERS = {"none of these": "none", "something else": "something-else", "another text": "another name"}
COUNTRIES, ELSEWHERE = (".established-in", ".regions", ".operates-in", ".place"), "NZ"
"""Facts of which the value has to be a country, and one that no text singles out so far."""
