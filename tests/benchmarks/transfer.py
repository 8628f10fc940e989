"""What transfer is worth: nDCG@10 on need and profile, how often the verdict agrees with people, what it costs.

    python -m tests.benchmarks.transfer [SCENARIOS.jsonl] [TEXTS]

Without arguments the scenarios and texts kept beside the repository. A practice is judged by people where its span
holds an anchor of the gold; beside the agreement stands what saying "fits" every time would get.
"""

import importlib.util
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

SHARED = Path(__file__).parents[3] / "shared"
K = 10
NDCG, AGREEMENT = 0.60, 0.75


def scorer():
    """Give the module that scores ranked passages."""
    spec = importlib.util.spec_from_file_location("score_search", SHARED / "gold" / "score_search.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(result, relevant, texts, squeezed):
    """Give (gold fit, verdict) of the anchors inside the practices found, best practice first."""
    pairs, left = [], list(relevant)
    for practice in result.practices:
        name = Path(practice.file).name
        span = squeezed(texts[name][practice.start : practice.end])
        inside = [a for a in left if a["file"] == name and a["anchor"] in span]
        pairs += [(a["fit"], practice.verdict) for a in inside]
        left = [a for a in left if a not in inside]
    return pairs


def measure(scenarios, folder):
    """Run the scenarios on a library of the texts; print the table; give nDCG, agreement and order faults."""
    from api.library import Library
    from search.profile import from_table

    score = scorer()
    texts = {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.is_file()}
    queries = [json.loads(line) for line in scenarios.read_text("utf-8").splitlines() if line.strip()]
    run, pairs, faults, times = {}, [], 0, []
    with tempfile.TemporaryDirectory() as kept, Library(Path(kept) / "library", create=True) as library:
        library.build([folder])
        for query in queries:
            profile = from_table(query["profile"])
            library.transfer(query["need"], profile, k=K)
            begin = time.perf_counter()
            result = library.transfer(query["need"], profile, k=K)
            times.append(1000 * (time.perf_counter() - begin))
            hits = [{"file": Path(p.file).name, "start": p.start, "end": p.end} for p in result.practices]
            run[query["id"]] = {"answerable": result.answerable, "hits": hits}
            found = judged(result, query["relevant"], texts, score.squeezed)
            pairs += found
            verdicts = [p.verdict for p in result.practices]
            faults += any(v == "blocked" and "fits" in verdicts[i:] for i, v in enumerate(verdicts))
            wrong = [f"{gold}≠{verdict}" for gold, verdict in found if gold != verdict]
            print(f"{query['id']:6}judged {len(found):3}  {times[-1]:6.1f} ms  {' '.join(wrong)}")
    table = score.score(queries, texts, run, K)
    ndcg = table["all"][f"ndcg@{K}"]
    agreement = sum(gold == verdict for gold, verdict in pairs) / max(1, len(pairs))
    always = sum(gold == "fits" for gold, _ in pairs) / max(1, len(pairs))
    print(f"nDCG@{K} {ndcg:.3f}   agreement {agreement:.3f} of {len(pairs)} (always “fits”: {always:.3f})")
    print(f"blocked above fits: {faults}   warm call, median {statistics.median(times):.0f} ms")
    return ndcg, agreement, faults


def test_transfer_is_worth_it(shared):
    ndcg, agreement, faults = measure(shared / "gold" / "search" / "transfer.jsonl", shared / "seeds")
    assert ndcg >= NDCG
    assert agreement >= AGREEMENT
    assert not faults


def main():
    """Run on the files named, or on those beside the repository."""
    named = [Path(name) for name in sys.argv[1:]]
    scenarios = named[0] if named else SHARED / "gold" / "search" / "transfer.jsonl"
    measure(scenarios, named[1] if len(named) > 1 else SHARED / "seeds")


if __name__ == "__main__":
    main()
