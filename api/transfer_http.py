"""POST /v1/transfer: practices for a need, held against a county's profile."""

from collections.abc import Callable
from typing import Any, Literal

from fastapi import FastAPI
from pydantic import BaseModel, Field

from api.schemas import AdopterOut, CaseName, RegionOut
from api.transfer_answers import profile_of, transfer_json

Verdict = Literal["fits", "adapt", "blocked", "unknown"]


class TransferBody(BaseModel):
    """A need and the county: a region of the gazetteer, a profile by field, plain words, or several of them."""

    need: str
    region: str | None = Field(None, description="name or code; the region's own cases are left out")
    profile: dict[str, str | list[str]] | None = Field(
        None, description="words by field: location, terrain, industry, people, money, problem, resources"
    )
    words: str | None = Field(None, description="plain words: 喀斯特山地，村级债务")
    k: int = Field(10, ge=1, le=100)


class InferenceOut(BaseModel):
    """What of a profile nobody stated, and why it is believed."""

    field: str
    words: str
    why: str


class ProfileOut(BaseModel):
    """A profile in words by field."""

    location: str | None = None
    terrain: str | None = None
    industry: str | None = None
    people: str | None = None
    money: str | None = None
    problem: str | None = None
    resources: str | None = None
    inferred: list[InferenceOut]


class ConditionOut(BaseModel):
    """A condition against the profile; `text` with its raw offsets is what it was read from."""

    name: str
    dimension: Literal["population", "intervention", "environment", "transfer"]
    basis: Literal["stated", "inferred"]
    status: Literal["matched", "missing", "conflicting", "unknown"]
    verdict: Verdict
    presupposes: str
    text: str
    start: int | None
    end: int | None
    reason: str
    advice: str


class FigureOut(BaseModel):
    """A figure of the practice; `value` is null where masked, `time` a year or 年份未载."""

    surface: str
    indicator: str
    value: float | None
    unit: str
    kind: str
    time: str
    redacted: bool
    here: bool
    cost: bool
    start: int
    end: int


class SpanOut(BaseModel):
    """Words of the text at raw offsets."""

    text: str
    start: int
    end: int
    note: str


class OutcomesOut(BaseModel):
    """What came of it (成效)."""

    figures: list[FigureOut]
    honours: list[SpanOut]


class ReplicabilityOut(BaseModel):
    """What speaks for copying it (可复制性)."""

    counties: list[AdopterOut]
    n_counties: int = Field(description="places that do the same, the practice's own among them")
    evidence: list[SpanOut]
    costs: list[FigureOut]
    leads: list[SpanOut]


class PracticeOut(BaseModel):
    """A practice held against the profile."""

    file: str
    start: int
    end: int
    text: str
    score: float
    verdict: Verdict
    reasons: list[str]
    heading_path: list[str]
    case: CaseName
    measure: str | None
    region: RegionOut
    citation: str
    conditions: list[ConditionOut]
    missing: list[str]
    outcomes: OutcomesOut
    replicability: ReplicabilityOut


class TransferOut(BaseModel):
    """Practices, by relevance, those only named and those ruled out last. An anticipated fit: nobody has tried it."""

    need: str
    profile: ProfileOut
    anticipated: bool
    answerable: bool
    hits: list[PracticeOut]
    version: str
    notes: list[str]


def add_transfer(app: FastAPI, shared: Callable[..., Any]) -> None:
    """Add the route; `shared` runs a function on the library, alone."""

    @app.post("/v1/transfer", tags=["search"])
    def transfer(body: TransferBody) -> TransferOut:
        """Find practices for a need and say of each whether it would work in the county."""

        def work(library: Any) -> dict[str, Any]:  # noqa: ANN401 - api.library.Library
            profile = profile_of(body.profile, body.words)
            return transfer_json(library.transfer(body.need, profile, region=body.region, k=body.k))

        return TransferOut(**shared(work))
