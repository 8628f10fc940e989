"""The tree of errors; each says what went wrong, where, and what to do about it."""

from collections.abc import Callable
from functools import partial


class JingweiError(Exception):
    """Base of every error that Jingwei raises on purpose.

    Args:
        what: what went wrong, one clause.
        where: the file, setting or argument it happened at.
        hint: what the reader can do about it.
    """

    code = "error"

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        """Keep the three parts apart, so that every face can lay them out its own way."""
        super().__init__(what, where, hint)
        self.what, self.where, self.hint = what, where, hint

    def __reduce__(self) -> tuple[Callable[[], "JingweiError"], tuple[()]]:
        """Let worker processes hand the error over whole."""
        return partial(type(self), self.what, where=self.where, hint=self.hint), ()

    def __str__(self) -> str:
        """Give one line: where: what (hint)."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line} ({self.hint})" if self.hint else line


class InputError(JingweiError):
    """A file cannot be read as a report; the batch goes on without it."""

    code = "input"


class EmptyFile(InputError):
    """The file holds no text at all."""

    code = "empty"


class UnknownFormat(InputError):
    """The bytes are of no format that a reader is registered for."""

    code = "unknown-format"


class EncryptedFile(InputError):
    """The file needs a password."""

    code = "encrypted"


class DamagedFile(InputError):
    """The file claims a format but cannot be parsed as it."""

    code = "damaged"


class NoTextLayer(InputError):
    """A PDF of pictures only: it needs text recognition first."""

    code = "no-text-layer"


class TooLarge(InputError):
    """The file, or what it unpacks to, is beyond the limit."""

    code = "too-large"


class UndecodableText(InputError):
    """No supported encoding decodes the bytes without errors."""

    code = "encoding"


class UsageError(JingweiError):
    """A call with arguments that make no sense together."""

    code = "usage"


class UnknownRegion(UsageError):
    """A region name that no gazetteer entry answers to."""

    code = "unknown-region"


class NotFound(UsageError):
    """An id that the library does not hold."""

    code = "not-found"
