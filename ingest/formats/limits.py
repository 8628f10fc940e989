"""How much a reader takes in before it says no.

A report is a few thousand characters; the limits are far above any real one and far below what
would make a machine swap.
"""

import os

from ingest.errors import TooLarge, UsageError

MIB = 1024 * 1024
DEFAULT_MAX_BYTES = 64 * MIB
MAX_CHARACTERS = 2_000_000  # a shelf of books; annotating takes about 300 bytes a character
MAX_UNPACKED = 512 * MIB
MAX_RATIO = 200  # XML of a real .docx packs 5 to 60 times; deflate can reach 1,000
RATIO_FLOOR = 8 * MIB  # below this size a high ratio harms nobody
MAX_PAGES = 2000


def max_bytes() -> int:
    """Give the largest file size read, in bytes (setting JINGWEI_MAX_BYTES, default 64 MiB).

    Raises:
        UsageError: the setting is not a positive whole number.
    """
    setting = os.environ.get("JINGWEI_MAX_BYTES", "").strip()
    if not setting:
        return DEFAULT_MAX_BYTES
    if not setting.isdecimal() or int(setting) == 0:
        raise UsageError(
            f"{setting!r} is not a number of bytes",
            where="JINGWEI_MAX_BYTES",
            hint=f"give a positive whole number, for example {DEFAULT_MAX_BYTES}",
        )
    return int(setting)


def check_bytes(size: int, source: str) -> None:
    """Refuse a file of more than `max_bytes()` bytes.

    Raises:
        TooLarge: naming the size and the limit.
    """
    limit = max_bytes()
    if size > limit:
        raise TooLarge(
            f"the file has {size:,} bytes, the limit is {limit:,}",
            where=source,
            hint="split the file, or raise JINGWEI_MAX_BYTES",
        )


def check_characters(count: int, source: str) -> None:
    """Refuse a text of more than MAX_CHARACTERS characters.

    Raises:
        TooLarge: naming the count and the limit.
    """
    if count > MAX_CHARACTERS:
        raise TooLarge(
            f"the text has {count:,} characters or more, the limit is {MAX_CHARACTERS:,}",
            where=source,
            hint="split the file",
        )
