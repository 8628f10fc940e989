"""What finding is worth: every way to rank beside the engine, and the engine with each step left out in turn.

    python -m tests.benchmarks.retrieval [field] [cmrc] [noise] [speed]

Without a word all four parts are run:
    field  the graded queries over the reference reports (`../shared/gold/search`, `../shared/seeds`);
    cmrc   CMRC 2018 dev, question → passage among 848, recall@1;
    noise  the field again after some 10,000 passages about other things went into the library;
    speed  warm queries on the sample library.
A part whose data is not beside the repository is left out and says so.

Every system ranks the same passages, those of a library that the public API built, with the same filters.
The baselines have no line below which nothing answers, so they have no share of questions answered.
"""

import contextlib
import importlib.util
import json
import lzma
import random
import re
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest import mock

import numpy as np

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
K = 10
PLAIN = {"paraphrase", "problem"}
LSA_SIZE = 64
NOISE = 10_000
STEP = 100  # news items added at a time
TALES = 900  # characters of a news item that are taken: some three passages
CMRC_BLEND = (0.35, 0.6)  # fixed dense shares beside the engine's own
SEED = 20261121
# A news item is about another thing where its title or text names it and nothing of ours stands in it.
OURS = re.compile("村|农|党建")
OTHERS = {
    "sports": re.compile("奥运|全运会|亚运|世界杯|锦标赛|联赛|决赛|夺冠|金牌|女排|乒乓|田径|游泳"),
    "technology": re.compile("航天|卫星|火箭|芯片|超算|量子|探测器|空间站|人工智能|高铁|科学家|实验室"),
    "foreign affairs": re.compile("外交部|访华|会见|总统|总理|联合国|峰会|大使|双边|国际资讯|大国外交"),
}


# --- systems ---------------------------------------------------------------------------------


class Baselines:
    """Rankings of a library's passages that owe nothing to the engine's fusion."""

    def __init__(self, library):
        from search.index import dense_text
        from search.training.evaluate import BigramBM25
        from search.words import words

        rows = library.store.rows(
            "SELECT p.number, p.case_id, p.start, p.end, p.text, p.path, r.source FROM passage p "
            "JOIN report r ON r.id = p.report ORDER BY p.number"
        )
        self.library, self.rows = library, rows
        texts = [dense_text(json.loads(row["path"]), row["text"]) for row in rows]  # what the encoder reads
        self.systems = {
            "BM25, words": _word_bm25(texts),
            "BM25, character bigrams": _scorer(BigramBM25(texts)),
            f"LSA (TruncatedSVD, {min(LSA_SIZE, len(texts) - 1)})": _lsa(texts, words),
            "encoder alone": self._encoder(),
        }

    def _encoder(self):
        encoder = self.library.encoder
        numbers, vectors = self.library.index.vectors(encoder)
        assert [row["number"] for row in self.rows] == numbers.tolist()
        return lambda query: vectors @ encoder.encode([query], query=True)[0]

    def run(self, name, queries):
        """Give run rows of one system for the scorer."""
        from search.filters import Filters, allowed_cases

        for query in queries:
            allowed = allowed_cases(self.library.store, Filters(**query["filters"]))
            scores = self.systems[name](query["query"])
            order = [i for i in np.argsort(-scores, kind="stable") if scores[i] > 0]
            best = [self.rows[i] for i in order if allowed is None or self.rows[i]["case_id"] in allowed][:K]
            hits = [{"file": Path(r["source"]).name, "start": r["start"], "end": r["end"]} for r in best]
            yield query["id"], {"answerable": True, "hits": hits}


def _scorer(bm25):
    return lambda query: bm25.scores([query])[0]


def _word_bm25(texts):
    from search.training import evaluate
    from search.words import words

    with mock.patch.object(evaluate, "bigrams", words):
        bm25 = evaluate.BigramBM25(texts)

    def scores(query):
        with mock.patch.object(evaluate, "bigrams", words):
            return bm25.scores([query])[0]

    return scores


def _lsa(texts, words):
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    counter = TfidfVectorizer(analyzer=words, sublinear_tf=True)
    matrix = counter.fit_transform(texts)
    reducer = TruncatedSVD(min(LSA_SIZE, len(texts) - 1), random_state=SEED)
    table = reducer.fit_transform(matrix)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)

    def scores(query):
        vector = reducer.transform(counter.transform([query]))[0]
        return table @ vector / max(np.linalg.norm(vector), 1e-9)

    return scores


def fixed(share):
    """Give the engine's settings with one dense share for every question."""
    return {"dense_for_talk": share, "dense_for_words": share}


def steps():
    """Give (name, weights of `search.fusion`): the whole, then each step left out of the ranking.

    The line below which nothing answers stays as it is.
    """
    from search.fusion import learned

    middle = round((learned().dense_for_talk + learned().dense_for_words) / 2, 2)
    return [
        ("full", {}),
        ("full without dense", fixed(0.0)),
        ("full without lexical", fixed(1.0)),
        ("full without graph", {"graph": 0.0}),
        ("full without expansion", {"expansion": 0.0}),
        (f"full, dense share fixed at {middle:g}", fixed(middle)),
    ]


@contextlib.contextmanager
def engine_with(library, settings):
    """Run the library's engine with other weights for a while; an unknown name is an error."""
    with mock.patch.object(library.engine, "weights", replace(library.engine.weights, **settings)):
        yield


def engine_run(library, queries):
    """Give run rows of the engine for the scorer."""
    from search.filters import Filters

    for query in queries:
        result = library.search(query["query"], K, Filters(**query["filters"]))
        hits = [{"file": Path(h.file).name, "start": h.start, "end": h.end} for h in result.hits]
        yield query["id"], {"answerable": result.answerable, "hits": hits}


# --- field -----------------------------------------------------------------------------------


@cache
def scorer():
    """Load the scorer that stands beside the repository."""
    spec = importlib.util.spec_from_file_location("score_search", SHARED / "gold" / "score_search.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def field_queries():
    """Give the graded queries."""
    lines = (SHARED / "gold" / "search" / "queries.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def figures(queries, run):
    """Give nDCG@10 and grade-3 recall@10 by group, and the shares abstained and answered."""
    texts = {path.name: path.read_text("utf-8") for path in (SHARED / "seeds").iterdir() if path.is_file()}
    groups = {
        "all": queries,
        "plain": [q for q in queries if q.get("style") in PLAIN],
        "keyword": [q for q in queries if q.get("style") == "keyword" and q["relevant"]],
    }
    row = {}
    for name, members in groups.items():
        found = scorer().score(members, texts, run, K)["all"]
        row |= {f"{name} ndcg": found[f"ndcg@{K}"], f"{name} recall3": found[f"recall3@{K}"]}
        if name == "all":
            row |= {"abstains": found["abstains"], "answers": found["answers"]}
    return row


COLUMNS = ("all ndcg", "plain ndcg", "keyword ndcg", "all recall3", "plain recall3", "keyword recall3")


def print_row(name, row, line=True):
    """Print one line of the table; `line` whether the system can abstain."""
    cells = [f"{row[column]:9.3f}" for column in COLUMNS]
    cells += [f"{row[c]:9.3f}" if line else f"{'—':>9}" for c in ("abstains", "answers")]
    print(f"{name:36}" + "".join(cells), flush=True)


def print_head(queries, library):
    """Print what is measured and the table's head."""
    plain = sum(q.get("style") in PLAIN for q in queries)
    keyword = sum(q.get("style") == "keyword" and bool(q["relevant"]) for q in queries)
    answered = sum(bool(q["relevant"]) for q in queries)
    print(
        f"{answered} answerable queries ({plain} in plain talk, {keyword} keyword), {len(queries) - answered} without"
    )
    print(f"an answer; {library.index.size} passages; nDCG@{K} and grade-3 recall@{K}; encoder {library.encoder.name}")
    heads = ("all", "plain", "keyword", "r3 all", "r3 plain", "r3 keyw.", "abstains", "answers")
    print(f"{'':36}" + "".join(f"{head:>9}" for head in heads))


def built(folder, reports):
    """Build a library by the public API."""
    from api.library import Library

    library = Library(folder, create=True)
    library.build([reports])
    return library


def field(folder):
    """Print the table of the field; give the rows by name."""
    queries = field_queries()
    with built(folder / "seeds", SHARED / "seeds") as library:
        print_head(queries, library)
        return measured(library, queries, steps())


def measured(library, queries, settings):
    """Print the baselines and the engine with each of the settings; give the rows by name."""
    rows = {}
    baselines = Baselines(library)
    for name in baselines.systems:
        rows[name] = figures(queries, dict(baselines.run(name, queries)))
        print_row(name, rows[name], line=False)
    for name, changed in settings:
        with engine_with(library, changed):
            rows[name] = figures(queries, dict(engine_run(library, queries)))
        print_row(name, rows[name])
    return rows


# --- other things ----------------------------------------------------------------------------


def other_things():
    """Give (topic, title, text) of news items about other things, shuffled, the topics in turn."""
    found = {topic: [] for topic in OTHERS}
    with lzma.open(SHARED / "data" / "text" / "news_titled.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            whole = f"{item['tags']} {item['title']} {item['text']}"
            topic = next((t for t, words in OTHERS.items() if words.search(f"{item['tags']} {item['title']}")), None)
            if topic and len(item["text"]) > 200 and not OURS.search(whole):
                body = re.sub(r"^[^\n]{0,20}消息[^\n：]{0,10}：|（?\(?视频编辑[^\n]*", "", item["text"]).strip()
                found[topic].append((topic, item["title"], body[:TALES]))
    for items in found.values():
        random.Random(SEED).shuffle(items)
    order = []
    while any(found.values()):
        order += [items.pop() for items in found.values() if items]
    return order


def noise(folder, before=None):
    """Print what remains after other things went in; give the rows by name."""
    from api.library import Library

    queries = field_queries()
    begin = time.perf_counter()
    with built(folder / "noisy", SHARED / "seeds") as library:
        assert isinstance(library, Library)
        own, items, counts = library.index.size, other_things(), dict.fromkeys(OTHERS, 0)
        place = folder / "other"
        place.mkdir()
        low = 0
        while library.index.size < own + NOISE and low < len(items):
            paths = []
            for number, (topic, title, text) in enumerate(items[low : low + STEP], low):
                counts[topic] += 1
                paths.append(place / f"n{number:05}.txt")
                paths[-1].write_text(f"{title}\n{text}\n", "utf-8")
            low += STEP
            library.add(paths)
        added = library.index.size - own
        print(
            f"\n{added} passages about other things ({', '.join(f'{n} items {t}' for t, n in counts.items())}) added "
            f"in {time.perf_counter() - begin:.0f} s"
        )
        print_head(queries, library)
        rows = measured(library, queries, steps())
        for name in ("full",) if before else ():
            lost = {c: before[name][c] - rows[name][c] for c in COLUMNS}
            print(f"{'lost by ' + name:36}" + "".join(f"{value:9.3f}" for value in lost.values()))
        times = []
        for _ in range(3):
            for query in queries:
                start = time.perf_counter()
                library.search(query["query"])
                times.append(1000 * (time.perf_counter() - start))
        cuts = statistics.quantiles(times, n=100)
        print(f"warm query over {library.index.size} passages: p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms")
        return rows


# --- CMRC ------------------------------------------------------------------------------------


def hand_made(folder, texts):
    """Open a library whose passages are given texts."""
    from api.library import Library
    from search.encoder import open_encoder
    from search.training.fusion import passage_engine

    passage_engine(folder, texts, open_encoder(None)).store.close()
    return Library(folder)


def cmrc(folder):
    """Print recall@1 on CMRC 2018 dev: the baselines, and the engine as it is and with other weights."""
    from search.training.evaluate import BigramBM25, Cmrc

    data = Cmrc(SHARED / "data" / "benchmarks" / "cmrc2018_dev.json")
    print(f"\nCMRC 2018 dev: {len(data.questions)} questions over {len(data.passages)} passages, recall@1")
    with hand_made(folder / "cmrc", data.passages) as library:
        alone = data(library.encoder.encode)
        print(f"{'encoder alone':36}{alone / 100:9.4f}")
        best = BigramBM25(data.passages).scores(data.questions).argmax(axis=1)
        print(f"{'BM25, character bigrams':36}{(best == data.answers).mean():9.4f}", flush=True)
        settings = [("engine", {}), ("engine without dense", fixed(0.0)), ("engine without graph", {"graph": 0.0})]
        settings += [(f"engine, dense share fixed at {share:g}", fixed(share)) for share in CMRC_BLEND]
        rows = {}
        for name, changed in settings:
            with engine_with(library, changed):
                firsts = [library.search(question, 1) for question in data.questions]
            answers = data.answers.tolist()
            right = [bool(r.hits) and int(r.hits[0].file[1:]) == a for r, a in zip(firsts, answers, strict=True)]
            rows[name] = statistics.mean(right)
            answered = statistics.mean(r.answerable for r in firsts)
            print(f"{name:36}{rows[name]:9.4f}   answers {answered:.3f}", flush=True)
            if name == "engine":
                empty = sum(not r.hits for r in firsts)
                print(f"{'':36}{empty} questions without a hit (a quoted phrase that no passage holds)")
        return rows


# --- speed -----------------------------------------------------------------------------------


def speed(folder):
    """Print warm query times on the sample library, wall time and time on the processor."""
    from tests.benchmarks.search import QUERIES

    with built(folder / "sample", ROOT / "corpus") as library:
        asked = list(QUERIES)
        if (SHARED / "gold" / "search" / "queries.jsonl").is_file():
            asked += [query["query"] for query in field_queries()]
        library.search(asked[0])
        wall, processor = [], []
        for _ in range(5):
            for query in asked:
                begin, used = time.perf_counter(), time.process_time()
                library.search(query)
                wall.append(1000 * (time.perf_counter() - begin))
                processor.append(1000 * (time.process_time() - used))
        print(f"\nsample library, {library.index.size} passages, {len(asked)} queries × 5, warm")
        for name, times in (("wall", wall), ("processor", processor)):
            cuts = statistics.quantiles(times, n=100)
            print(f"{name:12}p50 {cuts[49]:6.2f} ms   p95 {cuts[94]:6.2f} ms")


NEEDS = {
    "field": ["gold/search/queries.jsonl", "gold/score_search.py", "seeds"],
    "cmrc": ["data/benchmarks/cmrc2018_dev.json"],
    "noise": ["gold/search/queries.jsonl", "gold/score_search.py", "seeds", "data/text/news_titled.jsonl.xz"],
    "speed": [],
}


def absent(part):
    """Give what a part needs and is not there."""
    return [need for need in NEEDS[part] if not (SHARED / need).exists()]


def test_the_engine_beats_words_on_plain_talk_and_the_encoder_on_keywords(tmp_path):
    import pytest

    if absent("field"):
        pytest.skip(f"not beside the repository: {', '.join(absent('field'))}")
    rows = field(tmp_path)
    whole, encoder = rows["full"], rows["encoder alone"]
    lexical = [row for name, row in rows.items() if name.startswith(("BM25", "LSA"))]
    assert all(whole["all ndcg"] > row["all ndcg"] and whole["plain ndcg"] > row["plain ndcg"] for row in lexical)
    assert whole["keyword ndcg"] > encoder["keyword ndcg"]


def main():
    """Run the parts named, or all."""
    named = sys.argv[1:] or list(NEEDS)
    if unknown := set(named) - set(NEEDS):
        sys.exit(f"no such part: {', '.join(unknown)}; one of {', '.join(NEEDS)}")
    rows = None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in (part for part in NEEDS if part in named):
            if missing := absent(part):
                print(f"\n{part}: left out, not beside the repository: {', '.join(missing)}")
            elif part == "field":
                rows = field(folder)
            elif part == "noise":
                noise(folder, rows)
            else:
                {"cmrc": cmrc, "speed": speed}[part](folder)


if __name__ == "__main__":
    main()
