"""Compile the source tables into the package's one data file.

    python -m graph.gazetteer.build SOURCE_DIR [OUTPUT]

SOURCE_DIR holds areacodes_1981_2024.csv, current_codes.json, old_to_new.json, towns.csv and
villages_five_levels.zip (see SOURCES.md). The same sources give the same bytes.
"""

import csv
import json
import re
import sys
import zipfile
from array import array
from collections import defaultdict
from pathlib import Path
from zlib import crc32

from graph.gazetteer.places import DATA_FILE, county_like_city

# 56 nationalities as they stand in the names of autonomous places; longest first.
NATIONS = (
    "柯尔克孜族|哈萨克族|蒙古族|维吾尔族|塔吉克族|乌孜别克族|俄罗斯族|鄂温克族|达斡尔族|鄂伦春族|塔塔尔族|仫佬族|毛南族|"
    "土家族|拉祜族|布朗族|景颇族|普米族|阿昌族|德昂族|独龙族|基诺族|傈僳族|纳西族|哈尼族|布依族|高山族|东乡族|撒拉族|"
    "保安族|裕固族|锡伯族|赫哲族|朝鲜族|仡佬族|藏族|回族|苗族|彝族|壮族|满族|侗族|瑶族|白族|傣族|黎族|佤族|畲族|水族|"
    "土族|羌族|怒族|京族|各族|柯尔克孜|哈萨克|蒙古|塔吉克|锡伯|维吾尔"
)
_AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{NATIONS})+自治([州县旗区])$")
_NATION_TOWN = re.compile(rf"^(.+?)(?:{NATIONS})+([乡镇])$")
_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|矿区|新区|[省市县区旗盟])$")
_TOWN = re.compile(r"[镇乡道木区场]$")


def short_names(name: str) -> list[str]:
    """Give the shorter names that the official one answers to, the barest first.

    罗城仫佬族自治县 → 罗城, 罗城县, 罗城自治县; 贾汪区 → 贾汪; 陇县 has none (one character).
    """
    found = _AUTONOMOUS.match(name)
    if found:
        stem, kind = found.groups()
        return [stem, stem + kind, f"{stem}自治{kind}"]
    stem = _SUFFIX.sub("", name)
    return [stem] if stem != name and len(stem) > 1 else []


def read_current(source: Path) -> dict[str, str]:
    """Give today's code → name; Taiwan keeps its GB/T 2260 code 710000 and no parts."""
    table: dict[str, str] = json.loads((source / "current_codes.json").read_text("utf-8"))
    table = {code: re.sub(r"[(（].*", "", name) for code, name in table.items() if not code.startswith("83")}
    table["710000"] = "台湾省"
    return dict(sorted(table.items()))


def read_history(source: Path) -> list[dict[str, str]]:
    """Give the rows of 1981–2024 (代码, 名称, 状态, 启用时间, 变更/弃用时间, 新代码)."""
    with (source / "areacodes_1981_2024.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Succession:
    """What a retired code is called today, from both tables of successors."""

    def __init__(self, current: dict[str, str], history: list[dict[str, str]], source: Path) -> None:
        """Keep the tables; 新代码 reads 340208[2005];340212."""
        self.current = current
        self.direct: dict[str, list[str]] = json.loads((source / "old_to_new.json").read_text("utf-8"))
        began = {row["代码"]: int(row["启用时间"]) for row in history if row["状态"] == "在用"}
        begins = {(row["代码"], row["启用时间"]) for row in history}
        self.chain: dict[str, list[tuple[int, str]]] = {}  # code → the year when it went over, and to which
        #: Codes that lay idle before today's place got them (511402: 枳城区 until 1997, 东坡区 since 2000), since when.
        self.lent: dict[str, int] = {}
        for row in history:
            code, name, end = row["代码"], row["名称"], row["变更/弃用时间"]
            idle = end and (code, end) not in begins
            if idle and code in began and name != current.get(code):
                self.lent[code] = began[code]
            if idle or row["状态"] == "弃用":
                steps = [(int(end), new) for new in re.findall(r"\d{6}", row["新代码"])]
                self.chain.setdefault(code, []).extend(steps)

    def was_lent(self, code: str, year: int) -> bool:
        """Say whether a code of today was another place's in that year."""
        return year < self.lent.get(code, 0)

    def of(self, code: str, year: int = 9999, seen: frozenset[str] = frozenset()) -> list[str]:
        """Give the current codes that the code of a year lives on in (empty: nothing known).

        A code may have been given out again (422401: 荆门市 until 1983, 仙桃市 from 1986): the year tells which.
        """
        lent = self.was_lent(code, year)
        if code in self.current and not lent:
            return [code]
        if code in seen:
            return []
        steps = self.chain.get(code, [])
        end = min((when for when, _ in steps if when >= year), default=None)
        last = not lent and end in (None, max((when for when, _ in steps), default=None))
        following = [(9999, new) for new in self.direct.get(code) or []] if last else []
        following += [(when, new) for when, new in steps if end in (None, when)]
        result: list[str] = []
        for when, new in following:
            result += [found for found in self.of(new, when, seen | {code}) if found not in result]
        return result

    def best(self, code: str, stem: str = "") -> str | None:
        """Give the one successor with the same stem, else the first."""
        options = self.of(code)
        same = [option for option in options if stem and self.current[option].startswith(stem)]
        return next(iter(same or options), None)


def place_lines(current: dict[str, str], history: list[dict[str, str]], succession: Succession) -> list[str]:
    """Give `code name start end successors` lines, today's places first, then the retired."""
    start = {(r["代码"], r["名称"]): r["启用时间"] for r in history if r["状态"] == "在用"}
    lines = [f"{code}\t{name}\t{start.get((code, name), '')}\t\t" for code, name in current.items()]
    done = set(current.items())
    for row in history:
        code, name = row["代码"], row["名称"]
        if (code, name) in done:
            continue
        done.add((code, name))
        stem = _SUFFIX.sub("", name)
        options = succession.of(code, int(row["变更/弃用时间"] or 9999))
        options.sort(key=lambda new: not current[new].startswith(stem))
        lines.append(f"{code}\t{name}\t{row['启用时间']}\t{row['变更/弃用时间']}\t{','.join(options)}")
    return lines


def read_villages(source: Path, home_of: "CountyOf") -> dict[str, dict[str, set[str]]]:
    """Give county → town → villages; nameless lines and lines above a town are dropped."""
    with zipfile.ZipFile(source / "villages_five_levels.zip") as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8")
    tree: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    code = town = ""
    for line in text.split("\n"):
        name = line.strip("\t\r ")
        depth = len(line) - len(line.lstrip("\t"))
        if depth <= 2:  # province, prefecture, county carry their codes
            parts = name.split("\t")
            code, town = (parts[1] if len(parts) > 1 else ""), ""
        elif depth == 3 and name:
            town = name
        elif name and town and code:
            county, own = home_of(code, town)
            if county:
                tree[county][own].add(name)
    return tree


class CountyOf:
    """Which county of today a (possibly statistical) county code and a town's name lie in."""

    def __init__(self, current: dict[str, str], succession: Succession) -> None:
        """Index the names of counties by prefecture, for towns written 召陵区邓襄镇."""
        self.current, self.succession = current, succession
        self.in_city: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for code, name in current.items():
            if not code.endswith("00"):
                self.in_city[code[:4]].append((name, code))

    def __call__(self, code: str, town: str) -> tuple[str, str]:
        """Give (county code, the town's bare name); the prefecture's code for zones of no county."""
        for name, county in self.in_city[code[:4]]:
            if town.startswith(name) and len(town) > len(name) + 1:
                return county, town[len(name) :]
        if code in self.current:
            return code, town
        following = self.succession.best(code)
        if following:
            return following, town
        city = code[:4] + "00"
        return (city if city in self.current else ""), town


def read_towns(source: Path, home_of: CountyOf, villages: dict[str, dict[str, set[str]]]) -> dict[str, list[str]]:
    """Give town name → its counties' codes, from the town table and the village tree."""
    table: dict[str, set[str]] = defaultdict(set)
    with (source / "towns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            county, name = home_of(row["county_code"], row["name"])
            if county:
                table[name].add(county)
    for county, towns in villages.items():
        for name in towns:
            table[name].add(county)
    # A zone's entry gives way to the county that also lists the town.
    for codes in table.values():
        for city in [code for code in codes if code.endswith("00") and not county_like_city(code)]:
            if any(code[:4] == city[:4] and code != city for code in codes):
                codes.discard(city)
    return {name: sorted(codes) for name, codes in sorted(table.items()) if _TOWN.search(name) or len(name) > 1}


def town_aliases(towns: dict[str, list[str]]) -> list[str]:
    """Give `short name, official name` lines: 坝芒乡 for 坝芒布依族乡."""
    found = ((name, _NATION_TOWN.match(name)) for name in towns)
    return sorted(
        f"{match.group(1)}{match.group(2)}\t{name}" for name, match in found if match and len(match.group(1)) > 1
    )


def pack_village(name: str) -> str:
    """Shorten …村 to its stem and …社区 to stem+ (most names end in one of them)."""
    if name.endswith("社区"):
        return name[:-2] + "+"
    return name[:-1] if name.endswith("村") else name + "!"


def village_index(villages: dict[str, dict[str, set[str]]], order: dict[str, int]) -> tuple[bytes, bytes]:
    """Give sorted CRC-32 hashes of all village names and, beside them, the one county or 65535."""
    where: dict[int, set[int]] = defaultdict(set)
    for county, towns in villages.items():
        for names in towns.values():
            for name in names:
                where[crc32(name.encode())].add(order[county])
    hashes, owners = array("I"), array("H")
    for key in sorted(where):
        hashes.append(key)
        owners.append(next(iter(where[key])) if len(where[key]) == 1 else 65535)
    if sys.byteorder == "big":
        hashes.byteswap()
        owners.byteswap()
    return hashes.tobytes(), owners.tobytes()


def name_lines(places: list[str], aliases: str, succession: Succession) -> list[str]:
    """Give `name full-codes short-codes` lines: what names whom, officially or for short.

    A name whose code is another place's today (枳城区) names what it lives on in.
    """
    full: dict[str, list[str]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    for line in places:
        code, name, _, end, following = line.split("\t")
        lent = succession.was_lent(code, int(end or 9999))
        bare = short_names(name)
        for own in [new for new in following.split(",") if new] if lent else [code]:
            for table, names in ((full, [name, *bare[1:]]), (short, bare if end else bare[:1])):
                for other in names:
                    if own not in table[other]:
                        table[other].append(own)
    for line in aliases.splitlines():
        if line and not line.startswith("#"):
            name, code = line.split("\t")
            if code not in short[name]:
                short[name].append(code)
    return [f"{n}\t{','.join(full.get(n, []))}\t{','.join(short.get(n, []))}" for n in sorted({*full, *short})]


def build(source: Path, target: Path) -> None:
    """Write the data file: a zip of text tables, hash arrays and one village table a prefecture."""
    current, history = read_current(source), read_history(source)
    succession = Succession(current, history, source)
    home_of = CountyOf(current, succession)
    villages = read_villages(source, home_of)
    places = place_lines(current, history, succession)
    aliases = (Path(__file__).parent / "data" / "aliases.txt").read_text("utf-8")
    towns = read_towns(source, home_of, villages)
    order = {code: index for index, code in enumerate(current)}
    hashes, owners = village_index(villages, order)
    members: dict[str, bytes] = {
        "places.tsv": "\n".join(places).encode(),
        "names.tsv": "\n".join(name_lines(places, aliases, succession)).encode(),
        "towns.tsv": "\n".join(f"{name}\t{','.join(codes)}" for name, codes in towns.items()).encode(),
        "town_aliases.tsv": "\n".join(town_aliases(towns)).encode(),
        "village_hashes.u32": hashes,
        "village_owners.u16": owners,
    }
    by_city: dict[str, list[str]] = defaultdict(list)
    for county in sorted(villages):
        parts = [
            f"{town}:{','.join(sorted(map(pack_village, names)))}" for town, names in sorted(villages[county].items())
        ]
        by_city[county[:4]].append(f"{county}\t{';'.join(parts)}")
    members |= {f"villages/{city}": "\n".join(lines).encode() for city, lines in by_city.items()}
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            village = name.startswith("villages/")
            info.compress_type = zipfile.ZIP_LZMA if village else zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=None if village else 9)


def main() -> None:
    """Run from the command line."""
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    build(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else DATA_FILE)


if __name__ == "__main__":
    main()
