"""Page data: what the pages show, read from the library and shaped for the templates."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from api.library import Library
from api.page_text import (
    MASKED,
    Marks,
    Span,
    base_value,
    clip,
    figure_span,
    layout,
    mention_span,
    number,
    paragraphs_of,
    pieces,
    when,
)
from graph.gazetteer import gazetteer
from graph.roles import role
from ingest.errors import NotFound, UnknownRegion
from ingest.report import RawText, squeeze
from search.engine import Hit, Result, citation
from search.filters import Filters, allowed_cases, region_prefixes

Row = dict[str, Any]
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]\d+)?")  # what `_plain` writes
STEP, MOST = 10, 100  # hits of a page, hits at most
INFERRED_POOL = 4  # times as many hits are asked for where inferred regions are left out afterwards
STRONG, FAIR = 0.85, 0.6  # fused scores from which a hit is called 高度相关, 相关


# --- what the library holds -------------------------------------------------------------------


def cases(library: Library, region: str | None = None) -> list[Row]:
    """Give the cases of a region (all without) by code, with source and counts.

    Raises:
        UnknownRegion: nothing answers to the name.
    """
    allowed = allowed_cases(library.store, Filters(region=region or None))
    rows = library.store.rows(
        "SELECT c.*, r.source, (SELECT count(*) FROM section s WHERE s.case_id = c.id) AS measures, "
        "(SELECT count(*) FROM metric m WHERE m.case_id = c.id) AS figures "
        "FROM cases c JOIN report r ON r.id = c.report ORDER BY c.region_code IS NULL, c.region_code, c.id"
    )
    return [row for row in rows if allowed is None or row["id"] in allowed]


def provinces(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Group cases by province; those without a region come last."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        code = row["region_code"]
        name = gazetteer().name(code[:2] + "0000") if code else ""
        groups.setdefault(name or "地区未载", []).append(row)
    return list(groups.items())


def region_tree(rows: Iterable[Row]) -> list[Row]:
    """Give provinces, their cities, their counties: {code, name, count, inside}; count is of cases.

    A county without a city between it and its province (北京市平谷区) stands among the cities.
    """
    counts: Counter[str] = Counter()
    for row in rows:
        if code := row["region_code"]:
            counts.update({code[:2] + "0000", code[:4] + "00", code})
    places = gazetteer()
    named = {code: name for code in sorted(counts) if (name := places.name(code))}

    def inside(code: str) -> list[Row]:
        below = [c for c in named if c != code and places.within(c, code)]
        own = [c for c in below if not any(c != d and places.within(c, d) for d in below)]
        return [{"code": c, "name": named[c], "count": counts[c], "inside": inside(c)} for c in own]

    top = [code for code in named if code.endswith("0000")]
    return [{"code": c, "name": named[c], "count": counts[c], "inside": inside(c)} for c in top]


def facets(library: Library) -> dict[str, list[tuple[str, int]]]:
    """Give what can be filtered by, with the number of cases: models' roles, industries, problems, themes."""
    store = library.store
    used: dict[str, dict[str, set[str]]] = {kind: {} for kind in ("model", "industry", "problem", "theme")}
    for row in store.rows("SELECT DISTINCT type, norm, case_id FROM mention WHERE type IN ('industry', 'problem')"):
        used[row["type"]].setdefault(row["norm"], set()).add(row["case_id"])
    for row in store.rows(
        "SELECT DISTINCT m.case_id, e.data FROM mention m JOIN entity e ON e.id = m.entity WHERE m.type = 'model'"
    ):
        if row["data"].get("kind") == "chain":
            for name in row["data"].get("roles", []):
                used["model"].setdefault(role(name), set()).add(row["case_id"])
    for row in store.rows("SELECT DISTINCT subject, object FROM relation WHERE predicate = 'SERVES'"):
        case = row["subject"].removeprefix("measure:").rpartition(".")[0]
        used["theme"].setdefault(row["object"].removeprefix("theme:"), set()).add(case)
    return {
        kind: sorted(((name, len(ids)) for name, ids in table.items()), key=lambda pair: (-pair[1], pair[0]))
        for kind, table in used.items()
    }


class Holdings:
    """What the library holds, counted once a version of it."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._version, self._found = "", Row()

    def __call__(self, library: Library) -> Row:
        """Give version, counts, cases by province, region tree and facets."""
        version = library.store.version
        if version != self._version:
            rows = cases(library)
            self._found = {
                "version": version,
                "counts": library.store.counts(),
                "provinces": provinces(rows),
                "tree": region_tree(rows),
                "facets": facets(library),
                "inferred": sum(bool(row["inferred"]) for row in rows),
            }
            self._version = version
        return self._found


# --- search -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Form:
    """The search form as sent; `region` is typed, `province`, `city`, `county` are chosen codes."""

    q: str = ""
    region: str = ""
    province: str = ""
    city: str = ""
    county: str = ""
    model: str = ""
    industry: str = ""
    problem: str = ""
    theme: str = ""
    inferred: str = "1"
    group: str = ""
    k: str = ""

    @classmethod
    def of(cls, given: Iterable[tuple[str, str]]) -> "Form":
        """Read a query string's pairs; the last of a name counts, an unknown name is ignored."""
        form = cls(**{name: value.strip() for name, value in given if name in cls.__slots__})
        city = form.city if form.city.startswith(form.province[:2] or "-") else ""
        county = form.county if city and form.county.startswith(city[:4]) else ""
        return replace(form, city=city, county=county)

    @property
    def limit(self) -> int:
        """Number of hits to show."""
        return max(1, min(int(self.k), MOST)) if self.k.isascii() and self.k.isdecimal() else STEP

    @property
    def filters(self) -> Filters:
        """The filters of the search."""
        region = self.region or self.county or self.city or self.province
        return Filters(
            region or None, self.model or None, self.industry or None, self.problem or None, self.theme or None
        )

    @property
    def filtered(self) -> bool:
        """Whether anything narrows the search."""
        return bool(self.filters) or self.inferred == "0"

    def url(self, **changes: str) -> str:
        """Give the address of this form with changes."""
        form = replace(self, **changes)
        default = Form()
        pairs = [(n, getattr(form, n)) for n in self.__slots__ if getattr(form, n) != getattr(default, n)]
        return "/?" + urlencode(pairs)


def search(library: Library, form: Form) -> Row:
    """Answer the form: cards, grouped where asked; an unknown region gives `unknown` with suggestions instead."""
    if not library.store.counts()["report"]:
        return {"empty": True}
    wanted = form.limit if form.inferred != "0" else form.limit * INFERRED_POOL
    try:
        result = library.search(form.q, wanted, form.filters)
    except UnknownRegion:
        return {"unknown": form.filters.region, "suggestions": gazetteer().suggest(form.filters.region or "")}
    hits = [hit for hit in result.hits if form.inferred != "0" or not hit.region_inferred][: form.limit]
    cards = [card(library, hit, result, rank) for rank, hit in enumerate(hits, 1)]
    return {
        "answerable": result.answerable and bool(cards),
        "cards": cards,
        "groups": _grouped(cards) if form.group == "county" else [("", cards)],
        "counties": len({c["hit"].region_code or c["hit"].case for c in cards}),
        "more": len(hits) == form.limit and form.limit < MOST,
        "notes": result.notes,
    }


def like(library: Library, passage: str) -> Row:
    """Give the cards of what is most like a passage, and the passage's source line."""
    result = library.like(passage)
    number = library.store.rows("SELECT number FROM passage WHERE id = ?", passage)[0]["number"]
    row = library.index.passages([number])[number]
    others = library.who_else_than(passage)
    cards = [card(library, hit, result, n) for n, hit in enumerate(result.hits, 1)]
    return {"source": citation(row), "adopters": others, "cards": cards}


def _grouped(cards: list[Row]) -> list[tuple[str, list[Row]]]:
    """Group cards by county, the county of the best card first."""
    groups: dict[str, list[Row]] = {}
    for one in cards:
        groups.setdefault(one["hit"].region_full or "地区未载", []).append(one)
    return list(groups.items())


def card(library: Library, hit: Hit, result: Result, rank: int) -> Row:
    """Give a hit with its text cut into pieces: matches, figures."""
    raw = raw_of(library, hit.id.partition(":")[0])
    offsets = _offsets(raw.text, hit)
    found = [Span(offsets[low], offsets[high - 1] + 1, "hit") for low, high in hit.highlights]
    rows = library.store.rows(
        "SELECT * FROM metric WHERE case_id = ? AND start >= ? AND end <= ? ORDER BY start",
        hit.case,
        hit.start,
        hit.end,
    )
    paragraphs, noise = paragraphs_of(raw)
    headings = library.store.rows(
        "SELECT start, end FROM section WHERE case_id = ? AND start >= ? AND end <= ?", hit.case, hit.start, hit.end
    )
    leads = (Span(row["start"], row["end"], "lead") for row in headings)
    marks = Marks([*found, *map(figure_span, rows), *leads], noise=noise)
    shown = clip(paragraphs, hit.start, hit.end)
    start = shown[0][0][0] if shown else hit.start
    return {
        "rank": rank,
        "hit": hit,
        "parts": [pieces(cells, marks) for cells in shown],
        "quote": "\n".join("".join(char for _, char in cells) for cells in shown),
        "href": f"/case/{hit.case}?at={start}-{hit.end}#c{start}",
        "reasons": [_named(reason) for reason in hit.reasons],
        "words": _words(hit.score, answerable=result.answerable),
    }


def _offsets(text: str, hit: Hit) -> list[int]:
    """Give the raw offset of each character of a hit's text; a line break has that of what stands before it."""
    raw = (at for at in range(hit.start, hit.end) if not text[at].isspace())
    found: list[int] = []
    for char in hit.text:
        found.append(found[-1] if char == "\n" and found else next(raw, hit.end - 1))
    return found


def _named(reason: str) -> str:
    """Write a reason's region code, which the three lists send, as the region's name."""
    kind, _, code = reason.partition("：")
    return f"{kind}：{gazetteer().full_name(code) or code}" if code.isdecimal() else reason


def _words(score: float, *, answerable: bool) -> str:
    if not answerable:
        return "仅最接近"
    return "高度相关" if score >= STRONG else "相关" if score >= FAIR else "部分相关"


# --- a case -----------------------------------------------------------------------------------


def raw_of(library: Library, report: str) -> RawText:
    """Give a report's raw text as it was read."""
    row = library.store.rows("SELECT source, text, format, encoding, digest FROM report WHERE id = ?", report)[0]
    return RawText(row["source"], row["text"], row["format"], row["encoding"], row["digest"])


def _range(at: str) -> tuple[int, int]:
    """Read the range of an address (120-340); anything else is no range."""
    low, _, high = at.partition("-")
    return (int(low), int(high)) if low.isdecimal() and high.isdecimal() else (0, 0)


def case(library: Library, name: str, at: str = "") -> Row:
    """Give a case laid out for reading, `at` being the raw range to highlight.

    Raises:
        NotFound: there is no such case.
    """
    store = library.store
    rows = store.rows("SELECT * FROM cases WHERE id = ?", name)
    if not rows:
        raise NotFound(f"no case has the id “{name}”", where="id", hint="GET /v1/cases lists them")
    found = rows[0]
    raw = raw_of(library, found["report"])
    sections = store.rows("SELECT * FROM section WHERE case_id = ? ORDER BY number", name)
    mentions = store.rows("SELECT * FROM mention WHERE case_id = ? ORDER BY start, end, type", name)
    figures = store.rows("SELECT * FROM metric WHERE case_id = ? ORDER BY start", name)
    paragraphs, noise = paragraphs_of(raw)
    found_at = _range(at)
    sentences = [
        row["start"] for row in store.rows("SELECT start FROM sentence WHERE case_id = ? ORDER BY start", name)
    ]
    headings = [(row["start"], row["end"], row["level"]) for row in sections]
    marks = Marks(
        spans=[*map(mention_span, mentions), *map(figure_span, figures), *(Span(a, b, "lead") for a, b, _ in headings)],
        anchors=frozenset({found_at[0], *(row["start"] for row in (*mentions, *figures, *sections))}),
        sentences=sentences,
        headings=headings,
        title=found["title"] or "",
        found=found_at,
        noise=noise,
    )
    blocks = layout(clip(paragraphs, found["start"], found["end"]), marks)
    return {
        "case": found,
        "source": raw.source,
        "blocks": [block for block in blocks if block.level != 0],
        "title": [block for block in blocks if block.level == 0],
        "sections": sections,
        "figures": [shown_figure(row) for row in figures],
        "things": things(mentions),
        "types": Counter(row["type"] for row in mentions),
        "cited": cited(found, raw.source),
    }


def cited(row: Row, source: str) -> str:
    """Give the source line of a case: place, title, author, date and file as far as they are known."""
    place = (row["region_full"] or "地区未载") + ("（推断）" if row["inferred"] else "")
    parts = [place + (f"《{row['title']}》" if row["title"] else "（无标题）"), row["author"], row["date"], source]
    return "，".join(part for part in parts if part)


def things(mentions: Iterable[Row]) -> dict[str, list[Row]]:
    """Give the mentions by type, each normal form once with the places it stands at."""
    found: dict[str, dict[str, Row]] = {}
    for row in mentions:
        one = found.setdefault(row["type"], {}).setdefault(
            row["norm"], {"norm": row["norm"], "fields": row["fields"], "places": []}
        )
        one["places"].append(row["start"])
    return {kind: list(rows.values()) for kind, rows in found.items()}


# --- figures and models -----------------------------------------------------------------------


def shown_figure(row: Row) -> Row:
    """Add to a figure what people read: base value, time with the missing year said."""
    return row | {"base": base_value(row), "when": when(row["time"]), "masked": bool(row["redacted"])}


def _placed(row: Row) -> Row:
    """Put a figure where its text says that it is: in a county of the province that its case is about."""
    code = (row.pop("data") or {}).get("code")
    if code and code != row["region_code"]:
        row |= {"region_code": code, "region_full": gazetteer().full_name(code), "inferred": 0}
    if row["region"] and (row["region_full"] or "").endswith(row["region"]):
        row["region"] = None
    return row


def figures(library: Library, words: str = "", region: str = "", kind: str = "") -> list[Row]:
    """Give the figures whose indicator or written form holds all words, of a region and a kind, by place.

    Raises:
        UnknownRegion: nothing answers to the name.
    """
    prefixes = region_prefixes(region) if region else ("",)
    rows = library.store.rows(
        "SELECT m.*, c.title, c.region_full, c.region_code, c.inferred, r.source, e.data FROM metric m "
        "JOIN cases c ON c.id = m.case_id JOIN report r ON r.id = c.report "
        "LEFT JOIN relation i ON i.subject = 'metric:' || m.id AND i.predicate = 'IN' "
        "LEFT JOIN entity e ON e.id = i.object"
    )
    placed = sorted(map(_placed, rows), key=lambda row: (row["region_code"] or "9", row["case_id"], row["start"]))
    return [
        shown_figure(row)
        for row in placed
        if (row["region_code"] or "").startswith(prefixes)
        and all(word in row["indicator"] + row["surface"] for word in words.split())
        and (not kind or row["kind"] == kind)
    ]


COLUMNS = (
    *("指标", "对象", "写法", "数值（基本单位）", "上限", "单位", "限定", "类别", "时间", "地点"),
    *("地区", "行政区划代码", "地区为推断", "遮盖", "原句", "案例", "文件", "起", "止"),
)


def figures_csv(library: Library, rows: Iterable[Row], kinds: dict[str, str], qualifiers: dict[str, str]) -> str:
    """Give figures as CSV; a masked one has no value, a missing year is said."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    sentences = _sentences(library)
    for row in rows:
        writer.writerow(
            map(
                _cell,
                (
                    row["indicator"], row["object"], row["surface"], _plain(row["value"]), _plain(row["high"]),
                    row["unit"], qualifiers.get(row["qualifier"], ""), kinds.get(row["kind"], row["kind"]), row["when"],
                    row["region"], row["region_full"], row["region_code"], "是" if row["inferred"] else "",
                    MASKED if row["masked"] else "", sentences.get(row["id"]), row["case_id"], row["source"],
                    row["start"], row["end"],
                ),
            )
        )  # fmt: skip
    return out.getvalue()


def _sentences(library: Library) -> dict[str, str]:
    """Give the sentence that each figure stands in, by the figure's id."""
    rows = library.store.rows(
        "SELECT m.id, substr(r.text, s.start + 1, s.end - s.start) AS sentence FROM metric m "
        "JOIN sentence s ON s.case_id = m.case_id AND s.start <= m.start AND s.end >= m.end "
        "JOIN cases c ON c.id = m.case_id JOIN report r ON r.id = c.report"
    )
    return {row["id"]: squeeze(row["sentence"].replace("\t", "｜")) for row in rows}


def _plain(value: float | None) -> str:
    return "" if value is None else number(value).replace(",", "")


def _cell(value: object) -> object:
    """Keep a spreadsheet from reading a text as a formula: such a cell gets an apostrophe before it."""
    text = "" if value is None else str(value)
    risky = text.startswith(("=", "+", "-", "@", "\t", "\r")) and not _NUMBER.fullmatch(text)
    return f"'{text}" if risky else text


def models(library: Library) -> list[Row]:
    """Give the models with their roles in order and where they are used, the most used first."""
    used: dict[str, dict[str, Row]] = {}
    for row in library.store.rows(
        "SELECT m.entity, m.start, c.id, c.region_full, c.region_name, c.inferred FROM mention m "
        "JOIN cases c ON c.id = m.case_id WHERE m.type = 'model' ORDER BY c.region_code IS NULL, c.region_code, m.start"
    ):
        used.setdefault(row["entity"], {}).setdefault(row["id"], row)
    rows = library.store.rows("SELECT id, name, data FROM entity WHERE kind = 'model' ORDER BY id")
    found = [
        {"name": row["name"], **row["data"], "cases": list(used[row["id"]].values())}
        for row in rows
        if row["id"] in used
    ]
    return sorted(found, key=lambda row: (-len(row["cases"]), row["name"]))
