"""A vocabulary of a page, documents to be filled with clauses, and a pipeline of two steps."""

from __future__ import annotations

from gauger.policy.model import Policy
from tests.unit.scenes import read_policy

VOCABULARY = """
act train model
  says     "Making a model."
  on       step
  does     train, adapt
  family   training
act release model
  says     "Letting a model out."
  on       release
  family   release
act access service
  says     "Reaching a model."
  on       access
  family   access-abuse

object output
  says     "What a model returned."
  from     access
  tied by  uses
object weights
  says     "Parameters."
  from     model
  tied by  derives

attribute model.task
  says     "What it is for."
  one of   classification, chat
attribute model.scope
  says     "How wide."
  one of   narrow, general
attribute model.capabilities
  says     "What it can do."
  some of  text, image
attribute party.size
  says     "How many users it has."
  number
attribute release.to
  says     "Who gets it."
  some of  public, employees
attribute release.name
  says     "Its name."
  text
attribute release.notice
  says     "Whether the notice is with it."
  yes or no
attribute step.rough
  says     "Whether it was done roughly."
  yes or no
attribute permission.form
  says     "How leave was given."
  one of   written, order-form
attribute publisher.products
  says     "What it offers."
  some of  names

define distributed(model)
  says     "Somebody has it."
  when
    some release of model
      release.to overlaps public

concept competes(model, publisher)
  asks     "Do they compete?"
  reading substitute
    says   "Buyers could take one for the other."
    when all of
      distributed(model)
      model.capabilities overlaps publisher.products
  reading any-overlap
    says   "They share a capability."
    when   model.capabilities overlaps publisher.products
  residue  "other tests of rivalry"

concept uses(model, output)
  asks     "Is the output used?"
  reading verbatim
    says   "It stands in the data."
    along  copy
    through at most 1 model
  reading descendant
    says   "It had a part at any distance."
    along  copy, rewrite, transcribe, seed, label, judge, select, reward, logits, weights, teach
  reading rumoured
    says   "A word about it is enough."
    standing statement
    along  copy, rewrite, transcribe, seed, label, judge, select, reward, logits, weights, teach

concept derives(model, weights)
  asks     "Does it descend?"
  reading by-weights
    says   "By its weights."
    along  weights

concept bound(party, access)
  asks     "Are strangers' deeds ours?"
  reading privity
    says   "No."
    when   never
  reading downstream
    says   "Yes."
    standing statement
    when   always
binding by bound

publisher acme
  title    "Acme"
  products text
channel acme/api
  title    "Acme API"
channel acme/chat
  title    "Acme Chat"
publisher other
  title    "Other"
  products image
"""


def document(clauses: str, *, name: str = "acme/terms", head: str = "governs    acme/api", versions: str = "version 2025-01-01") -> str:
    """A document with clauses as written; `head` holds lines of its head, `versions` its versions."""
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    return (
        f'document {name}\n  title      "Acme {name}"\n  publisher  {name.partition("/")[0]}\n  url        "https://acme.example/terms"\n'
        f'  encoded    by "somebody" on 2026-01-01\n'
        + "".join(f"  {line}\n" for line in lines)
        + "".join(f"  {line.strip()}\n" for line in versions.split("\n"))
        + "".join(f"  {line}\n" if line else "\n" for line in clauses.strip("\n").split("\n"))
    )


def clause(name: str, norm: str, *more: str, at: str = "1.1") -> str:
    """A clause; `more` are further lines, indented as they would stand in the block of the clause."""
    lines = [
        f'at       "{at}"',
        f'says     "What {name} says."',
        *([] if norm.startswith("silent") else ['locate   "a few words"']),
        norm,
        *more,
    ]
    return f"clause {name}\n" + "".join(f"  {line}\n" for line in lines)


def exception(name: str, *more: str, at: str = "e.1") -> str:
    lines = [f'at       "{at}"', f'says     "What {name} says."', 'locate   "a few words"', *more]
    return f"exception {name}\n" + "".join(f"  {line}\n" for line in lines)


LEND = """
act lend model
  says     "Training for others."
  on       step
  does     train
  by       others
  family   training
"""
REPEATS = """
object sayings
  says     "What it said."
  from     access
  tied by  repeats
concept repeats(model, sayings)
  asks     "Does it repeat them?"
  reading closely
    says   "By its weights."
    along  weights
"""
BAN = clause("ban", "forbids  train model using output")


def policy(*documents: str) -> Policy:
    return read_policy(VOCABULARY, *documents)


def pipeline(
    *,
    student: str = "task: chat, scope: narrow, capabilities: [text]",
    ask: str = "via: acme/api, date: 2025-03-01",
    train: str = "date: 2025-04-01",
    releases: str = "[]",
    more: str = "",
    artifacts: str = "",
) -> str:
    """Output of `acme/big` trains `student`; each part may be written otherwise."""
    return f"""
gauger: 1
project: assistant
party: {{name: Us, namespace: us, size: 10}}
{more}
artifacts:
  teacher: {{model: acme/big, publisher: acme, license: none}}
  rows: {{dataset: us/rows}}
  student: {{model: us/student, {student}}}
{artifacts}
steps:
  - {{id: ask, does: generate, with: teacher, yields: rows, data: [], output: [completions], {ask}}}
  - {{id: train, does: train, stage: sft, from: [], data: [rows], yields: student, {train}}}
releases: {releases}
"""


PUBLIC = "[{artifact: student, name: Student 1, to: [public], date: 2025-05-01}]"
