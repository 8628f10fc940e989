"""The value types of the graph room: what extractors give and what a case is annotated with.

Extractors give `Mention` and `Figure` with offsets in the reading text they were handed. An
`Annotation` holds the same things with raw offsets (see `ingest.report`).
"""

from dataclasses import dataclass, field
from typing import Any

from ingest.report import Report, Section

MENTION_TYPES = ("region", "model", "initiative", "industry", "honour", "problem", "document", "organization")


@dataclass(frozen=True, slots=True)
class Mention:
    """A named thing in the text: `type` is one of MENTION_TYPES, `norm` its normal form.

    `fields` by type: region {level, code}; model {components, kind}; honour {level, year};
    others are empty.
    """

    type: str
    start: int
    end: int
    norm: str
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: `value` in the base `unit`, None where its digits are masked (`redacted`).

    `qualifier` is None, approx, at_least, at_most or range (`high` is then its upper end);
    `kind` is level, change, share or standard; `scale` is the multiplier of a masked value;
    `time` and `region` are as written or None; `object` is what the figure belongs to.
    """

    start: int
    end: int
    value: float | None
    unit: str
    indicator: str
    kind: str
    qualifier: str | None = None
    high: float | None = None
    scale: int | None = None
    time: str | None = None
    region: str | None = None
    object: str | None = None
    redacted: bool = False

    def placed(self, start: int, end: int, region: str | None) -> "Figure":
        """Give the figure with other offsets and its place (a third of the cost of dataclasses.replace)."""
        return Figure(
            start,
            end,
            self.value,
            self.unit,
            self.indicator,
            self.kind,
            self.qualifier,
            self.high,
            self.scale,
            self.time,
            region,
            self.object,
            self.redacted,
        )


@dataclass(frozen=True, slots=True)
class CaseRegion:
    """The region that a case reports on, with how it is known.

    `name` is its own official name, `full_name` the names from the province down; `code` is None
    where the text does not give it away. `inferred` marks a masked county derived from its towns
    and villages; `reasons` (Chinese) say what the decision rests on; `confidence` is 0 to 1.
    """

    name: str | None
    full_name: str | None
    code: str | None
    level: str | None
    inferred: bool
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseAnnotation:
    """A case with everything found in it; every offset counts in the raw text.

    `mentions` hold all types in text order, `figures` the quantities, `sections` the headings.
    """

    start: int
    end: int
    title: str | None
    title_span: tuple[int, int] | None
    author: str | None
    date: str | None
    region: CaseRegion
    sections: tuple[Section, ...]
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A report annotated: the report and its cases."""

    report: Report
    cases: tuple[CaseAnnotation, ...]
