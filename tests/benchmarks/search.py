"""What asking costs: `jingwei search` from a cold shell beside an empty Python, and warm queries by percentile.

python -m tests.benchmarks.search
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS = 5
COLD_SECONDS = 1.5
QUERIES = [
    "村里账上没一分钱，怎么才能有进项",
    "老人腿脚不便，谁替他跑腿办手续",
    "党支部+合作社",
    "石斛产业",
    "积分制怎么打分",
    "软弱涣散党组织怎么整顿",
    "年轻人不愿意回村怎么办",
    "“四链富民”",
    "江苏的网格化治理",
    "土地撂荒了怎么办",
    "花卉种植带动农户",
    "村规民约 酒席",
    "执法力量下沉到乡镇",
    "牧民草场入股",
    "给种大棚的人贷款",
]


def process(*arguments):
    """Give the median wall time of a fresh process."""
    times = []
    # An installed program has its compiled files; the first process may write them and does not count.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(ROUNDS + 1):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True, env=environment)
        times.append(time.perf_counter() - begin)
    return statistics.median(times[1:])


def measure(folder):
    """Build the sample library in `folder`; print the times and give the cold one."""
    from api.library import Library

    with Library(folder, create=True) as library:
        library.build([ROOT / "corpus"])
        passages = library.store.db.execute("SELECT count(*) FROM passage").fetchone()[0]
        library.search(QUERIES[0])
        warm = []
        for _ in range(ROUNDS):
            for query in QUERIES:
                begin = time.perf_counter()
                library.search(query)
                warm.append(1000 * (time.perf_counter() - begin))
    empty = process("-c", "pass")
    cold = process("-m", "api.cli", "search", QUERIES[0], "--library", str(folder), "--json")
    cuts = statistics.quantiles(warm, n=100)
    print(f"sample library: {passages} passages; median of {ROUNDS} processes, {len(warm)} warm queries")
    print(f"{'python -c pass':24}{empty:8.3f} s")
    print(f"{'jingwei search, cold':24}{cold:8.3f} s")
    print(f"{'warm query, p50':24}{cuts[49]:8.2f} ms")
    print(f"{'warm query, p95':24}{cuts[94]:8.2f} ms")
    return cold


def test_a_cold_search_answers_in_time(tmp_path):
    assert measure(tmp_path / "library") <= COLD_SECONDS


def main():
    """Measure in a folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder) / "library")


if __name__ == "__main__":
    main()
