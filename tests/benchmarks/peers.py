"""Peers: the same texts through jieba's tagger, cpca, JioNLP, Recognizers-Text and Jingwei — F1 and speed.

    python -m tests.benchmarks.peers

Peers are no dependencies of the project; whatever can be imported is run, the rest is named as missing:
    pip install "setuptools<81" cpca jionlp "emoji<2" recognizers-text-suite

Texts are the hand-made gold's (`../shared/seeds`, `../shared/reports`, lines of `../shared/data/text`), handed to
every system in the same repaired reading (line wraps undone); offsets go back to the raw text. Matching is the
reference scorer's: places exact, figures by spans that share 0.6. Speed is measured on the same texts beside
jieba.lcut in the same run.
"""

import contextlib
import importlib.metadata
import importlib.util
import io
import json
import lzma
import re
import time
import warnings
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SETS = {
    "reference cases": (SHARED / "gold" / "dev", SHARED / "seeds"),
    "news": (ROOT / "tests" / "gold" / "reports", SHARED / "reports"),
}
# Texts that nothing was made on: the places of these were looked at after a first run, their figures hardly.
NEW = ("new texts", "places.jsonl", "figures_heldout.jsonl")
ROUNDS = 3
PLACES, FIGURES, MONEY = "places", "figures", "money"
SAME_PLACE, SAME_FIGURE = 1.0, 0.6  # shared part of two spans, as in the reference scorer
HIGH = {"province", "city", "county"}
ENDS = frozenset("省市区县州旗盟")


# --- systems: text → {"start", "end"} with "code" or "value" where the system says one ----------


def jieba_places():
    """Give the words that jieba's tagger calls ns."""
    from jieba import posseg

    def find(text):
        at = 0
        for pair in posseg.lcut(text):
            if pair.flag == "ns":
                yield {"start": at, "end": at + len(pair.word)}
            at += len(pair.word)

    return find


def jieba_figures():
    """Give the runs of numerals with the measure words after them (tags m, mq, q)."""
    from jieba import posseg

    def find(text):
        at, start = 0, None
        for pair in posseg.lcut(text):
            if start is not None and (pair.flag == "q" or pair.word == "%"):
                yield {"start": start, "end": at + len(pair.word)}
                start = None
            elif pair.flag in {"m", "mq"}:
                start = at if start is None else start
            else:
                if start is not None:
                    yield {"start": start, "end": at}
                start = None
            at += len(pair.word)

    return find


def cpca_places():
    """Give cpca's provinces, cities and counties with their codes; it says where a name begins, not where it ends."""
    import cpca

    def find(text):
        try:
            rows = cpca.transform_text_with_addrs(text, pos_sensitive=True).to_dict("records")
        except KeyError:
            return  # what it raises on a text without an address
        for row in rows:
            for column, digits in (("省", 2), ("市", 4), ("区", 6)):
                start, name = row[f"{column}_pos"], row[column]
                if start >= 0 and len(name or "") > 1:  # 县 stands for Chongqing's counties
                    end = start + next(
                        (i for i, c in enumerate(name) if text[start + i : start + i + 1] != c), len(name)
                    )
                    if text[end - 1] not in ENDS and text[end : end + 1] in ENDS:
                        end += 1  # 恩施州 of 恩施土家族苗族自治州
                    code = str(row["adcode"] or "")[:digits].ljust(6, "0")
                    yield {"start": start, "end": end, "code": code}

    return find


def jionlp_places():
    """Give JioNLP's place names wherever they stand: it gives names with counts, no offsets."""
    import jionlp

    def find(text):
        found = jionlp.recognize_location(text)
        official = {name for place, _ in found["domestic"] or () for name in place.values() if name}
        names = set(found["others"] or ()) | official | {re.sub("(?<=..)[省市区县]$", "", name) for name in official}
        taken = 0
        for match in re.finditer("|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)", text):
            if match.start() >= taken:
                taken = match.end()
                yield {"start": match.start(), "end": match.end()}

    return find


def jionlp_money():
    """Give JioNLP's amounts of money with their values."""
    import jionlp

    def find(text):
        for item in jionlp.ner.extract_money(text, with_parsing=True):
            number = item["detail"]["num"]
            value = float(number[0] if isinstance(number, list) else number)
            yield {"start": item["offset"][0], "end": item["offset"][1], "value": value}

    return find


def recognizers(*, plain):
    """Give Recognizers-Text's currencies, dimensions, ages, percentages, and with `plain` bare numbers."""
    import recognizers_number
    import recognizers_number_with_unit
    from recognizers_text import Culture

    with_unit = [
        recognizers_number_with_unit.recognize_currency,
        recognizers_number_with_unit.recognize_dimension,
        recognizers_number_with_unit.recognize_age,
        recognizers_number.recognize_percentage,
    ]

    def find(text):
        spans = []
        for recognise in [*with_unit, *([recognizers_number.recognize_number] if plain else [])]:
            for match in recognise(text, Culture.Chinese):
                start, end = match.start, match.end + 1
                if not any(start < other["end"] and other["start"] < end for other in spans):
                    value = str((match.resolution or {}).get("value") or "").rstrip("%")
                    with contextlib.suppress(ValueError):
                        value = float(value)
                    spans.append({"start": start, "end": end, "value": value if value != "" else None})
        yield from spans

    return find


def recognizers_money():
    """Give Recognizers-Text's currencies alone."""
    from recognizers_number_with_unit import recognize_currency
    from recognizers_text import Culture

    def find(text):
        for match in recognize_currency(text, Culture.Chinese):
            value = (match.resolution or {}).get("value")
            yield {"start": match.start, "end": match.end + 1, "value": float(value) if value else None}

    return find


def jingwei_places():
    """Give our places with their codes."""
    from graph.extract.regions import find_regions

    return lambda text: [{"start": m.start, "end": m.end, "code": m.fields["code"]} for m in find_regions(text)]


def jingwei_figures(unit=None):
    """Give our figures, all or those of one unit."""
    from graph.extract.figures import find_figures

    return lambda text: [
        {"start": f.start, "end": f.end, "value": f.value} for f in find_figures(text) if unit in {None, f.unit}
    ]


# (task, name, distribution that must be there, how to make the system)
SYSTEMS = [
    (PLACES, "jieba.posseg, ns", "jieba", jieba_places),
    (PLACES, "cpca", "cpca", cpca_places),
    (PLACES, "JioNLP recognize_location", "jionlp", jionlp_places),
    (PLACES, "Jingwei find_regions", None, jingwei_places),
    (FIGURES, "jieba.posseg, m + q", "jieba", jieba_figures),
    (FIGURES, "Recognizers-Text, with units", "recognizers-text-suite", lambda: recognizers(plain=False)),
    (FIGURES, "… and bare numbers", "recognizers-text-suite", lambda: recognizers(plain=True)),
    (FIGURES, "Jingwei find_figures", None, jingwei_figures),
    (MONEY, "JioNLP extract_money", "jionlp", jionlp_money),
    (MONEY, "Recognizers-Text, currency", "recognizers-text-suite", recognizers_money),
    (MONEY, "Jingwei find_figures, 元", None, lambda: jingwei_figures("元")),
]


# --- gold ------------------------------------------------------------------------------------


def scorer():
    """Load the reference scorer that stands beside the repository."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(gold, folder):
    """Give (raw text, reading of each case, gold cases) of every annotated file."""
    from ingest.read import read_report

    for path in sorted(gold.glob("*.json")):
        wanted = json.loads(path.read_text("utf-8"))
        source = folder / wanted["file"]
        if source.is_file():
            report = read_report(source)
            yield source.read_bytes().decode("utf-8"), report, wanted["cases"]


def new_texts():
    """Give the same of the new texts: places and figures are in two files of the same lines."""
    from ingest.read import read_report_bytes

    _, *names = NEW
    rows = [map(json.loads, (ROOT / "tests" / "gold" / name).read_text("utf-8").splitlines()) for name in names]
    wanted = defaultdict(dict)
    for places, figures in zip(*rows, strict=True):
        wanted[places["source"]][places["line"]] = places, figures
    for source, lines in wanted.items():
        collection = SHARED / "data" / "text" / source
        if not collection.is_file():
            return
        with lzma.open(collection, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file):
                if number in lines:
                    places, figures = lines[number]
                    cases = zip(places["cases"], figures["cases"], strict=True)
                    text = json.loads(line)["text"]
                    report = read_report_bytes(text.encode(), places["file"])
                    yield text, report, [one | {"metrics": other["metrics"]} for one, other in cases]


def wanted_items(cases, task):
    """Give the gold of a task; what only one annotator marked is optional."""
    if task == PLACES:
        return [m for case in cases for m in case["mentions"] if m["type"] == "region"]
    found = [m for case in cases for m in case["metrics"]]
    return found if task == FIGURES else [m for m in found if m["unit"] == "元"]


def predicted(find, report):
    """Run a system on the reading of each case; offsets in the raw text."""
    for case in report.cases:
        text = report.reading.text[case.start : case.end]
        for item in find(text):
            start, end = report.reading.raw_span(case.start + item["start"], case.start + item["end"])
            yield item | {"start": start, "end": end}


def same(a, b):
    """Say whether two values are one."""
    return a == b or (
        isinstance(a, int | float) and isinstance(b, int | float) and abs(a - b) <= 1e-6 * max(1.0, abs(b))
    )


def value_right(found, gold):
    """Say whether the value is right; a change's sign is left aside, a peer gives none."""
    a, b = found["value"], gold["value"]
    return same(abs(a), abs(b)) if isinstance(a, float) and isinstance(b, int | float) else a is None and b is None


def score(score_module, task, find, material):
    """Give F1, precision, recall, the share of right values or codes, and F1 of the higher levels for places."""
    every, high = score_module.Tally(), score_module.Tally()
    right = defaultdict(list)
    for raw, report, cases in material:
        table = score_module.squeeze(raw)

        def placed(items, table=table):
            items = [dict(item) for item in items]
            for item in items:
                item["s"], item["e"] = table[item["start"]], table[item["end"]]
                item["alt"] = [a | {"s": table[a["start"]], "e": table[a["end"]]} for a in item.get("alt", [])]
            return items

        gold = placed(wanted_items(cases, task))
        found = placed(predicted(find, report))
        threshold = SAME_PLACE if task == PLACES else SAME_FIGURE
        pairs, missed, wrong = score_module.match(found, gold, threshold)
        every.add("", pairs, missed, wrong)
        for item, wanted in pairs:
            if task == PLACES and item.get("code") and wanted.get("code"):
                right["code"].append(item["code"] == wanted["code"])
            elif task != PLACES and "value" in item:
                right["value"].append(value_right(item, wanted))
        if task == PLACES:
            for item in gold:
                item["optional"] = item.get("optional") or item["level"] not in HIGH
            pairs, missed, wrong = score_module.match(found, gold, threshold)
            # A part of a town's or village's name is wrong above; here lower levels are nobody's business.
            low = [g for g in gold if g["level"] not in HIGH]
            wrong = [w for w in wrong if not any(score_module.overlap(w, g) for g in low)]
            high.add("", pairs, missed, wrong)
    row = every.row()
    values = right["code"] or right["value"]
    row["right"] = f"{sum(values)} of {len(values)}" if values else "—"
    row["high"] = high.row()["f1"] if task == PLACES else None
    return row


# --- speed and table --------------------------------------------------------------------------


def seconds(work, items):
    """Give the best processor time of several rounds over all items, the slow ones once."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        for item in items:
            list(work(item) or ())
        best = min(best, time.process_time() - begin)
        if best > 20:
            break
    return best


def version(distribution):
    """Give the installed version of a distribution, None where there is none."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def shown(value):
    return f"{value:.3f}" if value is not None else "—"


def main():
    """Print the versions, what is missing, and the table."""
    warnings.simplefilter("ignore")  # jieba and the peers import pkg_resources
    if not (SHARED / "gold" / "score.py").is_file():
        print("left out: the reference texts and the scorer (../shared) are not beside this repository")
        return
    material = {name: list(texts(*folders)) for name, folders in SETS.items()} | {NEW[0]: list(new_texts())}
    for name in [name for name, found in material.items() if not found]:
        print(f"left out: {name}, texts not beside the repository")
        del material[name]
    readings = [r.reading.text[c.start : c.end] for files in material.values() for _, r, _ in files for c in r.cases]
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.lcut(readings[0])
    base = seconds(jieba.lcut, readings)
    characters = sum(map(len, readings))
    distributions = dict.fromkeys(d for _, _, d, _ in SYSTEMS if d)
    print("versions: " + ", ".join(f"{d} {version(d) or '— missing, left out'}" for d in distributions))
    print(f"{len(readings)} cases, {characters} characters; jieba.lcut {characters / base:,.0f} characters/s\n")
    sets = list(material)
    print("| what | system | " + " | ".join(f"F1 {s}" for s in sets) + " | P | R | value or code | county and above |"
          " characters/s | × jieba.lcut |")  # fmt: skip
    print("|---|---|" + "---|" * (len(sets) + 6))
    score_module = scorer()
    for task, name, distribution, make in SYSTEMS:
        if distribution and version(distribution) is None:
            continue
        with contextlib.redirect_stdout(io.StringIO()):  # JioNLP greets
            find = make()
            list(find(readings[0]) or ())
        rows = [score(score_module, task, find, files)["f1"] for files in material.values()]
        whole = score(score_module, task, find, [file for files in material.values() for file in files])
        base, cost = seconds(jieba.lcut, readings), seconds(find, readings)
        cells = [shown(f1) for f1 in rows] + [shown(whole[k]) for k in ("precision", "recall")]
        cells += [whole["right"], shown(whole["high"])]
        print(f"| {task} | {name} | {' | '.join(cells)} | {characters / cost:,.0f} | {base / cost:.2f} |", flush=True)
    base, whole = seconds(jieba.lcut, readings), seconds(_annotate_all(material), [None])
    print(f"\nall of annotation (every extractor, the region of the case): {base / whole:.2f} × jieba.lcut")


def _annotate_all(material):
    """Give the whole of annotation as one piece of work."""
    from graph.annotate import annotate

    reports = [report for files in material.values() for _, report, _ in files]
    annotate(reports[0])

    def work(_):
        for report in reports:
            annotate(report)

    return work


if __name__ == "__main__":
    main()
