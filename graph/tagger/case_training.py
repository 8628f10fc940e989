"""Learn what the signs of a place weigh (graph.extract.region_rank) from annotated texts.

python -m graph.tagger.case_training --gold FILE … --texts FOLDER … --to graph/extract/data/case_region.json

Each text is a choice among the places that it points at, the annotated one being right; the weights make the right
ones likely (a conditional logit with a penalty on large weights). Needs scipy (the extra `training`).
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from graph.extract.region_case import options_of_case
from graph.extract.region_rank import Options
from graph.pipeline import pipeline
from graph.tagger.training import gold_rows
from ingest.read import read_report_bytes

PENALTY = 1.0
Choice = tuple[Options, str | None]


def choices(gold: Sequence[Path], texts: Sequence[Path]) -> Iterator[Choice]:
    """Give the options of each text of one case with the right one; None where it is about no single place.

    Texts whose annotated place has no code, or is none that the text points at, teach nothing and are left out.
    """
    nlp = pipeline()
    for text, row in gold_rows(gold, texts):
        cases = read_report_bytes(text.encode(), "gold.txt")
        if len(cases.cases) != 1 or len(row["cases"]) != 1:
            continue
        (case,), region = cases.cases, row["cases"][0]["region"]
        if region["code"] is None and (region["name"] or region.get("either")):
            continue
        reading = cases.reading.text[case.start : case.end]
        options = options_of_case(reading, case.title, nlp(reading).user_data["mentions"])
        if region["code"] in options:
            yield options, region["code"]


def fit(examples: Sequence[Choice]) -> dict[str, float]:
    """Give the weight of each sign."""
    signs = sorted({sign for options, _ in examples for told in options.values() for sign in told})
    column = {sign: number for number, sign in enumerate(signs)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    text_of: list[int] = []
    right: list[int] = []
    for number, (options, code) in enumerate(examples):
        for option, told in options.items():
            if option == code:
                right.append(len(text_of))
            rows += [len(text_of)] * len(told)
            columns += [column[sign] for sign in told]
            values += told.values()
            text_of.append(number)
    table = csr_matrix((values, (rows, columns)), shape=(len(text_of), len(signs)))
    owner, chosen = np.array(text_of), np.array(right)

    def loss(weights: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        scores = table @ weights
        most = np.full(len(chosen), -np.inf)
        np.maximum.at(most, owner, scores)
        raised = np.exp(scores - most[owner])
        total = np.bincount(owner, raised)
        slope = raised / total[owner]
        slope[chosen] -= 1
        missed = most + np.log(total) - scores[chosen]
        return missed.sum() + PENALTY / 2 * weights @ weights, table.T @ slope + PENALTY * weights

    found = minimize(loss, np.zeros(len(signs)), jac=True, method="L-BFGS-B")
    return dict(zip(signs, found.x.round(3).tolist(), strict=True))


def main() -> None:
    """Learn from the gold files named and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    examples = list(choices(args.gold, args.texts))
    weights = fit(examples)
    args.to.write_text(json.dumps(weights, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{len(examples)} texts, {len(weights)} signs")


if __name__ == "__main__":
    main()
