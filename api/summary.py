"""Summary: what became of each file of a build."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of a file: added, replaced, unchanged, duplicate or failed.

    `message` says why (failed, duplicate), `code` the kind of error, `hint` what to do;
    `notes` (Chinese) what was not understood.
    """

    file: str
    status: str
    message: str = ""
    code: str = ""
    hint: str = ""
    cases: int = 0
    measures: int = 0
    mentions: int = 0
    figures: int = 0
    repairs: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A build: its files, what the library holds now, its version."""

    files: tuple[FileOutcome, ...]
    counts: dict[str, int]
    version: str

    @property
    def by_status(self) -> dict[str, int]:
        """Number of files by status."""
        return dict(sorted(Counter(f.status for f in self.files).items()))

    @property
    def failed(self) -> tuple[FileOutcome, ...]:
        """The files that could not be read."""
        return tuple(f for f in self.files if f.status == "failed")
