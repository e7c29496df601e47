"""A small world in which most sorts of edit matter: a closed service with a ban, an open one with duties, two licences."""

from __future__ import annotations

from gauger.declaration import check_facts
from gauger.declaration.artifacts import build_known
from gauger.declaration.records import Licence
from gauger.engine import Question, evaluate
from gauger.findings.model import Verdict
from gauger.policy.model import Policy
from gauger.repair import Alternatives, Task, Teacher
from gauger.text import Source, Span
from gauger.text.values import replace
from tests.unit.scenes import AS_OF, read_catalogue, read_declaration, read_policy

VOCABULARY = """\
attribute model.kind
  says "What it is."
  one of chat, sorter
attribute model.id
  says "Its id."
  name
attribute step.surface
  says "Where in the service."
  name
  asked anew
attribute step.output
  says "What was taken."
  some of completions, labels
attribute party.registered
  says "With whom."
  some of names
  changes at cost 2
attribute release.name
  says "Its name."
  text
  changes at cost 1
attribute release.form
  says "How it is let out."
  one of weights, service
attribute release.copy
  says "Whether the licence goes with it."
  yes or no
  changes at cost 1
attribute release.marks
  says "Whose marks it shows."
  some of names
  changes at cost 1
attribute release.regions
  says "Where."
  some of names
  changes at cost 4
  never empty
part credit of release
  says "Words of credit."
  changes at cost 1
attribute credit.phrase
  says "The words."
  name
attribute permission.form
  says "How leave is given."
  one of email, written, signed-amendment
act train model
  says "Training."
  on step
  does train
  family training
act release model
  says "Letting out."
  on release
  family release
concept uses(output)
  asks "What counts as use?"
  reading any
    says "Any."
    along copy, label, judge, select, weights, transcribe, rewrite, seed, reward, logits
concept derives(weights)
  asks "What derives?"
  reading any
    says "By weights."
    along weights
concept comes(contents)
  asks "What comes of data?"
  reading any
    says "Any."
    along copy, weights
concept rivals(model)
  asks "Does it compete?"
  reading narrow
    says "Chat alone."
    when model.kind is chat
  reading wide
    says "Anything."
    when always
object output
  says "What came back."
  from access
  tied by uses
object weights
  says "Parameters."
  from model
  tied by derives
object contents
  says "Rows."
  from dataset
  tied by comes
publisher closed
  title "Closed"
channel closed/api
  title "Closed API"
channel closed/app
  title "Closed app"
channel closed/desk
  title "Closed desk"
  offers no models
publisher open
  title "Open"
channel open/api
  title "Open API"
publisher data
  title "Data"
"""

CLOSED = """\
document closed/terms
  title "Closed Terms"
  publisher closed
  url "https://closed.example/terms"
  encoded by "somebody" on 2026-01-01
  governs closed/api
  version 2025-01-01
  clause ban
    at "1"
    says "No training of rivals."
    locate "a few words"
    in force until 2026-05-01
    forbids train model using output
    when rivals(model)
    except leave
  clause new-ban
    at "1"
    says "No training."
    locate "a few other words"
    in force from 2026-05-01
    forbids train model using output
    except leave
  exception leave
    at "2"
    says "Leave."
    locate "leave given in writing"
    when permitted by written, signed-amendment

document closed/app-terms
  title "Closed App Terms"
  publisher closed
  url "https://closed.example/app"
  encoded by "somebody" on 2026-01-01
  governs closed/app, closed/desk
  version 2025-01-01
  clause no-public-model
    at "1"
    says "No model is let out."
    locate "let nothing out"
    forbids release model using output
    when release.form is weights
"""

OPEN = """\
document open/terms
  title "Open Terms"
  publisher open
  url "https://open.example/terms"
  encoded by "somebody" on 2026-01-01
  licence "open-1"
  version 2025-01-01
  clause naming
    at "1"
    says "The name begins so."
    locate "begins with Open"
    on release model using output, weights
    requires release.name starts with "Open"
  clause credit
    at "2"
    says "Credit is given."
    locate "made with Open"
    on release model using output, weights
    requires some credit of release
      credit.phrase is "Made with Open"
  clause no-marks
    at "3"
    says "No marks."
    locate "show no marks of ours"
    forbids release model using output, weights
    when release.marks includes "Open"
  clause registration
    at "4"
    says "Whoever lets it out is registered."
    locate "register with us first"
    on release model using weights
    requires party.registered includes open
  clause places
    at "5"
    says "Not in Germany."
    locate "not for use in Germany"
    forbids release model using weights
    when release.regions overlaps DE

document open/api-terms
  title "Open API Terms"
  publisher open
  url "https://open.example/api"
  encoded by "somebody" on 2026-01-01
  governs open/api
  includes open/terms
  version 2025-01-01

document data/rows
  title "Rows Licence"
  publisher data
  url "https://data.example/rows"
  encoded by "somebody" on 2026-01-01
  licence "rows-1"
  version 2025-01-01
  clause copy
    at "1"
    says "The licence goes with it."
    locate "a copy of this licence"
    on release model using contents
    requires release.copy is yes
"""

DECLARATION = """\
# Who taught whom.
gauger: 1
project: scene
party: {{name: Us, namespace: us, registered: []}}
artifacts:
  teacher: {{model: closed/big, publisher: closed, license: none}}
  rows: {{dataset: us/rows}}   # what it said
  bought: {{dataset: data/bought, publisher: data, license: rows-1, origin: []}}
  base: {{model: open/base, publisher: open, license: open-1}}
  student: {{model: us/student, kind: {kind}}}
steps:
  - {{id: ask, does: generate, with: teacher, via: {via}, date: {asked}, data: [], output: [completions], surface: play, yields: rows}}
  - {{id: tune, does: train, stage: sft, from: {base}, data: {data}, feedback: [], date: {tuned}, yields: student}}
releases: {releases}
"""
USUAL = {
    "kind": "chat", "via": "closed/api", "asked": "2026-03-01", "base": "[]", "data": "[rows, bought]", "tuned": "2026-03-09",
    "releases": "[{artifact: student, name: Us One, form: weights, marks: [], credit: [], copy: no, regions: [DE, FR], date: planned}]",
}  # fmt: skip


def scene_policy() -> Policy:
    files = [text for file in (CLOSED, OPEN) for text in file.split("\n\n")]
    return read_policy(VOCABULARY, *files)


def scene(limit: int = 12, **more: str) -> Task:
    """A task over the scene with some of it written otherwise."""
    policy = scene_policy()
    typed, mistakes = check_facts(read_declaration(DECLARATION.format(**{**USUAL, **more})), policy.vocabulary)
    assert not mistakes, [m.message for m in mistakes]
    span = Span(Source("", ""), 0, 0)
    model, other = (build_known("model", name, read_catalogue(), span) for name in ("open/large", "nobody/model"))
    dataset = build_known("dataset", "free/rows", read_catalogue(), span)
    open_ = replace(model, publisher="open", licences=(Licence("open-1"),))
    alternatives = Alternatives(
        (Teacher(open_, "open/api"), Teacher(replace(other, licences=(Licence("unheard-of"),)), "local")),
        (open_,),
        (replace(dataset, licences=(Licence("rows-1"),), origin_closed=True),),
    )
    question = Question(AS_OF)
    return Task(policy, typed, question, evaluate(policy, typed, question, otherwise=False), alternatives, limit)


def exposed(task: Task) -> tuple[str, ...]:
    return tuple(f.id for f in task.exposure.findings if f.severity is not Verdict.CLEAR)
