"""Read: a path becomes a Report."""

from pathlib import Path

from ingest.cases import find_cases
from ingest.formats import read_bytes, read_file
from ingest.repair import read
from ingest.report import RawText, Report


def report_of(raw: RawText) -> Report:
    """Give the report of a raw text: repaired, split into cases, outlined."""
    reading = read(raw)
    return Report(raw, reading, find_cases(reading, raw.text))


def read_report(path: Path | str) -> Report:
    """Read a file as a report.

    Raises:
        InputError: the file cannot be read; the message says why and what to do.
    """
    return report_of(read_file(Path(path)))


def read_report_bytes(data: bytes, source: str) -> Report:
    """Read bytes (an upload) as a report; `source` is the name that they came under."""
    return report_of(read_bytes(data, source))
