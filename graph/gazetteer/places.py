"""China's administrative places: types, loading, look-ups (GB/T 2260 codes, 1981 to today).

Everything but the villages loads at once (about a quarter of a second); a prefecture's villages
are unpacked when first asked for.
"""

import sys
import zipfile
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from zlib import crc32

DATA_FILE = Path(__file__).parent / "data" / "places.zip"
# Prefecture-level cities without counties: their towns lie directly in them.
COUNTYLESS = frozenset({"441900", "442000", "460400", "620200"})


def county_like_city(code: str) -> bool:
    """Say whether a prefecture-level code stands where a county's would (东莞, 中山, 儋州, 嘉峪关)."""
    return code in COUNTYLESS


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative place.

    Attributes:
        code: six digits; for a town or village the code of its county.
        name: its own official name (贾汪区, 罗城仫佬族自治县, 高虹镇).
        level: province, city, county, town or village.
        full_name: with its ancestors' names before it (江苏省徐州市贾汪区).
        start, end: years in use; end is None for a place of today.
        successors: codes of today that a retired place lives on in.
    """

    code: str
    name: str
    level: str
    full_name: str
    start: int | None = None
    end: int | None = None
    successors: tuple[str, ...] = ()

    @property
    def current(self) -> bool:
        """Whether the place exists today."""
        return self.end is None and not self.successors


def level_of(code: str) -> str:
    """Give province, city or county from the shape of a six-digit code."""
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def parent_codes(code: str) -> tuple[str, ...]:
    """Give the codes above a code, nearest first, whether they exist or not."""
    return tuple(c for c in (code[:4] + "00", code[:2] + "0000") if c != code and len(code) == 6)


class Gazetteer:
    """The tables in memory; use `gazetteer()` to get the shared one."""

    def __init__(self, path: Path = DATA_FILE) -> None:
        """Read the tables of places, names and towns."""
        self._archive = zipfile.ZipFile(BytesIO(path.read_bytes()))  # no open file: safe across forks
        self._now: dict[str, tuple[str, str]] = {}
        self._past: dict[str, list[tuple[str, str, str, str]]] = {}
        for line in self._text("places.tsv"):
            code, name, start, end, following = line.split("\t")
            if code in self._now or end or following:
                self._past.setdefault(code, []).append((name, start, end, following))
            else:
                self._now[code] = (name, start)
        self.full_names: dict[str, tuple[str, ...]] = {}
        self.short_names: dict[str, tuple[str, ...]] = {}
        for line in self._text("names.tsv"):
            name, full, short = line.split("\t")
            if full:
                self.full_names[name] = tuple(full.split(","))
            if short:
                self.short_names[name] = tuple(short.split(","))
        self.town_codes: dict[str, str] = dict(line.split("\t") for line in self._text("towns.tsv"))
        self.town_aliases: dict[str, list[str]] = {}
        for line in self._text("town_aliases.tsv"):
            alias, name = line.split("\t")
            self.town_aliases.setdefault(alias, []).append(name)
        self._villages: dict[str, dict[str, dict[str, frozenset[str]]]] = {}
        self._flat: dict[str, frozenset[str]] = {}

    def _text(self, member: str) -> list[str]:
        return self._archive.read(member).decode("utf-8").split("\n")

    def place(self, code: str) -> Place | None:
        """Give the place of a six-digit code (today's, else the last that bore it), or None."""
        if code in self._now:
            name, start = self._now[code]
            return Place(code, name, level_of(code), self.full_name(code), int(start) if start else None)
        if code not in self._past:
            return None
        name, start, end, following = self._past[code][-1]
        return self._retired(code, name, start, end, following)

    def _retired(self, code: str, name: str, start: str, end: str, following: str) -> Place:
        above = "".join(self.name(parent) for parent in reversed(parent_codes(code)))
        after = tuple(following.split(",")) if following else ()
        return Place(
            code, name, level_of(code), above + name, int(start) if start else None, int(end) if end else None, after
        )

    def name(self, code: str) -> str:
        """Give a code's own name, or an empty string (the 市辖区 of a municipality has none)."""
        if code in self._now:
            return self._now[code][0]
        return self._past[code][-1][0] if code in self._past and not code.endswith("00") else ""

    def is_current(self, code: str) -> bool:
        """Say whether a code is in use today."""
        return code in self._now

    def full_name(self, code: str) -> str:
        """Give the name with its ancestors' before it: 320305 → 江苏省徐州市贾汪区; unknown → ""."""
        return "".join(self.name(above) for above in reversed(parent_codes(code))) + self.name(code)

    def ancestors(self, code: str) -> tuple[Place, ...]:
        """Give the places above, nearest first; none between a province and its direct counties."""
        found = (self.place(above) for above in parent_codes(code) if above in self._now)
        return tuple(place for place in found if place)

    @staticmethod
    def within(code: str, prefix_code: str) -> bool:
        """Say whether a code lies in (or is) another: 320281 within 320200 and 320000."""
        return code.startswith(prefix_code[:2] if prefix_code.endswith("0000") else prefix_code.removesuffix("00"))

    def successor_code(self, code: str, name: str | None = None) -> str:
        """Give the one code of today that a code (of that name, full or short) lives on in, else the code itself."""
        if code in self._now:
            return code
        rows = self._past.get(code, [])
        if name:
            rows = [row for row in rows if row[0] == name] or [row for row in rows if row[0].startswith(name)] or rows
        return rows[-1][3].split(",")[0] or code if rows else code

    def former(self, name: str) -> list[Place]:
        """Give the retired places that bore this official name (海门市 → 320684), the last one first."""
        found = []
        for code in self.full_names.get(name, ()):
            for own, start, end, following in self._past.get(code, ()):
                if own == name:
                    found.append(self._retired(code, own, start, end, following))
        return sorted(found, key=lambda place: (-(place.end or 0), place.code))

    def successors(self, code: str) -> tuple[Place, ...]:
        """Give the places of today that a code lives on in: 320684 → 320614; today's → itself."""
        if code in self._now:
            codes = [code]
        else:
            codes = [new for row in self._past.get(code, [])[-1:] for new in row[3].split(",") if new]
        return tuple(place for place in map(self.place, codes) if place)

    def towns(self, code: str) -> tuple[str, ...]:
        """Give the names of a county's towns, sorted."""
        return self._towns_by_county.get(code, ())

    @cached_property
    def _towns_by_county(self) -> dict[str, tuple[str, ...]]:
        table: dict[str, list[str]] = {}
        for name, codes in self.town_codes.items():
            for code in codes.split(","):
                table.setdefault(code, []).append(name)
        return {code: tuple(sorted(names)) for code, names in table.items()}

    def town_counties(self, name: str) -> tuple[str, ...]:
        """Give the codes of the counties that have a town of that (full or, 坝芒乡, shortened) name."""
        codes = self.town_codes.get(name)
        own = codes.split(",") if codes else []
        for official in self.town_aliases.get(name, ()):
            own += [code for code in self.town_codes[official].split(",") if code not in own]
        return tuple(own)

    def town_name(self, name: str, code: str | None) -> str:
        """Give a town's official name in that county: 坝芒乡 in 522635 → 坝芒布依族乡."""
        if code is None or code in self.town_codes.get(name, ""):
            return name
        return next((full for full in self.town_aliases.get(name, ()) if code in self.town_codes[full]), name)

    def villages(self, county_code: str) -> dict[str, frozenset[str]]:
        """Give a county's villages by town; empty where nothing is known."""
        city = county_code[:4]
        if city not in self._villages:
            self._villages[city] = self._read_city(city)
        return self._villages[city].get(county_code, {})

    def _read_city(self, city: str) -> dict[str, dict[str, frozenset[str]]]:
        if f"villages/{city}" not in self._archive.NameToInfo:
            return {}
        table: dict[str, dict[str, frozenset[str]]] = {}
        for line in self._text(f"villages/{city}"):
            county, rest = line.split("\t")
            towns = table.setdefault(county, {})
            for part in rest.split(";"):
                town, _, names = part.partition(":")
                towns[town] = frozenset(map(_unpack, names.split(",")))
        return table

    def village_names(self, county_code: str) -> frozenset[str]:
        """Give all village names of a county."""
        if county_code not in self._flat:
            self._flat[county_code] = frozenset().union(*self.villages(county_code).values())
        return self._flat[county_code]

    def has_village(self, county_code: str, name: str) -> bool:
        """Say whether a county has a village of that name (七里川村)."""
        return name in self.village_names(county_code)

    @cached_property
    def _village_index(self) -> "tuple[array[int], array[int], tuple[str, ...]]":
        hashes, owners = array("I"), array("H")
        hashes.frombytes(self._archive.read("village_hashes.u32"))
        owners.frombytes(self._archive.read("village_owners.u16"))
        if sys.byteorder == "big":
            hashes.byteswap()
            owners.byteswap()
        return hashes, owners, tuple(self._now)

    def known_village(self, name: str) -> bool:
        """Say whether any county has a village of that name (wrong once in 10,000 other words)."""
        hashes = self._village_index[0]
        key = crc32(name.encode())
        at = bisect_left(hashes, key)
        return at < len(hashes) and hashes[at] == key

    def village_county(self, name: str) -> str | None:
        """Give the code of the only county with a village of that name, or None."""
        hashes, owners, codes = self._village_index
        key = crc32(name.encode())
        at = bisect_left(hashes, key)
        if (
            at < len(hashes)
            and hashes[at] == key
            and owners[at] < len(codes)
            and self.has_village(codes[owners[at]], name)
        ):
            return codes[owners[at]]
        return None

    def counties_of(self, code: str) -> tuple[str, ...]:
        """Give the current county codes in a province or prefecture."""
        return self._counties.get(code, ())

    @cached_property
    def _counties(self) -> dict[str, tuple[str, ...]]:
        table: dict[str, list[str]] = {}
        for code in self._now:
            if not code.endswith("00"):
                for above in parent_codes(code):
                    table.setdefault(above, []).append(code)
        return {code: tuple(codes) for code, codes in table.items()}

    def resolve(self, name: str) -> list[Place]:
        """Give the places that a name, a joined name, a code or a code prefix may mean, best first.

        贾汪, 徐州贾汪区, 江苏省徐州市贾汪区, 江苏, 黔东南, 恩施州, 海门市 (→ 海门区), 3202.
        """
        name = "".join(name.split())
        if name.isdigit():
            codes = [name.ljust(6, "0")]
            return list(dict.fromkeys(new for code in codes for new in (self.successors(code) or ())))
        places = [place for place in map(self.place, self._codes(name, "")) if place]
        if not places:
            places = [
                Place(code, name, "town", self.full_name(code) + name) for code in self.town_counties(name)
            ] or self._joined_town(name)
        return places

    def _codes(self, name: str, inside: str) -> list[str]:
        """Give the codes of today that a (joined) name may mean within a code, best first."""
        found: list[str] = []
        if name in self._ranked:
            found += [code for code in self._ranked[name] if not inside or self.within(code, inside)]
        for cut in range(2, len(name) - 1):
            for head in self._ranked.get(name[:cut], ()):
                if not inside or (self.within(head, inside) and head != inside):
                    found += [code for code in self._codes(name[cut:], head) if code != head]
        return list(dict.fromkeys(found))

    @cached_property
    def _ranked(self) -> dict[str, tuple[str, ...]]:
        """Names → codes of today: official names before short ones, today's before retired, high before low."""
        rank: dict[str, list[tuple[int, int, str]]] = {}
        for kind, table in enumerate((self.full_names, self.short_names)):
            for name, codes in table.items():
                for code in codes:
                    new = self.successor_code(code, name)
                    if new in self._now:
                        own = self._now[new][0]
                        late = int(code not in self._now or (kind == 0 and own != name and code == new))
                        order = len(new.rstrip("0")) if kind else 0
                        rank.setdefault(name, []).append((late, kind * 10 + order, new))
        return {name: tuple(dict.fromkeys(code for *_, code in sorted(rows))) for name, rows in rank.items()}

    def _joined_town(self, name: str) -> list[Place]:
        for cut in range(len(name) - 2, 1, -1):
            heads = self._codes(name[:cut], "")
            inside = {c for c in self.town_counties(name[cut:]) if any(self.within(c, head) for head in heads)}
            if inside:
                return [Place(c, name[cut:], "town", self.full_name(c) + name[cut:]) for c in sorted(inside)]
        return []

    def suggest(self, name: str, limit: int = 5) -> list[str]:
        """Give the known names nearest to one that is not known, for error messages."""
        return get_close_matches(name, list(self._ranked), n=limit, cutoff=0.5)


def _unpack(name: str) -> str:
    if name.endswith("+"):
        return name[:-1] + "社区"
    return name[:-1] if name.endswith("!") else name + "村"


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Give the shared gazetteer, loaded on first use."""
    return Gazetteer()
