r"""Plain text and Markdown: bytes become exactly the characters they stand for.

Nothing is cleaned here. A byte-order mark stays as U+FEFF and \r\n stays two characters, so that
offsets are those of `data.decode(encoding)`. Decoding is strict: a byte that does not fit is an
error with its place, never a replacement character.
"""

import codecs
import re
from functools import cache

from ingest.errors import UndecodableText, UnknownFormat

# Codecs without "-sig" and with their byte order, because those keep the mark in the text.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# In this order; a later one must look better than an earlier one by its margin.
_GUESSES = (("gb18030", 0.0), ("utf-16-le", 0.2), ("utf-16-be", 0.2), ("big5", 0.1))
_SAMPLE = 20_000
_PLAUSIBLE = 0.6  # real reports score above 0.97, a wrong codec below 0.6 (see the tests)
_CONTROL_SHARE = 0.01
_FEW_CONTROLS = 4  # stray ones of a bad copy; repair drops them
_SOUND_PER_BROKEN = 10
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]"
)  # all but those that texts hold: tabs, line ends, ^Z, escape
_SAVE_HINT = "save it as UTF-8 text and read it again"


def read(data: bytes, source: str) -> tuple[str, str]:
    """Give the text of a plain text or Markdown file and its encoding; see `decode`."""
    return decode(data, source)


def decode(data: bytes, source: str) -> tuple[str, str]:
    """Decode text whose encoding nobody states.

    A byte-order mark decides; then UTF-8, if the bytes are valid; then the most plausible of
    GB18030, UTF-16 without a mark and Big5.

    Returns:
        The text and the Python codec name: `data.decode(codec) == text`.

    Raises:
        UnknownFormat: the bytes are not text.
        UndecodableText: no supported encoding decodes all bytes.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data, codec, source), codec
    text = try_codec(data, "utf-8")
    if text is not None and not _is_binary(text):
        return text, "utf-8"
    if text is None:
        _refuse_broken_utf8(data, source)
    guess, codec, score = _best_guess(data)
    if guess is None:
        _refuse_binary(data[:_SAMPLE].decode("latin-1"), source)
        raise UndecodableText("no supported encoding fits the bytes", where=source, hint=_SAVE_HINT)
    _refuse_binary(guess, source)
    if score < _PLAUSIBLE:
        _refuse_binary(text or "", source)
        raise UndecodableText(
            f"not plausible as text in any supported encoding (best guess: {codec})", where=source, hint=_SAVE_HINT
        )
    return guess, codec


def _best_guess(data: bytes) -> tuple[str | None, str, float]:
    """Give the most plausible decoding, its codec and its score; None where none scores."""
    best, best_codec, best_score = None, "", 0.0
    for codec, margin in _GUESSES:
        guess = try_codec(data, codec)
        score = 0.0 if guess is None else plausibility(guess)
        if score > best_score + (0.0 if best is None else margin):
            best, best_codec, best_score = guess, codec, score
    return best, best_codec, best_score


def try_codec(data: bytes, codec: str) -> str | None:
    """Decode strictly, or give None where the bytes do not fit or the codec is unknown."""
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def plausibility(text: str) -> float:
    """Give the share of characters that a Chinese text is made of, 0.0 to 1.0.

    Those are ASCII, Chinese punctuation and full-width forms, and the 3,755 + 5,401 common
    characters of GB 2312 level 1 and Big5 level 1. White space does not count; text of nothing
    else scores 0. The first 20,000 characters are looked at.
    """
    sample = [char for char in text[:_SAMPLE] if not char.isspace()]
    if not sample:
        return 0.0
    common = _common()
    return sum(char in common for char in sample) / len(sample)


@cache
def _common() -> frozenset[str]:
    level_one = [*_pairs("gb2312", range(0xB0, 0xD8)), *_pairs("big5", range(0xA4, 0xC7))]
    punctuation = "　、。·ˉ—～‖…‘’“”〔〕〈〉《》「」『』〖〗【】±×÷℃℉①②③④⑤⑥⑦⑧⑨⑩￥％＋"
    full_width = map(chr, range(0xFF01, 0xFF5F))
    return frozenset({*map(chr, range(0x20, 0x7F)), *punctuation, *full_width, *level_one, "\ufeff"})


def _pairs(codec: str, leads: range) -> list[str]:
    pairs = (bytes((lead, trail)).decode(codec, "ignore") for lead in leads for trail in range(0x40, 0xFF))
    return [pair for pair in pairs if len(pair) == 1]


def _strict(data: bytes, codec: str, source: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise UndecodableText(
            f"the byte-order mark says {codec}, but byte {error.start} does not fit", where=source, hint=_SAVE_HINT
        ) from error
    _refuse_binary(text, source)
    return text


def _refuse_broken_utf8(data: bytes, source: str) -> None:
    """Name the broken byte of what is UTF-8 but for a few bytes (a cut end, a bad download).

    GB18030 would often accept such bytes, as nonsense.
    """
    sample = data.decode("utf-8", "replace")[:_SAMPLE]
    broken = sample.count("\ufffd")
    sound = sum(char > "\x7f" for char in sample) - broken
    if sound == 0 or sound < _SOUND_PER_BROKEN * broken:
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UndecodableText(
            f"UTF-8 text with a broken byte at {error.start}", where=source, hint=_SAVE_HINT
        ) from error


def _is_binary(text: str) -> bool:
    controls = len(_CONTROL.findall(text, 0, _SAMPLE))
    return controls > max(_FEW_CONTROLS, _CONTROL_SHARE * min(len(text), _SAMPLE))


def _refuse_binary(text: str, source: str) -> None:
    if _is_binary(text):
        raise UnknownFormat(
            "binary data, not a text", where=source, hint="give a .txt, .md, .html, .docx or .pdf with text in it"
        )
