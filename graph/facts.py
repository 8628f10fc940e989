"""Facts: an Annotation becomes entities and relations, each relation with its evidence.

Linking is by stated rules, one per kind (see `entity_of`): regions by code, models by their canonical
roles, figures by place, everything else by normal form. A relation's evidence is the raw span that says it.
"""

import re
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from graph.extract.conditions import find_conditions
from graph.gazetteer import gazetteer
from graph.roles import role, roles
from graph.schema import Annotation, CaseAnnotation, Figure, Mention

# What a measure does with a mention of each type (DESIGN: relations).
PREDICATES = {
    "model": "APPLIES",
    "initiative": "RUNS",
    "industry": "DEVELOPS",
    "problem": "ADDRESSES",
    "organization": "INVOLVES",
    "document": "CITES",
    "condition": "NEEDS",
}
THEME_HITS = 2  # words of a theme that a measure must hold


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the graph; `id` is kind:key, the key being the canonical form."""

    id: str
    kind: str
    name: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Relation:
    """An edge with its evidence: raw spans in its report. `inferred` ones carry reasons in `data`."""

    subject: str
    predicate: str
    object: str
    evidence: list[tuple[int, int]]
    inferred: bool = False
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Facts:
    """What a report adds to the graph, and which entity each mention and figure is linked to."""

    report: str
    entities: dict[str, Entity]
    relations: list[Relation]
    mention_entity: dict[tuple[str, int, int], str]
    figure_entity: dict[tuple[int, int], str]


def report_id(digest: str) -> str:
    """Give a report's id: the start of its bytes' SHA-256."""
    return "r" + digest[:12]


def case_id(report: str, number: int) -> str:
    """Give the id of the case at `number` (from 1) of a report."""
    return f"{report}-{number}"


def measure_id(case: str, number: int) -> str:
    """Give the id of the measure at `number` (from 1) of a case."""
    return f"{case}.{number}"


@cache
def _themes() -> dict[str, re.Pattern[str]]:
    lines = files("graph").joinpath("data/themes.txt").read_text("utf-8").splitlines()
    pairs = (line.split("#")[0].partition(":") for line in lines)
    return {
        name.strip(): re.compile("|".join(w.strip() for w in words.split(","))) for name, _, words in pairs if words
    }


# What an indicator may open or end with and mean the same. No word is cut: 年轻干部, 新型农业, 总书记 stay.
_OPENS = re.compile(
    r"(?:全[市县区镇乡村省国州旗](?!面)|累计|共计|目前|年(?=产[量值]|[总纯]收入|收入|销|人均|户均|利润|接待|营业|经营|纳税)|"
    r"村?民?实现|达到|完成|新?建成|新建|打造(?!出)|先后|总(?=产[量值]|收入(?!占)|投资|面积|人口|规模|额)|合计|[“”])+"
)
_ENDS = re.compile("(?:总额|总数|总量|数量|个数|人数|户数|达到?|[“”])+$")


def normal_indicator(text: str) -> str:
    """Give the form under which the same indicator of two counties meets (村级集体经济总收入 → 村集体经济收入)."""
    bare = re.sub(r"（[^）]*）|[“”\s]", "", text)
    opening = _OPENS.match(bare)
    bare = _ENDS.sub("", bare[opening.end() :] if opening else bare)
    return bare.replace("村级集体", "村集体").replace("总收入", "收入") or text


def _key(text: str) -> str:
    return re.sub(r"[“”‘’《》\s]", "", text)


def entity_of(mention: Mention) -> Entity:
    """Give the entity that a mention names, by the rule of its kind."""
    fields, norm = mention.fields, mention.norm
    if mention.type == "region":
        code, level = fields.get("code"), fields.get("level")
        if level in {"town", "village"} or not code:
            return Entity(f"region:{code or '?'}/{norm}", "region", norm, {"code": code, "level": level})
        return Entity(
            f"region:{code}", "region", norm, {"code": code, "level": level, "full_name": gazetteer().full_name(code)}
        )
    if mention.type == "model":
        if fields["kind"] != "chain":
            return Entity(f"model:{norm}", "model", norm, {"kind": fields["kind"], "roles": list(fields["components"])})
        chain = roles(fields["components"])
        return Entity(f"model:{'+'.join(chain)}", "model", "+".join(chain), {"kind": "chain", "roles": list(chain)})
    if mention.type == "honour":
        return Entity(f"honour:{_key(norm)}", "honour", norm, {"level": fields.get("level")})
    return Entity(f"{mention.type}:{_key(norm)}", mention.type, norm)


class _Builder:
    """Collects entities and relations of one report; the same edge said twice gains evidence."""

    def __init__(self, report: str) -> None:
        self.facts = Facts(report, {}, [], {}, {})
        self._edges: dict[tuple[str, str, str], Relation] = {}

    def entity(self, entity: Entity) -> str:
        self.facts.entities.setdefault(entity.id, entity)
        return entity.id

    def relate(
        self,
        subject: str,
        predicate: str,
        target: str,
        evidence: list[tuple[int, int]],
        *,
        why: str = "",
        **data: Any,  # noqa: ANN401 - any JSON value
    ) -> None:
        edge = self._edges.get((subject, predicate, target))
        if edge is None:
            extra = data | ({"reason": why} if why else {})
            edge = Relation(subject, predicate, target, [], inferred=bool(why), data=extra)
            self._edges[subject, predicate, target] = edge
            self.facts.relations.append(edge)
        edge.evidence.extend(span for span in evidence if span not in edge.evidence)


def _deepest(case: CaseAnnotation, at: int) -> int | None:
    inside = [i for i, s in enumerate(case.sections) if s.start <= at < s.body_end]
    return inside[-1] if inside else None


def _within(builder: _Builder, region: str, code: str | None, span: tuple[int, int]) -> None:
    """Hang a region below its ancestors, as the gazetteer knows them."""
    child = region
    if not code:
        return
    places = gazetteer()
    above = list(places.ancestors(code))
    own = places.place(code)
    chain = [place for place in ([own] if own and region != f"region:{code}" else []) + above if place]
    for place in chain:
        parent = builder.entity(
            Entity(
                f"region:{place.code}",
                "region",
                place.name,
                {"code": place.code, "level": place.level, "full_name": place.full_name},
            )
        )
        if parent != child:
            builder.relate(child, "WITHIN", parent, [span], why="行政区划代码 GB/T 2260")
        child = parent


def _case_region(builder: _Builder, case: CaseAnnotation, case_entity: str) -> None:
    region = case.region
    if not region.code:
        return
    spans = [(m.start, m.end) for m in case.mentions if m.type == "region" and m.fields.get("code") == region.code]
    target = builder.entity(
        Entity(
            f"region:{region.code}",
            "region",
            region.name or "",
            {"code": region.code, "level": region.level, "full_name": region.full_name},
        )
    )
    why = "；".join(region.reasons) if region.inferred else ""
    builder.relate(case_entity, "ABOUT", target, spans[:3], why=why, confidence=region.confidence)
    if spans:
        _within(builder, target, region.code, spans[0])


def _themes_of(builder: _Builder, measure: str, text: str, start: int, end: int) -> None:
    for theme, pattern in _themes().items():
        hits = list(pattern.finditer(text, start, end))
        if len({hit[0] for hit in hits}) >= THEME_HITS:
            target = builder.entity(Entity(f"theme:{theme}", "theme", theme))
            builder.relate(
                measure,
                "SERVES",
                target,
                [hits[0].span()],
                why="主题词：" + "、".join(dict.fromkeys(h[0] for h in hits)),
            )


def _mentions(builder: _Builder, case: CaseAnnotation, case_entity: str, measures: list[str], text: str) -> None:
    conditions = [
        Mention("condition", start, end, _key(text[start:end]))
        for start, end in find_conditions(text, case.start, case.end)
    ]
    for mention in [*case.mentions, *conditions]:
        entity = entity_of(mention)
        target = builder.entity(entity)
        span = (mention.start, mention.end)
        builder.facts.mention_entity[mention.type, *span] = target
        section = _deepest(case, mention.start)
        holder = case_entity if section is None else measures[section]
        if mention.type == "region":
            _within(builder, target, mention.fields.get("code"), span)
            builder.relate(holder, "MENTIONS", target, [span])
            _renamed(builder, mention, target, text)
        elif mention.type == "honour":
            builder.relate(case_entity, "EARNS", target, [span], year=mention.fields.get("year"))
        elif mention.type in PREDICATES:
            builder.relate(holder, PREDICATES[mention.type], target, [span])
        if mention.type == "model" and mention.fields["kind"] == "chain":
            for order, component in enumerate(mention.fields["components"]):
                part = builder.entity(Entity(f"role:{role(component)}", "role", role(component)))
                builder.relate(target, "HAS_ROLE", part, [span], order=order, written=component)


def _renamed(builder: _Builder, mention: Mention, target: str, text: str) -> None:
    """A place under its old name: today's place succeeds it (海门区 SUCCEEDS 海门市)."""
    written, code = _key(text[mention.start : mention.end]), mention.fields.get("code")
    if written == mention.norm or not code:
        return
    for place in gazetteer().former(written):
        if code in place.successors:
            data = {"code": place.code, "level": place.level, "full_name": place.full_name}
            old = builder.entity(Entity(f"region:{place.code}", "region", place.name, data))
            if old != target:
                span = [(mention.start, mention.end)]
                builder.relate(target, "SUCCEEDS", old, span, why="行政区划代码沿革", until=place.end)
            return


def _figures(builder: _Builder, case: CaseAnnotation, case_name: str, measures: list[str]) -> None:
    for number, figure in enumerate(case.figures, 1):
        span = (figure.start, figure.end)
        data = {k: v for k, v in asdict(figure).items() if k not in {"start", "end"}}
        metric = builder.entity(Entity(f"metric:{case_name}.m{number}", "metric", figure.indicator, data))
        builder.facts.figure_entity[span] = metric
        section = _deepest(case, figure.start)
        holder = f"case:{case_name}" if section is None else measures[section]
        builder.relate(holder, "SHOWS", metric, [span])
        name = normal_indicator(figure.indicator)
        builder.relate(metric, "MEASURES", builder.entity(Entity(f"indicator:{name}", "indicator", name)), [span])
        if place := _place_of(case, figure):
            builder.relate(metric, "IN", entity_of(place).id, [span])
        elif case.region.code:
            why = "" if not case.region.inferred else "案例地区为推断"
            builder.relate(metric, "IN", f"region:{case.region.code}", [span], why=why)


def _place_of(case: CaseAnnotation, figure: Figure) -> Mention | None:
    """Give the last mention before a figure of the place that it speaks of, None for the case's own region."""
    named = [m for m in case.mentions if m.type == "region" and m.norm == figure.region and m.end <= figure.start]
    return named[-1] if named else None


def facts_of(annotation: Annotation) -> Facts:
    """Give the entities and relations of a report, deterministic in content and order."""
    raw = annotation.report.raw
    report = report_id(raw.digest)
    builder = _Builder(report)
    builder.entity(Entity(f"report:{report}", "report", raw.source))
    for number, case in enumerate(annotation.cases, 1):
        name = case_id(report, number)
        case_entity = builder.entity(Entity(f"case:{name}", "case", case.title or case.region.full_name or raw.source))
        builder.relate(f"report:{report}", "HOLDS", case_entity, [(case.start, case.end)])
        _case_region(builder, case, case_entity)
        measures = []
        for place, section in enumerate(case.sections, 1):
            measure = builder.entity(
                Entity(f"measure:{measure_id(name, place)}", "measure", section.heading, {"level": section.level})
            )
            measures.append(measure)
            span = [(section.start, section.end)]
            builder.relate(case_entity, "TAKES", measure, span, order=place)
            if section.parent is not None:
                builder.relate(measure, "PART_OF", measures[section.parent], span)
            _themes_of(builder, measure, raw.text, section.start, section.body_end)
        _mentions(builder, case, case_entity, measures, raw.text)
        _figures(builder, case, name, measures)
    return builder.facts
