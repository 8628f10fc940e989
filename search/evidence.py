"""Evidence (成效 and 可复制性): what stands behind a practice — figures, honours, who leads, cost."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.store import Store
from search.moves import Move

KINDS = ("level", "change", "share")  # standards (300户一网格) are norms, no results
UNDATED = "年份未载"
_COST = re.compile(r"(?:投[资入放]|出资|资金|经费|补助|补贴|贷款|帮扶款)[^，。；]{0,14}$")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_SPREAD = re.compile(
    r"可复制|可推广|复制到|推广到|[全省市县区]推广|宣传推广|总结推广|观摩|现场会|典型经验|示范带动|以点带面|示范点|试点"
)
_BODY = (
    r"[\u4e00-\u9fffx]{0,6}?(?:[省市区县旗镇乡](?:党?委|政府)(?:组织部|宣传部|办公室|农办|常委)?|组织部|农业农村局|民政局|"
    r"网格党支部|村党组织|镇党组织|村党支部|第一书记|驻村工作队|村“?两委”?|合作社|龙头企业)"
)
_DOES = "牵头|带头|组建|派出|成立|统筹|联合|主导|定点包抓|领办|统一扎口|和[^，。]{2,16}(?:建立|联合|推出)"
_LEAD = (
    re.compile(r"由(?P<who>[^，。；由]{2,20}?)(?:统一扎口|牵头|负责|主持|组织实施|领衔|主导|兼任|担任)"),
    re.compile(rf"(?:^|[，。；：]|实行|坚持|如)(?P<who>{_BODY})(?={_DOES})"),
)
_NO_BODY = re.compile("^(?:由|如|促使|坚持|提升|推动|引导|圆满完成|充分|发挥|加强|在|经|以|实行)+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure of the practice: `time` is a year or 年份未载, `here` whether the judged step itself holds it."""

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


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the text with their raw offsets; `note` is an honour's level, or how a lead is said."""

    text: str
    start: int
    end: int
    note: str = ""


def bounds(store: Store, row: Mapping[str, Any]) -> tuple[int, int]:
    """Give the raw span of the innermost measure around a passage; else the passage's own.

    An outer measure speaks of many things: what its inner ones say is no evidence for its opening.
    """
    found = store.rows(
        "SELECT start, body_end FROM section s WHERE id = ? AND NOT EXISTS "
        "(SELECT 1 FROM section below WHERE below.case_id = s.case_id AND below.parent = s.number)",
        row["measure"],
    )
    low, high = (found[0]["start"], found[0]["body_end"]) if found else (row["start"], row["end"])
    return min(low, row["start"]), max(high, row["end"])


def figures(store: Store, case: str, move: Move, low: int, high: int) -> list[Evidence]:
    """Give the figures of a measure that are results or costs, those of the move itself first, none invented."""
    rows = store.rows(
        "SELECT * FROM metric WHERE case_id = ? AND start >= ? AND end <= ? ORDER BY start", case, low, high
    )
    text = {row["start"]: _before(store, case, row["start"]) for row in rows if row["unit"] == "元"}
    found = [
        Evidence(
            row["surface"], row["indicator"], row["value"], row["unit"], row["kind"], _time(row["time"]),
            bool(row["redacted"]), move.start <= row["start"] < move.end,
            bool(_COST.search(text.get(row["start"], ""))), row["start"], row["end"],
        )
        for row in rows if row["kind"] in KINDS
    ]  # fmt: skip
    return sorted(found, key=lambda e: (not e.here, e.start))


def _before(store: Store, case: str, at: int) -> str:
    row = store.rows(
        "SELECT substr(r.text, max(1, ? - 29), min(30, ?)) AS text FROM report r JOIN cases c ON c.report = r.id "
        "WHERE c.id = ?",
        at, at, case,
    )  # fmt: skip
    return "".join(row[0]["text"].split())


def _time(time: str | None) -> str:
    if time and _YEAR.search(time):
        return time
    return f"{UNDATED}（{time}）" if time else UNDATED


def honours(store: Store, case: str, low: int, high: int) -> list[Span]:
    """Give the honours that a measure names, with their level."""
    rows = store.rows(
        "SELECT norm, fields, start, end FROM mention "
        "WHERE case_id = ? AND type = 'honour' AND start >= ? AND end <= ? ORDER BY start",
        case, low, high,
    )  # fmt: skip
    return [Span(row["norm"], row["start"], row["end"], row["fields"].get("level") or "") for row in rows]


def spread(move: Move) -> list[Span]:
    """Give what the text itself says of being copied: 可复制, 观摩, 推广, 试点."""
    return [Span(match[0], *move.raw(*match.span())) for match in _SPREAD.finditer(move.text)]


def leads(move: Move) -> list[Span]:
    """Give who leads or carries the step (谁牵头), as the text says it; nothing where it does not."""
    found: dict[str, Span] = {}
    for pattern in _LEAD:
        for match in pattern.finditer(move.text):
            start, end = match.span("who")
            start += len(before[0]) if (before := _NO_BODY.match(match["who"])) else 0
            if start < end:
                who = move.text[start:end]
                found.setdefault(who, Span(who, *move.raw(start, end), match[0].strip("，。；：")))
    return sorted(found.values(), key=lambda s: s.start)
