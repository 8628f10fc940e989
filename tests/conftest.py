"""Fixtures for all rooms: the sample corpus, a library built from it once, the texts kept beside the repository."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root():
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def corpus():
    """The folder with the sample reports."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def sources(corpus):
    """What corpus/sources.toml says of each sample report, in its order."""
    return tomllib.loads((corpus / "sources.toml").read_text("utf-8"))["report"]


@pytest.fixture(scope="session")
def shared():
    """The folder of reference texts and gold beside the repository."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold" / "score.py").is_file():
        pytest.skip("no reference texts: ../shared is not beside this repository")
    return folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory, corpus):
    """The folder of a library built from the sample corpus; tests must not change it."""
    from api.library import Library

    folder = tmp_path_factory.mktemp("sample") / "library"
    with Library(folder, create=True) as library:
        summary = library.build([corpus])
    assert not summary.failed, summary.failed
    return folder


@pytest.fixture(scope="session")
def library(sample):
    """The sample library, open."""
    from api.library import Library

    with Library(sample) as opened:
        yield opened


@pytest.fixture(scope="session")
def annotated(corpus, sources):
    """The annotation of each sample report, by file name."""
    from graph.annotate import annotate
    from ingest.read import read_report

    return {entry["file"]: annotate(read_report(corpus / entry["file"])) for entry in sources}
