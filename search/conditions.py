"""Conditions (条件): what a practice stands on, and whether a county has it.

Dimensions follow PIET-T (population, intervention, environment, transfer; Schloemer & Schröder-Bäck 2018), the items
below them ASTAIRE (Cambon et al. 2013). A condition is stated where the text names it (换届, 事业编, 依托…) and
inferred where a rule of data/conditions.tsv, a figure or the gazetteer lets us conclude it (300户 a grid presupposes
that people live close together). Inferred or stated, it has the span that it was read from, if any.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.extract.conditions import find_conditions
from search.moves import Move
from search.profile import LACK, NAMES, Trait
from search.words import words

FITS, ADAPT, BLOCKED, UNKNOWN = "fits", "adapt", "blocked", "unknown"
MATCHED, MISSING, CONFLICTING = "matched", "missing", "conflicting"
STATED, INFERRED = "stated", "inferred"
DIMENSIONS = {"population": "人群", "intervention": "做法本身", "environment": "环境", "transfer": "移植过程"}
_FRAME_WORDS = frozenset(
    "立足 依托 借助 凭借 得益于 利用 抓住 抢抓 针对 基础 前提 契机 特点 实际 情况 优势 思路".split()
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of data/conditions.tsv; `satisfied`, `blocked`, `strained` name kinds of places."""

    name: str
    dimension: str
    basis: str
    pattern: re.Pattern[str]
    presupposes: str
    satisfied: tuple[str, ...]
    blocked: tuple[str, ...]
    strained: tuple[str, ...]
    silent: str
    advice: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition against a profile.

    `basis` is stated or inferred, `status` matched, missing (the profile lists what there is, without it),
    conflicting or unknown, `verdict` what it alone would make of the practice (fits, adapt, blocked), `text` the
    words it was read from at raw offsets `start`–`end` (None without a span), `reason` and `advice` Chinese.
    """

    name: str
    dimension: str
    basis: str
    status: str
    verdict: str
    presupposes: str
    text: str
    start: int | None
    end: int | None
    reason: str
    advice: str


def _names(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


@cache
def rules() -> tuple[Rule, ...]:
    """Give the rules in file order."""
    text = files("search").joinpath("data/conditions.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(
        Rule(
            row["name"], row["dimension"], row["basis"], re.compile(row["pattern"]), row["presupposes"],
            _names(row["satisfied"]), _names(row["blocked"]), _names(row["strained"]), row["silent"], row["advice"],
        )
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    )  # fmt: skip


def _said(trait: Trait) -> str:
    """Give a trait as a reason shows it: 本地散居（人口：村散）."""
    mark = "，推断" if trait.inferred else ""
    return f"{trait.kind}（{NAMES[trait.field]}：{trait.words}{mark}）"


def _first(names: Sequence[str], found: Mapping[str, Trait]) -> Trait | None:
    return next((found[name] for name in names if name in found), None)


def judge(rule: Rule, found: Mapping[str, Trait]) -> tuple[str, str, str]:
    """Hold a rule against a profile's traits: (status, verdict, reason).

    A kind that rules the practice out is softened to "adapt" where the profile has what is needed all the same, or
    where it was only inferred: nobody's county is ruled out on a guess.
    """
    have = _first(rule.satisfied, found)
    against = _first(rule.blocked, found)
    harder = _first(rule.strained, found) or _first([LACK + name for name in rule.satisfied], found)
    if against:
        softened = have is not None or against.inferred
        reason = f"以“{rule.presupposes}”为前提，本地{_said(against)}"
        return CONFLICTING, ADAPT if softened else BLOCKED, reason + (f"，但有{_said(have)}" if have else "")
    if have:
        return MATCHED, FITS, f"{rule.presupposes}：本地有{_said(have)}"
    if harder:
        return CONFLICTING, ADAPT, f"以“{rule.presupposes}”为前提，本地{_said(harder)}"
    if any(trait.field == "resources" for trait in found.values()) and rule.silent == ADAPT:
        return MISSING, ADAPT, f"以“{rule.presupposes}”为前提，画像所列资源中没有"
    return UNKNOWN, rule.silent, f"以“{rule.presupposes}”为前提，画像未提及"


def conditions(move: Move, found: Mapping[str, Trait], profile_words: str) -> list[Condition]:
    """Give the conditions of a move against a profile, in text order: by the rules, then those that the text frames."""
    met: list[Condition] = []
    for rule in rules():
        match = rule.pattern.search(move.text)
        if match:
            status, verdict, reason = judge(rule, found)
            start, end = move.raw(*match.span())
            advice = rule.advice if verdict != FITS else ""
            met.append(
                Condition(
                    rule.name, rule.dimension, rule.basis, status, verdict, rule.presupposes,
                    match[0], start, end, reason, advice,
                )
            )  # fmt: skip
    met += _framed(move, set(words(profile_words)), met)
    return sorted(met, key=lambda c: (c.start or 0, c.name))


def _framed(move: Move, profile: set[str], known: Sequence[Condition]) -> list[Condition]:
    """Give what the text itself frames as a condition (依托…, 在…前提下) and no rule speaks of; it decides nothing."""
    framed = []
    for start, end in find_conditions(move.text, 0, len(move.text)):
        low, high = move.raw(start, end)
        if any(c.start is not None and c.end is not None and c.start < high and low < c.end for c in known):
            continue
        text = move.text[start:end]
        shared = [word for word in words(text) if len(word) > 1 and word in profile - _FRAME_WORDS]
        status = MATCHED if shared else UNKNOWN
        reason = f"原文：{text}；" + (f"画像同有“{shared[0]}”" if shared else "画像未提及")
        framed.append(Condition("原文所述", "environment", STATED, status, FITS, text, text, low, high, reason, ""))
    return framed


def level_condition(level: str, place: str, found: Mapping[str, Trait]) -> Condition | None:
    """Say what the practice's own place presupposes: a city district's ways need a city (gazetteer, inferred).

    It never decides a verdict: a district's name says little of its villages.
    """
    if level != "county" or not place.endswith("区"):
        return None
    have, far = _first(("城郊", "财力强", "聚居"), found), _first(("偏远", "散居"), found)
    status = CONFLICTING if far and not have else MATCHED if have else UNKNOWN
    seen = have or far
    reason = f"{place}是市辖区，城镇化和财力一般较好（推断）；" + (f"本地{_said(seen)}" if seen else "画像未提及")
    return Condition("来源地层级", "environment", INFERRED, status, FITS, "市辖区的条件", place, None, None, reason, "")


def verdict_of(met: Sequence[Condition], *, only_named: bool) -> str:
    """Give the verdict: unknown for a practice that is only named, else the worst that its conditions say."""
    if only_named:
        return UNKNOWN
    said = {c.verdict for c in met}
    return BLOCKED if BLOCKED in said else ADAPT if ADAPT in said else FITS


def reasons_of(verdict: str, met: Sequence[Condition], named: Sequence[str]) -> tuple[str, ...]:
    """Say in Chinese why the verdict is what it is; `named` are names without content."""
    reasons: list[str] = []
    if verdict == UNKNOWN:
        reasons.append(f"原文只有名称，没有做法：{'、'.join(named)}")
    deciding = [c for c in met if c.verdict in {ADAPT, BLOCKED}]
    for c in sorted(deciding, key=lambda c: c.verdict != BLOCKED):
        word = "冲突" if c.status == CONFLICTING else "待落实"
        reasons.append(f"{word}：{c.reason}" + (f"；可改为：{c.advice}" if c.advice and c.verdict == ADAPT else ""))
    matched = [c for c in met if c.status == MATCHED]
    if matched:
        reasons.append("具备：" + "；".join(c.reason for c in matched[:3]))
    if verdict == FITS and not matched:
        reasons.append("未见与画像冲突的条件" if met else "原文未提特别条件")
    if named and verdict != UNKNOWN:
        reasons.append(f"只见名称，未列所含条目：{'、'.join(named)}")
    return tuple(reasons)
