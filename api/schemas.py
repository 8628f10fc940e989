"""The shapes of HTTP answers (pydantic), mirrored in the OpenAPI document."""

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, Field

Item = TypeVar("Item")


class Health(BaseModel):
    """The state of the service."""

    status: str = "ok"
    version: str = Field(description="library version: changes with its content, not with time")
    encoder: str | None
    counts: dict[str, int]


class Problem(BaseModel):
    """An error (RFC 9457 problem details)."""

    type: str
    title: str
    status: int
    detail: str
    hint: str | None = None


class FilterBody(BaseModel):
    """Filters of a search; see GET /v1/search."""

    region: str | None = None
    model: str | None = None
    industry: str | None = None
    problem: str | None = None
    theme: str | None = None


class SearchBody(BaseModel):
    """A search as JSON."""

    query: str
    k: int = Field(10, ge=1, le=1000)
    filters: FilterBody = FilterBody()
    all: bool = False


class CaseName(BaseModel):
    """A case's id and title (None where it has none)."""

    id: str
    title: str | None


class RegionOut(BaseModel):
    """A region; `inferred` where the text masks it."""

    name: str | None
    code: str | None
    inferred: bool


class HitOut(BaseModel):
    """A passage found; `start`, `end` count in the file's raw text, `highlights` in `text`."""

    id: str
    file: str
    start: int
    end: int
    text: str
    highlights: list[tuple[int, int]]
    score: float
    heading_path: list[str]
    case: CaseName
    measure: str | None
    region: RegionOut
    reasons: list[str]
    citation: str


class SearchOut(BaseModel):
    """An answer; where `answerable` is false, `hits` are the nearest things, not answers."""

    query: str
    answerable: bool
    hits: list[HitOut]
    version: str
    encoder: str
    notes: list[str]


class Page(BaseModel, Generic[Item]):
    """A part of a list; `next` is the cursor of the following part, None at the end."""

    items: list[Item]
    total: int
    next: str | None
    version: str


class CaseOut(BaseModel):
    """A case in a list."""

    id: str
    title: str | None
    source: str
    region: RegionOut
    measures: int
    figures: int


class MeasureOut(BaseModel):
    """A measure in a list."""

    id: str
    case: str
    heading: str
    level: int
    parent: str | None
    start: int
    end: int
    region: RegionOut


class ModelOut(BaseModel):
    """A model with the cases that use it."""

    id: str
    name: str
    kind: str
    roles: list[str]
    cases: list[str]


class RegionRow(BaseModel):
    """A region of the gazetteer and how many cases lie in it."""

    code: str
    name: str
    full_name: str
    level: str
    cases: int


class MetricOut(BaseModel):
    """A figure: value in the base unit, the written form beside it; `value` is null where masked."""

    id: str
    case: str
    surface: str
    value: float | None
    unit: str
    indicator: str
    object: str | None
    qualifier: str | None
    kind: str
    high: float | None
    scale: int | None
    time: str | None
    place: str | None
    redacted: bool
    start: int
    end: int
    region: RegionOut


class Edge(BaseModel):
    """A relation with its evidence: raw spans in the report."""

    subject: str
    subject_name: str
    predicate: str
    object: str
    object_name: str
    report: str | None
    inferred: bool
    evidence: list[tuple[int, int]]


class Edges(BaseModel):
    """Relations at a node or along a path."""

    edges: list[Edge]
    version: str


Detail = dict[str, Any]


class AdopterOut(BaseModel):
    """A place that does the same: `label` is 同名, 同模式, 同根 or 做法相近, `how` says it in full; raw offsets."""

    region: str
    code: str | None
    inferred: bool
    label: str
    how: str
    case: str
    file: str
    start: int
    end: int


class AdoptersOut(BaseModel):
    """Who does a practice: one row a place, the surest rule first."""

    practice: str
    adopters: list[AdopterOut]
