"""What reading costs: characters a second by component, beside jieba.lcut on the same texts in the same run.

    python -m tests.benchmarks.extraction [FILE…]

Without files the sample reports are read, one by one, after a warm-up; a row is the best of several rounds.
"""

import sys
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS = 5
COSTLIEST = 3.5  # times jieba.lcut that the whole of annotation may cost


def seconds(work, items):
    """Give the best time of several rounds over all items."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        for item in items:
            work(item)
        best = min(best, time.perf_counter() - begin)
    return best


def measure(paths):
    """Give the number of characters and (component, seconds) rows; the first is jieba, the last all of annotation."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba imports pkg_resources
        import jieba

    from graph.annotate import annotate
    from graph.extract import extractors
    from graph.extract.figures import find_figures
    from ingest.cases import find_cases
    from ingest.formats import read_file
    from ingest.read import report_of
    from ingest.repair import read

    jieba.setLogLevel("ERROR")
    raws = [read_file(path) for path in paths]
    readings = [read(raw) for raw in raws]
    texts = [reading.text for reading in readings]
    for raw in raws:
        annotate(report_of(raw))
    rows = [("jieba.lcut", seconds(jieba.lcut, texts))]
    rows.append(("repair", seconds(read, raws)))
    rows.append(("cases, outline", seconds(find_cases, readings)))
    rows += [(kind, seconds(function, texts)) for kind, function in extractors().items()]
    rows.append(("figures", seconds(find_figures, texts)))
    rows.append(("annotate, all", seconds(lambda raw: annotate(report_of(raw)), raws)))
    return sum(map(len, texts)), rows


def report(paths):
    """Print the table; give how many times jieba's cost annotation takes."""
    characters, rows = measure(paths)
    jieba = rows[0][1]
    print(f"{len(paths)} texts, {characters} characters, best of {ROUNDS}")
    print(f"{'component':16}{'characters/s':>14}{'ms a text':>12}{'× jieba':>10}")
    for name, cost in rows:
        print(f"{name:16}{characters / cost:14,.0f}{1000 * cost / len(paths):12.2f}{cost / jieba:10.2f}")
    return rows[-1][1] / jieba


def sample_reports():
    """Give the paths of the sample reports."""
    import tomllib

    listed = tomllib.loads((ROOT / "corpus" / "sources.toml").read_text("utf-8"))["report"]
    return [ROOT / "corpus" / entry["file"] for entry in listed]


def test_annotation_costs_at_most_so_many_times_jieba():
    assert report(sample_reports()) <= COSTLIEST


def main():
    """Run on the files named, or on the sample reports."""
    report([Path(name) for name in sys.argv[1:]] or sample_reports())


if __name__ == "__main__":
    main()
