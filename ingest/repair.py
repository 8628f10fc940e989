"""Repair: raw text becomes reading text, with an offset map and a list of what was changed.

What is repaired, each seen in real reports: line wraps inside words (PDF copies), white space
between Chinese characters, page furniture (page numbers, running headers, 送：… lists), watermark
tokens, masked characters inside a word (示xx村 is 示范村), displaced quotation marks
(目前“，乡贤协会“”乡贤工作室”), compatibility characters (⻄, ＋, １２), traditional characters.
"""

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from ingest.layout import Line, paragraphs
from ingest.report import RawText, Reading, Repair

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff"
_INVISIBLE = "\ufffe\uffff\x80-\x84\x86-\x9f\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\uffe4\ufffc"
# Half-width marks beside Chinese are typing habits; a colon between digits is a clock or a ratio.
_HALF_MARK = re.compile(rf"[,;:!?()](?:(?<=[{HAN}”’）》%].)|(?=[{HAN}“‘（《]))")
_FULL = str.maketrans(",;:!?()", "，；：！？（）")
# 示范, 模范, 规范 … lose their second character to careless masking (典型: 示xx村, 先锋模xx作用).
_MASKED_WORD = re.compile(
    r"(?<![表提显展启公揭请暗出图警]示)(?<=[示模规典师])[xX×＊*]{2}(?=[村区镇园户点带县乡市社岗基项工作引化建更性效企])"
)
_MISPLACED_OPENING = re.compile("“([，、。；：])")
_CROSSED_QUOTES = re.compile("(“[^“”\n]{1,40})“”([^“”\n]{1,40}”)")
_MARKDOWN = re.compile(
    r"!\[[^\]\n]*\]\([^)\n]*\)|(?<=\])\([^)\s]*\)|\[(?=[^\]\n]+\]\()|(?<=\S)\](?=\()|\*\*|__|`|(?m:^>\s?)|(?m:^\s*[-*+]\s+)"
)
# Characters that only traditional text uses often; more than one in 200 of them means traditional.
_TRADITIONAL = re.compile("[們個國學業產發農會與關實進黨幹貧縣區鄉鎮戶廠項億萬軟渙組織麼頓]")
_TRADITIONAL_SHARE = 1 / 200
_LATIN = re.compile("[A-Za-z]{3}")
TITLE_LONGEST = 45  # characters
TITLE_HALVES = 3


@cache
def _watermarks() -> re.Pattern[str]:
    lines = files("ingest").joinpath("data/watermarks.txt").read_text("utf-8").splitlines()
    words = [line.split("#")[0].strip() for line in lines]
    return re.compile(rf"(?:{'|'.join(map(re.escape, filter(None, words)))})\d*", re.IGNORECASE)


@cache
def _compatibility() -> dict[str, str]:
    """Map single characters that NFKC turns into one other character, full-width marks apart."""
    ranges = [
        (0x2E80, 0x2FE0),
        (0xF900, 0xFB00),
        (0xFF10, 0xFF1A),
        (0xFF21, 0xFF3B),
        (0xFF41, 0xFF5B),
        (0x2F800, 0x2FA20),
    ]
    table = {}
    for low, high in ranges:
        for code in range(low, high):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and folded != chr(code):
                table[chr(code)] = folded
    # CJK radicals without an NFKC mapping that PDF fonts put in place of the ideograph.
    radicals = (
        "⺟母⺠民⻄西⻅见⻆角⻋车⻔门⻘青⻚页⻛风⻜飞⻝食⻢马⻣骨⻥鱼⻦鸟⻨麦⻩黄⻬齐⻰龙⻓长"
        "⻉贝⻮齿⻤鬼⻙韦⺩王⻁虎⺫目⻌辶"
    )
    table |= {radicals[i]: radicals[i + 1] for i in range(0, len(radicals), 2)}
    table |= {
        "％": "%",
        "＋": "+",
        "﹢": "+",
        "➕": "+",
        "．": ".",
        "～": "~",
        "〜": "~",
    }
    table |= {
        "－": "-",
        "‑": "-",
        "–": "—",
        "―": "—",
        "「": "“",
        "」": "”",
        "﹪": "%",
    }
    return table


class _Draft:
    """Reading text under repair: the text, its origins and the list of repairs."""

    def __init__(self, text: str, origin: "array[int]") -> None:
        self.text, self.origin = text, origin
        self.repairs: list[Repair] = []

    def translate(self, table: dict[str, str], kind: str) -> None:
        """Replace characters one for one."""
        for old in sorted(set(self.text) & table.keys()):
            new = table[old]
            self.repairs += [
                Repair(kind, self.origin[m.start()], self.origin[m.start()] + 1, new)
                for m in re.finditer(re.escape(old), self.text)
            ]
            self.text = self.text.replace(old, new)

    def edit(self, matches: Iterable[re.Match[str]], to: str, kind: str) -> None:
        """Replace each match by `to` (at most one character); it stands for the match's last character."""
        pieces, origin, done = [], array("I"), 0
        for match in matches:
            start, end = match.span()
            pieces.append(self.text[done:start])
            origin.extend(self.origin[done:start])
            if to:
                pieces.append(to)
                origin.append(self.origin[end - 1])
            self.repairs.append(Repair(kind, self.origin[start], self.origin[end - 1] + 1, to))
            done = end
        if done:
            pieces.append(self.text[done:])
            origin.extend(self.origin[done:])
            self.text, self.origin = "".join(pieces), origin

    def swap(self, at: int) -> None:
        """Swap the characters at `at` and `at + 1`, each keeping its origin."""
        text, origin = self.text, self.origin
        first, second = origin[at], origin[at + 1]
        self.repairs.append(Repair("quote", min(first, second), max(first, second) + 1, text[at + 1] + text[at]))
        self.text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        origin[at], origin[at + 1] = second, first


def simplify(text: str) -> str:
    """Give a text in traditional characters in simplified ones, of the same length; others as they are."""
    if len(_TRADITIONAL.findall(text)) <= len(text) * _TRADITIONAL_SHARE:
        return text
    from opencc import OpenCC  # only traditional text needs it

    convert = OpenCC("t2s").convert
    simplified = str(convert(text))
    if len(simplified) != len(text):
        singles = ((char, str(convert(char))) for char in text)
        simplified = "".join(new if len(new) == 1 else old for old, new in singles)
    return simplified


def _traditional(draft: _Draft) -> None:
    simplified = simplify(draft.text)
    if simplified != draft.text:
        draft.text = simplified
        draft.repairs.append(Repair("traditional", draft.origin[0], draft.origin[-1] + 1, "simplified"))


def _quotes(draft: _Draft) -> None:
    for match in list(_MISPLACED_OPENING.finditer(draft.text)):
        draft.swap(match.start())
    while crossed := _CROSSED_QUOTES.search(draft.text):
        draft.swap(crossed.end(1))


# 1 建强支部: the space after a number that opens a paragraph tells the number from the words.
_NUMBERED = re.compile(r"\d{1,2}")


def _is_spaced_title(line: str) -> bool:
    """Say whether the white space in a short line parts two halves of a title (点石成金　施茶村的“石斛经”)."""
    return (
        len(line) <= TITLE_LONGEST
        and not line.endswith(("。", "，", "；", "："))
        and 1 < len(line.split()) <= TITLE_HALVES
    )


def _join(raw: RawText) -> tuple[_Draft, list[Line]]:
    """Join the lines of each paragraph, dropping white space that is no word boundary."""
    text = raw.text
    body, furniture = paragraphs(text, keep_lines=raw.format == "md")
    pieces: list[str] = []
    origin = array("I")
    ended = 0
    for lines in body:
        if pieces:
            pieces.append("\n")
            origin.append(ended)  # the line break itself
        last = ""
        spaced = len(lines) == 1 and _is_spaced_title(lines[0].text)
        for line in lines:
            if len(line.text.split(None, 1)) == 1 and not (last.isascii() and line.text[0].isascii()):
                pieces.append(line.text)
                origin.extend(range(line.start, line.end))
                last = line.text[-1]
                continue
            for word in re.finditer(r"[^\S\t]+|\t|\S+", text[line.start : line.end]):
                piece = word[0]
                at = line.start + word.start()
                if piece.isspace() and piece != "\t":
                    following = text[at + len(piece) : at + len(piece) + 1]
                    # A space stays between Latin words and between two numbers, nowhere else.
                    word_break = last.isascii() and last.isalnum() and following.isascii() and following.isalnum()
                    if not (word_break or spaced or (line is lines[0] and _NUMBERED.fullmatch(text, line.start, at))):
                        continue
                    piece = " "
                elif (
                    word.start() == 0
                    and last.isascii()
                    and last.isalpha()
                    and piece[0].isascii()
                    and piece[0].isalpha()
                ):
                    pieces.append(" ")
                    origin.append(at - 1)
                pieces.append(piece)
                origin.extend(range(at, at + len(piece)))
                last = piece[-1]
        ended = lines[-1].end
    return _Draft("".join(pieces), origin), furniture


def read(raw: RawText) -> Reading:
    """Give the reading text of `raw`: same words, one paragraph a line, with the way back.

    Every character of the reading text points at the raw character it stands for; nothing is lost
    but white space, page furniture and what `Reading.repairs` lists.
    """
    draft, furniture = _join(raw)
    draft.repairs += [Repair("furniture", line.start, line.end, "") for line in furniture]
    draft.edit(re.finditer(f"[{_INVISIBLE}\x00-\x08\x0b-\x1f\x7f]", draft.text), "", "invisible")
    if raw.format == "md":
        draft.edit(_MARKDOWN.finditer(draft.text), "", "markup")
    draft.translate(_compatibility(), "compatibility")
    halves = [m.start() for m in _HALF_MARK.finditer(draft.text)]
    if halves:
        draft.repairs += [
            Repair("half-width", draft.origin[at], draft.origin[at] + 1, draft.text[at].translate(_FULL))
            for at in halves
        ]
        draft.text = _HALF_MARK.sub(lambda m: m[0].translate(_FULL), draft.text)
    if draft.text:
        _traditional(draft)
    if _LATIN.search(draft.text):
        draft.edit(_watermarks().finditer(draft.text), "x", "watermark")
    draft.edit(_MASKED_WORD.finditer(draft.text), "范", "mask")
    _quotes(draft)
    draft.origin.append(len(raw.text))
    return Reading(draft.text, draft.origin, tuple(sorted(draft.repairs, key=lambda r: (r.start, r.end, r.kind))))


def summary(reading: Reading) -> dict[str, int]:
    """Count the repairs by kind, for the report of what was done to a file."""
    return dict(sorted(Counter(repair.kind for repair in reading.repairs).items()))
