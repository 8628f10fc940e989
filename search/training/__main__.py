"""Train the encoder that ships, stage by stage.

python -m search.training prepare  --texts FOLDER --work FOLDER      tokenizer and tokens
python -m search.training start    --work FOLDER                     PPMI-SVD table
python -m search.training train    --texts FOLDER --work FOLDER      contrastive, then the field and the lexicon
python -m search.training pack     --work FOLDER --to FOLDER         what ships
python -m search.training evaluate --encoder FOLDER --queries FILE --reports FOLDER --cmrc FILE
python -m search.training fuse     --library FOLDER … --queries FILE --reports FOLDER --cmrc FILE
python -m search.training all      (prepare … pack)
"""

import argparse
import logging
import tempfile
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from search.encoder import open_encoder
from search.fusion import learned
from search.static import write_static
from search.training import evaluate, field, fusion
from search.training.contrast import Recipe, character_shares, train
from search.training.pairs import Pairs, joined, natural_pairs
from search.training.ppmi import start_table
from search.training.prepare import load_corpus, prepare

VOCABULARY = 65_536
DIMENSION = 512
BITS = 4
# A low rate keeps more of the field, a higher one with characters finds more passages in general: the mean of
# both tables has the best of either (model soup, Wortsman et al. 2022).
GENERAL = ((Recipe(rate=0.01), False), (Recipe(rate=0.015), True))  # recipe, with characters?
FIELD = Recipe(rate=0.005, batch=1024, bits=BITS)
FIELD_TERMS = 10  # different official terms that make a document one of the field
LABEL = "jingwei-static"
FUSION = Path("search/data/fusion.json")


def start_stage(work: Path, dimension: int) -> None:
    """Write start.npy."""
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    np.save(work / "start.npy", start_table(load_corpus(work), tokenizer.get_vocab_size(), dimension))


def train_stage(texts: Path, work: Path) -> None:
    """Write general.npy (natural pairs of all texts) and table.npy (field documents and lexicon after it)."""
    corpus, tokenizer = load_corpus(work), Tokenizer.from_file(str(work / "tokenizer.json"))
    shares, pairs = character_shares(tokenizer), natural_pairs(corpus)
    start = np.load(work / "start.npy")
    runs = [train(start, pairs, recipe, shares if characters else None) for recipe, characters in GENERAL]
    table = np.asarray(np.mean(runs, axis=0), dtype=np.float32)
    np.save(work / "general.npy", table)
    entries = field.read_lexicon()
    found, terms = field.mentions(texts, entries)
    chosen = np.isin(pairs.document, field.field_documents(terms, FIELD_TERMS))
    one_group = np.zeros(int(chosen.sum()), dtype=np.int64)
    near = Pairs(pairs.tokens, pairs.ranges[chosen], pairs.document[chosen], one_group)
    mixed = joined([near, field.lexicon_pairs(corpus, tokenizer, entries, found)])
    np.save(work / "table.npy", train(table, mixed, FIELD))


def pack_stage(work: Path, to: Path, bits: int) -> None:
    """Write the encoder's folder."""
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    logging.info("wrote %s", write_static(to, LABEL, tokenizer, np.load(work / "table.npy"), bits))


def evaluate_stage(encoder: str | None, queries: Path, reports: Path, cmrc: Path) -> dict[str, float]:
    """Give the figures of an encoder (a folder, a model's name, or the shipped one)."""
    encode = open_encoder(encoder).encode
    return evaluate.FieldQueries(queries, reports)(encode) | {"cmrc": evaluate.Cmrc(cmrc)(encode)}


def fuse_stage(given: argparse.Namespace) -> None:
    """Learn the weights of the fusion and write them where they ship."""
    encoder = open_encoder(given.encoder)
    sets: fusion.Sets = {
        library.name: fusion.judged(library, encoder, given.queries, given.reports) for library in given.library
    }
    with tempfile.TemporaryDirectory() as folder:
        sets["cmrc"] = fusion.asked(Path(folder) / "cmrc", encoder, given.cmrc)
    held_out = fusion.cross_validated(sets)
    weights = fusion.learn(sets)
    fusion.write(FUSION, sets, weights, held_out)
    for name, figures in (
        ("shipped before", fusion.measured(sets, learned())),
        ("learned", fusion.measured(sets, weights)),
        ("learned, held out", held_out),
    ):
        print(f"{name:18}", fusion.rounded(figures))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=["prepare", "start", "train", "pack", "evaluate", "fuse", "all"])
    parser.add_argument("--texts", type=Path, help="folder of .jsonl.xz, .jsonl, .txt or .md files")
    parser.add_argument("--work", type=Path, default=Path("build/encoder"), help="folder for what the stages hand on")
    parser.add_argument("--to", type=Path, default=Path("search/data/encoder"), help="folder of the packed encoder")
    parser.add_argument("--vocabulary", type=int, default=VOCABULARY)
    parser.add_argument("--dimension", type=int, default=DIMENSION)
    parser.add_argument("--bits", type=int, choices=[4, 8], default=BITS)
    parser.add_argument("--encoder", help="evaluate: a folder or a model's name; left out: the shipped one")
    parser.add_argument("--queries", type=Path, help="evaluate, fuse: graded queries, .jsonl")
    parser.add_argument("--reports", type=Path, help="evaluate, fuse: folder of the reports that the queries are about")
    parser.add_argument("--cmrc", type=Path, help="evaluate, fuse: cmrc2018_dev.json")
    parser.add_argument("--library", type=Path, action="append", help="fuse: a library that holds the reports; several")
    given = parser.parse_args()
    needed = {
        "evaluate": ("queries", "reports", "cmrc"),
        "fuse": ("library", "queries", "reports", "cmrc"),
        "start": (),
        "pack": (),
    }.get(given.stage, ("texts",))
    for name in needed:
        if getattr(given, name) is None:
            parser.error(f"{given.stage} needs --{name}")
    return given


def main() -> None:
    """Run one stage, or all of them."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    given = arguments()
    stages = ["prepare", "start", "train", "pack"] if given.stage == "all" else [given.stage]
    if "prepare" in stages:
        prepare(given.texts, given.work, given.vocabulary)
    if "start" in stages:
        start_stage(given.work, given.dimension)
    if "train" in stages:
        train_stage(given.texts, given.work)
    if "pack" in stages:
        pack_stage(given.work, given.to, given.bits)
    if "fuse" in stages:
        fuse_stage(given)
    if "evaluate" in stages:
        figures = evaluate_stage(given.encoder, given.queries, given.reports, given.cmrc)
        for name, value in figures.items():
            print(f"{name:16} {value:5.1f}")


if __name__ == "__main__":
    main()
