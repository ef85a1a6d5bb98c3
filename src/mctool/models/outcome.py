"""Learning outcomes, in the guide's three layers."""

from typing import Annotated, Literal

from mctool.models.coded import CodedFrom
from mctool.models.values import Id, Line, Many, Model, Text
from mctool.vocabularies.lists import Concept


class Layers(Model):
    """The three layers (guide 3.2.1). Each may be absent here; that each is there is rule MC201."""

    competence: Text | None = None
    behaviour: Text | None = None
    context: Text | None = None


class EscoMapping(Model):
    """A concept of ESCO that the outcome corresponds to, and how closely."""

    uri: Line
    label: Line | None = None
    match: Literal["exact", "close", "broad", "narrow"] = "close"


class MeasurableBy(Model):
    """Why an outcome with an unobservable verb is measurable all the same, and the assessment that shows it."""

    reason: Line
    assessment: Id


class Outcome(Model):
    """What a learner can do, where, and how others would see it."""

    kind: Literal["outcome"]
    id: Id
    statement: Text
    layers: Layers = Layers()
    type: Annotated[Concept, CodedFrom("skill-types")] | None = None
    reusability: Annotated[Concept, CodedFrom("skill-reuse-levels")] | None = None
    eqf_level: Annotated[Concept, CodedFrom("eqf-levels")] | None = None
    esco: Many[EscoMapping] = ()
    no_esco_reason: Text | None = None
    measurable_by: MeasurableBy | None = None
