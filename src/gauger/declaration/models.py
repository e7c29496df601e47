"""The declaration as pydantic models: the single source of what is accepted and of the published JSON Schema.

Importing this room costs what pydantic costs, so only `shapes.py` does, and only for content that was not accepted before.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from gauger.declaration.kinds import (
    Day,
    Days,
    FactValue,
    Format,
    LiftText,
    Maybe,
    OneOrMore,
    Openable,
    Share,
    Text,
    Until,
    YesNo,
    build_choice,
)

StepKindText = build_choice(
    "generate", "label", "judge", "filter", "verify", "convert", "rewrite", "seed",
    "train", "adapt", "merge", "quantise", "evaluate", "serve",
)  # fmt: skip
MannerText = build_choice(
    "copy", "rewrite", "transcribe", "seed", "label", "judge", "select", "reward", "logits", "weights", "teach", "tool"
)
RoleText = build_choice("affiliate", "contractor", "stranger")
LayerText = build_choice("database", "contents")
StandingText = build_choice("text", "tag")


_LEFT_OUT: Any = None  # never validated, and never shown in the schema


class Closed(BaseModel):
    """A mapping whose keys are all listed."""

    model_config = ConfigDict(extra="forbid")


class Stating(BaseModel):
    """A mapping in which every further key states a fact that the vocabulary declares."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, FactValue] = Field(init=False)

    facts: dict[str, FactValue] = Field(default={}, description="Facts that the vocabulary declares; the same as writing them as keys.")


class PartyModel(Stating):
    """Who makes this declaration. Left out: nothing is known of the party."""

    name: Maybe[Text] = Field(default=_LEFT_OUT, description="What it is called.")
    namespace: Maybe[OneOrMore[Text]] = Field(
        default=_LEFT_OUT, description="Its namespaces on the hub; models and datasets there are its own. Left out: none is."
    )


class OtherPartyModel(PartyModel):
    """Somebody else who does steps."""

    role: RoleText = Field(description="What it is to the declarant; terms bind affiliates and contractors like the declarant.")  # type: ignore[valid-type]


class PermissionModel(Closed):
    """Leave given by the publisher. What is left out is unknown and covers nothing."""

    clauses: OneOrMore[Text] = Field(description="The clauses that it lifts, by pinpoint or by name.")
    form: Maybe[Text] = Field(default=_LEFT_OUT, description="How it was given: email, written, order-form, signed-amendment, programme.")
    evidence: Maybe[Text] = Field(default=_LEFT_OUT, description="Where the paper is.")
    given: Maybe[Day] = Field(default=_LEFT_OUT, description="The first day that it covers.")
    until: Maybe[Until] = Field(default=_LEFT_OUT, description="The last day that it covers, or `never` when it has no end.")


class AgreementModel(Closed):
    """Terms that the declarant accepted, or leave that somebody else gave."""

    document: Text = Field(default=_LEFT_OUT, description="The id of the document, as `gauger terms` lists it.")
    with_: Text = Field(default=_LEFT_OUT, alias="with", description="With whom it is, where it is under no such document.")
    accepted: Maybe[Day] = Field(default=_LEFT_OUT, description="The day of acceptance. Left out: unknown.")
    form: Maybe[Text] = Field(default=_LEFT_OUT, description="How it was accepted: click-through, signed, order-form. Left out: unknown.")
    renewed: Maybe[OneOrMore[Day]] = Field(default=_LEFT_OUT, description="Days of renewal; `[]` when there was none. Left out: unknown.")
    objected: Maybe[OneOrMore[Day]] = Field(
        default=_LEFT_OUT, description="Days of objection to a new version; `[]` when there was none. Left out: unknown."
    )
    permission: Maybe[OneOrMore[PermissionModel]] = Field(default=_LEFT_OUT, description="Leave that the publisher gave. Left out: none.")


class DataModel(Closed):
    """A dataset that a step consumes."""

    artifact: Text = Field(description="The dataset.")
    share: Maybe[Share] = Field(default=_LEFT_OUT, description="Its fraction of the step's data. Left out: unknown.")
    manner: Maybe[MannerText] = Field(default=_LEFT_OUT, description="How it enters. Left out: what is usual for the kind of step.")  # type: ignore[valid-type]


DataItem = Annotated[DataModel, LiftText("artifact")]


class LicenceModel(Closed):
    """A licence, or the part that it plays."""

    id: Text = Field(description="Its identifier, or alternatives joined by `OR`.")
    layer: LayerText = Field(default=_LEFT_OUT, description="The layer of a dataset that it is of. Left out: all of it.")  # type: ignore[valid-type]
    from_: Day = Field(default=_LEFT_OUT, alias="from", description="The first day on which copies were let out under it.")
    until: Day = Field(default=_LEFT_OUT, description="The last day.")
    covers_earlier_copies: YesNo = Field(
        default=_LEFT_OUT, alias="covers-earlier-copies", description="Whether it covers copies obtained before. Left out: no."
    )
    standing: StandingText = Field(  # type: ignore[valid-type]
        default=_LEFT_OUT, description="`tag` when metadata name it, `text` when it comes with the artifact. Left out: text."
    )


LicenceItem = Annotated[LicenceModel, LiftText("id")]


class StepFields(Stating):
    """What steps of the declarant and of strangers have in common."""

    does: StepKindText = Field(description="What kind of step it is.")  # type: ignore[valid-type]
    with_: Maybe[Text] = Field(
        default=_LEFT_OUT, alias="with", description="The model that is run: an artifact, or a model's id. Left out: unknown."
    )
    via: Maybe[Text] = Field(default=_LEFT_OUT, description="The channel, such as `openai/api`, or `local`. Left out: unknown.")
    served_by: Maybe[Text] = Field(
        default=_LEFT_OUT, alias="served-by", description="The channel of whoever served the model, behind a router. Left out: unknown."
    )
    date: Maybe[Days] = Field(default=_LEFT_OUT, description="When. Left out: unknown.")
    yields: Maybe[OneOrMore[Text]] = Field(default=_LEFT_OUT, description="The artifacts that it makes.")
    from_: Maybe[Openable[Text]] = Field(
        default=_LEFT_OUT,
        alias="from",
        description="The models it starts from. Left out: unknown where the kind of step has any, else none.",
    )
    data: Maybe[Openable[DataItem]] = Field(
        default=_LEFT_OUT, description="The datasets it consumes. Written: complete. Left out: unknown; `[]` says none."
    )
    feedback: Maybe[Openable[Text]] = Field(
        default=_LEFT_OUT, description="Steps whose output steers this training. Left out: unknown for `train` and `adapt`; `[]` says none."
    )
    for_: Maybe[OneOrMore[Text]] = Field(
        default=_LEFT_OUT, alias="for", description="For whom it was done: keys of `parties`; `[]` for nobody else. Left out: unknown."
    )
    tools: Maybe[Openable[Text]] = Field(
        default=_LEFT_OUT, description="The licensed software that did it: artifacts with `tool`. Left out: unknown; `[]` says none."
    )
    stage: Maybe[Text] = Field(default=_LEFT_OUT, description="The stage of training. Left out: unknown.")
    output: Maybe[OneOrMore[Text]] = Field(default=_LEFT_OUT, description="What was taken from the model. Left out: unknown.")
    conduct: Maybe[OneOrMore[Text]] = Field(
        default=_LEFT_OUT, description="What was out of the ordinary in the access; `[]` when nothing was. Left out: unknown."
    )


class StepModel(StepFields):
    """Something done."""

    id: Text = Field(default=_LEFT_OUT, description="Its name in this file. Left out: its kind, numbered.")
    by: Maybe[Text] = Field(default=_LEFT_OUT, description="Who did it: a key of `parties`. Left out: the declarant.")


class OriginModel(StepFields):
    """Something that others did to make the artifact."""

    id: Text = Field(default=_LEFT_OUT, description="Its name in this file. Left out: `<artifact>.origin`, numbered.")
    by: Maybe[Text] = Field(default=_LEFT_OUT, description="Who did it. Left out: strangers.")


class ArtifactModel(Stating):
    """A model, a dataset or a tool."""

    model: Maybe[Text] = Field(default=_LEFT_OUT, description="The model's id, as on the hub.")
    dataset: Maybe[Text] = Field(default=_LEFT_OUT, description="The dataset's id, as on the hub.")
    tool: Maybe[Text] = Field(default=_LEFT_OUT, description="The id of a program that makes or treats data.")
    publisher: Maybe[Text] = Field(
        default=_LEFT_OUT, description="Who issues it. Left out: as the catalogue says, else the id's first part."
    )
    license: Maybe[OneOrMore[LicenceItem]] = Field(
        default=_LEFT_OUT, description="Licences that all apply, or `none`. Left out: as the catalogue says, else unknown."
    )
    under: Maybe[Text] = Field(default=_LEFT_OUT, description="The licence chosen among alternatives. Left out: unknown.")
    obtained: Maybe[Days] = Field(default=_LEFT_OUT, description="When the copy was obtained. Left out: unknown.")
    released: Maybe[Day] = Field(default=_LEFT_OUT, description="The day it was published. Left out: as the catalogue says, else unknown.")
    own: Maybe[YesNo] = Field(
        default=_LEFT_OUT, description="Whether it is the declarant's. Left out: made by its steps, or in its namespace."
    )
    origin: Maybe[OneOrMore[OriginModel]] = Field(default=_LEFT_OUT, description="Steps of others that made it. Left out: unknown.")


class ReleaseModel(Stating):
    """Letting an artifact out."""

    artifact: Text = Field(description="What is let out.")
    id: Text = Field(default=_LEFT_OUT, description="Its name in this file. Left out: `<artifact>.release`, numbered.")
    date: Maybe[Days] = Field(default=_LEFT_OUT, description="When. Left out: unknown.")
    name: Maybe[Text] = Field(default=_LEFT_OUT, description="The public name. Left out: unknown.")
    form: Maybe[Text] = Field(default=_LEFT_OUT, description="How it is let out. Left out: unknown.")
    license: Maybe[Text] = Field(default=_LEFT_OUT, description="Under which licence. Left out: unknown.")
    to: Maybe[OneOrMore[Text]] = Field(default=_LEFT_OUT, description="Who can have it or use it. Left out: unknown.")


class DeclarationModel(Closed):
    """How a model was made, or will be made."""

    gauger: Format = Field(description="The version of this format.")
    project: Maybe[Text] = Field(default=_LEFT_OUT, description="What it is called. Left out: the name of the file.")
    party: Maybe[PartyModel] = Field(default=_LEFT_OUT, description="Who declares. Left out: nothing is known of the party.")
    parties: dict[str, OtherPartyModel] = Field(default={}, description="Others who do steps, by id.")
    agreements: Maybe[Openable[AgreementModel]] = Field(
        default=_LEFT_OUT,
        description="Terms accepted, and leave given. Written: complete. Left out: unknown; leave that is not written is none.",
    )
    artifacts: dict[str, ArtifactModel] = Field(default={}, description="Models and datasets, by the names this file gives them.")
    steps: Maybe[Openable[StepModel]] = Field(default=_LEFT_OUT, description="What was done. Written: complete. Left out: unknown.")
    releases: Maybe[Openable[ReleaseModel]] = Field(
        default=_LEFT_OUT, description="What is let out. Written: complete; `[]` says nothing is. Left out: unknown."
    )


class PositionModel(Closed):
    """A reading that counsel adopts."""

    document: OneOrMore[Text] = Field(description="The documents, by id, in which the concept is read so.")
    concept: Text = Field(description="The concept that the documents leave open.")
    reading: Text = Field(description="The reading that is adopted, by its name.")
    by: Text = Field(description="Who adopts it.")
    role: Text = Field(description="In which role.")
    because: Text = Field(description="Why.")
    on: Day = Field(description="The first day on which it holds.")
    until: Day = Field(description="The last day on which it holds.")
    evidence: Text = Field(default=_LEFT_OUT, description="Where the opinion is.")


class PositionsModel(Closed):
    """Readings that counsel adopts, each with name, role, reason, first and last day."""

    gauger: Format = Field(description="The version of this format.")
    positions: list[PositionModel] = Field(description="The positions.")


def positions_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a file of positions, generated from the models."""
    schema = _drop_nulls(PositionsModel.model_json_schema(by_alias=True))
    assert isinstance(schema, dict)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def declaration_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a declaration, generated from the models."""
    schema = _drop_nulls(DeclarationModel.model_json_schema(by_alias=True))
    assert isinstance(schema, dict)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _drop_nulls(node: object) -> object:
    """Without `default: null`, which stands for "left out" and is nothing that an author may write."""
    if isinstance(node, dict):
        return {key: _drop_nulls(value) for key, value in node.items() if not (key == "default" and value in (None, {}))}
    return [_drop_nulls(item) for item in node] if isinstance(node, list) else node


__all__ = ["DeclarationModel", "PositionsModel", "declaration_schema", "positions_schema"]
