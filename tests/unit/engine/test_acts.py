"""What counts as done, by whom and for whom, and what ties a source to it; each case worked out by hand."""

from __future__ import annotations

import pytest

from gauger.findings.model import Finding, Verdict
from tests.unit.engine.texts import LEND, PUBLIC, VOCABULARY, clause, document, exception, pipeline
from tests.unit.scenes import ask, find, read_policy

MORE = f"""{LEND}
act label service
  says     "Having a model label."
  on       access
  does     label
  family   access-abuse
act write dataset
  says     "Making data."
  on       step
  does     generate
  family   training
act draw model
  says     "Making a model by asking for it."
  on       step
  does     generate
  family   training
act share dataset
  says     "Letting data out."
  on       release
  family   release
act open service
  says     "Letting others reach a model."
  on       access
  by       others
  family   access-abuse

attribute dataset.sort
  says     "What sort of data."
  one of   prose, verse
attribute tool.sort
  says     "What sort of tool."
  one of   free, paid
attribute model.grown
  says     "Whether it is grown."
  yes or no
attribute step.channel
  says     "How it was done."
  one of   web, phone

object sent
  says     "What was sent to a model."
  from     access
  sent
  tied by  uses
object answers
  says     "What came back, with all that goes with it."
  from     access
  covers   output
  tied by  uses
object spoken
  says     "What was said on the phone."
  from     access
  tied by  uses
  when     access.channel is phone
object prose
  says     "What stands in data."
  from     dataset
  tied by  takes
object code
  says     "What a tool is."
  from     tool
  tied by  runs
concept takes(model, prose)
  asks     "Is it in there?"
  reading any
    says   "In any way."
    along  copy, transcribe, weights
concept runs(model, code)
  asks     "Was it run?"
  reading any
    says   "In any way."
    along  tool, weights
"""


def judge(declared: str, text: str, *, head: str = "governs    acme/api") -> dict[str, Finding]:
    """Findings by act and source."""
    return {f.id.partition("@")[2]: f for f in ask(read_policy(VOCABULARY + MORE, document(text, head=head)), declared).findings}


def verdicts(declared: str, text: str, *, head: str = "governs    acme/api") -> dict[str, str]:
    return {name: finding.verdict.word for name, finding in judge(declared, text, head=head).items()}


# --- which acts --------------------------------------------------------------------------------------------------------

LABELS = "  - {id: mark, does: label, with: teacher, via: acme/api, date: 2025-03-02, yields: rows, data: [], output: [labels]}\n"


def test_an_access_counts_by_what_is_done_with_it() -> None:
    declared = pipeline().replace("  - {id: train", LABELS + "  - {id: train")
    assert verdicts(declared, clause("ban", "forbids  label service")) == {"mark:mark": "prohibited"}
    assert verdicts(declared, clause("ban", "forbids  access service")) == {"mark:mark": "prohibited", "ask:ask": "prohibited"}


def test_a_step_counts_where_it_makes_such_a_thing() -> None:
    assert verdicts(pipeline(), clause("ban", "forbids  draw model using output")) == {}


def test_a_release_counts_where_such_a_thing_is_let_out() -> None:
    both = "[{artifact: student, to: [public], date: 2025-05-01}, {artifact: rows, to: [public], date: 2025-05-02}]"
    assert set(verdicts(pipeline(releases=both), clause("ban", "forbids  release model using output"))) == {"student.release:ask"}
    open_ = "{complete: false, items: []}"
    assert set(verdicts(pipeline(releases=open_), clause("ban", "forbids  release model using output"))) == {"student.release.further:ask"}


def test_what_may_be_let_out_is_an_act_in_the_worlds_in_which_it_is() -> None:
    (found,) = judge(pipeline(releases="unknown"), clause("ban", "forbids  release model using output")).values()
    assert (found.verdict, found.pivots) == (Verdict.OPEN, ("fact:student.releases",))


def test_what_would_be_let_out_is_taken_as_let_out() -> None:
    text = document(clause("ban", "forbids  release model using output"))
    (found,) = ask(read_policy(VOCABULARY + MORE, text), pipeline()).dormant
    assert (found.verdict, found.choices) == (Verdict.PROHIBITED, ())


# --- by whom and for whom ----------------------------------------------------------------------------------------------

THEM = "parties: {them: {name: Them, role: stranger}, sister: {name: Sister, role: affiliate}}"


@pytest.mark.parametrize(
    ("train", "own", "lent"),
    [
        ("date: 2025-04-01", True, "open"),
        ("date: 2025-04-01, for: []", True, "clear"),
        ("date: 2025-04-01, for: [sister]", True, "clear"),
        ("date: 2025-04-01, for: [them]", True, "prohibited"),
        ("date: 2025-04-01, for: [sister, them]", True, "prohibited"),
        ("date: 2025-04-01, for: [], by: sister", True, "clear"),
        ("date: 2025-04-01, by: them", False, "prohibited"),
    ],
)
def test_acts_of_the_own_side_and_those_for_others(train: str, own: bool, lent: str) -> None:
    declared = pipeline(more=THEM, train=train)
    assert verdicts(declared, clause("ban", "forbids  train model using output")) == ({"train:ask": "prohibited"} if own else {})
    found = judge(declared, clause("ban", "forbids  lend model using output")).get("train:ask")
    assert (found.verdict.word if found else "clear") == lent
    if found is not None and lent == "open":
        assert [(a.value, d.breach) for d in found.deciding_sets for a in d.given] == [("yes", True), ("no", False)]


@pytest.mark.parametrize(("more", "found"), [("", "open"), (", for: []", None), (", for: [them]", "prohibited")])
def test_others_may_be_let_in_at_an_access(more: str, found: str | None) -> None:
    declared = pipeline(more=THEM, ask=f"via: acme/api, date: 2025-03-01{more}")
    assert verdicts(declared, clause("ban", "forbids  open service")) == ({"ask:ask": found} if found else {})


# --- what a condition can name -----------------------------------------------------------------------------------------

TOOLED = """
gauger: 1
project: taken
party: {name: Us, namespace: us}
artifacts:
  pages: {dataset: them/pages, license: odd-data, sort: prose}
  press: {tool: them/press, license: odd-tool, sort: paid}
  base: {model: them/base, license: odd-model, grown: yes}
  student: {model: us/student, grown: no}
steps:
  - {id: train, does: train, stage: sft, from: [base], data: [pages], feedback: [], tools: [press], yields: student, date: 2025-04-01}
releases: []
"""


@pytest.mark.parametrize(
    ("thing", "licence", "condition", "source"),
    [
        ("prose", "odd-data", "data.sort is {}", ("pages", "prose", "verse")),
        ("code", "odd-tool", "tool.sort is {}", ("press", "paid", "free")),
        ("weights", "odd-model", "source.grown is {}", ("base", "yes", "no")),
        ("weights", "odd-model", "model.grown is {}", ("base", "no", "yes")),
    ],
)
def test_a_condition_names_what_was_taken_and_what_was_made(thing: str, licence: str, condition: str, source: tuple[str, str, str]) -> None:
    name, so, otherwise = source
    for value, verdict in ((so, "prohibited"), (otherwise, "clear")):
        ban = clause("ban", f"forbids  train model using {thing}", f"when     {condition.format(value)}")
        assert verdicts(TOOLED, ban, head=f'licence    "{licence}"') == {f"train:{name}": verdict}


# --- what ties -------------------------------------------------------------------------------------------------------

RELEASED = pipeline(
    artifacts="  base: {model: acme/base, publisher: acme, license: acme-open}",
    releases="[{artifact: base, to: [public], date: 2025-05-01}, {artifact: student, to: [public], date: 2025-05-02}]",
).replace("from: []", "from: [base]")


def test_without_an_object_it_is_the_thing_itself_that_is_let_out_or_reached() -> None:
    licence = 'licence    "acme-open"'
    assert verdicts(RELEASED, clause("ban", "forbids  release model"), head=licence) == {"base.release:base": "prohibited"}
    assert verdicts(RELEASED, clause("ban", "forbids  train model"), head=licence) == {}
    assert verdicts(RELEASED, clause("ban", "forbids  release model using weights"), head=licence) == {
        "base.release:base": "prohibited",
        "student.release:base": "prohibited",
    }
    assert verdicts(RELEASED, clause("ban", "forbids  release model")) == {}
    assert verdicts(RELEASED, clause("ban", "forbids  access service")) == {"ask:ask": "prohibited"}
    assert verdicts(RELEASED, clause("ban", "forbids  write dataset")) == {"ask:ask": "prohibited"}


def test_what_is_taken_from_a_model_is_nothing_that_an_access_returned() -> None:
    assert verdicts(pipeline(), clause("ban", "forbids  train model using weights")) == {}
    either = clause("ban", "forbids  train model using weights, output")
    assert verdicts(pipeline(), either) == {"train:ask": "prohibited"}
    assert verdicts(pipeline().replace("data: [rows], ", ""), either) == {"train:ask": "open"}


@pytest.mark.parametrize(
    ("output", "thing", "tied"),
    [
        ("[completions]", "output", True),
        ("[]", "output", False),
        ("not applicable", "output", False),
        ("[]", "sent", True),
        ("[]", "answers", True),
    ],
)
def test_what_came_back_empty_ties_nothing_but_what_was_sent(output: str, thing: str, tied: bool) -> None:
    declared = pipeline().replace("output: [completions]", f"output: {output}")
    for act, name in (("access service", "ask:ask"), ("train model", "train:ask")):
        assert verdicts(declared, clause("ban", f"forbids  {act} using {thing}")) == ({name: "prohibited"} if tied else {})


@pytest.mark.parametrize(("channel", "verdict"), [("phone", "prohibited"), ("web", None)])
@pytest.mark.parametrize(("act", "name"), [("access service", "ask:ask"), ("train model", "train:ask")])
def test_an_object_is_there_where_what_it_asks_of_the_access_is_so(act: str, name: str, channel: str, verdict: str | None) -> None:
    declared = pipeline(ask=f"via: acme/api, date: 2025-03-01, channel: {channel}")
    assert verdicts(declared, clause("ban", f"forbids  {act} using spoken")) == ({name: verdict} if verdict else {})


def test_an_exception_may_name_the_step_or_the_release() -> None:
    """The step is bound where something is made, the release where something is let out."""
    lifted = exception("noticed", "when     release.notice is yes")
    for notice, verdict in (("yes", "clear"), ("no", "prohibited")):
        releases = PUBLIC.replace("date:", f"notice: {notice}, date:")
        text = clause("ban", "forbids  release model using output", "except   noticed") + lifted
        assert verdicts(pipeline(releases=releases), text) == {"student.release:ask": verdict}
    for rough, verdict in (("yes", "prohibited"), ("no", "clear")):
        declared = pipeline(train=f"date: 2025-04-01, rough: {rough}")
        assert (
            find(
                ask(
                    read_policy(VOCABULARY, document(clause("ban", "forbids  train model using output", "when     step.rough is yes"))),
                    declared,
                ),
                "#ban@",
            ).verdict.word
            == verdict
        )
