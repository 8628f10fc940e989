"""Profiles (画像): what a county is like — from a file, from plain words, or from a region's own reports.

A profile is words by field. What kinds of place the words speak of (牧区, 债务, 城郊 …) is read by the patterns of
data/profile_kinds.tsv; a thing said to be lacking (没有龙头企业) becomes its opposite kind (无龙头企业).
"""

import csv
import json
import re
import tomllib
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.extract.industries import find_industries
from graph.gazetteer import gazetteer
from graph.store import Store
from ingest.errors import UsageError
from ingest.report import squeeze
from search.filters import region_codes

FIELDS = ("location", "terrain", "industry", "people", "money", "problem", "resources")
NAMES = dict(zip(FIELDS, ("区位", "地形", "产业", "人口", "财力", "问题", "资源"), strict=True))
ALIASES = {"population": "people", "finance": "money", "budget": "money", "problems": "problem"} | {
    name: key for key, name in NAMES.items()
}
LACK = "无"  # put before a kind that the profile says is lacking
_LACKING = re.compile(r"(?:没有?|无|缺乏?|缺少|不通|少有|未有)[^，。；、\s]{0,2}$")
_SCARCE = re.compile(r"[^，。；、\s]{0,2}?(?:不足|短缺|匮乏|缺乏|薄弱|较弱|很少|稀少|太少|没有|不通|较差)")
_WEAK = re.compile("弱|难|少|缺|差|低|没|不|散|欠|债|乱|空|老")
MOST_FOUND = 4  # names of an industry or problem taken over from a region's reports


@dataclass(frozen=True, slots=True)
class Profile:
    """A county in words; `inferred` holds (field, words, why) of what nobody stated."""

    location: str = ""
    terrain: str = ""
    industry: str = ""
    people: str = ""
    money: str = ""
    problem: str = ""
    resources: str = ""
    inferred: tuple[tuple[str, str, str], ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything is known."""
        return any(getattr(self, name) for name in FIELDS) or bool(self.inferred)


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of data/profile_kinds.tsv."""

    name: str
    field: str
    can_lack: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Trait:
    """A kind that a profile shows: the words that say so, their field, whether they are inferred."""

    kind: str
    words: str
    field: str
    inferred: bool = False


@cache
def kinds() -> tuple[Kind, ...]:
    """Give the kinds in file order."""
    text = files("search").joinpath("data/profile_kinds.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(
        Kind(row["kind"], row["field"], row["sort"] == "have", re.compile(row["pattern"]))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def _trait(kind: Kind, match: re.Match[str], field: str, *, inferred: bool) -> Trait:
    text = match.string
    if kind.can_lack and (_LACKING.search(text, 0, match.start()) or _SCARCE.match(text, match.end())):
        return Trait(LACK + kind.name, match[0], field, inferred)
    return Trait(kind.name, match[0], field, inferred)


def traits(profile: Profile) -> dict[str, Trait]:
    """Give the kinds that a profile shows; what is stated goes before what is inferred."""
    found: dict[str, Trait] = {}
    said = [(name, getattr(profile, name), False) for name in FIELDS]
    said += [(field, words, True) for field, words, _ in profile.inferred]
    for field, words, inferred in said:
        for kind in kinds():
            for match in kind.pattern.finditer(words):
                trait = _trait(kind, match, field, inferred=inferred)
                found.setdefault(trait.kind, trait)
    return found


def from_table(table: dict[str, Any], where: str = "profile") -> Profile:
    """Give the profile of a table with the keys of FIELDS (population, 区位, 地形 … are understood too).

    Raises:
        UsageError: a key or value makes no sense.
    """
    words: dict[str, list[str]] = {}
    for key, value in table.items():
        name = ALIASES.get(key, key)
        if name not in FIELDS:
            raise UsageError(f"unknown key “{key}”", where=where, hint="one of " + ", ".join(FIELDS))
        parts = value if isinstance(value, list) else [value]
        if not all(isinstance(part, str | int | float) for part in parts):
            raise UsageError(f"“{key}” is no text", where=where, hint="give words, or a list of words")
        words.setdefault(name, []).extend(str(part) for part in parts)
    return Profile(**{name: "，".join(parts) for name, parts in words.items()})  # type: ignore[arg-type]


def from_file(path: Path) -> Profile:
    """Read a profile from a JSON or TOML file (by its name's ending; .json or .toml).

    Raises:
        UsageError: it is neither, or holds no profile.
    """
    try:
        text = path.read_text("utf-8")
        table = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (ValueError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"no profile ({error})", where=str(path), hint="write a JSON or TOML table") from error
    if not isinstance(table, dict):
        raise UsageError("no profile: a table is expected", where=str(path), hint='{"terrain": "山地", …}')
    inner = table.get("profile", table)
    return from_table(inner if isinstance(inner, dict) else table, str(path))


def from_words(words: str) -> Profile:
    """Give the profile of plain words (喀斯特山地, 牧区、村级债务): each goes to the field that its kind belongs to."""
    fields: dict[str, list[str]] = {}
    for part in filter(None, re.split(r"[，,、；;。\s]+", words.strip())):
        fields.setdefault(_field_of(part), []).append(part)
    return Profile(**{name: "，".join(parts) for name, parts in fields.items()})  # type: ignore[arg-type]


def _field_of(words: str) -> str:
    """Give the field of the first kind that the words speak of; else industry, problem or resources by their sound."""
    known = next((kind.field for kind in kinds() if kind.pattern.search(words)), None)
    if known:
        return known
    if find_industries(f"{words}种植"):  # a product alone counts only beside a word of growing or making
        return "industry"
    return "problem" if _WEAK.search(words) else "resources"


def from_region(name: str, store: Store) -> Profile:
    """Give what the gazetteer and the library's own reports say of a region; all but its name is inferred.

    Raises:
        UnknownRegion: nothing answers to the name.
    """
    code = region_codes(name)[0]
    place = gazetteer().place(code.ljust(6, "0"))
    if place is None:
        return Profile(location=name)
    inferred: list[tuple[str, str, str]] = []
    if place.level == "county" and place.name.endswith("区"):
        inferred.append(("location", "城区或城郊", "地名：市辖区"))
    if place.level == "county" and place.name.endswith("旗"):
        inferred.append(("terrain", "草原牧区", "地名：旗"))
    prefix = re.sub(r"(?:00)+$", "", place.code)
    cases = store.rows("SELECT id, report, start, end FROM cases WHERE region_code LIKE ? ORDER BY id", prefix + "%")
    for case in cases:
        inferred += _reported(store, case)
    return Profile(location=place.full_name, inferred=tuple(dict.fromkeys(inferred)))


def _reported(store: Store, case: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Give what a case's own text says of its region: industries and problems by count, terrain by its words."""
    found = []
    for kind, field in (("industry", "industry"), ("problem", "problem")):
        rows = store.rows(
            "SELECT norm, count(*) AS n FROM mention WHERE case_id = ? AND type = ? "
            "GROUP BY norm ORDER BY n DESC, norm LIMIT ?",
            case["id"], kind, MOST_FOUND,
        )  # fmt: skip
        if rows:
            found.append((field, "、".join(row["norm"] for row in rows), "文库中该地材料"))
    text = squeeze(store.text(case["report"])[case["start"] : case["end"]])
    for kind_ in kinds():
        match = re.search(f"(?:{kind_.pattern.pattern})[0-9.]*米?", text) if kind_.field == "terrain" else None
        if match:
            found.append(("terrain", match[0], "文库中该地材料"))
    return found


def merged(one: Profile, other: Profile) -> Profile:
    """Give both profiles as one, the words of the first before those of the second."""
    words = {name: "，".join(filter(None, (getattr(one, name), getattr(other, name)))) for name in FIELDS}
    return replace(one, **words, inferred=one.inferred + other.inferred)


def profile_json(profile: Profile) -> dict[str, Any]:
    """Give a profile as JSON: the stated fields that are filled, and what is inferred with why."""
    table = asdict(profile)
    inferred = [dict(zip(("field", "words", "why"), row, strict=True)) for row in profile.inferred]
    return {name: table[name] for name in FIELDS if table[name]} | {"inferred": inferred}
