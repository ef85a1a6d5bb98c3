"""The workspace's own files: settings and policy, waivers, verb decisions."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from mctool.models.coded import Language, Languages
from mctool.models.values import Day, Duration, Id, Line, Many, Model, Period, Several, Whole

STAGES = (
    "programme-approval", "needs-analysis", "outcome-validation", "delivery",
    "assessment", "quality-review", "digital-issuance",
)  # fmt: skip
"""The seven stages of the guide's workflow (3.4.2)."""

RuleCode = Annotated[str, Field(pattern=r"^MC[0-9]{3}$")]


class Pkcs11(Model):
    """A key in a hardware token."""

    module: Line
    token: Line
    label: Line


class SealSettings(Model):
    """Which key seals, and who stamps the time."""

    pkcs12: Line | None = None
    pkcs11: Pkcs11 | None = None
    timestamp: Line | None = None
    signing_time: Literal["iat", "sigT"] = "iat"


class EscoSettings(Model):
    """The ESCO version that mappings were made with."""

    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+(\.[0-9]+)?$")]


class RulePolicy(Model):
    """An institution's own severity for a rule, with the reason."""

    severity: Literal["error", "warning", "note", "off"]
    reason: Line


class Policy(Model):
    """What the institution decides for all its programmes."""

    hours_per_credit: Annotated[tuple[float, float], Field(strict=False)] = (25, 30)
    minimum_hours: Annotated[float, Field(ge=0)] = 8
    credits: Literal["optional", "required"] = "optional"
    assessors: Annotated[int, Field(ge=1, le=20), Whole] = 1
    review_every: Annotated[Duration, Field(json_schema_extra={"default": "P3Y"})] = Period(years=3)
    small_group: Annotated[int, Field(ge=1, le=1000), Whole] = 5
    attendance_only: Literal["refuse"] = "refuse"
    signed_commits: bool = False
    """Whether ``approve`` and ``issue`` ask for a signed commit, or a signed tag on it."""
    rules: dict[RuleCode, RulePolicy] = {}

    @model_validator(mode="after")
    def _range(self) -> "Policy":
        low, high = self.hours_per_credit
        if not 0 < low <= high:
            raise PydanticCustomError(
                "range", "hours_per_credit is the least and the most hours of one credit, such as [25, 30]"
            )
        return self


class Stage(Model):
    """Who is responsible for a stage of the workflow, and how long it may take."""

    unit: Line | None = None
    within: Duration | None = None


def _no_truth(value: Any) -> Any:
    """Python takes ``true`` for 1; nobody who writes a format's version does."""
    return str(value).lower() if isinstance(value, bool) else value


class Settings(Model):
    """What an institution decides once for all its programmes, and where things are."""

    mctool: Annotated[Literal[1], BeforeValidator(_no_truth)]
    languages: Annotated[Languages, Field(min_length=1)]
    institution: Line = "institution.yaml"
    identities: Line | None = None
    output: Line = "issued"
    register_folder: Annotated[Line, Field(alias="register")] = "register"
    seal: SealSettings | None = None
    trust: Several[Line] = ()
    esco: EscoSettings | None = None
    policy: Policy = Policy()
    workflow: dict[Literal[STAGES], Stage] = {}  # type: ignore[valid-type]

    @property
    def language_codes(self) -> tuple[str, ...]:
        """The two-letter languages, the primary one first."""
        return tuple(language.slug for language in self.languages)


class Waiver(Model):
    """A rule set aside for one file. Incomplete ones are read, so that a rule can say what is missing."""

    rule: RuleCode
    in_: Annotated[Line, Field(alias="in")]
    reason: Line | None = None
    approved_by: Line | None = None
    expires: Day | None = None


class Waivers(Model):
    """Rules that are set aside: ``waivers.yaml``."""

    kind: Literal["waivers"]
    id: Id
    waivers: Many[Waiver] = ()


class VerbDecision(Model):
    """The institution's own decision on a verb or phrase, with the reason that reports show."""

    phrase: Line
    label: Literal["measurable", "unobservable", "weak"]
    reason: Line
    language: Language | None = None


class Verbs(Model):
    """The institution's own decisions on verbs: ``verbs.yaml``."""

    kind: Literal["verbs"]
    id: Id
    verbs: Many[VerbDecision] = ()
