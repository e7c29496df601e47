"""One declaration to the questions that it leaves open, and answers into its file."""

from __future__ import annotations

from pathlib import Path

from gauger.app import messages
from gauger.app.checking import Asked, type_declaration
from gauger.app.setting import Setting
from gauger.app.writing import replace_file
from gauger.declaration.editing import edit_text, encode_like
from gauger.declaration.files import check_text
from gauger.declaration.loading import FORMATS, Format, load_text, read_tree
from gauger.declaration.records import Declaration
from gauger.declaration.slots import Slot, find_slot, write_answer
from gauger.declaration.tree import Tree
from gauger.diagnostics import Diagnostic
from gauger.engine import Question, Refused, evaluate
from gauger.engine.asking import list_inquiries
from gauger.findings.model import Ask, Exposure, Inquiries, Verdict
from gauger.text import Source
from gauger.text.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Inquired:
    """What is asked about one text of a declaration; `inquiries` is absent when there are errors."""

    inquiries: Inquiries | None
    diagnostics: tuple[Diagnostic, ...]
    text: str = field(default="", repr=False)
    tree: Tree | None = field(default=None, compare=False, repr=False)
    declaration: Declaration | None = field(default=None, compare=False, repr=False)
    exposure: Exposure | None = field(default=None, compare=False, repr=False)


def inquire(name: str, text: str, setting: Setting, asked: Asked) -> Inquired:
    """The questions about a declaration's text, or every mistake in it. `name` ends as the file does, which tells the format."""
    format_ = FORMATS[Path(name).suffix.lower()]
    loaded, mistakes = load_text(name, text, format_, catalogue=setting.catalogue)
    typed, more = type_declaration(loaded, setting, asked) if loaded is not None else (None, ())
    mistakes = (*mistakes, *more)
    if typed is None:
        return Inquired(None, mistakes, text)
    question = Question(asked.as_of, asked.admitted, asked.assume, asked.positions, setting.last_seen)
    try:
        exposure = evaluate(setting.policy, typed, question, otherwise=False)
        found = list_inquiries(setting.policy, typed, question, exposure)
    except Refused as refused:
        return Inquired(None, (*mistakes, *(messages.refused(problem, name) for problem in refused.problems)), text)
    inquiries = Inquiries(
        project=exposure.project,
        declaration=exposure.examined.declaration,
        as_of=exposure.as_of,
        policies_digest=exposure.policies_digest,
        declaration_digest=exposure.declaration_digest,
        unsettled=tuple(f.id for f in exposure.findings if f.verdict in {Verdict.OPEN, Verdict.GREY} or f.duty == "unshown"),
        inquiries=found,
        positions=exposure.positions,
    )
    return Inquired(inquiries, mistakes, text, _read(name, text, format_), typed, exposure)


def _read(name: str, text: str, format_: Format) -> Tree | None:
    source, _ = check_text(Source(name, text))
    return read_tree(source, format_)[0] if source is not None else None


def find_place(ask: Ask, inquired: Inquired, setting: Setting) -> Slot | None:
    """Where the answer to a question stands; none where it takes more than one place."""
    if inquired.tree is None or inquired.declaration is None:
        return None
    return find_slot(ask.key, inquired.declaration, inquired.tree, setting.policy.vocabulary)


def answer(
    name: str, ask: Ask, slot: Slot, written: str, inquired: Inquired, setting: Setting, asked: Asked
) -> Inquired | tuple[Diagnostic, ...]:
    """The declaration with an answer in it and what is asked then, or why it cannot stand there."""
    assert inquired.tree is not None
    edits = write_answer(slot, written, inquired.tree)
    if edits is None:
        return (messages.no_such_answer(ask.question, written),)
    text, mistakes = edit_text(Source(name, inquired.text), edits, FORMATS[Path(name).suffix.lower()])
    if text is None:
        return mistakes
    found = inquire(name, text, setting, asked)
    return found.diagnostics if found.inquiries is None else found


def keep(path: Path, text: str) -> tuple[Diagnostic, ...]:
    """Write the text of a declaration into its file, whole or not at all."""
    try:
        replace_file(path, encode_like(text, path.read_bytes()))
    except OSError as error:
        return (messages.unwritable_file(str(path), (error.strerror or type(error).__name__).lower()),)
    return ()
