"""Files become raw text: one reader a format, chosen by what the bytes are.

A further format is a `Reader` offered under the entry point group "jingwei.readers"; such readers
are asked before the built-in ones, in the order of their names.
"""

import hashlib
import stat
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from ingest.errors import DamagedFile, EmptyFile, InputError, UsageError
from ingest.formats import limits, sniffing
from ingest.report import RawText

__all__ = ["BUILT_IN", "GROUP", "Read", "Reader", "plug_ins", "read_bytes", "read_file", "readers", "sniff"]

GROUP = "jingwei.readers"

Read = Callable[[bytes, str], tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A further format and how to read it.

    Attributes:
        format: its name, as in `RawText.format`.
        claims: from the bytes and the file's name, whether this reader is the one for them.
        read: from the bytes and the source, the text and the codec (None where the format decides);
            what goes wrong it raises as an `InputError`.
    """

    format: str
    claims: Callable[[bytes, str], bool]
    read: Read


def _late(module: str) -> Read:
    """Import the module only when a file of its format is read: parsers are slow to load."""

    def read(data: bytes, source: str) -> tuple[str, str | None]:
        text, codec = import_module(f"ingest.formats.{module}").read(data, source)
        return text, codec

    return read


BUILT_IN = {name: _late(name) for name in ("pdf", "docx", "html")} | {name: _late("text") for name in ("md", "txt")}


@cache
def plug_ins() -> tuple[Reader, ...]:
    """Give the readers of installed plug-ins, in the order of their names.

    Raises:
        UsageError: one cannot be loaded or is no `Reader`.
    """
    found = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            reader = point.load()
        except Exception as error:
            raise UsageError(
                f"the reader cannot be loaded: {error}", where=f"plug-in {point.name}", hint="update or uninstall it"
            ) from error
        if not isinstance(reader, Reader):
            raise UsageError(
                "it is not an ingest.formats.Reader", where=f"plug-in {point.name}", hint="update or uninstall it"
            )
        found.append(reader)
    return tuple(found)


def readers() -> dict[str, Read]:
    """Give how each format is read, by its name; a plug-in may take the place of a built-in one."""
    return BUILT_IN | {reader.format: reader.read for reader in plug_ins()}


def sniff(data: bytes, name: str) -> str:
    """Give the format of the bytes; the name's suffix decides only between text formats.

    Raises:
        EmptyFile: there are no bytes.
        UnknownFormat: no reader is for them; the hint says what to do with such a file.
        UndecodableText: it is text in no supported encoding.
    """
    if not data:
        raise EmptyFile("the file has no bytes", where=name, hint="ask for the file again")
    claimed = (reader.format for reader in plug_ins() if reader.claims(data, name))
    return next(claimed, None) or sniffing.built_in(data, name)


def read_bytes(data: bytes, source: str) -> RawText:
    """Give the raw text of a file's bytes; `source` names it in results and errors.

    Raises:
        InputError: one of its kinds, for whatever is wrong with the bytes.
    """
    limits.check_bytes(len(data), source)
    kind = sniff(data, source)
    try:
        text, codec = readers()[kind](data, source)
    except (InputError, UsageError, MemoryError):
        raise
    except Exception as error:  # a parser's own surprise must not stop a batch
        raise DamagedFile(
            f"it cannot be read as {kind} ({type(error).__name__}: {error})",
            where=source,
            hint="open it and save it again, or as plain text",
        ) from error
    limits.check_characters(len(text), source)
    if not text.strip().strip("\ufeff\u200b").strip():
        raise EmptyFile("the file holds no text", where=source, hint="ask for the file again")
    return RawText(source, text, kind, codec, hashlib.sha256(data).hexdigest())


def read_file(path: str | Path) -> RawText:
    """Give the raw text of a file.

    Raises:
        InputError: it cannot be opened, or one of its kinds as for `read_bytes`.
    """
    source = str(path)
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError("not a file", where=source, hint="give the files themselves, or build a directory")
        limits.check_bytes(status.st_size, source)
        with Path(path).open("rb") as file:
            data = file.read(limits.max_bytes() + 1)  # it may have grown since
    except OSError as error:
        raise InputError(
            f"it cannot be opened: {error.strerror or error}", where=source, hint="check the path and your rights to it"
        ) from error
    except ValueError as error:  # a NUL character in the path
        raise InputError(f"no such path: {error}", where=repr(source), hint="check the path") from error
    return read_bytes(data, source)
